"""Find where the read model disagrees with the public record."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count

from articles.domain.story_lists import ListName, first_place, moment_of
from articles.models import Article, ListEntry, ListMonth, PublicStory, StoryList
from articles.queries.read_model.membership import countries_of_stories, describe_row, lists_of_stories

_BATCH = 500


def find_read_model_problems() -> Iterator[str]:
    """Check the lists of all public stories and yield one sentence for each disagreement, in constant memory."""
    yield from _check_stories()
    yield from _check_counts()


def _check_stories() -> Iterator[str]:
    """Yield a sentence for each story that is public and on no list or the other way round, or on other lists."""
    public = Article.objects.published()
    for key in PublicStory.objects.exclude(article__in=public).values_list("pk", flat=True).iterator():
        yield f"Story {key} is on lists and not public."
    names = {one.pk: ListName(one.kind, one.key, one.language) for one in StoryList.objects.iterator()}  # type: ignore[arg-type]
    last = 0
    while stories := list(public.filter(pk__gt=last).order_by("pk").select_related("public_story")[:_BATCH]):
        wanted, countries = lists_of_stories(stories), countries_of_stories([story.pk for story in stories])
        places = {story.public_story.place: story.pk for story in stories if hasattr(story, "public_story")}
        entries: dict[int, set[int]] = {key: set() for key in places.values()}
        for place, list_id in ListEntry.objects.filter(place__in=places).values_list("place", "list"):
            entries[places[place]].add(list_id)
        for story in stories:
            yield from _check_story(story, wanted[story.pk], names, entries)
            yield from _check_row(story, countries.get(story.pk, []))
        last = stories[-1].pk


def _check_story(
    story: Article, wanted: set[ListName], names: dict[int, ListName], entries: dict[int, set[int]]
) -> Iterator[str]:
    """Yield a sentence for each disagreement about one public story."""
    if story.pk not in entries:
        yield f"Story {story.pk} is public and on no list."
        return
    row = story.public_story
    if {names[list_id] for list_id in row.lists} != wanted:
        yield f"Story {story.pk} is on other lists than its public record says."
    if set(row.lists) != entries[story.pk]:
        yield f"Story {story.pk}: its entries are not those of its lists."
    if story.visible_at and moment_of(row.place) != moment_of(first_place(story.visible_at)):
        yield f"Story {story.pk}: its place is not that of its time."


def _check_row(story: Article, countries: list[tuple[str, str]]) -> Iterator[str]:
    """Yield a sentence for each column of a public story's row that its public record contradicts."""
    if hasattr(story, "public_story"):
        for column, value in describe_row(story, countries).items():
            if getattr(story.public_story, column) != value:
                yield f"Story {story.pk}: its column {column} is not what its public record says."


def _check_counts() -> Iterator[str]:
    """Yield a sentence for each list whose number of stories is not that of its entries or months."""
    counted = dict(ListEntry.objects.values_list("list").annotate(n=Count("place")).order_by())
    months: Counter[int] = Counter()
    for list_id, stories in ListMonth.objects.values_list("list", "stories").iterator():
        months[list_id] += stories
    for one in StoryList.objects.iterator():
        if one.stories != counted.get(one.pk, 0):
            yield f"List {one}: it counts {one.stories} stories and has {counted.get(one.pk, 0)}."
        if one.pk in months and months[one.pk] != one.stories:
            yield f"List {one}: its months count {months[one.pk]} stories, itself {one.stories}."
