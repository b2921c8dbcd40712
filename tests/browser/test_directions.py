"""What stands in text of the other direction: dates in stories, and the values of a picker."""

COUNTRY = "/country/pk/"
FACES = """(times) => times.map((time) => {
  const text = time.firstChild
  const left = (from, to) => {
    const range = document.createRange()
    range.setStart(text, from)
    range.setEnd(text, to)
    return range.getBoundingClientRect().left
  }
  const month = text.data.search(/[A-Z]/)
  return [getComputedStyle(time).direction, left(0, 1) < left(month, month + 1)]
})"""
GAPS = """(choices) => choices.slice(1).map((choice, index) => {
  const [before, here] = [choices[index], choice].map((one) => one.getBoundingClientRect())
  return before.top === here.top ? Math.round(before.left - here.right) : 5
})"""


def test_an_english_date_begins_with_its_day_in_an_urdu_story_too(person):
    reader = person()
    reader.go(COUNTRY)
    # As in a series whose parts are in several languages.
    reader.page.evaluate("document.querySelectorAll('.card').forEach((card) => { card.lang = 'ur'; card.dir = 'rtl' })")
    faces = reader.page.locator("[lang=ur] time").evaluate_all(FACES)
    assert len(faces) > 1
    assert {(direction, day_first) for direction, day_first in faces} == {("rtl", True)}


def test_chosen_countries_stand_close_together_on_a_page_from_right_to_left(person):
    editor = person("editor", locale="ur")
    editor.go("/admin/articles/article/8/change/")
    chosen = editor.page.locator(".field-about .select2-selection__choice")
    chosen.nth(1).wait_for()
    gaps = chosen.evaluate_all(GAPS)
    assert gaps == [5] * len(gaps)
