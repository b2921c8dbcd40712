"""The page behind a preview link: the story, and a form for comments.

A link to a story that has been published since leads to its public page; one to a retracted story says only that.
The story looks as on the public site. Visits and comments are written by `services.share_links`. Responses are not cached,
not indexed by search engines, and their address is not sent to other sites.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.lib import client_info
from articles.models import Note, ShareLink
from articles.public import views
from articles.public.page_context import page_context
from articles.queries.site_request import ReaderRequest
from articles.queries.story import story_page
from articles.services import notes, share_links

_PRIVATE_HEADERS: Final = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}
_signer: Final = signing.Signer(salt="articles.shared_preview")


class CommentForm(forms.Form):
    """A visitor's comment; the signed ticket names the link and the version that they saw."""

    ticket = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=notes.MAX_GUEST_NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Enter your name.")},
    )
    mark = forms.ChoiceField(
        label=gettext_lazy("Is it accurate?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", pgettext_lazy("no mark on a story", "Comment only")),
            (Note.Mark.APPROVED.value, gettext_lazy("Approved for accuracy")),
            (Note.Mark.NOT_APPROVED.value, gettext_lazy("Not approved")),
        ],
    )
    text = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        max_length=notes.MAX_NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )


def _send_private_headers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view to forbid caching, indexing and referrers, because the address alone opens the story."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the view's response and the private headers."""
        response = view(*args, **kwargs)
        for name, value in _PRIVATE_HEADERS.items():
            response.headers[name] = value
        return response

    return answer


# A page that sends no referrer posts with the origin "null", which Django's check rejects. The signed ticket in the form
# proves as much: the form came from here. There is no session that another site could abuse.
@csrf_exempt
@_send_private_headers
@require_http_methods(["GET", "HEAD", "POST"])
def preview_view(request: ReaderRequest, token: str) -> HttpResponse:
    """Serve a shared story and record the visit; add a comment on POST; answer 404 to an invalid link.

    Every invalid link gets the same 404. Prefetching is not recorded.
    """
    link = share_links.find_link(token)
    if link is None:
        return _render_invalid_link(request)
    with translation.override(story_page.interface_language(link.shown.document.language)):
        if link.is_closed:
            return _render_closed(request, link, _("This story has been retracted."), status=HTTPStatus.GONE)
        if request.method == "POST":
            return _add_comment(request, link)
        if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
            share_links.record_visit(link, by=_describe_visitor(request))
        if not (link.is_overtaken and share_links.public_path(link)):
            return _render_preview(request, link, CommentForm())
        if "said" in request.GET:
            return _render_closed(request, link, _("Thank you. Your comment has been sent to the newsroom."))
        return HttpResponseRedirect(share_links.public_path(link))


def _render_closed(
    request: ReaderRequest, link: ShareLink, sentence: str, *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """Render a page that says why a preview shows nothing, with a link to the public page and no word of the story."""
    context = {
        **page_context(request),
        "feeds": None,
        "link": link,
        "sentence": sentence,
        "public_page": share_links.public_path(link),
    }
    return render(request, "articles/shared_closed.html", context, status=status)


def _render_invalid_link(request: ReaderRequest) -> HttpResponse:
    """Render the 404 for a preview link that is unknown, revoked or expired."""
    words = _("This preview link is not valid or has expired. Ask the sender for a new one.")
    return views.not_found(request, Http404(words))


def _render_preview(
    request: ReaderRequest,
    link: ShareLink,
    form: CommentForm,
    *,
    error: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Render the shared story with a comment form and, after a refused comment, its error message."""
    shown = link.shown
    context = {
        **page_context(request),
        "feeds": None,
        "link": link,
        "public_page": share_links.public_path(link),
        "number": shown.number,
        "article": link.article,
        "story": story_page.from_document(link.article, shown.document),
        "form": form,
        "ticket": _signer.sign_object([link.pk, shown.number]),
        "error": error,
        "is_sent": "said" in request.GET and not form.is_bound,
    }
    return render(request, "articles/shared.html", context, status=status)


def _add_comment(request: ReaderRequest, link: ShareLink) -> HttpResponse:
    """Save the posted comment and redirect, or render the form again with the typed text and an error message."""
    form = CommentForm(request.POST)
    number = _read_seen_version(request.POST.get("ticket", ""), link)
    if number is None:
        words = _("This form belongs to another preview link. Reload the page and send your comment again.")
        return _render_preview(request, link, form, error=words, status=HTTPStatus.FORBIDDEN)
    if not form.is_valid():
        return _render_preview(request, link, form, status=HTTPStatus.BAD_REQUEST)
    fields = {name: form.cleaned_data[name] for name in ("name", "text", "mark")}
    try:
        share_links.add_comment(link, by=_describe_visitor(request), number=number, **fields)
    except share_links.TooManyComments as refusal:
        return _render_preview(request, link, form, error=str(refusal), status=HTTPStatus.TOO_MANY_REQUESTS)
    except share_links.CommentRefused as refusal:
        return _render_preview(request, link, form, error=str(refusal), status=HTTPStatus.FORBIDDEN)
    except notes.NoteRefused as refusal:
        return _render_preview(request, link, form, error=str(refusal), status=HTTPStatus.BAD_REQUEST)
    return HttpResponseRedirect("?said=yes#comment")


def _read_seen_version(ticket: str, link: ShareLink) -> int | None:
    """Return the version number in a form's signed ticket, or None if the ticket was not made for this link."""
    try:
        link_id, number = _signer.unsign_object(ticket)
    except (signing.BadSignature, ValueError):
        return None
    return number if link_id == link.pk else None


def _describe_visitor(request: ReaderRequest) -> share_links.Visitor:
    """Return the visitor's network and browser, as visits and comments record them.

    A proxy on this machine appends the client's address to X-Forwarded-For, so the last address that is not local counts.
    """
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    hops = [request.META.get("REMOTE_ADDR", ""), *reversed(forwarded)]
    address = next((hop for hop in hops if not client_info.is_loopback(hop)), hops[0])
    agent = client_info.describe_user_agent(request.headers.get("User-Agent", ""))
    return share_links.Visitor(client_info.network_of(address), agent)


urlpatterns = [
    path("<str:token>/", preview_view, name="preview"),
    # A link that lost its last slash works too, without a redirect that a cache could store.
    path("<str:token>", preview_view),
]
