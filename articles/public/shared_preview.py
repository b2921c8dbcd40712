"""The page behind a preview link: the story, and a form for comments.

It shows the story as the reader's room does, and writes through sharing alone: who came, and what was said. No answer is
kept by a cache, found by a search engine, or told to another site.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.lib import client_info
from articles.models import Note, ShareLink
from articles.public import page_context, views
from articles.queries.story import story_page
from articles.services import notes, share_links

_UNSEEN: Final = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}
_signer: Final = signing.Signer(salt="articles.visiting")


class CommentForm(forms.Form):
    """What a visitor says of the story that they have read, which its ticket names."""

    ticket = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=notes.MOST_GUEST,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Say who you are.")},
    )
    mark = forms.ChoiceField(
        label=gettext_lazy("Is it accurate?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", pgettext_lazy("no mark on a story", "I only comment")),
            (Note.Mark.APPROVED.value, gettext_lazy("Approved for accuracy")),
            (Note.Mark.NOT_APPROVED.value, gettext_lazy("Not approved")),
        ],
    )
    text = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        max_length=notes.MOST,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )


def _unseen(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send with every answer that nothing may keep, list or pass on its address, which opens the story."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        for name, value in _UNSEEN.items():
            response.headers[name] = value
        return response

    return answer


# A page that sends no referrer posts with the origin "null", which the framework's own check refuses. The ticket in the
# form, signed for this link, says the same: the form came from here. There is no session that another site could ride.
@csrf_exempt
@_unseen
@require_http_methods(["GET", "HEAD", "POST"])
def preview_view(request: HttpRequest, token: str) -> HttpResponse:
    """The shared story; a POST is a comment on it. One and the same 404 for whatever opens nothing."""
    link = share_links.find(token)
    if link is None:
        return _closed(request)
    with translation.override(story_page.language_for(link.shown.document.language)):
        if request.method == "POST":
            return _take(request, link)
        if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
            share_links.visit(link, by=_caller(request))
        return _page(request, link, CommentForm())


def _closed(request: HttpRequest) -> HttpResponse:
    words = _("Nothing is shared at this address, or not any more. Ask whoever sent you the link for a new one.")
    return views.not_found(request, Http404(words))


def _page(
    request: HttpRequest,
    link: ShareLink,
    form: CommentForm,
    *,
    complaint: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    shown = link.shown
    context = {
        **page_context.of(request),
        "feeds": None,
        "link": link,
        "number": shown.number,
        "article": link.article,
        "story": story_page.of_document(link.article, shown.document),
        "form": form,
        "ticket": _signer.sign_object([link.pk, shown.number]),
        "complaint": complaint,
        "said": "said" in request.GET and not form.is_bound,
    }
    return render(request, "articles/shared.html", context, status=status)


def _take(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """Keep the comment, or show the form again with every word that was typed and one sentence."""
    form = CommentForm(request.POST)
    number = _number(request.POST.get("ticket", ""), link)
    if number is None:
        words = _("This form had been open for another page. Look at it once more, then send it again.")
        return _page(request, link, form, complaint=words, status=HTTPStatus.FORBIDDEN)
    if not form.is_valid():
        return _page(request, link, form, status=HTTPStatus.BAD_REQUEST)
    said = {name: form.cleaned_data[name] for name in ("name", "text", "mark")}
    try:
        share_links.comment(link, by=_caller(request), number=number, **said)
    except share_links.TooMany as refusal:
        return _page(request, link, form, complaint=str(refusal), status=HTTPStatus.TOO_MANY_REQUESTS)
    except share_links.CannotComment as refusal:
        return _page(request, link, form, complaint=str(refusal), status=HTTPStatus.FORBIDDEN)
    except notes.NoteRefused as refusal:
        return _page(request, link, form, complaint=str(refusal), status=HTTPStatus.BAD_REQUEST)
    return HttpResponseRedirect("?said=yes#comment")


def _number(ticket: str, link: ShareLink) -> int | None:
    """The revision that the visitor had before them; None for a ticket that wasn't made for this link."""
    try:
        made_for, number = _signer.unsign_object(ticket)
    except (signing.BadSignature, ValueError):
        return None
    return number if made_for == link.pk else None


def _caller(request: HttpRequest) -> share_links.Caller:
    """Who asks. A server in front, on this machine, says for whom it asks in the last of the addresses that it hands on."""
    handed_on = request.headers.get("X-Forwarded-For", "").split(",")
    hops = [request.META.get("REMOTE_ADDR", ""), *reversed(handed_on)]
    address = next((hop for hop in hops if not client_info.is_loopback(hop)), hops[0])
    agent = client_info.describe_user_agent(request.headers.get("User-Agent", ""))
    return share_links.Caller(client_info.network_of(address), agent)


urlpatterns = [
    path("<str:token>/", preview_view, name="preview"),
    # A link that lost its last stroke on the way opens too, without a redirect that something could keep.
    path("<str:token>", preview_view),
]
