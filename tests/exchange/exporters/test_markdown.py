"""Markdown: facts before words, every word kept, and none taken for a mark."""

import json
from dataclasses import replace

import pytest

from articles.domain.document import CountryLine
from articles.exchange.exporters.markdown_body import convert_to_markdown
from tests.support.exports import run_export

SITE = "https://news.example/2026/01/31/story/"
PICTURES = {"7": {"address": "https://news.example/a.jpg", "alt": "A [river]", "credit": "Mina / Gazette"}}


def read(folder):
    """The one file's name, its facts and its words."""
    (file,) = folder.iterdir()
    _start, front, words = file.read_text(encoding="utf-8").split("---\n", 2)
    facts = (line.split(": ", 1) for line in front.splitlines())
    return file.name, {name: json.loads(value) for name, value in facts}, words


@pytest.mark.django_db
def test_a_file_has_the_storys_facts_and_its_words(rich, picture, tmp_path):
    out, err = run_export("--format", "markdown", "--output", tmp_path / "new" / "folder")
    assert (out, err) == (f"Exported 1 story as markdown to {tmp_path}/new/folder.\n", "")
    name, facts, words = read(tmp_path / "new" / "folder")
    moment = rich.visible_at.isoformat(timespec="seconds")
    shown = {"address": f"http://testserver/media/renditions/{picture.token}-50-50/full-640.jpg"}
    shown |= {"alt": "A gauge & a *river*", "caption": "The gauge.", "credit": "Mina Rahim / Gazette"}
    assert name == f"{rich.published_on}-two-ministries-agree-on-one-river-gauge.md"
    assert facts == {
        "headline": "Two ministries agree on one river gauge",
        "standfirst": rich.standfirst,
        "label": "NEWS ANALYSIS",
        "genre": "analysis",
        "dateline": "Quetta",
        "published": moment,
        "language": "en",
        "section": "South Asia",
        "credits": [
            {"name": "Zarmina Yousaf", "role": "writer"},
            {"name": "Omar Beg", "role": "reporter"},
            {"name": "Omar Beg", "role": "photographer"},
        ],
        "tags": ["Diplomacy", "Water"],
        "countries": [
            {"code": "PK", "role": "about"},
            {"code": "AF", "role": "about"},
            {"code": "CN", "role": "mentioned"},
        ],
        "lead_picture": shown,
        "backstory": "We walked.",
        "slug": rich.slug,
        "address": f"http://testserver{rich.get_absolute_url()}",
        "id": f"tag:testserver,{rich.published_on}:story/{rich.pk}",
    }
    assert words == (
        "\nA [link](http://testserver/section/x/) \\& **more** words.\n\n## Part \\*one\\*\n\n"
        f"![A gauge \\& a \\*river\\*]({shown['address']})\n\nIn it.\n\nMina Rahim / Gazette\n\n"
        "> We agreed.\n>\n> — Amina Khalid, engineer\n\n1\\. Noted[^1].\n\n- One\n- Two\\\n  lines\n\n"
        "[^1]: A [source](<https://example.org/z_(1)>).\n"
    )


@pytest.mark.django_db
def test_no_headline_ends_the_front_matter_and_norway_stays_a_word(publish, words, tmp_path):
    odd = '--- "x": [1] # \\ \' & 👩🏽‍🌾'
    publish(replace(words, headline=odd, label="no", countries=(CountryLine("NO"),)))
    run_export("--format", "markdown", "--output", tmp_path)
    (file,) = tmp_path.iterdir()
    lines = file.read_text(encoding="utf-8").split("\n")
    assert json.loads(lines[1].removeprefix("headline: ")) == odd
    assert 'countries: [{"code": "NO", "role": "about"}]' in lines
    assert 'label: "no"' in lines


