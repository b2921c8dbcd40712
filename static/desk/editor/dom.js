// Small ways to make elements and to find the form field behind an editor.

/** Make an element: properties by name, `data-*`, `aria-*`, `role` and `for` as attributes. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (/^(data|aria)-|^(role|for)$/.test(name)) element.setAttribute(name, value)
    else element[name] = value
  }
  element.append(...children)
  return element
}

let lastId = 0

/** An id no other element has, for labels and descriptions. */
export const uniqueId = (prefix) => `${prefix}-${++lastId}`

/** The textarea that the editor stands in for; it keeps the widget's data attributes. */
export const fieldOf = (editor) => editor.options.element.querySelector(":scope > textarea")

/** The id of the line that counts a field's words: it describes the text box too. */
export const countIdOf = (field) => `${field.id}-count`

/** Call `action` once things have been quiet for `milliseconds`. */
export function debounced(action, milliseconds) {
  let timer
  return (...values) => {
    clearTimeout(timer)
    timer = setTimeout(() => action(...values), milliseconds)
  }
}
