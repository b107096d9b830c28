"""Small made-up skills languages for the tests. Nothing in here comes from a real one."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

SKILL = "http://data.europa.eu/esco/skill/"
SKILLS_HEADER = [
    "conceptType",
    "conceptUri",
    "skillType",
    "reuseLevel",
    "preferredLabel",
    "altLabels",
    "hiddenLabels",
    "status",
    "modifiedDate",
    "scopeNote",
    "definition",
    "inScheme",
    "description",
]
GROUPS_HEADER = [
    "conceptType",
    "conceptUri",
    "preferredLabel",
    "altLabels",
    "hiddenLabels",
    "status",
    "modifiedDate",
    "scopeNote",
    "inScheme",
    "description",
    "code",
]
COLLECTION_HEADER = [
    "conceptType",
    "conceptUri",
    "preferredLabel",
    "status",
    "skillType",
    "reuseLevel",
    "altLabels",
    "description",
    "broaderConceptUri",
    "broaderConceptPT",
]
OCCUPATIONS_HEADER = [
    "conceptType",
    "conceptUri",
    "iscoGroup",
    "preferredLabel",
    "altLabels",
    "hiddenLabels",
    "status",
    "modifiedDate",
    "regulatedProfessionNote",
    "scopeNote",
    "definition",
    "inScheme",
    "description",
    "code",
]


def table(header: list[str], *rows: dict[str, str], bom: bool = False, newline: str = "\r\n") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="", lineterminator=newline)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")


def skill(number: int, label: str, **more: str) -> dict[str, str]:
    return {
        "conceptType": "KnowledgeSkillCompetence",
        "conceptUri": f"{SKILL}{number}",
        "preferredLabel": label,
        "skillType": "skill/competence",
        "reuseLevel": "cross-sector",
        "status": "released",
        **more,
    }


def group(code: str, label: str, **more: str) -> dict[str, str]:
    return {
        "conceptType": "SkillGroup",
        "conceptUri": f"{SKILL}{code}",
        "preferredLabel": label,
        "code": code,
        "status": "released",
        **more,
    }


def broader(*pairs: tuple[str, str], suffix: bool = False) -> bytes:
    """The relation file: 1.1 without labels, 1.2 with labels that are English in every pack."""
    header = ["conceptType", "conceptUri", "broaderType", "broaderUri"]
    if suffix:
        header = ["conceptType", "conceptUri", "conceptLabel", "broaderType", "broaderUri", "broaderLabel"]
    return table(
        header,
        *(
            {
                "conceptUri": SKILL + one,
                "broaderUri": SKILL + other,
                **({"conceptLabel": "an English label", "broaderLabel": "another"} if suffix else {}),
            }
            for one, other in pairs
        ),
    )


SKILLS_EN = table(
    SKILLS_HEADER,
    skill(1, "fold paper boats", altLabels="make paper boats\npaper boat folding", description="Folding\nboats.\n\t"),
    skill(2, "paper thickness", skillType="knowledge", description="How thick paper is."),
    skill(3, "sail on puddles", hiddenLabels="puddle sailing", status="released"),
    skill(4, "send telegrams", status="obsolete"),
    bom=True,
)
SKILLS_NL = table(
    SKILLS_HEADER,
    skill(1, "papieren bootjes vouwen", altLabels="bootjes maken\npapier vouwen"),
    skill(2, "dikte van papier", skillType="knowledge"),
    newline="\n",
)
GROUPS_EN = table(GROUPS_HEADER, group("S01", "working with paper"), group("S011", "folding"), group("011", "water"))
GROUPS_NL = table(
    GROUPS_HEADER,
    group("S01", "werken met papier"),
    group("S011", "vouwen", description=("Using the hands and other tools to fold paper for boats.")),
)
PUDDLE_NL = table(
    COLLECTION_HEADER,
    {
        **skill(3, "varen op plassen", altLabels="plasvaren | over plassen varen", description="Varen.\n\t"),
        "broaderConceptUri": f"{SKILL}011 | {SKILL}S01",
        "broaderConceptPT": "water | werken met papier",
    },
    {**skill(5, "regen voorspellen")},
)
OCCUPATIONS_EN = table(
    OCCUPATIONS_HEADER,
    {
        "conceptType": "Occupation",
        "conceptUri": "http://data.europa.eu/esco/occupation/1",
        "iscoGroup": "0110",
        "preferredLabel": "boat folder",
        "altLabels": "folder of boats",
        "code": "0110.1",
        "status": "released",
    },
)
NEEDS = table(
    ["occupationUri", "relationType", "skillType", "skillUri"],
    {"occupationUri": "http://data.europa.eu/esco/occupation/1", "relationType": "essential", "skillUri": f"{SKILL}1"},
    {"occupationUri": "http://data.europa.eu/esco/occupation/1", "relationType": "optional", "skillUri": f"{SKILL}2"},
    {"occupationUri": "http://data.europa.eu/esco/occupation/1", "relationType": "essential", "skillUri": f"{SKILL}99"},
)
HIERARCHY_HEADER = [
    "Level 0 URI",
    "Level 0 preferred term",
    "Level 1 URI",
    "Level 1 preferred term",
    "Level 2 URI",
    "Level 2 preferred term",
    "Level 3 URI",
    "Level 3 preferred term",
    "Description",
    "Scope note",
    "Level 0 code",
    "Level 1 code",
    "Level 2 code",
    "Level 3 code",
]
HIERARCHY_NL = (
    ",".join(HIERARCHY_HEADER)
    + "\n"
    + f"{SKILL}S01,werken met papier,,,,,,,,,S01\n"  # rows end where nothing follows
    + f"{SKILL}S01,werken met papier,{SKILL}S011,vouwen,,,,,,,S01,S011\n"
).encode()

WHOLE_11 = {
    "skills_en.csv": SKILLS_EN,
    "skillGroups_en.csv": GROUPS_EN,
    "broaderRelationsSkillPillar.csv": broader(("1", "S011"), ("2", "S01"), ("3", "011"), ("S011", "S01"), ("1", "77")),
    "occupations_en.csv": OCCUPATIONS_EN,
    "occupationSkillRelations.csv": NEEDS,
}
WHOLE_12_NL = {
    "skills_nl.csv": SKILLS_NL,
    "skillGroups_nl.csv": GROUPS_NL,
    "skillsHierarchy_nl.csv": HIERARCHY_NL,
    "broaderRelationsSkillPillar_nl.csv": broader(("1", "S011"), ("2", "S01"), suffix=True),
}


def folder(path: Path, files: dict[str, bytes]) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (path / name).write_bytes(data)
    return path


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
