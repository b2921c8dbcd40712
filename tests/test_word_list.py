"""The word list: private words are found wherever a reader of the code or of the screen would meet them."""

import pytest

from tests import word_list


@pytest.mark.parametrize(
    ("name", "source", "found"),
    [
        ("a_variable.py", "told = 1\n", "told"),
        ("a_function.py", "def list_kept_rows(): ...\n", "list_kept_rows"),
        ("an_argument.py", "def save(asked): ...\n", "asked"),
        ("a_limit.py", "MOST_ROWS = 3\n", "MOST_ROWS"),
        ("a_docstring.py", '"""Save it\n\nanew."""\n', "anew"),
        ("two_lines.py", '"""The words that were taken\n    in."""\n', "taken in"),
        ("a_comment.py", "x = 1  # whoever reads this\n", "whoever"),
        ("a_message.py", 'x = _("Mend it, or say why.")\n', "Mend"),
        ("an_f_string.py", 'x = f"{n} is no month"\n', "is no "),
        ("a_template.html", "<p>What was put right</p>\n", "put right"),
        ("a_class.html", '<p class="kept-words">\n', "kept-words"),
        ("a_script.js", "const toldBefore = 1\n", "toldBefore"),
        ("a_style.css", ".tray-house {\n", "tray-house"),
    ],
)
def test_a_private_word_is_found_with_its_line(tmp_path, name, source, found):
    path = tmp_path / name
    path.write_text(source, encoding="utf-8")
    assert f"“{found}” (" in " ".join(word_list.check(path)).replace("\n    ", " ")


@pytest.mark.parametrize(
    "source",
    [
        "almost = longest = 1\n",
        '"""There is no room for more; in house style."""\n',
        "class Saved:\n    rows = 1  # which is no longer needed\n",
    ],
)
def test_plain_english_passes(tmp_path, source):
    path = tmp_path / "plain.py"
    path.write_text(source, encoding="utf-8")
    assert list(word_list.check(path)) == []


def test_the_program_prints_what_it_found_and_fails(tmp_path, capsys):
    path = tmp_path / "odd.py"
    path.write_text("told = 1\n", encoding="utf-8")
    assert (word_list.main([str(path)]), "“told”" in capsys.readouterr().out) == (1, True)


def test_the_project_has_no_private_word():
    assert [
        line
        for file in word_list.files(word_list.ROOT / place for place in word_list.PLACES)
        for line in word_list.check(file)
    ] == []
