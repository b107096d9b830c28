"""A team's list of skills: which, in which group and order, and how many people the team needs. No personal data.

The list is handled as a whole: read it, make another one of it, put that in place (`team_actions.set_list`).
So taking something back is putting the list of before in place, and nobody overwrites what somebody else just did.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from kanwil.people.models import Job, Membership, Unit
from kanwil.skills.models import Skill
from kanwil.skills.words import names_of

from .models import JobSkill, TeamNeed, TeamSkill

Need = tuple[int, int, str]  # level, how many people, shift or place


@dataclass(frozen=True)
class Line:
    """One skill on the list."""

    skill_id: int
    group: str = ""
    needs: tuple[Need, ...] = ()

    @property
    def simple(self) -> bool:
        """Whether it fits in one line of the page: at most one need, for the whole team."""
        return len(self.needs) < 2 and not any(at for _level, _people, at in self.needs)


Lines = tuple[Line, ...]


def read_lines(unit: Unit) -> Lines:
    """The list as it is now."""
    needs: dict[int, list[Need]] = defaultdict(list)
    for row, level, people, at in (
        TeamNeed.objects.filter(team_skill__unit=unit)
        .order_by("at", "pk")
        .values_list("team_skill_id", "level_id", "people", "at")
    ):
        needs[row].append((level, people, at))
    rows = TeamSkill.objects.filter(unit=unit).order_by("position", "pk").values_list("pk", "skill_id", "group")
    return in_groups(tuple(Line(skill, group, tuple(needs[pk])) for pk, skill, group in rows))


def in_groups(lines: Iterable[Line]) -> Lines:
    """Skills of one group together, groups in the order in which they first come."""
    kept = tuple(lines)
    order = {group: place for place, group in enumerate(dict.fromkeys(line.group for line in kept))}
    return tuple(sorted(kept, key=lambda line: order[line.group]))


def fingerprint(lines: Lines) -> str:
    """Short, and different for a different list: to notice that somebody else changed it."""
    return hashlib.sha256(json.dumps(as_data(lines)).encode()).hexdigest()[:16]


def as_data(lines: Lines) -> list[Any]:
    return [[line.skill_id, line.group, [list(need) for need in line.needs]] for line in lines]


def from_data(data: Iterable[Any]) -> Lines:
    return tuple(Line(skill, group, tuple((a, b, c) for a, b, c in needs)) for skill, group, needs in data)


def add(lines: Lines, skills: Iterable[int], group: str) -> Lines:
    """New skills at the end of their group. What is already there stays as it is."""
    known = {line.skill_id for line in lines}
    return in_groups((*lines, *(Line(skill, group) for skill in dict.fromkeys(skills) if skill not in known)))


def without(lines: Lines, skill_id: int) -> Lines:
    return tuple(line for line in lines if line.skill_id != skill_id)


def changed(lines: Lines, skill_id: int, **changes: Any) -> Lines:
    return in_groups(replace(line, **changes) if line.skill_id == skill_id else line for line in lines)


def moved(lines: Lines, skill_id: int, step: int) -> Lines:
    """One place up or down. At the end of its group a skill does not go further: then the whole group moves."""
    here = next((n for n, line in enumerate(lines) if line.skill_id == skill_id), None)
    if here is None:
        return lines
    there, order = here + step, list(lines)
    if not 0 <= there < len(lines):
        return lines
    if lines[there].group == lines[here].group:
        order[here], order[there] = order[there], order[here]
        return tuple(order)
    groups = list(dict.fromkeys(line.group for line in lines))
    place = groups.index(lines[here].group)
    groups[place], groups[place + step] = groups[place + step], groups[place]
    return tuple(sorted(lines, key=lambda line: groups.index(line.group)))


def choosable(skills: Iterable[int]) -> list[int]:
    """Of these, the ones that exist and can stand on a list, in the order given."""
    wanted = list(dict.fromkeys(skills))
    known = set(Skill.objects.filter(pk__in=wanted).exclude(kind="group").values_list("pk", flat=True))
    return [pk for pk in wanted if pk in known]


def scale_of(skills: Iterable[int]) -> dict[int, int | None]:
    """The scale of its own that a skill has, if any."""
    return dict(Skill.objects.filter(pk__in=list(skills)).values_list("pk", "scale_id"))


@dataclass(frozen=True)
class Profile:
    """A job and the skills of its profile that are not on the list yet."""

    job: str
    here: bool
    skills: list[tuple[int, str]]


def profiles(unit: Unit, lines: Lines) -> list[Profile]:
    """What job profiles bring in; `here` marks the jobs of people in this team."""
    known = {line.skill_id for line in lines}
    here = set(Membership.objects.on().filter(unit=unit, job__isnull=False).values_list("job_id", flat=True))
    asked: dict[int, list[int]] = defaultdict(list)
    for job, skill in JobSkill.objects.order_by("pk").values_list("job_id", "skill_id"):
        if skill not in known:
            asked[job].append(skill)
    names = names_of({skill for skills in asked.values() for skill in skills})
    jobs = Job.objects.filter(pk__in=asked).order_by("name")
    return [
        Profile(job.name, job.pk in here, [(skill, str(names[skill])) for skill in asked[job.pk] if skill in names])
        for job in jobs
    ]
