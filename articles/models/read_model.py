"""The read model: what readers' pages are put together from, derived from the public record.

Written by services.read_model in the transaction that publishes, and made again by `manage.py rebuild_read_model`. It
never decides what is public: it holds the stories of `Article.objects.published()`.
"""

from django.db import models

from articles.models.story.stories import Article


class PublicStory(models.Model):
    """One public story: its address, its place in every list it is on, and those lists.

    `place` rises with the time of publication and is unique (see domain.story_lists). `list_language` is the language of
    the pages that list the story: its own, or the site's if those have no pages. `lists` are the primary keys of its lists.
    """

    article = models.OneToOneField(Article, primary_key=True, related_name="public_story", on_delete=models.CASCADE)
    place = models.BigIntegerField(unique=True)
    address = models.CharField(max_length=120)
    language = models.CharField(max_length=8)
    list_language = models.CharField(max_length=8)
    has_picture = models.BooleanField()
    about = models.CharField(max_length=1000, blank=True)  # codes of the countries it is about, joined by spaces
    lists = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address"], name="one_story_at_an_address")]

    def __str__(self) -> str:
        return self.address


class StoryList(models.Model):
    """A list of public stories, with their number.

    `changes` counts what was ever added or removed. `portrait` is the markup of what a country's page shows beside its list,
    with tokens for names; `portrait_made_by` names the release, the changes and the month that it was made with.
    """

    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=8, blank=True)
    stories = models.IntegerField(default=0)
    changes = models.IntegerField(default=0)
    portrait = models.TextField(blank=True)
    portrait_made_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key", "language"], name="one_list_of_a_name")]
        indexes = [models.Index(fields=["kind", "language", "-stories"], name="largest_lists")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.language}"


class ListEntry(models.Model):
    """One story's entry in one list. The primary key is the one index that every page of a list reads."""

    pk = models.CompositePrimaryKey("list_id", "place")
    list = models.ForeignKey(StoryList, db_index=False, related_name="entries", on_delete=models.CASCADE)
    place = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.place} in list {self.list_id}"


class ListMonth(models.Model):
    """The number of a list's stories in one month, for the lists of which pages show months; `month` is 12 × year + month."""

    pk = models.CompositePrimaryKey("list_id", "month")
    list = models.ForeignKey(StoryList, db_index=False, related_name="months", on_delete=models.CASCADE)
    month = models.IntegerField()
    stories = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.stories} in month {self.month} of list {self.list_id}"


class StoryFragment(models.Model):
    """A piece of a page about one story, ready to be sent, such as its card in a list.

    `made_by` is the release that made it (see queries.release); another one makes it again when it is first read.
    `content` is UTF-8, compressed with zlib if that is worthwhile.
    """

    pk = models.CompositePrimaryKey("story_id", "name")
    story = models.ForeignKey(PublicStory, db_index=False, related_name="fragments", on_delete=models.CASCADE)
    name = models.CharField(max_length=12)
    made_by = models.CharField(max_length=16)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.name} of story {self.story_id}"
