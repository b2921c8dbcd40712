"""The release changes with whatever pages are made with, and with nothing else."""

import pytest

from articles.queries import release as release_module


def read():
    release_module.look_again()
    return release_module.release()


@pytest.fixture
def sources(tmp_path, settings, monkeypatch):
    """A copy of a few files, as another release could have them."""
    for folder in ("app", "templates", "static"):
        (tmp_path / folder).mkdir()
    (tmp_path / "app" / "views.py").write_text("x = 1")
    (tmp_path / "templates" / "page.html").write_text("<p>")
    monkeypatch.setattr(release_module, "_PACKAGE", tmp_path / "app")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path / "templates"]}]
    settings.STATIC_ROOT = tmp_path / "static"
    return tmp_path


def test_every_process_of_a_release_says_the_same(sources):
    first = read()
    (sources / "app" / "data.json").write_text("not what pages are made with")
    assert (first, len(first)) == (read(), 16)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("app/views.py", "x = 2"),
        ("app/more.py", ""),
        ("templates/page.html", "<b>"),
        ("static/staticfiles.json", "{}"),
    ],
)
def test_another_file_makes_another_release(sources, path, text):
    first = read()
    (sources / path).write_text(text)
    assert read() != first


@pytest.mark.parametrize("name", release_module._SETTINGS)
def test_another_setting_that_readers_see_makes_another_release(sources, settings, name):
    first = read()
    setattr(settings, name, "another")
    assert read() != first
