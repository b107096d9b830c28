"""The example organisation: somebody who opens the demo meets a place that hangs together."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

import kanwil
from kanwil.demo.content import chosen_for_passports, kept_as_proof

CONTENT = Path(kanwil.__file__).parent / "content"
LEVELS = {"not_yet", "learning", "with_help", "independent", "teaching"}
WISHES = {"more", "learn", "less", "open"}
SHARES = {"none", "team", "lead", "organisation"}
WEIGHTS = {"essential", "important", "useful"}
ROLES = {"hr", "board", "council", "confirmer", "admin", "researcher"}
MOST_WORDS = 15

DEMO: dict[str, Any] = yaml.safe_load((CONTENT / "demo" / "meander.yaml").read_text(encoding="utf-8"))
KINDS = {
    skill["id"]: skill["kind"]
    for path in sorted((CONTENT / "starter").glob("*.yaml"))
    if not path.name.startswith("groups")
    for skill in yaml.safe_load(path.read_text(encoding="utf-8"))
}
UNITS = {unit["id"]: unit for unit in DEMO["units"]}
PEOPLE = {person["id"]: person for person in DEMO["people"]}
JOBS = {job["id"]: job for job in DEMO["jobs"]}
LEAVES = set(UNITS) - {unit["parent"] for unit in DEMO["units"]}


def up(unit: str) -> list[str]:
    """The unit and everything above it."""
    path: list[str] = []
    while unit:
        assert unit not in path, f"the tree runs in a circle at {unit}"
        path.append(unit)
        unit = UNITS[unit]["parent"]
    return path


def units_of(person: str) -> list[str]:
    return [PEOPLE[person]["unit"], *PEOPLE[person]["also"]]


def leaders_of(person: str) -> set[str]:
    """Everybody who leads a team of this person, or something above it, now or before."""
    mine = {above for unit in units_of(person) for above in up(unit)}
    return {leader["person"] for leader in DEMO["leaders"] if leader["unit"] in mine}


def team_skills(team: str) -> list[dict[str, Any]]:
    return [row for group in DEMO["teams"][team]["groups"] for row in group["skills"]]


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?:])\s+", text) if part]


def test_every_unit_hangs_in_one_tree() -> None:
    assert len(UNITS) == len(DEMO["units"])
    assert [unit["id"] for unit in DEMO["units"] if unit["parent"] is None] == ["meander"]
    for unit in UNITS:
        assert up(unit)[-1] == "meander"
        assert UNITS[unit]["name"]["nl"]
        assert UNITS[unit]["name"]["en"]


def test_everybody_has_one_home_team_a_job_and_an_own_number() -> None:
    assert len(PEOPLE) == len(DEMO["people"])
    for person in DEMO["people"]:
        assert person["unit"] in LEAVES, person["id"]
        assert person["unit"] not in person["also"], person["id"]
        assert set(person["also"]) <= LEAVES, person["id"]
        assert person["job"] in JOBS, person["id"]
    numbers = Counter(person["number"] for person in DEMO["people"])
    assert max(numbers.values()) == 1
    names = Counter((person["given"], person["infix"], person["family"]) for person in DEMO["people"])
    assert max(names.values()) == 1


def test_nobody_can_be_mailed_by_accident() -> None:
    emails = [person["email"] for person in DEMO["people"] if person["email"]]
    assert max(Counter(emails).values()) == 1
    assert all(re.fullmatch(r"[a-z0-9.-]+@meander\.example", email) for email in emails)
    assert len(emails) < len(PEOPLE), "some people have no work e-mail"


def test_teams_come_in_the_sizes_that_are_hard() -> None:
    sizes = Counter(unit for person in PEOPLE for unit in units_of(person))
    assert sizes["veldman-noord"] == 40
    assert sizes["kompas-advies"] == 2
    assert any(person["also"] for person in DEMO["people"]), "somebody works in two teams"


def test_the_workshop_is_the_one_of_the_drawings() -> None:
    names = {person["given"] for person in DEMO["people"] if person["unit"] == "veldman-werkplaats"}
    assert names == {"Aisha", "Bas", "Chantal", "Daan", "Emre", "Femke", "Gerrit", "Joyce", "Karin", "Ravi"}
    assert [group["nl"] for group in DEMO["teams"]["veldman-werkplaats"]["groups"]] == [
        "Maken",
        "Machines",
        "Samen",
        "Vooruit",
    ]


def test_fourteen_people_or_more_tell_why_you_would_log_in_as_them() -> None:
    told = [person for person in DEMO["people"] if person.get("story")]
    assert len(told) >= 14
    for person in told:
        for language in ("nl", "en"):
            text = person["story"][language]
            assert text.endswith("."), person["id"]
            long = [part for part in sentences(text) if len(part.split()) > MOST_WORDS]
            assert long == [], person["id"]


@pytest.mark.parametrize("job", JOBS)
def test_a_job_asks_for_skills_that_exist(job: str) -> None:
    asked = JOBS[job]["skills"]
    assert JOBS[job]["nl"]
    assert JOBS[job]["en"]
    assert 6 <= len(asked) <= 12
    assert max(Counter(row["skill"] for row in asked).values()) == 1
    for row in asked:
        assert row["skill"] in KINDS, row
        assert row["level"] in LEVELS - {"not_yet"}, row
        assert row["weight"] in WEIGHTS, row


def test_there_are_jobs_enough_and_each_is_somebodys() -> None:
    assert len(JOBS) >= 14
    assert set(JOBS) == {person["job"] for person in DEMO["people"]}


@pytest.mark.parametrize("team", DEMO["teams"])
def test_a_team_list_can_be_filled_and_says_what_it_needs(team: str) -> None:
    assert team in LEAVES
    rows = team_skills(team)
    assert 10 <= len(rows) <= 24
    assert max(Counter(row["skill"] for row in rows).values()) == 1
    asking = [row for row in rows if row["needs"]]
    assert len(asking) * 2 > len(rows), "most skills say how many people are needed"
    size = sum(team in units_of(person) for person in PEOPLE)
    for row in rows:
        assert row["skill"] in KINDS, row
        for need in row["needs"]:
            assert KINDS[row["skill"]] != "qualification", "a paper has no level"
            assert need["level"] in LEVELS - {"not_yet"}, row
            assert 1 <= need["people"] <= size, row
            assert "at" not in need or need["at"] in UNITS[team]["shifts"], row


def test_every_team_that_works_with_clients_has_a_list() -> None:
    assert set(DEMO["teams"]) == LEAVES - {"meander-staf"}


def test_every_unit_is_led_and_one_team_changed_hands_last_month() -> None:
    for unit in UNITS:
        now = [row for row in DEMO["leaders"] if row["unit"] == unit and row["until_days_ago"] is None]
        assert len(now) == 1, unit
    for row in DEMO["leaders"]:
        assert row["person"] in PEOPLE
        assert row["until_days_ago"] is None or row["from_days_ago"] > row["until_days_ago"]
    former = [row for row in DEMO["leaders"] if row["until_days_ago"] is not None]
    assert [row["person"] for row in former] == ["hanna-visser"]
    assert former[0]["until_days_ago"] < 62
    assert former[0]["unit"] not in units_of("hanna-visser")


def test_each_role_is_held_and_only_over_a_part_that_exists() -> None:
    assert {grant["role"] for grant in DEMO["grants"]} == ROLES
    for grant in DEMO["grants"]:
        assert grant["person"] in PEOPLE
        assert grant["unit"] in UNITS


def test_what_people_say_is_about_skills_that_exist_and_said_once() -> None:
    said = Counter((claim["person"], claim["skill"]) for claim in DEMO["claims"])
    assert max(said.values()) == 1
    for claim in DEMO["claims"]:
        assert claim["person"] in PEOPLE
        assert KINDS[claim["skill"]] != "qualification", claim
        assert claim.get("level") is None or claim["level"] in LEVELS, claim
        assert claim.get("wish") is None or claim["wish"] in WISHES, claim
        assert "level" in claim or "wish" in claim, claim
        assert claim["share"] in SHARES, claim


def test_own_words_are_short_and_from_someone() -> None:
    words = [claim["words"]["nl"] for claim in DEMO["claims"] if "words" in claim]
    assert len(words) >= 40
    for text in words:
        assert text[-1] in ".?!", text
        assert [part for part in sentences(text) if len(part.split()) > MOST_WORDS] == []


def test_nobody_is_confirmed_by_someone_who_leads_them() -> None:
    where = {grant["person"]: grant["unit"] for grant in DEMO["grants"] if grant["role"] == "confirmer"}
    confirmed = [claim for claim in DEMO["claims"] if "confirmed_by" in claim]
    assert confirmed
    for claim in confirmed:
        confirmer, person = claim["confirmed_by"], claim["person"]
        assert confirmer in where, claim
        assert confirmer != person, claim
        assert confirmer not in leaders_of(person), claim
        assert where[confirmer] in {above for unit in units_of(person) for above in up(unit)}, claim
        assert claim["level"] in LEVELS - {"not_yet"}, claim
        assert claim["share"] != "none", "what a confirmer saw was shared with them"


def test_one_welder_shares_no_level_at_all() -> None:
    shared = [claim for claim in DEMO["claims"] if claim["person"] == "ravi-ramdin" and claim["share"] != "none"]
    assert shared
    assert all("level" not in claim for claim in shared)


def test_everybody_with_a_story_and_two_whole_teams_have_said_something() -> None:
    speaking = {claim["person"] for claim in DEMO["claims"]}
    for person in DEMO["people"]:
        if person.get("story") or person["unit"] in {"veldman-werkplaats", "linde-oost"}:
            assert person["id"] in speaking, person["id"]


def test_stories_of_colleagues_are_short_plain_and_between_people_of_the_example() -> None:
    said = {(claim["person"], claim["skill"]) for claim in DEMO["claims"]}
    assert {row["kind"] for row in DEMO["stories"]} == {"story", "card", "link", "open", "declined"}
    for row in DEMO["stories"]:
        assert row["to"] in PEOPLE, row
        assert row["kind"] == "link" or row["by"] in set(PEOPLE) - {row["to"]}, row
        assert "skill" not in row or (row["to"], row["skill"]) in said, "a question is about a skill on the own list"
        for part in ("about", "moment", "did", "effect"):
            text = row.get(part, "")
            assert len(text) <= 600, row
            assert not text or text[-1] in ".?", row
            assert [s for s in sentences(text) if len(s.split()) > MOST_WORDS] == [], row


def test_the_papers_with_an_end_are_papers() -> None:
    held = Counter((row["person"], row["skill"]) for row in DEMO["qualifications"])
    assert max(held.values()) == 1
    for row in DEMO["qualifications"]:
        assert row["person"] in PEOPLE
        assert KINDS[row["skill"]] == "qualification", row
        assert row["ends_in_days"] is None or isinstance(row["ends_in_days"], int)
    ends = [row["ends_in_days"] for row in DEMO["qualifications"]]
    assert any(end < 0 for end in ends), "one has run out"
    assert any(0 < end < 90 for end in ends), "one runs out soon"


def test_a_passport_holds_things_that_its_owner_has() -> None:
    said = {(row["person"], row["skill"]) for row in DEMO["claims"]}
    proof = {(row["person"], row["title"]) for row in kept_as_proof()}
    for row in chosen_for_passports():
        assert len(row["title"]) <= 80 and len(row["about"]) <= 600, row
        assert [s for s in sentences(row["about"]) if len(s.split()) > MOST_WORDS] == [], row
        assert {(row["person"], one["skill"]) for one in row["skills"]} <= said, row
        assert {(row["person"], title) for title in row["proof"]} <= proof, row
        assert all(set(one["show"]) <= {"level", "words", "sources", "wish"} for one in row["skills"]), row
