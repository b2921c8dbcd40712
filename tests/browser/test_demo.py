"""The README's one command, run where a demo is already, serves it."""

from tests.support.browser.browsing import visitor
from tests.support.browser.paper import PASSWORD, standing


def test_the_demo_run_again_keeps_what_is_there_and_serves_it(tmp_path, demo, browser):
    with standing(tmp_path / "again", demo=demo) as paper:
        paper.start_demo()
        someone = visitor(browser, paper.address)
        try:
            assert someone.go("/") == 200
            assert someone.page.locator("h2 a").count() > 5
            someone.log_in("editor", PASSWORD)
            assert someone.page.locator(".tray-story").count() > 1
            assert (someone.complaints, someone.asked_elsewhere) == ([], [])
        finally:
            someone.page.context.close()
        assert "0 sample stories made, 48 were there already." in paper.log.read_text()
