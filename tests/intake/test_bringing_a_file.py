"""The way of a brought file: columns, check, taking over, taking back; with a small list of words as the example."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.urls import reverse

from kanwil.access import Decision
from kanwil.audit.models import Event
from kanwil.intake import actions, kinds, progress, work
from kanwil.intake.columns import Column
from kanwil.intake.models import Batch, BatchLine, folder
from kanwil.intake.refusals import CannotRead, Refusal
from kanwil.people.actors import actor_of
from kanwil.people.models import Job, Person

pytestmark = pytest.mark.django_db

CSV = "Woord;Uitleg\nlasser;werkt met vuur\nkok;kookt\n;zonder woord\n"


def check(actor, batch, rows, tell):
    for count, row in enumerate(rows, 1):
        tell(count, 3, "Reading")
        if row.refusals:
            yield kinds.refused(row.refusals)
        elif Job.objects.filter(name=row.values["word"]).exists():
            yield kinds.Line("unchanged", row.number, row.values["word"])
        else:
            change = {"field": "word", "from": "", "to": row.values["word"]}
            yield kinds.Line("new", row.number, row.values["word"], data={"changes": [change]})


def apply(actor, batch, tell):
    for line in batch.lines.filter(outcome="new"):
        Job.objects.create(name=line.key)
    if batch.options.get("break"):
        raise RuntimeError("broken half-way")


def undo(actor, batch, tell):
    for line in batch.lines.filter(outcome="new"):
        Job.objects.filter(name=line.key).delete()


def holds_hr(actor):
    return Decision(actor.holds("hr"), "Only HR brings in words.")


@pytest.fixture(autouse=True)
def words(monkeypatch):
    kind = kinds.ImportKind(
        key="words", title="Woorden", columns=[
            Column("word", "Woord", {"nl": ["Woord"], "en": ["Word"]}, required=True),
            Column("text", "Uitleg", {"nl": ["Uitleg"], "en": ["Explanation"]}),
        ],
        allowed=holds_hr, actor=lambda pk: actor_of(Person.objects.get(pk=pk)),
        check=check, apply=apply, undo=undo, options=[kinds.Option("break", "Breek")],
    )  # fmt: skip
    monkeypatch.setitem(kinds.KINDS, "words", kind)


@pytest.fixture
def chantal(cast):
    return cast.client("chantal")


def upload(client, text=CSV, name="woorden.csv", **options):
    from django.core.files.uploadedfile import SimpleUploadedFile

    data = text if isinstance(text, bytes) else text.encode()
    return client.post(reverse("intake:bring", args=["words"]), {"file": SimpleUploadedFile(name, data), **options})


def mapped(client, batch):
    fields = {"header-1": "Woord", "column-1": "word", "header-2": "Uitleg", "column-2": "text", "check": "1"}
    return client.post(reverse("intake:columns", args=[batch.pk]), fields)


def checked(client, **options):
    upload(client, **options)
    batch = Batch.objects.get()
    mapped(client, batch)
    batch.refresh_from_db()
    return batch


def test_the_whole_way_from_file_to_taken_back(chantal):
    answer = upload(chantal)
    batch = Batch.objects.get()
    assert answer.url == reverse("intake:columns", args=[batch.pk])
    page = chantal.get(answer.url).content.decode()
    assert "werkt met vuur" in page
    assert '<option value="word" selected>' in page

    answer = mapped(chantal, batch)
    page = chantal.get(answer.url).content.decode()
    assert "lasser" in page
    assert not Job.objects.filter(name="lasser").exists()
    refused = chantal.get(answer.url + "?show=refused").content.decode()
    assert "<td>4</td>" in refused

    chantal.post(reverse("intake:apply", args=[batch.pk]))
    assert Job.objects.filter(name__in=["lasser", "kok"]).count() == 2
    batch.refresh_from_db()
    assert batch.state == Batch.APPLIED
    assert not batch.has_file

    chantal.post(reverse("intake:undo", args=[batch.pk]))
    assert not Job.objects.filter(name__in=["lasser", "kok"]).exists()
    verbs = list(Event.objects.filter(verb__startswith="intake.").values_list("verb", flat=True))
    assert verbs == ["intake.brought", "intake.mapped", "intake.checked", "intake.applied", "intake.undone"]


def test_a_required_column_left_out_is_said_and_nothing_is_checked(chantal):
    upload(chantal)
    batch = Batch.objects.get()
    answer = chantal.post(
        reverse("intake:columns", args=[batch.pk]), {"header-1": "Woord", "column-1": "", "check": "1"}
    )
    assert answer.status_code == 422
    assert not BatchLine.objects.exists()


def test_the_file_is_kept_for_its_owner_only(chantal):
    upload(chantal, name="../../etc/passwd")
    batch = Batch.objects.get()
    assert batch.file_name == "passwd"
    assert batch.path.stat().st_mode & 0o777 == 0o600
    assert batch.path.parent.stat().st_mode & 0o077 == 0


def test_pressing_twice_takes_over_once(chantal):
    batch = checked(chantal)
    for _ in range(2):
        assert chantal.post(reverse("intake:apply", args=[batch.pk])).status_code == 302
    assert Event.objects.filter(verb="intake.applied").count() == 1


def test_work_that_breaks_half_way_leaves_everything_as_it_was(chantal):
    batch = checked(chantal, **{"break": "on"})
    chantal.post(reverse("intake:apply", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == Batch.CHECKED
    assert batch.error_code == "broke_down"
    assert not Job.objects.filter(name="lasser").exists()
    assert chantal.get(reverse("intake:batch", args=[batch.pk])).status_code == 200


def test_a_file_that_cannot_be_read_says_why_and_can_be_thrown_away(chantal):
    upload(chantal, text=b"%PDF-1.4 x", name="woorden.xlsx")
    batch = Batch.objects.get()
    chantal.get(reverse("intake:columns", args=[batch.pk]))
    batch.refresh_from_db()
    assert (batch.state, batch.problem.code) == (Batch.FAILED, "not_a_table")
    page = chantal.get(reverse("intake:batch", args=[batch.pk])).content.decode()
    assert "woorden.xlsx" in page
    path = batch.path
    chantal.post(reverse("intake:drop", args=[batch.pk]))
    assert not Batch.objects.exists()
    assert not path.exists()


def test_another_way_of_reading_that_does_not_fit_leaves_the_first_one(chantal):
    upload(chantal, text="Woord;Uitleg\nc\xe9dille;haakje\n".encode("cp1252"))
    url = reverse("intake:columns", args=[Batch.objects.get().pk])
    page = chantal.get(url).content.decode()
    assert "cédille" in page
    assert "CP1252" in page
    answer = chantal.post(url, {"encoding": "utf-8", "read": "1"}, follow=True)
    assert "cédille" in answer.content.decode()
    assert Batch.objects.get().state == Batch.UPLOADED


def test_who_may_not_bring_in_lists_sees_none_of_it(cast, chantal):
    batch = checked(chantal)
    for name in ("anna", "eva", "daan"):
        client = cast.client(name)
        for page in ("batch", "columns", "stand", "report"):
            assert client.get(reverse(f"intake:{page}", args=[batch.pk])).status_code in (403, 404)
        for deed in ("apply", "undo", "check", "drop"):
            assert client.post(reverse(f"intake:{deed}", args=[batch.pk])).status_code in (403, 404)
        assert upload(client).status_code == 403
    batch.refresh_from_db()
    assert batch.state == Batch.CHECKED


def test_someone_elses_number_in_the_address_is_not_found(chantal):
    assert chantal.get(reverse("intake:batch", args=[999_999])).status_code == 404
    assert chantal.post(reverse("intake:apply", args=[2**70])).status_code == 404


def test_a_job_that_died_can_be_started_again(chantal):
    batch = checked(chantal)
    Batch.objects.filter(pk=batch.pk).update(state=Batch.APPLYING)
    batch.refresh_from_db()
    page = chantal.get(reverse("intake:batch", args=[batch.pk])).content.decode()
    assert 'http-equiv="refresh"' in page
    with progress.working(batch):
        assert not progress.stopped_half_way(batch)
        with pytest.raises(progress.AlreadyRunning), progress.working(batch):
            pass
    progress.Counter(batch)
    assert progress.stopped_half_way(batch)
    chantal.post(reverse("intake:apply", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == Batch.APPLIED


def test_a_program_started_during_the_work_does_not_keep_the_file_busy(chantal):
    """Between fork and exec a child has every open file of ours; closing our own end does not end a lock it shares."""
    batch = checked(chantal)
    with progress.working(batch):
        name = str(folder() / f"batch-{batch.pk}.lock")
        open_files = [int(one.name) for one in Path("/proc/self/fd").iterdir()]
        inherited = [os.dup(number) for number in open_files if _opened(number) == name]
    try:
        assert inherited
        with progress.working(batch):
            pass
    finally:
        for number in inherited:
            os.close(number)


def _opened(number):
    try:
        return str(Path(f"/proc/self/fd/{number}").readlink())
    except OSError:  # the one that listed the folder
        return ""


def test_the_stand_asks_the_page_to_look_again_when_the_work_is_done(chantal):
    batch = checked(chantal)
    answer = chantal.get(reverse("intake:stand", args=[batch.pk]))
    assert answer["HX-Refresh"] == "true"


def test_the_report_is_a_csv_with_every_row(chantal):
    batch = checked(chantal, text=CSV + "=1+1;x\n")
    lines = (
        b"".join(chantal.get(reverse("intake:report", args=[batch.pk])).streaming_content)
        .decode("utf-8-sig")
        .splitlines()
    )
    assert len(lines) == 5
    assert lines[4].split(";")[3] == "'=1+1"


def test_an_example_file_can_be_taken_along(chantal):
    for kind in ("csv", "xlsx"):
        assert chantal.get(reverse("intake:example", args=["words"]) + f"?as={kind}").status_code == 200


def test_old_files_go_and_their_counts_stay(chantal):
    from datetime import timedelta

    from django.utils import timezone

    from kanwil.access import system

    upload(chantal)
    batch = Batch.objects.get()
    day = timezone.localdate()
    assert actions.clean_up(system("intake"), day=day) == 0
    assert actions.clean_up(system("intake"), day=day + timedelta(days=40)) == 1
    assert not batch.path.exists()
    with pytest.raises(CannotRead):
        work.open_batch(batch)
    assert Batch.objects.exists()


def test_what_is_no_longer_kept_cannot_be_taken_back(chantal):
    batch = checked(chantal)
    chantal.post(reverse("intake:apply", args=[batch.pk]))
    batch.lines.all().delete()
    chantal.post(reverse("intake:undo", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == Batch.APPLIED


def test_what_stays_the_same_is_counted_and_not_kept(chantal):
    Job.objects.create(name="kok")
    batch = checked(chantal)
    assert batch.counts == {"new": 1, "changed": 0, "left": 0, "unchanged": 1, "refused": 1}
    assert batch.lines.count() == 2
    chantal.post(reverse("intake:apply", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.counts["unchanged"] == 1


class Anything(dict):
    """Gives every figure a sentence may ask for."""

    def __missing__(self, key):
        return "x"


def test_every_reason_has_words_and_no_broken_place_for_a_figure(db):
    from kanwil.intake.refusals import MESSAGES, message_for

    for code in MESSAGES:
        assert message_for(code, Anything(limit=3))
    assert Refusal("empty_file").message
