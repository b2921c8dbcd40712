"""What is declared of a story's fields: revisions are stored in this order, and readers see these."""

from articles.domain.document import LIMITS, Document
from articles.domain.field_specs import FieldKind, field_specs, specs_in_desk_order

SPECS = field_specs(Document)


def test_the_json_form_keeps_its_order_in_which_revisions_are_stored():
    assert list(Document(headline="A gauge").to_json()) == [
        *("schema", "headline", "standfirst", "label", "genre", "dateline", "dated", "body", "credits"),
        *("section", "tags", "countries", "lead_image", "language", "slug", "backstory", "original"),
        *("lead_caption", "lead_alt", "lead_credit"),
    ]


def test_a_revision_from_before_a_field_was_declared_gets_its_default():
    stored = Document(headline="A gauge", backstory="Two visits.").to_json()
    assert Document.from_json({name: value for name, value in stored.items() if name != "backstory"}) == Document(
        headline="A gauge"
    )


def test_every_field_has_its_own_place_at_the_desk_and_above_the_body():
    assert [spec.desk_order for spec in specs_in_desk_order(Document).values()] == [*range(1, len(SPECS) + 1)]
    above = sorted((spec.above_body, name) for name, spec in SPECS.items() if spec.above_body)
    assert above == [(1, "label"), (2, "headline"), (3, "standfirst"), (4, "dateline")]


def test_readers_do_not_see_what_belongs_to_the_desk():
    hidden = {name for name, spec in SPECS.items() if not spec.readers_see}
    assert hidden == {"slug", "dated", "language", "original", "genre"}


def test_texts_and_the_body_have_limits_and_choices_their_values():
    texts = {name for name, spec in SPECS.items() if spec.kind in {FieldKind.TEXT, FieldKind.BODY}}
    assert set(LIMITS) == texts
    assert {name for name, spec in SPECS.items() if spec.choices} == {"genre", "language"}
    assert all(getattr(Document(headline=""), name) in SPECS[name].choices.values for name in ("genre", "language"))
