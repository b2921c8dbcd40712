"""What became of each block of a body: the same, changed, added, removed, moved; and which words in it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib.diff.body_diff import StyleChange, diff_bodies
from articles.lib.html.blocks import Style, parse_blocks
from articles.lib.html.sanitiser import from_paragraphs
from tests.support.effort import FACTOR, count_lines_run

ONE = "The dam is safe, the minister of water said."
TWO = "Engineers of both countries met in Lima on Monday."
THREE = "A gauge has stood there since 1911."
NEW = "Nobody had read it for years."


def told(before, after):
    """Each block as its kind, the words with [-removed-] and {+added+}, and the place of the other half of a move."""
    forms = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return [
        (change.kind, "".join(forms[run.kind].format(run.text) for run in change.runs), change.moved)
        for change in diff_bodies(before, after)
    ]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ([ONE, TWO], [ONE, TWO], [("same", ONE, None), ("same", TWO, None)]),
        (
            [ONE, THREE],
            [ONE, TWO, THREE],
            [("same", ONE, None), ("added", f"{{+{TWO}+}}", None), ("same", THREE, None)],
        ),
        (
            [ONE, TWO, THREE],
            [ONE, THREE],
            [("same", ONE, None), ("removed", f"[-{TWO}-]", None), ("same", THREE, None)],
        ),
        ([ONE], [ONE.replace("safe", "old")], [("changed", ONE.replace("safe", "[-safe-]{+old+}"), None)]),
        ([TWO], [THREE], [("removed", f"[-{TWO}-]", None), ("added", f"{{+{THREE}+}}", None)]),
        ([], [ONE], [("added", f"{{+{ONE}+}}", None)]),
        (
            [ONE, TWO, THREE],
            [NEW, THREE.replace("1911", "1912"), ONE, TWO],
            [
                ("added", f"{{+{NEW}+}}", None),
                ("added", THREE.replace("1911", "[-1911-]{+1912+}"), 4),
                ("same", ONE, None),
                ("same", TWO, None),
                ("removed", f"[-{THREE}-]", 1),
            ],
        ),
        (
            [f"{TWO} {ONE}"],
            [TWO, ONE],
            [("changed", f"{TWO}[- {ONE}-]", None), ("added", f"{{+{ONE}+}}", None)],
        ),
    ],
    ids=["same", "added", "removed", "changed", "replaced", "from nothing", "moved and edited", "cut in two"],
)
def test_a_block_is_recognised(before, after, changes):
    assert told(from_paragraphs(before), from_paragraphs(after)) == changes


def test_every_paragraph_edited_is_every_paragraph_changed():
    before = [f"{sentence} {number}." for number, sentence in enumerate([ONE, TWO, THREE, NEW])]
    after = [f"{paragraph} Since when?" for paragraph in before]
    assert [change.kind for change in diff_bodies(from_paragraphs(before), from_paragraphs(after))] == ["changed"] * 4


@pytest.mark.parametrize(
    ("before", "after", "restyled"),
    [
        ("<p>a big dam</p>", "<p>a <strong>big</strong> dam</p>", [StyleChange("big", (), (Style("strong"),))]),
        ("<p>a <em>big</em> dam</p>", "<p>a big dam</p>", [StyleChange("big", (Style("em"),), ())]),
        (
            '<p>a <a href="https://a.example/">dam</a></p>',
            '<p>a <a href="https://b.example/">dam</a></p>',
            [StyleChange("dam", (Style("a", "https://a.example/"),), (Style("a", "https://b.example/"),))],
        ),
        ("<p>a dam</p>", "<h2>a dam</h2>", []),
        ("<ul><li>a dam</li></ul>", "<ol><li>a dam</li></ol>", []),
    ],
    ids=["bold", "no italics", "another address", "a heading", "numbered"],
)
def test_other_formatting_of_the_same_words_is_told_as_such(before, after, restyled):
    (change,) = diff_bodies(before, after)
    assert (change.kind, change.only_formatting, list(change.restyled)) == ("changed", True, restyled)


def test_formatting_and_words_may_change_together():
    (change,) = diff_bodies("<p>a big dam here</p>", "<p>a big <em>dam</em> there</p>")
    assert change.only_formatting is False
    assert change.restyled == (StyleChange("dam", (), (Style("em"),)),)


def test_a_changed_word_with_its_own_style_is_no_restyling():
    (change,) = diff_bodies("<p>a <em>big</em> dam</p>", "<p>a <em>small</em> dam</p>")
    assert (change.only_formatting, change.restyled) == (False, ())


def test_a_paragraph_in_a_list_item_is_the_item():
    (change,) = diff_bodies("<ul><li>a dam</li></ul>", "<ul><li><p>a dam</p></li></ul>")
    assert change.kind == "same"


def test_another_speaker_is_another_line_and_not_another_quotation():
    body = '<blockquote data-speaker="Ana Ruiz" data-role="Minister"><p>No.</p></blockquote>'
    assert told(body, body.replace("Ana", "Eva")) == [
        ("same", "No.", None),
        ("changed", "[-Ana-]{+Eva+} Ruiz, Minister", None),
    ]


def test_a_picture_stays_the_same_under_another_caption():
    body = '<figure data-picture="1"><figcaption>The old gauge</figcaption></figure>'
    assert told(body, body.replace("The old gauge", "Engineers")) == [
        ("changed", "[-The old gauge-]{+Engineers+}", None)
    ]


def test_another_picture_under_the_same_caption_is_told_as_that():
    body = '<figure data-picture="1"><figcaption>The gauge at the old bridge</figcaption></figure>'
    (change,) = diff_bodies(body, body.replace('"1"', '"2"'))
    assert (change.kind, change.only_formatting) == ("changed", True)
    assert (change.before.reference, change.after.reference) == ("picture 1", "picture 2")


def test_another_picture_under_another_caption_is_another_figure():
    one, other = (
        f'<figure data-picture="{key}"><figcaption>{words}</figcaption></figure>'
        for key, words in ((1, ONE), (2, THREE))
    )
    assert [change.kind for change in diff_bodies(one, other)] == ["removed", "added"]


PARAGRAPHS = st.lists(st.sampled_from([ONE, ONE + " Yes.", TWO, TWO[:30], THREE, NEW, "a", "<hr>"]), max_size=8).map(
    lambda texts: "".join("<hr>" if text == "<hr>" else f"<p>{text}</p>" for text in texts)
)


@given(PARAGRAPHS, PARAGRAPHS)
def test_both_versions_can_be_read_from_the_answer(before, after):
    changes = diff_bodies(before, after)
    assert [c.before for c in changes if c.kind != "added"] == parse_blocks(before)
    assert [c.after for c in changes if c.kind != "removed"] == parse_blocks(after)
    for at, change in enumerate(changes):
        # What moved and was changed on the way shows the words of its old place, too.
        old = change.before if change.kind != "added" or change.moved is not None else None
        assert "".join(run.text for run in change.runs if run.kind != "added") == (old.text if old else "")
        assert "".join(run.text for run in change.runs if run.kind != "removed") == (
            change.after.text if change.after else ""
        )
        if change.moved is not None:
            assert changes[change.moved].moved == at
            assert {change.kind, changes[change.moved].kind} == {"added", "removed"}


@pytest.mark.parametrize("length", [5_000, 50, 16])
def test_five_thousand_words_edited_everywhere_are_told_with_steps_in_proportion(length):
    short, long = (
        count_lines_run(lambda bodies=bodies: diff_bodies(*bodies))
        for bodies in (_edited(625, length), _edited(5_000, length))
    )
    assert 0 < long < 2 * FACTOR * short


def _edited(number, length):
    """Two bodies of so many words, in paragraphs of this length at most."""
    rng = random.Random(1911)  # noqa: S311 - words to measure with
    size = min(length, number)
    before = [[f"w{rng.randrange(number // 3)}" for _ in range(size)] for _ in range(number // size)]
    after = [[f"x{rng.randrange(number // 3)}" if rng.random() < 0.3 else word for word in words] for words in before]
    return [from_paragraphs([" ".join(words) for words in version]) for version in (before, after)]


def test_a_table_is_compared_as_one_block_word_by_word_and_a_changed_cell_is_formatting():
    before = "<table><tbody><tr><td><p>PPP</p></td><td><p>54</p></td></tr></tbody></table>"
    (change,) = diff_bodies(before, before.replace("54", "55"))
    assert [(run.kind, run.text) for run in change.runs] == [("same", "PPP\t"), ("removed", "54"), ("added", "55")]
    (change,) = diff_bodies(before, before.replace("<td><p>PPP</p></td>", "<th><p>PPP</p></th>"))
    assert (change.block.element, change.kind, change.only_formatting) == ("table", "changed", True)
