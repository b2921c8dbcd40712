"""The README's one command, run where a demo is already, serves it."""

from tests.support.browser.paper import PASSWORD, standing


def test_the_demo_run_again_keeps_what_is_there_and_serves_it(tmp_path, demo, contexts):
    with standing(tmp_path / "again", demo=demo) as paper:
        paper.start_demo()
        someone = contexts.open_page(paper.address)
        assert someone.go("/") == 200
        assert someone.page.locator("h2 a").count() > 5
        someone.log_in("editor", PASSWORD)
        assert someone.page.locator(".tray-story").count() > 1
        assert (someone.complaints, someone.foreign_requests) == ([], [])
        contexts.take_back()
        assert "0 sample stories created, 48 existed already." in paper.log.read_text()
