"""Decisions on untagged stories: tag countries, say that there are none, undo.

Whether the person may decide, and whether the story is still the version that they saw, is checked by the service under
its lock; a refusal becomes a sentence here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import SuspiciousOperation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.admin.geo.untagged_request import UNDO_TOKEN
from articles.admin.geo.untagged_story import REFUSED, ROLES, PostedCountries, UntaggedStory, build_stories
from articles.admin.request import DeskRequest, parse_positive_int
from articles.domain.document import CountryLine
from articles.domain.errors import UserFacingError
from articles.lib import geo
from articles.models import Article, User
from articles.queries import policy
from articles.queries.desk.geo import untagged
from articles.services import editing
from articles.services.revisions import StaleDocument

MAX_QUOTED = 60  # characters of an unknown name that a message repeats


@dataclass(frozen=True)
class Outcome:
    """What a decision led to: a message, the token that undoes it, and the story if it is to be shown again.

    `is_draft` says that the story is shown with what was posted, none of which has been saved.
    """

    message: str = ""
    undo: str = ""
    story: UntaggedStory | None = None
    failed: bool = False
    is_draft: bool = False


def decide(request: DeskRequest, article: Article) -> Outcome:
    """Carry out the pressed button on an untagged story. Raises SuspiciousOperation for an unknown button."""
    user = request.user
    seen = parse_positive_int(request.POST.get("base", ""))
    button, _colon, offered = request.POST.get("do", "").partition(":")
    try:
        if button == "none":
            editing.mark_no_country(article, by=user, seen=seen)
            message = _("“%(headline)s” has no country.") % {"headline": article.headline}
            return Outcome(message, undo=f"none-{article.pk}-{seen}")
        if button == "undo":
            return _undo_decision(request, article)
        if button in {"accept", "add"}:
            return _handle_countries(request, article, seen=seen, only_add=button == "add", offered=offered)
    except StaleDocument:
        return _reload_story(user, article, _("Someone has changed this story. This is the new version."))
    except (UserFacingError, policy.PermissionRefused) as refusal:
        return Outcome(f"“{article.headline}”: {refusal}", failed=True)
    raise SuspiciousOperation(_("Unknown action."))


def _reload_story(user: User, article: Article, message: str) -> Outcome:
    """Return a failed outcome with a message, and with the story if the person can still decide on it."""
    story = next(iter(build_stories(untagged.find_untagged(article.pk, user=user))), None)
    return Outcome(message if story else _("Someone else has already decided on this story."), story=story, failed=True)


def _handle_countries(request: DeskRequest, article: Article, *, seen: int, only_add: bool, offered: str) -> Outcome:
    """Save the posted countries, or with `only_add` just add the typed or offered one to the form."""
    form = request.POST
    roles = {key[5:]: role for key, role in form.items() if key.startswith("role-") and role in ROLES}
    roles = {code: role for code, role in roles.items() if code in geo.COUNTRIES}
    typed = offered or form.get("add", "").strip()
    if typed:
        try:
            roles.setdefault(_parse_country(typed), ROLES[0])
        except geo.UnknownCountry as unknown:
            error = _("“%(typed)s” isn’t a country. Did you mean one of these?") % {"typed": typed[:MAX_QUOTED]}
            return _draft_outcome(article, PostedCountries(roles, typed, error, unknown.nearest))
    if only_add:
        return _draft_outcome(
            article, PostedCountries(roles, error="" if typed else _("Enter a country’s name or code."))
        )
    if all(role == REFUSED for role in roles.values()):
        error = _("Choose a country, or press “No country”.")
        return _draft_outcome(article, PostedCountries(roles, error=error))
    return _save_countries(article, roles, by=request.user, seen=seen)


def _save_countries(article: Article, roles: Mapping[str, str], *, by: User, seen: int) -> Outcome:
    """Tag the story with the accepted countries, record all decisions, and return the outcome with an undo token."""
    lines = tuple(CountryLine(code, role) for code, role in roles.items() if role != REFUSED)
    decisions = {code: role if role == REFUSED else f"accepted_{role}" for code, role in roles.items()}
    tagged = editing.tag_countries(article, lines, by=by, base=seen, decisions=decisions)
    language = get_language() or ""
    names = ", ".join(geo.country_name(line.code, language) for line in lines)
    message = _("“%(headline)s”: %(countries)s.") % {"headline": article.headline, "countries": names}
    return Outcome(message, undo=f"tag-{tagged.pk}-{tagged.newest.number}")


def _draft_outcome(article: Article, posted: PostedCountries) -> Outcome:
    """Return an outcome that shows the story with the posted countries, none of which is saved."""
    (story,) = build_stories([article], posted=posted)
    return Outcome(story=story, failed=bool(posted.error), is_draft=True)


def _parse_country(text: str) -> str:
    """Return the code for a country’s code or name, English or the desk’s. Raises UnknownCountry."""
    language = get_language() or ""
    name = text.casefold()
    codes = (code for code in geo.COUNTRIES if geo.country_name(code, language).casefold() == name)
    return next(codes, None) or geo.normalise_code(text)


def _undo_decision(request: DeskRequest, article: Article) -> Outcome:
    """Undo the decision in the posted token and show the story again. Raises SuspiciousOperation for a bad token."""
    token = UNDO_TOKEN.fullmatch(request.POST.get("undo", ""))
    if token is None or int(token[2]) != article.pk:
        raise SuspiciousOperation(_("You have no change to undo here."))
    undo = editing.undo_tag_countries if token[1] == "tag" else editing.unmark_no_country
    undo(article, by=request.user, seen=int(token[3]))
    return replace(_reload_story(request.user, article, _("Undone.")), failed=False)
