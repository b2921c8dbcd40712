"""Takes stories the whole way to the public, as reporter, editor and publisher do; for processes that have set up Django."""

from dataclasses import replace

from articles.domain.document import CountryLine, CreditLine, Document
from articles.models import Article, Author, Section, Tag, User
from articles.services import editing, workflow

SENTENCE = "Engineers met at the border on Sunday and agreed that the gauge be read by both councils every winter."
OVERRIDDEN = {workflow.ANY_CHECK: "These words are made to measure with."}


class Press:
    """The people of a newsroom that `filling` has filled."""

    def __init__(self) -> None:
        self.reporter, self.editor, self.publisher = (
            User.objects.get(username=name) for name in ("reporter", "editor", "publisher")
        )
        self._section = Section.objects.order_by("slug").first()
        self._author = Author.objects.get(slug="rare")
        self._tags = tuple(Tag.objects.order_by("slug").values_list("name", flat=True)[:3])

    def approve(self, headline: str) -> Article:
        """A story of 400 words that an editor has approved."""
        document = Document(
            headline=headline,
            standfirst=SENTENCE,
            body=f"<p>{SENTENCE} {SENTENCE} {SENTENCE}</p>" * 7,
            credits=(CreditLine(self._author.pk),),
            section=self._section.pk,
            tags=self._tags,
            countries=(CountryLine("AF"), CountryLine("PK"), CountryLine("CN", "mentioned")),
        )
        return self._pass(editing.create(document, by=self.reporter))

    def publish(self, headline: str) -> Article:
        """The same, published."""
        return self.publish_approved(self.approve(headline))

    def publish_approved(self, story: Article) -> Article:
        """Publish an approved story."""
        return workflow.publish(story, by=self.publisher, overriding=OVERRIDDEN)

    def edit(self, story: Article, headline: str) -> Article:
        """Give a story another headline and take it as far as approval."""
        document = replace(Document.from_json(story.head.content), headline=headline)
        return self._pass(editing.edit(story, document, by=self.reporter, base=story.head.number))

    def correct(self, story: Article) -> Article:
        """Publish the approved change to a live story with a correction."""
        words = "A headline was wrong."
        return workflow.publish_with_correction(
            story, by=self.publisher, kind="correction", text=words, overriding=OVERRIDDEN
        )

    def kill(self, story: Article) -> Article:
        """Remove a story from the public."""
        return workflow.kill(story, by=self.publisher, reason="A court forbade it.")

    def _pass(self, story: Article) -> Article:
        """Submit the draft and approve it."""
        submitted = workflow.submit(story, by=self.reporter)
        return workflow.approve(submitted, by=self.editor, seen=submitted.head.number)
