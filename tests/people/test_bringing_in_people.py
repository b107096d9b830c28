"""A list of people from the employer: what it would change, what it changed, and what is taken back."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kanwil.audit.models import Event
from kanwil.intake import actions as intake
from kanwil.intake import work
from kanwil.intake.columns import recognise
from kanwil.intake.models import Batch
from kanwil.people import actions
from kanwil.people.importing import run_people_import
from kanwil.people.importing.columns import COLUMNS, EXAMPLE
from kanwil.people.models import Grant, Job, Leadership, Membership, Person, Unit, UnitAncestor, today
from tests.cast import SYSTEM

pytestmark = pytest.mark.django_db
HEAD = "Personeelsnummer;Voornaam;Tussenvoegsel;Achternaam;Team;Functie;Leidinggevende"


def the_list(*rows, head=HEAD):
    return "\n".join([head, *rows]).encode()


def brought(cast, data, name="mensen.csv", who="eva", **options):
    """Bring in a file the way the page does, up to the report."""
    client = cast.client(who)
    file = SimpleUploadedFile(name, data)
    answer = client.post(reverse("intake:bring", args=["people"]), {"file": file, **options})
    batch = Batch.objects.latest("pk")
    page = client.get(answer.url)
    fields = {"check": "1"}
    for index, choice in enumerate(page.context["choices"], 1):
        fields |= {f"header-{index}": choice.header, f"column-{index}": choice.key}
    client.post(answer.url, fields)
    batch.refresh_from_db()
    return batch


def taken_over(cast, data, **options):
    batch = brought(cast, data, **options)
    cast.client("eva").post(reverse("intake:apply", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == Batch.APPLIED, batch.problem
    return batch


def taken_back(cast, batch):
    cast.client("eva").post(reverse("intake:undo", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == Batch.UNDONE, batch.problem
    return batch


def lines(batch, outcome):
    return [(line.row, line.ref, line.reason) for line in batch.lines.filter(outcome=outcome)]


def reasons(batch):
    return {line.ref or line.key: line.reason for line in batch.lines.filter(outcome="refused")}


def home_of(number):
    return Membership.objects.on().get(person__number=number, home=True)


def everything():
    """What an undo must give back, without the numbers of rows."""
    return {
        "people": set(Person.objects.values_list("number", "given_name", "infix", "family_name", "email", "left_on")),
        "units": set(Unit.objects.values_list("name", "parent__name")),
        "tree": set(UnitAncestor.objects.values_list("ancestor__name", "descendant__name", "depth")),
        "places": set(Membership.objects.on().values_list("person__number", "unit__name", "job__name", "home")),
        "since": set(Membership.objects.values_list("person__number", "unit__name", "from_on", "until_on")),
        "leads": set(Leadership.objects.on().values_list("person__number", "unit__name")),
        "roles": set(Grant.objects.on().values_list("person__number", "role")),
        "jobs": set(Job.objects.values_list("name", flat=True)),
    }


def test_a_new_colleague_gets_a_team_a_job_and_a_manager(cast):
    data = the_list(
        "0901;Noor;van der;Berg;Zorg > Wijkteam Zuid;Wijkverpleegkundige;0902",
        "0902;Omar;;Said;Zorg > Wijkteam Zuid;Teamleider;",
    )
    batch = brought(cast, data)
    assert batch.counts["new"] == 4
    assert not Person.objects.filter(number="0901").exists()
    cast.client("eva").post(reverse("intake:apply", args=[batch.pk]))

    place = home_of("0901")
    assert (place.person.name, place.unit.name, place.unit.parent.name) == (
        "Noor van der Berg",
        "Wijkteam Zuid",
        "Zorg",
    )
    assert place.job.name == "Wijkverpleegkundige"
    assert Leadership.objects.on().get(unit=place.unit).person.number == "0902"
    assert UnitAncestor.objects.filter(descendant=place.unit).count() == 2
    assert Event.objects.filter(verb="people.joined", about_id=place.person_id).exists()
    assert not batch.lines.filter(outcome="new", about_id=None).exclude(ref="").exists()


def test_the_report_shows_field_by_field_what_changes(cast):
    batch = brought(cast, the_list("N004;Fatima;el;Idrissi;west;Verpleegkundige;"))
    page = cast.client("eva").get(reverse("intake:batch", args=[batch.pk])).content.decode()
    assert "Fatimasen" in page
    assert "Idrissi" in page
    assert "Wijkteam West" in page
    assert home_of("N004").unit.name == "Wijkteam Oost"


def test_the_same_list_twice_changes_nothing_the_second_time(cast):
    data = the_list("0901;Noor;;Berg;Zorg > Zuid;Kok;0902", "0902;Omar;;Said;Zorg > Zuid;Kok;0902")
    taken_over(cast, data)
    before = everything()
    again = brought(cast, data)
    assert again.counts == {"new": 0, "changed": 0, "left": 0, "unchanged": 2, "refused": 0}
    assert everything() == before


def test_a_move_to_another_team_ends_the_old_place_and_keeps_it_in_the_history(cast):
    taken_over(cast, the_list("N001;Anna;;Annasen;west;;"))
    assert home_of("N001").unit == cast.units.west
    assert home_of("N001").job.name == "Verpleegkundige"
    old = Membership.objects.get(person=cast.anna, unit=cast.units.east)
    assert old.until_on == today() - timedelta(days=1)


def test_who_is_not_in_the_file_stays_unless_the_file_is_complete(cast):
    data = the_list("N001;Anna;;Annasen;oost;;")
    batch = brought(cast, data)
    assert batch.counts["left"] == 0
    assert [note.code for note in batch.notes] == ["people_stay"]

    batch = taken_over(cast, data + b"\nN011;Eva;;Evasen;;;", complete="on")
    cast.bram.refresh_from_db()
    assert cast.bram.left_on == today()
    assert not Leadership.objects.on().filter(person=cast.bram).exists()
    assert "many_leave" in [note.code for note in batch.notes]
    assert Person.objects.filter(number="N002").exists()


def test_whoever_brings_in_a_list_does_not_shut_themselves_out(cast):
    batch = taken_over(cast, the_list("N001;Anna;;Annasen;oost;;"), complete="on")
    assert reasons(batch) == {"N011": "this_is_you"}
    cast.eva.refresh_from_db()
    assert cast.eva.left_on is None


def test_a_last_day_ends_places_and_roles_and_someone_can_come_back(cast):
    head = "Personeelsnummer;Voornaam;Uit dienst"
    yesterday = today() - timedelta(days=1)
    taken_over(cast, the_list(f"N010;Daan;{yesterday:%d-%m-%Y}", head=head))
    cast.daan.refresh_from_db()
    assert cast.daan.left_on == yesterday
    assert not Grant.objects.on().filter(person=cast.daan).exists()
    taken_over(cast, the_list("N010;Daan;", head=head))
    cast.daan.refresh_from_db()
    assert cast.daan.left_on is None
    assert not Grant.objects.on().filter(person=cast.daan).exists()


def test_a_last_day_to_come_ends_the_place_on_that_day_only(cast):
    head = "Personeelsnummer;Voornaam;Uit dienst"
    later = today() + timedelta(days=30)
    before = everything()
    batch = taken_over(cast, the_list(f"N001;Anna;{later:%Y-%m-%d}", head=head))
    assert home_of("N001").until_on == later - timedelta(days=1)
    taken_over(cast, the_list("N001;Anna;", head=head))
    assert everything() == before
    assert batch.counts["changed"] == 1


def test_extra_teams_are_added_and_ended(cast):
    head = "Personeelsnummer;Voornaam;Team;Extra teams"
    taken_over(cast, the_list("N001;Anna;oost;west; kantoor".replace("west; kantoor", '"west; kantoor"'), head=head))
    extra = Membership.objects.on().filter(person=cast.anna, home=False)
    assert {place.unit.code for place in extra} == {"west", "kantoor"}
    taken_over(cast, the_list("N001;Anna;oost;kantoor", head=head))
    assert {place.unit.code for place in extra.all()} == {"kantoor"}
    assert home_of("N001").unit == cast.units.east


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["1;Anna;;;oost;;", "1;Bert;;;oost;;"], {"1": "duplicate_number"}),
        (["1;Anna;;;oost;;", "1;Anna;;;west;;"], {"1": "two_home_teams"}),
        (["1;Anna;;;oost;;404"], {"1": "unknown_leader"}),
        (["1;Anna;;;oost;;N015"], {"1": "leader_left"}),
        ([";Anna;;;oost;;"], {"Anna": "missing"}),
        (["1;;;Bos;oost;;"], {"1": "missing"}),
    ],
)
def test_a_row_that_is_not_right_is_refused_with_its_reason(cast, rows, expected):
    before = everything()
    batch = brought(cast, the_list(*rows))
    assert reasons(batch) == expected
    assert [line.row for line in batch.lines.filter(outcome="refused")] == list(range(2, 2 + len(rows)))
    assert everything() == before


def test_a_bad_date_an_impossible_period_and_someone_who_left_long_ago(cast):
    head = "Personeelsnummer;Voornaam;In dienst;Uit dienst"
    rows = ["1;Anna;31-02-2024;", "2;Bert;01-02-2024;01-01-2024", "3;Cees;1-1-2010;1-1-2015", "4;Dirk;01-02-24;"]
    expected = {"1": "bad_date", "2": "left_before_joined", "3": "already_left", "4": "short_year"}
    assert reasons(brought(cast, the_list(*rows, head=head))) == expected


def test_a_circle_of_departments_is_refused(cast):
    head = "Personeelsnummer;Voornaam;Team;Bovenliggende afdeling"
    batch = brought(cast, the_list("1;Anna;A;B", "2;Bert;B;C", "3;Cees;C;A", "4;Dirk;D;", head=head))
    assert reasons(batch) == {"1": "unit_circle", "2": "unit_circle", "3": "unit_circle"}
    assert [ref for _row, ref, _why in lines(batch, "new") if ref] == ["4"]


def test_a_known_department_cannot_hang_beneath_itself(cast):
    head = "Personeelsnummer;Voornaam;Team;Bovenliggende afdeling"
    assert reasons(brought(cast, the_list("1;Anna;wijkzorg;oost", head=head))) == {"1": "unit_circle"}


def test_a_department_with_a_code_can_move(cast):
    head = "Personeelsnummer;Voornaam;Team;Bovenliggende afdeling"
    before = everything()
    batch = taken_over(cast, the_list("N001;Anna;oost;kantoor", head=head))
    cast.units.east.refresh_from_db()
    assert cast.units.east.parent == cast.units.office
    assert UnitAncestor.objects.filter(ancestor=cast.units.office, descendant=cast.units.east, depth=1).exists()
    taken_back(cast, batch)
    assert everything() == before


def test_a_name_that_two_teams_have_asks_for_the_whole_way(cast):
    actions.open_unit(SYSTEM, name="Nacht", parent=cast.units.east)
    actions.open_unit(SYSTEM, name="Nacht", parent=cast.units.west)
    batch = brought(cast, the_list("1;Anna;;;Nacht;;", "2;Bert;;;Wijkteam West > Nacht;;"))
    assert reasons(batch) == {"1": "unit_not_clear"}
    assert lines(batch, "new") == [(3, "2", "")]


def test_zeros_that_excel_took_away_do_not_make_everybody_new(cast):
    taken_over(cast, the_list("0901;Noor;;Berg;oost;;"))
    assert reasons(brought(cast, the_list("901;Noor;;Berg;oost;;"))) == {"901": "number_zeros"}


def test_the_manager_of_a_manager_does_not_lead_the_team(cast):
    taken_over(cast, the_list("N004;Fatima;;;oost;;N005", "N005;Yusuf;;;oost;;N003"))
    assert [row.person.number for row in Leadership.objects.on().filter(unit=cast.units.east)] == ["N005"]


def test_a_column_with_yes_and_no_says_who_leads(cast):
    taken_over(cast, the_list("N004;Fatima;;;oost;;ja", "N005;Yusuf;;;oost;;nee"))
    assert [row.person.number for row in Leadership.objects.on().filter(unit=cast.units.east)] == ["N004"]


def test_taking_back_gives_everything_as_it_was(cast):
    before = everything()
    batch = taken_over(
        cast,
        the_list(
            "0901;Noor;van;Berg;Zorg > Wijkteam Zuid;Kok;0902",
            "0902;Omar;;Said;Zorg > Wijkteam Zuid;Kok;",
            "N001;Anna;de;Boer;west;Kok;N007",
            "N004;Fatima;;Fatimasen;oost;;N005",
            "N011;Eva;;Evasen;;;",
        ),
        complete="on",
    )
    assert everything()["leads"] >= {("N005", "Wijkteam Oost"), ("N007", "Wijkteam West")}
    assert not Person.objects.current().filter(number="N002").exists()
    assert batch.counts["refused"] == 0
    taken_back(cast, batch)
    assert not batch.lines.exclude(kept="")
    assert everything() == before


def test_what_was_changed_or_used_since_is_not_taken_back_and_is_named(cast):
    batch = taken_over(cast, the_list("0901;Noor;;Berg;Zuid;;", "0902;Omar;;Said;Zuid;;", "N001;Ann;;Annasen;oost;;"))
    Person.objects.filter(number="0901").update(given_name="Eleonora")
    Grant.objects.create(person=Person.objects.get(number="0902"), role="confirmer", reason="x")
    taken_back(cast, batch)
    kept = dict(batch.lines.exclude(kept="").values_list("ref", "kept"))
    assert kept == {"0901": "changed_since", "0902": "in_use", "": "in_use"}
    cast.anna.refresh_from_db()
    assert cast.anna.given_name == "Anna"
    page = cast.client("eva").get(reverse("intake:batch", args=[batch.pk]) + "?show=kept").content.decode()
    assert "Eleonora" not in page
    assert "Noor" in page


def test_what_changed_between_the_check_and_taking_over_is_left_alone(cast):
    batch = brought(cast, the_list("N001;Ann;;Annasen;oost;;", "0901;Noor;;Berg;oost;;"))
    Person.objects.filter(pk=cast.anna.pk).update(given_name="Annelies")
    actions.join(SYSTEM, given_name="Noor", number="0901")
    cast.client("eva").post(reverse("intake:apply", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.counts["refused"] == 2
    cast.anna.refresh_from_db()
    assert cast.anna.given_name == "Annelies"


def test_only_who_keeps_the_list_of_people_may_bring_one_in(cast):
    url = reverse("intake:bring", args=["people"])
    for name, status in (("eva", 200), ("chantal", 200), ("anna", 403), ("bram", 403), ("daan", 403), ("jelle", 403)):
        assert cast.client(name).get(url).status_code == status
    batch = brought(cast, the_list("0901;Noor;;Berg;oost;;"))
    for name in ("anna", "bram", "daan"):
        assert cast.client(name).post(reverse("intake:apply", args=[batch.pk])).status_code in (403, 404)
    assert not Person.objects.filter(number="0901").exists()


def test_the_example_file_is_recognised_whole(cast):
    headers = [str(column.label) for column in COLUMNS]
    data = cast.client("eva").get(reverse("intake:example", args=["people"]) + "?as=csv").content
    found = recognise(COLUMNS, headers)
    assert not found.missing
    batch = brought(cast, data)
    assert batch.counts["refused"] == 0
    assert batch.counts["new"] >= len(EXAMPLE)


def test_the_command_checks_and_takes_over(cast, tmp_path):
    path = tmp_path / "mensen.csv"
    path.write_bytes(
        the_list("0901;Noor;;Berg;oost;;", "0902;Omar;;Said;oost;;404").replace(b"Personeelsnummer", b"Pnr")
    )
    out = io.StringIO()
    assert run_people_import(path, mapping="Pnr=number", out=out) == 1
    assert "404" in out.getvalue()
    assert not Person.objects.filter(number="0901").exists()
    assert not Batch.objects.exists()
    assert run_people_import(path, mapping="Pnr=number", apply=True, by="N011", out=out) == 1
    assert Person.objects.filter(number="0901").exists()
    assert Batch.objects.get().started_by_id == cast.eva.pk
    assert run_people_import(tmp_path / "weg.csv", out=out) == 2
    assert run_people_import(path, out=out) == 2


def test_a_hostile_workbook_is_refused_on_the_page(cast, tmp_path):
    from tests.intake.workbooks import repacked, workbook

    sheet = "xl/worksheets/sheet1.xml"
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'
    for poison, code in ((b" " * 60_000_000, "too_big_inside"), (entity, "doctype")):
        data = repacked(workbook(tmp_path / "a.xlsx"), {sheet: poison}).read_bytes()
        client = cast.client("eva")
        file = SimpleUploadedFile("a.xlsx", data)
        answer = client.post(reverse("intake:bring", args=["people"]), {"file": file}, follow=True)
        assert answer.status_code == 200
        assert Batch.objects.latest("pk").error_code == code


def test_a_list_that_breaks_half_way_leaves_everything_as_it_was(cast, monkeypatch):
    batch = brought(cast, the_list("0901;Noor;;Berg;Zuid;;", "N001;Anna;;Bos;oost;;"))
    before = everything()
    from kanwil.people.importing import taking_over as taking

    monkeypatch.setattr(taking._Work, "leaders", lambda self: 1 / 0)
    intake.begin(cast.actor("eva"), batch=batch, to=Batch.APPLYING)
    with pytest.raises(ZeroDivisionError):
        work.go_on(cast.actor("eva"), batch)
    batch.refresh_from_db()
    assert batch.state == Batch.CHECKED
    assert everything() == before
