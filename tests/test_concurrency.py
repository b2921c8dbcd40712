"""Several people at once, on real connections: nothing is lost, nothing is doubled."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from articles.domain.document import CountryLine, Document
from articles.models import (
    Article,
    AuditEntry,
    Correction,
    Edition,
    FrontPageLayout,
    Image,
    KeyStory,
    Revision,
    Tag,
    User,
    WorkingCopy,
)
from articles.services import assignments, autosave, editing, front_page, key_stories, revisions, workflow
from articles.services import tags as tags_service
from articles.services.autosave import EditorTab
from articles.services.media import picture_library
from articles.services.revisions import StaleDocument
from tests.support.desk import form_data, log_in
from tests.support.site import add_picture, figure_html
from tests.support.tables import restore_initial_rows

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.vendor_sql]

AT_ONCE = 8
TAGS = ("Afganistan", "Afghanistan")
WORDS = Document(headline="The gauge", body="<p>It stands.</p>")


@pytest.fixture(scope="module", autouse=True)
def _ground_again(django_db_setup, django_db_blocker):
    """The framework leaves an empty database behind; lay the ground again for whoever comes next."""
    yield
    with django_db_blocker.unblock():
        restore_initial_rows()


@pytest.fixture
def people(shared_database):
    call_command("create_roles", verbosity=0)
    made = {}
    for name, group in {"rana": "Reporters", "edith": "Editors", "paul": "Publishers"}.items():
        made[name] = User.objects.create_user(name, is_staff=True)
        made[name].groups.set(Group.objects.filter(name=group))
    return made


def _on_its_own_connection(work, *arguments):
    try:
        return work(*arguments)
    finally:
        connection.close()


def _at_once(work, count=AT_ONCE):
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(partial(_on_its_own_connection, work), range(count)))


def _approved(people, document):
    story = workflow.submit(editing.create(document, by=people["rana"]), by=people["rana"])
    return workflow.approve(story, by=people["edith"], seen=story.head.number)


def test_of_eight_editors_saving_at_once_one_saves_and_seven_are_told(people):
    story = editing.create(WORDS, by=people["rana"])

    def save(number):
        try:
            editing.edit(story, replace(WORDS, headline=f"Version of {number}"), by=people["edith"], base=1)
        except StaleDocument as stale:
            return stale.yours.headline
        return None

    refused = [headline for headline in _at_once(save) if headline]
    kept = list(Revision.objects.order_by("number").values_list("number", "content__headline"))
    assert [number for number, _headline in kept] == [1, 2]
    assert sorted([*refused, kept[1][1]]) == [f"Version of {number}" for number in range(AT_ONCE)]


def test_eight_saves_one_after_another_have_neither_gap_nor_twin(people):
    story = editing.create(WORDS, by=people["rana"])

    def save(number):
        while True:
            head = Article.objects.select_related("head").get(pk=story.pk).head.number
            try:
                return editing.edit(story, replace(WORDS, headline=f"No. {number}"), by=people["edith"], base=head)
            except StaleDocument:
                continue

    _at_once(save)
    assert list(Revision.objects.order_by("number").values_list("number", flat=True)) == list(range(1, AT_ONCE + 2))


def test_a_story_is_published_once_by_eight_publishers(people):
    story = _approved(people, WORDS)

    def publish(_number):
        try:
            workflow.publish(story, by=people["paul"])
        except workflow.MoveRefused:
            return 0
        return 1

    assert sum(_at_once(publish)) == 1
    assert AuditEntry.objects.filter(action="publish").count() == 1


def test_a_story_is_taken_on_by_one_of_eight(people):
    story = editing.create(WORDS, by=people["rana"])
    eight = [User.objects.create_user(f"edith-{number}", is_staff=True) for number in range(AT_ONCE)]
    for editor in eight:
        editor.groups.set(Group.objects.filter(name="Editors"))

    def take(number):
        try:
            assignments.take(story, by=eight[number])
        except assignments.AssignmentRejected as refusal:
            return str(refusal)
        return ""

    told = _at_once(take)
    taken = assignments.current_assignment(story)
    assert sorted(told) == ["", *[f"This story is already assigned to {taken.to.username}."] * (AT_ONCE - 1)]
    assert (taken.number, AuditEntry.objects.filter(action="taken").count()) == (1, 1)


def test_what_is_due_is_applied_once_by_eight_processes(people):
    stories = []
    for number in range(5):
        story = workflow.publish(_approved(people, replace(WORDS, headline=f"Story {number}")), by=people["paul"])
        story = editing.edit(story, replace(WORDS, headline=f"Change {number}"), by=people["rana"], base=1)
        story = workflow.approve(workflow.submit(story, by=people["rana"]), by=people["edith"], seen=2)
        in_an_hour, told = timezone.now() + timedelta(hours=1), {"kind": "correction", "note": "It moved."}
        stories.append(workflow.schedule(story, by=people["paul"], at=in_an_hour, **told))
    before = Edition.objects.get().number
    Article.objects.update(scheduled_change_at=timezone.now() - timedelta(seconds=1))

    settled = [story.pk for batch in _at_once(lambda _number: workflow.apply_due_schedules()) for story in batch]
    assert sorted(settled) == [story.pk for story in stories]
    assert AuditEntry.objects.filter(action="settled").count() == len(stories)
    assert Correction.objects.count() == len(stories)
    assert Edition.objects.get().number >= before + len(stories)
    assert set(Article.objects.values_list("headline", flat=True)) == {f"Change {number}" for number in range(5)}


def _while_held(story, meanwhile, then):
    """What two people get: one holds a story, the other begins, then the first goes on. The first's answer, the other's."""
    held = threading.Event()

    def first():
        with transaction.atomic():
            revisions.lock(story)
            held.set()
            time.sleep(0.4)  # the other runs into the lock meanwhile
            return then()

    def second():
        held.wait()
        return meanwhile()

    return _at_once(lambda number: (first, second)[number](), 2)


def test_a_picture_is_described_while_a_story_that_shows_it_is_killed(people):
    image = add_picture()
    words = replace(WORDS, body=f"<p>It stands.</p>{figure_html(image)}")
    story = workflow.publish(_approved(people, words), by=people["paul"])
    killed, described = _while_held(
        story,
        lambda: picture_library.describe(image, {"alt": "A gauge"}, by=people["paul"]),
        lambda: workflow.kill(story, by=people["paul"], reason="A court said so."),
    )
    assert (killed.standing, described.alt) == ("killed", "A gauge")
    assert Image.objects.get().alt == "A gauge"
    assert Image.objects.get().token != image.token


@pytest.fixture
def merged(people):
    """Two stories of one tag under two names, and the merging of these."""
    stories = [workflow.publish(_approved(people, replace(WORDS, tags=(name,))), by=people["paul"]) for name in TAGS]
    return stories, tags_service.merge(
        Tag.objects.get(name=TAGS[0]), into=Tag.objects.get(name=TAGS[1]), by=people["edith"]
    )


def test_a_merging_is_undone_while_one_of_its_stories_is_saved(people, merged):
    (story, _other), record = merged
    saved, returned = _while_held(
        story,
        lambda: tags_service.undo_merge(record, by=people["edith"]),
        lambda: editing.edit(story, replace(WORDS, headline="Saved", tags=TAGS[:1]), by=people["rana"], base=1),
    )
    assert (saved.head.number, returned) == (2, 1)
    assert list(Article.objects.get(pk=story.pk).tags.names()) == [TAGS[0]]


def test_a_merged_tag_does_not_come_back_with_a_save_that_was_on_its_way(people):
    story = editing.create(WORDS, by=people["rana"])
    tags = [Tag.objects.create(name=name, slug=name.lower()) for name in TAGS]
    merging = threading.Event()

    def merge():
        with transaction.atomic():
            tags_service.merge(tags[0], into=tags[1], by=people["edith"])
            merging.set()
            time.sleep(0.4)  # the save runs into it meanwhile

    def save():
        merging.wait()
        return editing.edit(story, replace(WORDS, tags=TAGS[:1]), by=people["rana"], base=1)

    _at_once(lambda number: (merge, save)[number](), 2)
    assert list(story.tags.names()) == [TAGS[1]]


def test_eight_stories_with_one_headline_get_eight_addresses(people):
    def publish(_number):
        story = workflow.submit(editing.create(WORDS, by=people["rana"]), by=people["rana"])
        story = workflow.approve(story, by=people["edith"], seen=1)
        return workflow.publish(story, by=people["paul"], overriding={workflow.ANY_CHECK: "A test."})

    _at_once(publish)
    expected = {"the-gauge", *(f"the-gauge-{number}" for number in range(2, AT_ONCE + 1))}
    assert set(Article.objects.values_list("slug", flat=True)) == expected


def test_eight_editors_marking_one_key_story_at_once_leave_one_mark(people):
    words = replace(WORDS, countries=(CountryLine("AF"), CountryLine("PK")))
    story = workflow.publish(_approved(people, words), by=people["paul"])
    before = Edition.objects.get().number
    _at_once(lambda _number: key_stories.mark(story, pair=("AF", "PK"), by=people["edith"], context="So"))
    assert KeyStory.objects.count() == 1
    assert AuditEntry.objects.filter(action="key_marked").count() == 1
    assert Edition.objects.get().number == before + 1


TWENTY = 20


def _texts():
    """Whose texts are versions, and whose wait to be merged, by their headlines."""
    versions = {revision.content["headline"] for revision in Revision.objects.all()}
    return versions, {copy.fields["headline"][0] for copy in WorkingCopy.objects.all()}


def test_of_eight_who_arrange_the_front_page_at_once_one_does_and_seven_are_told(people):
    story = workflow.publish(_approved(people, WORDS), by=people["paul"])

    def arrange(_number):
        try:
            front_page.save_layout([front_page.Placement("lead", article=story.pk)], by=people["edith"], seen=0)
        except front_page.LayoutOutdated:
            return 0
        return 1

    assert (sum(_at_once(arrange)), FrontPageLayout.objects.count()) == (1, 1)


def test_of_twenty_editors_saving_one_story_at_once_nobody_loses_a_word(people):
    story = editing.create(WORDS, by=people["rana"])
    page = f"/admin/articles/article/{story.pk}/change/"
    desks = [log_in(_editor(f"editor-{number}")) for number in range(TWENTY)]
    opened = form_data(desks[0].get(page))

    def save(number):
        mine = {"headline": f"Of {number}", "body": f"<p>It stands.</p><p>Seen by {number}.</p>"}
        return desks[number].post(page, {**opened, **mine, "_window": f"window-{number}"}).headers["Location"]

    led = _at_once(save, TWENTY)
    versions, waiting = _texts()
    every = {f"Of {number}" for number in range(TWENTY)}
    assert (versions | waiting, len(versions), len(waiting)) == (every | {"The gauge"}, 2, TWENTY - 1)
    assert [revision.number for revision in Revision.objects.order_by("number")] == [1, 2]

    for number in (number for number in range(TWENTY) if led[number] != page):
        asked = form_data(desks[number].get(led[number]), having="theirs")
        chosen = {"choose-headline": "mine", "choose-body.1": "both"}
        assert desks[number].post(led[number], {**asked, **chosen}).headers["Location"] == page
    numbers = list(Revision.objects.order_by("number").values_list("number", flat=True))
    assert (numbers, WorkingCopy.objects.count()) == (list(range(1, TWENTY + 2)), 0)
    assert _texts()[0] == every | {"The gauge"}
    said = set(Revision.objects.get(number=TWENTY + 1).document.paragraphs)
    assert said == {"It stands.", *(f"Seen by {number}." for number in range(TWENTY))}


def _editor(name):
    made = User.objects.create_user(name, is_staff=True)
    made.groups.set(Group.objects.filter(name="Editors"))
    return made


def _save_typed(story, turn, *, by):
    fields = {"headline": [f"Typed at {turn}"]}
    autosave.save_working_copy(EditorTab("one"), fields, by=by, article=story, base_revision=1, sequence=turn + 1)


def test_of_one_windows_words_arriving_all_at_once_the_last_typed_are_kept(people):
    story = editing.create(WORDS, by=people["rana"])
    _at_once(lambda turn: _save_typed(story, turn, by=people["rana"]))
    assert [copy.fields["headline"] for copy in WorkingCopy.objects.all()] == [[f"Typed at {AT_ONCE - 1}"]]


def test_words_typed_last_stand_even_when_they_arrive_while_earlier_ones_are_being_saved(people):
    story = editing.create(WORDS, by=people["rana"])
    _save_typed(story, 0, by=people["rana"])
    later = partial(_save_typed, story, 11, by=people["rana"])
    arrived = []

    with ThreadPoolExecutor(1) as pool:

        def arrive(execute, sql, params, many, context):
            result = execute(sql, params, many, context)
            if sql.startswith("SELECT") and WorkingCopy._meta.db_table in sql and not arrived:
                arrived.append(pool.submit(_on_its_own_connection, later))
                wait(arrived, timeout=0.3)  # it waits for this save, where it has to
            return result

        fields = {"headline": ["Typed at 1"]}
        with connection.execute_wrapper(arrive):
            autosave.save_working_copy(EditorTab("one"), fields, by=people["rana"], article=story, base_revision=1)
        arrived[0].result()
    assert [copy.fields["headline"] for copy in WorkingCopy.objects.all()] == [["Typed at 11"]]


def test_a_request_after_the_connection_was_lost_makes_a_new_one(shared_database):
    before = Edition.objects.read_current()
    if connection.vendor == "postgresql":  # a file can't hang up
        connection.connection.close()
    assert Edition.objects.read_current() == before
