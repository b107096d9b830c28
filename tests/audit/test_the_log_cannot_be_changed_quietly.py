"""Attacks on the log, each named after what the attacker does."""

import pytest
from django.db import DatabaseError, connection, transaction

from kanwil.audit import chain
from kanwil.audit.models import Event, Look
from kanwil.audit.record import NotRecorded, action, nothing_changed, record
from kanwil.matrix import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy_log(cast):
    for key in ("wonden", "rust", "plannen"):
        actions.say(cast.actor("anna"), skill=cast.skills[key], level=cast.levels["learning"])
    return cast


def without_triggers(sql, *params):
    """What an administrator of the database can do: take down the fence, change, put it back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER ALL")
        else:
            cursor.execute("DROP TRIGGER audit_event_no_update")
            cursor.execute("DROP TRIGGER audit_event_no_delete")
        cursor.execute(sql, params)


@pytest.mark.parametrize("sql", ["UPDATE audit_event SET verb = 'x'", "DELETE FROM audit_event"])
def test_the_database_refuses_a_change_or_removal(busy_log, sql):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_untouched_log_is_whole(busy_log):
    report = chain.check()
    assert report.faults == () and report.lines == Event.objects.count() > 3


def test_changing_a_line_behind_the_triggers_is_seen(busy_log):
    without_triggers("UPDATE audit_event SET about_id = 0 WHERE number = 3")
    assert any("line 3 was changed" in f for f in chain.check().faults)


def test_taking_a_line_out_is_seen(busy_log):
    without_triggers("DELETE FROM audit_event WHERE number = 3")
    assert any("line 3 is missing" in f for f in chain.check().faults)


def test_cutting_the_tail_is_seen_by_the_anchor(busy_log, tmp_path):
    anchor = tmp_path / "anchors"
    chain.drop_anchor(anchor)
    last = Event.objects.order_by("-number").first().number
    without_triggers("DELETE FROM audit_event WHERE number >= %s", last)
    assert chain.check(tmp_path / "none").faults == ()  # the chain alone cannot see this
    assert any(f"anchor of line {last}" in f for f in chain.check(anchor).faults)


def test_a_rebuilt_chain_is_seen_by_the_anchor(busy_log, tmp_path):
    anchor = tmp_path / "anchors"
    chain.drop_anchor(anchor)
    without_triggers("SELECT 1")
    before = chain.START
    for event in Event.objects.order_by("number"):
        event.about_id, event.before_hash = None, before
        before = event.fingerprint()
        Event.objects.filter(pk=event.pk).update(about_id=None, before_hash=event.before_hash, hash=before)
    assert chain.check(tmp_path / "none").faults == ()
    assert chain.check(anchor).faults


def test_an_action_that_forgets_the_log_is_undone(cast):
    @action
    def forgetful(actor):
        Look.objects.create(viewer_id=1, about_id=2, page="x", hour="2026-01-01T00:00Z")

    with pytest.raises(NotRecorded):
        forgetful(cast.actor("anna"))
    assert not Look.objects.exists()


def test_a_line_outside_an_action_or_with_an_unknown_verb_is_refused(cast):
    with pytest.raises(NotRecorded):
        record(cast.actor("anna"), "matrix.said")

    @action
    def odd(actor):
        record(actor, "no.such_verb")

    with pytest.raises(LookupError):
        odd(cast.actor("anna"))


def test_an_action_without_anything_to_do_may_say_so(cast):
    @action
    def idle(actor):
        nothing_changed()

    count = Event.objects.count()
    idle(cast.actor("anna"))
    assert Event.objects.count() == count