@pytest.mark.django_db
def test_the_longest_slug_of_any_script_still_names_a_file(publish, words, tmp_path):
    stories = [publish(replace(words, headline="河川水位計" * 16)) for _twice in range(2)]
    run_export("--format", "markdown", "--output", tmp_path)
    names = sorted(file.name for file in tmp_path.iterdir())
    assert len(names) == 2
    assert max(len(name.encode()) for name in names) <= 255
    assert {name.rpartition("-")[2] for name in names} == {f"{story.pk}.md" for story in stories}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<p>*a* _b_ `c` [d] &lt;e&gt; ~f~ g\\</p>", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\] \\<e\\> \\~f\\~ g\\\\"),
        (
            "<p># a</p><p>#a</p><p>- b</p><p>---</p><p>2) c</p><p>1984. d</p>",
            "\\# a\n\n#a\n\n\\- b\n\n\\---\n\n2\\) c\n\n1984\\. d",
        ),
        ("<p>a<br>- b<br></p>", "a\\\n\\- b"),
        ("<p>a <strong> b </strong><em>c</em></p>", "a  **b** *c*"),
        ("<p>x<em>y</em>z <strong>“a”</strong>, “<em>b</em>”</p>", "x*y*z **“a”**, “*b*”"),
        ("<p>x<em>“a”</em> <strong>“a”</strong>b</p>", "x<em>“a”</em> <strong>“a”</strong>b"),
        ("<p><strong>a<em>b</em></strong><em>c</em></p>", "<strong>a*b*</strong>*c*"),
        ('<p>Look!<a href="https://a.example">b</a></p>', "Look\\![b](https://a.example)"),
        ("<p>a<em><br>b\\<br></em>c</p>", "a\\\n*b\\\\*\\\nc"),
        ("<p>a<em><br></em>b</p>", "a\\\nb"),
        ("<h2>a<br>b</h2><h3>c</h3><hr>", "## a b\n\n### c\n\n***"),
        ('<ol start="3"><li><p>a</p><p>b</p></li><li>c</li></ol>', "3. a\n\n   b\n4. c"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n\n  - b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ('<aside class="pull-quote"><p>a</p></aside>', "> a"),
        ('<p>a<sup>2</sup><sup class="footnote">b</sup></p>', "a<sup>2</sup>[^1]\n\n[^1]: b"),
        ("<p>CO<sub>2</sub> <s>was *it*</s></p>", "CO<sub>2</sub> <s>was \\*it\\*</s>"),
        (
            '<p><a href="/a">b<sup class="footnote">1. c</sup></a></p>',
            "[b](https://news.example/a)[^1]\n\n[^1]: 1\\. c",
        ),
        ('<p><a href="/a b">c</a></p>', "[c](<https://news.example/a b>)"),
        (
            '<figure data-picture="7"><figcaption>d</figcaption></figure>',
            "![A \\[river\\]](https://news.example/a.jpg)\n\nd\n\nMina / Gazette",
        ),
        ('<figure data-picture="8"><figcaption>d</figcaption></figure>', "d"),
        ('<figure data-embed="https://v.example/1"><figcaption>e</figcaption></figure>', "<https://v.example/1>\n\ne"),
        (
            "<table><caption>Se|ats</caption><tbody><tr><th><p>a|b</p></th><th><p>c</p></th></tr>"
            '<tr><td rowspan="2"><p>d</p><p>e<br>f</p></td><td><p><strong>1</strong></p></td></tr>'
            "<tr><td><p></p></td></tr></tbody></table>",
            "Se\\|ats\n\n| a\\|b | c |\n| --- | --- |\n| d<br>e<br>f | **1** |\n|  |  |",
        ),
        (
            '<table><tbody><tr><td colspan="2"><p>a</p></td></tr><tr><td><p>b</p></td><td><p>c</p></td></tr></tbody></table>',
            "|  |  |\n| --- | --- |\n| a |  |\n| b | c |",
        ),
        ("loose <em>words</em><p>a</p>", "loose *words*\n\na"),
    ],
)
def test_each_element_of_a_body_has_its_mark_and_no_word_is_one(body, expected):
    assert convert_to_markdown(body, PICTURES, address=SITE) == expected + "\n"
