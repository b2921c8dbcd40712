"""A browser context that one test has used begins afresh in the next, and only what is cached over HTTP stays."""

LEAVE = "() => { localStorage.setItem('left', 'behind'); document.cookie = 'left=behind' }"
LEFT = "() => [localStorage.getItem('left'), document.cookie.includes('left=behind')]"
FETCHED = """() => performance.getEntriesByType("resource")
  .filter((one) => one.name.includes("/static/") && one.transferSize > 0).map((one) => one.name)"""


def test_what_one_test_leaves_in_a_context_is_not_there_in_the_next(paper, contexts):
    first = contexts.open_page(paper.address, "editor")
    first.go("/admin/")
    first.page.evaluate(LEAVE)
    assert first.page.evaluate(LEFT) == ["behind", True]
    context = first.page.context
    context.clear_cookies(name="desk")
    contexts.take_back()

    second = contexts.open_page(paper.address, "editor")
    assert second.page.context is context
    assert second.go("/admin/") == 200
    assert second.page.url == f"{paper.address}/admin/"  # still logged in
    assert second.page.evaluate(LEFT) == [None, False]
    assert second.page.evaluate(FETCHED) == []
    contexts.take_back()
