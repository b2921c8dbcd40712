// Cropping by a frame that is dragged over the picture as it was uploaded. The boxes hold what is cut off each side, in
// percent, and can be typed into as well.

const SIDES = ["left", "top", "right", "bottom"]
const MIN_LEFT = 10 // percent of a side

const frame = document.querySelector(".shape-frame")
const rest = frame.querySelector(".shape-rest")
const image = frame.querySelector("img")
const boxOf = (side) => document.getElementById(`shape_${side}`)
const turns = document.getElementById("shape_turns")
let from = null

const within = (value, most) => Math.round(Math.min(Math.max(value, 0), most))

function show() {
  for (const side of SIDES) rest.style.setProperty(side, `${within(Number(boxOf(side).value) || 0, 90)}%`)
  rest.hidden = SIDES.every((side) => !Number(boxOf(side).value))
}

function cut(sides) {
  for (const side of SIDES) boxOf(side).value = sides[side]
  show()
}

const pointOf = ({ clientX, clientY }) => {
  const { left, top, width, height } = image.getBoundingClientRect()
  return { x: within(((clientX - left) / width) * 100, 100), y: within(((clientY - top) / height) * 100, 100) }
}

function drag(event) {
  const to = pointOf(event)
  const [left, top] = [Math.min(from.x, to.x), Math.min(from.y, to.y)]
  const [right, bottom] = [100 - Math.max(from.x, to.x), 100 - Math.max(from.y, to.y)]
  if (100 - left - right >= MIN_LEFT && 100 - top - bottom >= MIN_LEFT) {
    cut({ left: Math.min(left, 90), top: Math.min(top, 90), right: Math.min(right, 90), bottom: Math.min(bottom, 90) })
  }
}

frame.addEventListener("pointerdown", (event) => {
  event.preventDefault()
  from = pointOf(event)
  frame.setPointerCapture(event.pointerId)
})
frame.addEventListener("pointermove", (event) => { if (from) drag(event) })
for (const end of ["pointerup", "pointercancel"]) frame.addEventListener(end, () => { from = null })
for (const side of SIDES) boxOf(side).addEventListener("input", show)
turns.addEventListener("change", () => {
  image.src = `${frame.dataset.original}?turns=${turns.value}`
  cut({ left: 0, top: 0, right: 0, bottom: 0 })
})

const whole = document.querySelector(".shape-whole")
whole.hidden = false
whole.addEventListener("click", () => cut({ left: 0, top: 0, right: 0, bottom: 0 }))
show()
