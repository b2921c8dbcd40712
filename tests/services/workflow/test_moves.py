"""Every move x stage x standing x role, against a table written by hand: what isn't in it must be refused."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from articles.domain.document import CountryLine
from articles.domain.states import MOVES, Move
from articles.models import Article, AuditEntry, User
from articles.queries import policy
from articles.services import editing, workflow
from articles.services.workflow import MoveRequest

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

# Where the story is         its reporter       an editor                  a publisher
TABLE = """
unpublished/draft          | submit           | spike                    |
unpublished/in_review      | withdraw         | send_back approve spike  |
unpublished/approved       |                  | send_back spike          | publish schedule
unpublished/spiked         |                  | unspike                  |
published/scheduled first  |                  |                          | reschedule unschedule publish_early
published/done             |                  |                          | undo_publish tag_countries retract kill
published/draft            | submit discard   | discard                  | discard retract kill
published/in_review        | withdraw discard | send_back approve discard | discard retract kill
published/approved         |                  | send_back discard        | publish_correction publish_fix schedule discard retract kill
published/scheduled change |                  |                          | reschedule unschedule publish_early retract kill
retracted/done             |                  |                          | kill reinstate
retracted/draft            | submit discard   | discard                  | discard kill reinstate
retracted/in_review        | withdraw discard | send_back approve discard | discard kill reinstate
retracted/approved         |                  | send_back discard        | discard kill reinstate
killed/done                |                  |                          | reinstate
killed/draft               | submit           |                          | reinstate
killed/in_review           | withdraw         | send_back approve        | reinstate
killed/approved            |                  | send_back                | reinstate
"""  # noqa: E501 - a table

# Where each move leads; "same" keeps what was.
LEADS = """
submit             | same        | in_review
withdraw           | same        | draft
send_back          | same        | draft
approve            | same        | approved
publish            | published   | done
undo_publish       | unpublished | approved
publish_correction | published   | done
tag_countries      | published   | done
publish_fix        | published   | done
schedule           | published   | scheduled
reschedule         | published   | scheduled
unschedule         | as before   | approved
publish_early      | published   | done
discard            | same        | done
retract            | retracted   | waiting ends
kill               | killed      | waiting ends
reinstate          | published   | same
spike              | unpublished | spiked
unspike            | unpublished | draft
"""
ROLES = ("reporter", "editor", "publisher")


def _rows(table):
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


ALLOWED = {row[0]: {role: set(cell.split()) for role, cell in zip(ROLES, row[1:], strict=True)} for row in _rows(TABLE)}
OUTCOME = {row[0]: (row[1], row[2]) for row in _rows(LEADS)}


@pytest.fixture
def people(reporter, editor, publisher, outsider):
    other = User.objects.create_user("rosa", is_staff=True)
    other.groups.set(reporter.groups.all())
    admin = User.objects.create_superuser("ada")
    return {
        "reporter": reporter,
        "editor": editor,
        "publisher": publisher,
        "another reporter": other,
        "outsider": outsider,
        "admin": admin,
    }


def _expected(situation, role):
    allowed = ALLOWED[situation]
    if role == "admin":
        # An administrator has every duty, but is not the story's reporter.
        return allowed["editor"] | allowed["publisher"]
    return allowed.get(role, set())


def _bring_to(situation, words, people):
    """The story in its situation, brought there by moves alone."""
    standing, _, stage = situation.partition("/")
    reporter, editor, publisher = (people[role] for role in ROLES)
    story = editing.create(words, by=reporter)
    if standing != "unpublished" and stage != "scheduled first":
        story = workflow.submit(story, by=reporter)
        story = workflow.publish(workflow.approve(story, by=editor, seen=story.head.number), by=publisher)
        if stage != "done":
            changed = type(words)(**{**words.__dict__, "headline": "The gauge is agreed, and moved"})
            story = editing.edit(story, changed, by=reporter, base=story.head.number)
    story = _head_to(story, stage, reporter, editor, publisher)
    if standing == "retracted":
        story = workflow.retract(story, by=publisher, reason="It was wrong.")
    if standing == "killed":
        story = workflow.kill(story, by=publisher, reason="A court said so.")
    return story


def _head_to(story, stage, reporter, editor, publisher):
    if stage == "spiked":
        return workflow.spike(story, by=editor)
    if stage in {"draft", "done"}:
        return story
    story = workflow.submit(story, by=reporter)
    if stage == "in_review":
        return story
    story = workflow.approve(story, by=editor, seen=story.head.number)
    if stage == "approved":
        return story
    told = {"kind": "fix", "note": "A typing error."} if story.live else {}
    return workflow.schedule(story, by=publisher, at=timezone.now() + timedelta(hours=1), **told)


def _try(move, story, by):
    """The standing and stage after the move, or None when it was refused; the database is left as it was."""
    at = timezone.now() + timedelta(hours=3)
    kind = "correction" if story.live else ""
    asked = MoveRequest(
        by=by, note="A reason.", seen=story.head.number, at=at, kind=kind, countries=(CountryLine("MN"),)
    )
    with transaction.atomic():
        try:
            moved = workflow.make_move(move, story, asked)
            moved.refresh_from_db()
            after = (moved.standing, moved.stage)
        except (workflow.MoveRefused, policy.PermissionRefused) as refusal:
            assert str(refusal).endswith((".", "?")), "A refusal is a sentence."
            after = None
        transaction.set_rollback(True)
    return after


def _outcome(move, situation, story):
    standing, stage = OUTCOME[move]
    first = situation == "published/scheduled first"
    standing = {"same": story.standing, "as before": "unpublished" if first else story.standing}.get(standing, standing)
    waiting_over = "approved" if story.stage == "scheduled" else story.stage
    return standing, {"same": story.stage, "waiting ends": waiting_over}.get(stage, stage)


@pytest.mark.parametrize("situation", ALLOWED)
def test_each_person_can_make_exactly_the_moves_of_the_table(situation, words, people):
    story = _bring_to(situation, words, people)
    assert f"{story.standing}/{story.stage}" == situation.split(" ")[0]
    for role, person in people.items():
        expected = _expected(situation, role)
        for move in Move:
            after = _try(move, story, person)
            wanted = _outcome(move.value, situation, story) if move.value in expected else None
            assert after == wanted, f"{role}: {move.value} from {situation}"


@pytest.mark.parametrize("situation", ALLOWED)
def test_the_desk_offers_what_can_be_done_and_nothing_else(situation, words, people):
    story = Article.objects.get(pk=_bring_to(situation, words, people).pk)
    for role, person in people.items():
        offered = {move.value for move in workflow.possible_moves(story, by=person)}
        assert offered == _expected(situation, role), f"{role} at {situation}"


def test_the_tables_of_the_tests_name_every_move_there_is():
    assert set(OUTCOME) == {move.value for move in Move} == {move.value for move in MOVES}
    assert {move for roles in ALLOWED.values() for moves in roles.values() for move in moves} == set(OUTCOME)


def test_a_refused_move_leaves_no_trace(in_review, reporter):
    before = AuditEntry.objects.count()
    with pytest.raises(policy.PermissionRefused):
        workflow.approve(in_review, by=reporter, seen=1)
    assert AuditEntry.objects.count() == before
    assert Article.objects.get().stage == "in_review"
