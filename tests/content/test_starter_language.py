"""The starter language that everyone meets first: complete, plain, and honest about its links."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

import kanwil

STARTER = Path(kanwil.__file__).parent / "content" / "starter"
GROUP_FILES = sorted(STARTER.glob("groups*.yaml"))
SKILL_FILES = sorted(path for path in STARTER.glob("*.yaml") if path not in GROUP_FILES)

SECTORS = {"zorg", "bouw", "zakelijk", "algemeen", "leiding"}
KINDS = {"skill", "knowledge", "qualification"}
LEVELS = ["learning", "with_help", "independent", "teaching"]
MATCHES = {"exact", "close", "broad", "narrow"}
ESCO_URI = re.compile(r"http://data\.europa\.eu/esco/skill/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
COMPETENTNL_URI = re.compile(r"https://linkeddata\.competentnl\.nl/id/(humancapability|knowledgearea)/[0-9A-F]{10}")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_WORDS = 15

# A synonym that is another skill's label on purpose: (language, synonym).
INTENDED: set[tuple[str, str]] = set()


# The C reader is ten times faster where it is there; both read only plain data.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(path: Path) -> list[dict[str, Any]]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe loader


GROUPS = [group for path in GROUP_FILES for group in load(path)]
SKILLS = [skill for path in SKILL_FILES for skill in load(path)]
BY_ID = {skill["id"]: skill for skill in SKILLS}


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


def repeated(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


@pytest.mark.parametrize("path", GROUP_FILES + SKILL_FILES, ids=lambda path: path.name)
def test_each_file_can_be_read_and_holds_a_list(path: Path) -> None:
    rows = load(path)
    assert isinstance(rows, list)
    assert rows
    assert all(isinstance(row, dict) and row["id"] for row in rows)


def test_no_two_skills_or_groups_share_an_id() -> None:
    assert repeated([skill["id"] for skill in SKILLS]) == []
    assert repeated([group["id"] for group in GROUPS]) == []
    assert [item["id"] for item in GROUPS + SKILLS if not SLUG.fullmatch(item["id"])] == []


def test_every_group_has_both_names_and_a_known_sector() -> None:
    for group in GROUPS:
        assert group["nl"], group
        assert group["en"], group
        assert group["sector"] in SECTORS, group


def test_every_skill_sits_in_a_group_and_no_group_stays_empty() -> None:
    groups = {group["id"] for group in GROUPS}
    assert [(skill["id"], skill["group"]) for skill in SKILLS if skill["group"] not in groups] == []
    assert groups - {skill["group"] for skill in SKILLS} == set()


def test_each_sector_has_enough_words_to_start_with() -> None:
    sector = {group["id"]: group["sector"] for group in GROUPS}
    per_sector = Counter(sector[skill["group"]] for skill in SKILLS)
    assert set(per_sector) == SECTORS
    assert min(per_sector.values()) >= 30, per_sector
    assert len(SKILLS) >= 180
    assert len([skill for skill in SKILLS if skill.get("behaviour")]) >= 60


@pytest.mark.parametrize("language", ["nl", "en"])
def test_someone_can_read_every_skill_in_their_own_language(language: str) -> None:
    for skill in SKILLS:
        words = skill[language]
        assert skill["kind"] in KINDS, skill["id"]
        assert words["label"] == words["label"].strip() != "", skill["id"]
        assert words["label"][0].isupper(), f"{skill['id']}: a label is written in sentence case"
        assert words["explain"].endswith("."), skill["id"]
        assert re.search(r"\b(je|you|your)\b", words["explain"], re.IGNORECASE), f"{skill['id']}: speak to the person"
        assert 2 <= len(words["synonyms"]) <= 8, skill["id"]
        assert all(isinstance(word, str) and word.strip() for word in words["synonyms"]), skill["id"]
        assert repeated([word.lower() for word in words["synonyms"]]) == [], skill["id"]


def test_the_dutch_says_what_you_do_and_knows_more_words_for_it() -> None:
    assert [skill["id"] for skill in SKILLS if not skill["nl"]["explain"].startswith("Je ")] == []
    assert [skill["id"] for skill in SKILLS if len(skill["nl"]["synonyms"]) < 3] == []


def test_each_level_shows_its_own_picture_of_the_work() -> None:
    for skill in SKILLS:
        behaviour = skill.get("behaviour")
        if not behaviour:
            continue
        assert list(behaviour) == LEVELS, skill["id"]
        for language in ("nl", "en"):
            texts = [behaviour[level][language].strip() for level in LEVELS]
            assert len({text for text in texts if text}) == len(LEVELS), skill["id"]
            assert not any(re.search(r"\d ?%|/10\b", text) for text in texts), f"{skill['id']}: levels are no digits"


def test_dutch_sentences_are_short_enough_to_read_at_a_bedside() -> None:
    texts = [
        (skill["id"], text)
        for skill in SKILLS
        for text in [skill["nl"]["explain"], *(level["nl"] for level in skill.get("behaviour", {}).values())]
    ]
    too_long = [(who, part) for who, text in texts for part in sentences(text) if len(part.split()) > MOST_WORDS]
    assert too_long == []
    assert [skill["id"] for skill in SKILLS if len(sentences(skill["nl"]["explain"])) > 2] == []


def test_broader_skills_exist_and_never_run_in_a_circle() -> None:
    def above(skill_id: str, path: tuple[str, ...]) -> None:
        assert skill_id not in path, f"circle: {' > '.join((*path, skill_id))}"
        for broader in BY_ID[skill_id].get("broader", []):
            assert broader in BY_ID, f"{skill_id} points to {broader}, which is not there"
            above(broader, (*path, skill_id))

    for skill_id in BY_ID:
        above(skill_id, ())


@pytest.mark.parametrize(("field", "pattern"), [("esco", ESCO_URI), ("competentnl", COMPETENTNL_URI)])
def test_links_to_other_languages_are_addresses_with_a_known_match(field: str, pattern: re.Pattern[str]) -> None:
    for skill in SKILLS:
        links = skill.get(field, [])
        assert repeated([link["uri"] for link in links]) == [], skill["id"]
        for link in links:
            assert set(link) == {"uri", "match"}, "only the address and the match: no texts of others"
            assert pattern.fullmatch(link["uri"]), (skill["id"], link["uri"])
            assert link["match"] in MATCHES, (skill["id"], link["match"])


@pytest.mark.parametrize(("field", "share"), [("esco", 0.7), ("competentnl", 0.6)])
def test_most_skills_can_travel_to_another_language(field: str, share: float) -> None:
    assert len([skill for skill in SKILLS if skill.get(field)]) >= share * len(SKILLS)


@pytest.mark.parametrize("field", ["esco", "competentnl"])
def test_no_two_skills_claim_to_be_exactly_the_same_term(field: str) -> None:
    exact = [link["uri"] for skill in SKILLS for link in skill.get(field, []) if link["match"] == "exact"]
    assert repeated(exact) == []


def test_a_qualification_says_why_it_is_asked_and_how_long_it_lasts() -> None:
    qualifications = [skill for skill in SKILLS if skill["kind"] == "qualification"]
    assert qualifications
    for skill in qualifications:
        assert skill["legal_ground"]["nl"].strip(), skill["id"]
        assert skill["legal_ground"]["en"].strip(), skill["id"]
        months = skill["valid_months"]
        assert months is None or (isinstance(months, int) and months > 0), skill["id"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_word_leads_to_one_skill_and_not_to_anothers_name(language: str) -> None:
    labels = {skill[language]["label"].lower(): skill["id"] for skill in SKILLS}
    assert repeated([skill[language]["label"].lower() for skill in SKILLS]) == []
    taken = [
        (skill["id"], word, labels[word.lower()])
        for skill in SKILLS
        for word in skill[language]["synonyms"]
        if word.lower() in labels and (language, word.lower()) not in INTENDED
    ]
    assert taken == []


@pytest.mark.skipif(
    importlib.util.find_spec("kanwil.calc.readability") is None, reason="the readability measure is not there yet"
)
def test_the_explanations_together_read_as_plain_dutch() -> None:
    from kanwil.calc.readability import flesch_douma

    scores = {skill["id"]: flesch_douma(skill["nl"]["explain"]) for skill in SKILLS}
    assert sum(scores.values()) / len(scores) >= 60
