// One picture's page: a click or the arrow keys set the focal point, and every shape shows at once what it keeps.

const frame = document.querySelector(".focal")
const picture = frame.querySelector("img")
const mark = frame.querySelector(".focal-point")
const crops = [...document.querySelectorAll(".crop")]
const across = document.getElementById("id_focal_x")
const down = document.getElementById("id_focal_y")
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

const within = (fraction) => Math.min(1, Math.max(0, fraction))

function set(x, y) {
  across.value = within(x).toFixed(2)
  down.value = within(y).toFixed(2)
  show()
}

/** Where a crop begins, as `object-position` means it: the share of what is cut off that lies before it. */
function position(point, size, span) {
  if (size <= span) return 50
  return (within((point * size - span / 2) / (size - span)) * 100)
}

function show() {
  const [x, y] = [Number(across.value), Number(down.value)]
  mark.style.left = `${x * 100}%`
  mark.style.top = `${y * 100}%`
  const words = { "{x}": Math.round(x * 100), "{y}": Math.round(y * 100) }
  mark.setAttribute("aria-label", frame.dataset.says.replace(/\{[xy]\}/g, (place) => words[place]))
  const [width, height] = [picture.naturalWidth || picture.width, picture.naturalHeight || picture.height]
  for (const crop of crops) {
    const ratio = crop.clientWidth / crop.clientHeight
    const [spanX, spanY] = [Math.min(width, height * ratio), Math.min(height, width / ratio)]
    crop.style.objectPosition = `${position(x, width, spanX)}% ${position(y, height, spanY)}%`
  }
}

frame.addEventListener("click", (event) => {
  if (event.target === mark) return
  const box = picture.getBoundingClientRect()
  set((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height)
  mark.focus()
})
mark.addEventListener("keydown", (event) => {
  const step = STEPS[event.key]
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  const size = event.shiftKey ? 0.1 : 0.01
  set(Number(across.value) + step[0] * size, Number(down.value) + step[1] * size)
})
for (const slider of [across, down]) slider.addEventListener("input", show)
picture.addEventListener("load", show)

for (const hidden of document.querySelectorAll(".picture-shown [hidden]")) hidden.hidden = false
show()
