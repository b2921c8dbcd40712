"""Unmanaged models over the newsroom's tables, with no more columns than a bare page needs."""

from django.db import models


class Section(models.Model):
    slug = models.CharField(max_length=60)
    name = models.CharField(max_length=80)

    class Meta:
        app_label, managed, db_table = "floor", False, "articles_section"

    def __str__(self):
        return self.name


class Author(models.Model):
    slug = models.CharField(max_length=100)
    name = models.CharField(max_length=120)

    class Meta:
        app_label, managed, db_table = "floor", False, "articles_author"

    def __str__(self):
        return self.name


class Revision(models.Model):
    content = models.JSONField()

    class Meta:
        app_label, managed, db_table = "floor", False, "articles_revision"

    def __str__(self):
        return str(self.pk)


class Story(models.Model):
    slug = models.CharField(max_length=100)
    headline = models.CharField(max_length=250)
    standfirst = models.TextField()
    standing = models.CharField(max_length=12)
    visible_at = models.DateTimeField()
    section = models.ForeignKey(Section, on_delete=models.DO_NOTHING)
    live = models.ForeignKey(Revision, on_delete=models.DO_NOTHING)

    class Meta:
        app_label, managed, db_table = "floor", False, "articles_article"

    def __str__(self):
        return self.headline


class Credit(models.Model):
    article = models.ForeignKey(Story, related_name="credits", on_delete=models.DO_NOTHING)
    author = models.ForeignKey(Author, on_delete=models.DO_NOTHING)
    position = models.IntegerField()

    class Meta:
        app_label, managed, db_table = "floor", False, "articles_credit"

    def __str__(self):
        return str(self.pk)
