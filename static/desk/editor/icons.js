// The toolbar's drawings: strokes on a 20 × 20 grid, in the colour of the text around them.

const SVG = "http://www.w3.org/2000/svg"

const PATHS = {
  link: "M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l1-1",
  strike: "M3 10h14M13.5 6.5C13 5 11.7 4 10 4 7 4 5.7 6 7 8.5M6.3 13.3C6.7 15 8 16 10 16c3 0 4.3-2 3.2-4",
  superscript: "M3 7.5 10 16M10 7.5 3 16M13 5.2c.2-1.6 3.4-1.6 3.4.3 0 1.3-2.2 2-3.4 3.5h3.6",
  subscript: "M3 4l7 8.5M10 4 3 12.5M13 13.2c.2-1.6 3.4-1.6 3.4.3 0 1.3-2.2 2-3.4 3.5h3.6",
  bulletList: "M8 5h9M8 10h9M8 15h9M3.5 5h.01M3.5 10h.01M3.5 15h.01",
  orderedList: "M9 5h8M9 10h8M9 15h8M3 4.2 4.4 3.4v4M3 12.6c.3-1 2.2-1 2.2.2 0 1-2.2 1.8-2.2 3.2h2.4",
  quote: "M4 4v12M8 6h9M8 10h9M8 14h5",
  rule: "M3 10h14",
  find: "M8.5 13.5a5 5 0 1 0 0-10 5 5 0 0 0 0 10M12.2 12.2 17 17",
  undo: "M7.5 4.5 4 8l3.5 3.5M4.3 8h7.2a4 4 0 0 1 0 8H8",
  redo: "M12.5 4.5 16 8l-3.5 3.5M15.7 8H8.5a4 4 0 0 0 0 8H12",
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg")
  svg.setAttribute("viewBox", "0 0 20 20")
  svg.setAttribute("class", "desk-icon")
  svg.setAttribute("aria-hidden", "true")
  const path = document.createElementNS(SVG, "path")
  path.setAttribute("d", PATHS[name])
  svg.append(path)
  return svg
}
