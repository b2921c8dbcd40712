// Which field of the story somebody is in, for colleagues who have it open too.

/** The name of the story's field that has the focus; "" when none has. */
export function focusedField() {
  const focused = document.activeElement
  if (focused?.closest?.(".credits")) return "credits"
  const box = focused?.closest?.("#story-form .field")
  return [...(box?.classList ?? [])].find((name) => name.startsWith("field-"))?.slice("field-".length) ?? ""
}
