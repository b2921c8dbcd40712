"""A small newsroom: its people, a section, an author, a first story, and the way to print."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group

from articles.domain.document import CountryLine, CreditLine, Document
from articles.models import Article, Author, Section, User
from articles.services import editing, workflow


def create_person(name: str, *groups: str, staff: bool = True) -> User:
    user = User.objects.create_user(name, password=f"{name}-password", is_staff=staff)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


MAKERS: dict[str, Callable[[], Any]] = {
    "reporter": lambda: create_person("rana", "Reporters"),
    "editor": lambda: create_person("edith", "Editors"),
    "publisher": lambda: create_person("paul", "Publishers"),
    "section": lambda: Section.objects.create(name="South Asia", slug="south-asia", position=1),
    "author": lambda: Author.objects.create(name="Zarmina Yousaf", slug="zarmina-yousaf"),
}


class Newsroom:
    """The cast and its press, made once for all tests of a module, which get copies; what a test changes is undone."""

    def __init__(self) -> None:
        self.made = {name: make() for name, make in MAKERS.items()}
        self.words = sample_document(self.made["section"], self.made["author"])

    def publish(self, document: Document) -> Article:
        """Take a Document the whole way to the public."""
        return publish_document(document, **{name: self.made[name] for name in ("reporter", "editor", "publisher")})


def sample_document(section: Section, author: Author) -> Document:
    return Document(
        headline="Two ministries agree on one river gauge",
        standfirst="The instrument will stand on the border and be read by both.",
        label="NEWS ANALYSIS",
        genre="analysis",
        dateline="Quetta",
        body="<p>ENGINEERS met on Tuesday.</p><p>They will meet again.</p>",
        credits=(CreditLine(author.pk),),
        section=section.pk,
        tags=("Water", "Diplomacy"),
        countries=(CountryLine("PK"), CountryLine("AF"), CountryLine("CN", "mentioned")),
    )


def publish_document(document: Document, *, reporter: User, editor: User, publisher: User) -> Article:
    """Take a Document from draft to public, overriding the findings of the checklist."""
    article = workflow.submit(editing.create(document, by=reporter), by=reporter)
    article = workflow.approve(article, by=editor, seen=article.head.number)
    return workflow.publish(article, by=publisher, overriding={workflow.ANY_CHECK: "Few words will do."})
