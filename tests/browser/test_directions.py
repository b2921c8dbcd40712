"""What stands in text of the other direction: dates in stories."""

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


def test_an_english_date_begins_with_its_day_in_an_urdu_story_too(person):
    reader = person()
    reader.go(COUNTRY)
    faces = reader.page.locator("[lang=ur] time").evaluate_all(FACES)
    assert len(faces) > 1
    assert {(direction, day_first) for direction, day_first in faces} == {("rtl", True)}
