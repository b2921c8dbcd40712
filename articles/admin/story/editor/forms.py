"""The writing page's form: a Document in, a Document out, never a standing."""

import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.admin.story.editor.address import describe_address, shown_slug
from articles.admin.story.editor.body_editor import BodyEditor
from articles.admin.story.editor.widgets import (
    AuthorPicker,
    CodesField,
    CountryPicker,
    LeadPicker,
    NamesField,
    OneField,
    StoryPicker,
    TagPicker,
    without_duplicates,
)
from articles.domain.document import (
    CountryLine,
    CountryRole,
    CreditLine,
    CreditRole,
    Document,
    Genre,
    Language,
    Original,
    direction_of,
)
from articles.domain.field_specs import FieldKind, field_specs
from articles.lib import geo
from articles.lib.text import plain
from articles.models import Article
from articles.queries import policy
from articles.queries.desk import stories
from articles.services import workflow
from articles.services.editing import Particulars

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText

_ISO_MINUTES = "%Y-%m-%dT%H:%M"


class HiddenMoment(forms.DateTimeInput):
    """The value that the page was opened with, to the minute like the field itself."""

    input_type = "hidden"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format=_ISO_MINUTES)


class MomentField(forms.DateTimeField):
    """A moment in the newsroom's time zone, picked with the browser's own control."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_ISO_MINUTES)
    hidden_widget = HiddenMoment

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=[_ISO_MINUTES, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **kwargs)

    def to_python(self, value: Any) -> datetime.datetime | None:
        """Parse a moment in the newsroom’s time zone. Raises ValidationError for years outside 1900 to 2200."""
        moment = super().to_python(value)
        # A year that the zone's offset would carry out of the calendar can't be meant.
        if moment and not 1900 <= moment.year <= 2200:  # noqa: PLR2004
            raise forms.ValidationError(_("Choose a year between 1900 and 2200."))
        return moment


def _field_label(name: str) -> "LazyText":
    """Return the label declared for a field of the Document."""
    return field_specs(Document)[name].label


def _text_field(name: str, *, required: bool = False, **options: Any) -> forms.CharField:
    """Build the form field for a text of the Document, with the label and length limit declared there."""
    limit = field_specs(Document)[name].limit
    return forms.CharField(label=_field_label(name), max_length=limit, required=required, **options)


LEAD_TEXTS = ("lead_alt", "lead_caption", "lead_credit")
# Texts that readers see, and that the page shows with what they belong to.
BESIDE_THE_TEXT = frozenset({"dateline", *LEAD_TEXTS})


class StoryForm(forms.Form):
    """A story's words and particulars. `base` is the number of the revision that the words started from."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=999_999_999, initial=0)
    label = _text_field("label")
    headline = _text_field(
        "headline",
        required=True,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write a headline.")},
    )
    standfirst = _text_field("standfirst", widget=forms.Textarea(attrs={"rows": 2}))
    body = _text_field("body", widget=BodyEditor, strip=False)

    section = OneField(
        stories.all_sections(), label=_field_label("section"), required=False, empty_label=_("No section")
    )
    genre = forms.ChoiceField(label=_field_label("genre"), choices=Genre.choices, initial=Genre.NEWS)
    dateline = _text_field("dateline", help_text=_("Where it was filed."))
    dated = forms.DateField(
        label=_field_label("dated"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave empty for the day of publication."),
    )
    about = CodesField(label=_("About"), known=geo.COUNTRIES, required=False, widget=CountryPicker)
    mentioned = CodesField(label=_("Mentioned"), known=geo.COUNTRIES, required=False, widget=CountryPicker)
    tags = NamesField(label=_field_label("tags"), required=False, widget=TagPicker)
    lead_image = OneField(stories.all_images(), label=_field_label("lead_image"), required=False, widget=LeadPicker)
    lead_alt = _text_field(
        "lead_alt", widget=forms.Textarea(attrs={"rows": 2}), help_text=_("What the picture shows, in this story.")
    )
    lead_caption = _text_field("lead_caption", widget=forms.Textarea(attrs={"rows": 2}))
    lead_credit = _text_field("lead_credit")
    language = forms.ChoiceField(label=_field_label("language"), choices=Language.choices, initial=Language.EN)
    original = OneField(stories.all_stories(), label=_field_label("original"), required=False, widget=StoryPicker)
    original_number = forms.IntegerField(
        label=_("Translated from version"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text=_("Leave empty for the original’s newest published version."),
    )
    backstory = _text_field(
        "backstory", widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Readers see it below the story.")
    )
    slugline = forms.CharField(
        label=_("Slugline"),
        max_length=120,
        required=False,
        show_hidden_initial=True,
        help_text=_("A working title that only staff see."),
    )
    word_target = forms.IntegerField(
        label=_("Word target"), required=False, min_value=1, max_value=100_000, show_hidden_initial=True
    )
    slug = _text_field("slug")
    embargo = MomentField(label=_("Embargo"), required=False, show_hidden_initial=True)

    @classmethod
    def text_names(cls) -> list[str]:
        """Name the fields of the text that readers see, in the order of the page, but for those beside the text."""
        shown = {FieldKind.TEXT, FieldKind.BODY}
        texts = {name for name, spec in field_specs(Document).items() if spec.kind in shown and spec.readers_see}
        return [name for name in cls.base_fields if name in texts - BESIDE_THE_TEXT]

    @property
    def texts(self) -> list[forms.BoundField]:
        """The fields of the text, for the writing page."""
        return [self[name] for name in self.text_names()]

    def __init__(self, data: Any = None, *, article: Article | None = None) -> None:
        """Fill the form with a story's newest version, or with posted `data`; without a story, it is for a new one."""
        super().__init__(data, initial=initial_of(article) if article else {})
        self._newest = article.newest.document if article and article.head else None
        if article and (objection := policy.why_not_change_date(article)):
            self.fields["dated"].disabled, self.fields["dated"].help_text = True, objection
        self.fields["slug"].help_text = describe_address(article)
        self.fields["embargo"].help_text = _("Not published before this time (%(zone)s).") % {
            "zone": timezone.get_current_timezone_name()
        }
        language = str(self["language"].value() or "")
        for name in (*self.text_names(), *BESIDE_THE_TEXT):
            self.fields[name].widget.attrs |= {"lang": language, "dir": direction_of(language)}
        self.credits = CreditFormSet(
            self.data if self.is_bound else None,
            prefix="credits",
            # Bound rows are compared with what the page held when it was opened, never with the saved version.
            initial=None if self.is_bound else self.initial.get("credits"),
        )

    def clean_dated(self) -> datetime.date | None:
        """Return the date. Raises ValidationError for another one than that of a published story, from an older page."""
        field, date = self.fields["dated"], self.cleaned_data["dated"]
        if field.disabled and self.data.get("dated", str(date or "")) != str(date or ""):
            raise forms.ValidationError(field.help_text)
        return cast("datetime.date | None", date)

    def is_valid(self) -> bool:
        """Whether both the story’s fields and its credits are valid."""
        return super().is_valid() and self.credits.is_valid()

    def document(self) -> Document:
        """Build the typed Document from a valid form."""
        values = {name: self._convert_field(name, spec.kind) for name, spec in field_specs(Document).items()}
        if self._newest and "slug" not in self.changed_data:
            values["slug"] = self._newest.slug  # the field shows the one that this has become
        return Document(**{**values, "headline": plain.normalise_line(values["headline"])})

    def _convert_field(self, name: str, kind: FieldKind) -> Any:
        """Convert the cleaned form data for one field of the Document to the value that the Document holds."""
        data = self.cleaned_data
        if kind is FieldKind.PEOPLE:
            return build_credit_lines(self.credits)
        if kind is FieldKind.COUNTRIES:
            return (
                *_build_country_lines(data["about"], CountryRole.ABOUT),
                *_build_country_lines(data["mentioned"], CountryRole.MENTIONED),
            )
        if kind is FieldKind.ORIGINAL:
            return _build_original(data[name], data[f"{name}_number"])
        if kind in {FieldKind.SECTION, FieldKind.PICTURE}:
            return data[name].pk if data[name] else None
        return tuple(data[name]) if kind is FieldKind.TAGS else data[name]

    def particulars(self) -> Particulars:
        """Return the slugline, the word target and the embargo, each only if it was changed on this page."""
        changed = {name: self.cleaned_data[name] for name in Particulars.__annotations__ if name in self.changed_data}
        return cast("Particulars", changed)

    def add_problems(self, problems: dict[str, str]) -> None:
        """Add the Document’s problems as errors, each to its field or else to the whole form."""
        for name, sentence in problems.items():
            self.add_error(name if name in self.fields else None, sentence)


def _build_country_lines(codes: list[str], role: CountryRole) -> list[CountryLine]:
    """Build a country line in the given role for each code, leaving out repeated codes."""
    return [CountryLine(code, role.value) for code in without_duplicates(codes)]


def _build_original(article: Article | None, number: int | None) -> Original | None:
    """Build the reference to a translation’s original, by default to its live version; None without an article."""
    if article is None:
        return None
    return Original(article.pk, number or (article.live or article.newest).number)


def initial_of(article: Article) -> dict[str, Any]:
    """Return the form’s initial values from a story’s newest version; {} for a story without a version."""
    if article.head is None:
        return {}
    document = article.head.document
    values = {
        name: getattr(document, name) for name in Document.__dataclass_fields__ if name not in {"credits", "countries"}
    }
    return {
        **values,
        "base": article.head.number,
        "slug": shown_slug(article),
        "about": [line.code for line in document.countries if line.role == CountryRole.ABOUT],
        "mentioned": [line.code for line in document.countries if line.role == CountryRole.MENTIONED],
        "tags": list(document.tags),
        "slugline": article.slugline,
        "word_target": article.word_target,
        "embargo": article.embargo,
        "original": document.original.article if document.original else None,
        "original_number": document.original.number if document.original else None,
        "credits": [{"author": line.author, "role": line.role} for line in document.credits],
    }


class CreditForm(forms.Form):
    """One person's credit; a row without an author is ignored."""

    author = OneField(stories.all_authors(), label=_("Author"), required=False, widget=AuthorPicker)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=CreditRole.choices,
        initial=CreditRole.WRITER,
        required=False,
        widget=forms.Select(attrs={"aria-label": _("Role")}),  # the row shows no labels
    )


CreditFormSet = forms.formset_factory(CreditForm, extra=1, max_num=30, absolute_max=50)


def build_credit_lines(credits: forms.BaseFormSet[CreditForm]) -> tuple[CreditLine, ...]:
    """Convert the credit rows with an author to credit lines, in order."""
    rows = [form.cleaned_data for form in credits.forms if form.cleaned_data.get("author")]
    return tuple(CreditLine(row["author"].pk, row["role"] or CreditRole.WRITER.value) for row in rows)


class MoveForm(forms.Form):
    """Everything that a move can take; the table of moves says which of it a move needs."""

    note = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    at = MomentField(required=False)
    kind = forms.CharField(required=False, max_length=20)
    withheld = forms.BooleanField(required=False)
    reason = forms.CharField(
        required=False, max_length=workflow.MAX_REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 2})
    )


class FilingForm(forms.Form):
    """A reporter's text, as a file or pasted."""

    file = forms.FileField(label=_("Text file"), required=False)
    text = forms.CharField(
        label=_("Or paste the text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "autofocus": True}),
    )

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError unless a file or a text was given."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("file") and not (data.get("text") or "").strip():
            raise forms.ValidationError(_("Choose a file, or paste the text."))
        return data
