"""What the people of the example say they can and want. The story people by hand; everybody else from their job."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from kanwil.access import Actor, system
from kanwil.audit.models import Look
from kanwil.audit.record import action, record_many
from kanwil.matrix import actions as matrix
from kanwil.matrix.models import Claim, JobSkill, Listed, Share, Statement
from kanwil.people.actors import actor_of
from kanwil.people.models import Leadership, Membership, Person, today

from .content import meander

if TYPE_CHECKING:
    from .build import World

SAW = (
    "Ik stond ernaast bij de laatste klus. Het ging vlot en veilig.",
    "Je liet me zien wat je gemaakt had. Daar viel niets op aan te merken.",
    "Ik keek een ochtend mee. Je legde uit wat je deed, en waarom.",
    "Je loste het op voor ik iets hoefde te zeggen.",
    "Een collega deed het na, met jouw uitleg. Zo zag ik dat je het kunt.",
    "Ik zag het drie keer achter elkaar, ook toen het druk was.",
)
CHANGED_TEAM, FORMER_LEADER = "linde-oost", "hanna-visser"
SIX_MONTHS = timedelta(days=182)


def _told() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The claims of the description, by person."""
    by_person: dict[str, list[dict[str, Any]]] = {}
    for row in meander()["claims"]:
        by_person.setdefault(row["person"], []).append(row)
    yield from by_person.items()


def before_the_change_of_manager(world: World) -> None:
    """Some people of Wijkteam Oost shared with Hanna while she led them; her successor inherits nothing of it."""
    for number, (key, rows) in enumerate(_told()):
        person = world.people[key]
        if number % 2 or not Membership.objects.filter(person=person, unit=world.units[CHANGED_TEAM]).exists():
            continue
        actor = actor_of(person)
        said = [_say(world, actor, row) for row in rows if row["share"] in ("team", "lead")]
        audience = matrix.Audience(person=world.people[FORMER_LEADER])
        matrix.share(actor, claims=said, audience=audience, until=today() + SIX_MONTHS)


def _say(world: World, actor: Actor, row: dict[str, Any]) -> Claim:
    level = world.levels.get(row.get("level") or "")
    wish = {"open": ""}.get(row.get("wish") or "", row.get("wish") or "")
    words = (row.get("words") or {}).get("nl", "")
    return matrix.say(actor, skill=world.skills[row["skill"]], level=level, wish=wish, words=words).claim


def by_hand(world: World) -> None:
    """The story people, through the same actions as in real life."""
    for key, rows in _told():
        person = world.people[key]
        actor = actor_of(person)
        leaders = [leading.person for leading in matrix.manager_shares(person.pk)]
        kept_with_former = Share.objects.filter(claim__person=person, to_person=world.people[FORMER_LEADER]).exists()
        said = [(_say(world, actor, row), row) for row in rows]
        for how in dict.fromkeys(row["share"] for row in rows):
            claims = [claim for claim, row in said if row["share"] == how]
            for audience in audiences(how, person, [] if kept_with_former else leaders):
                matrix.share(actor, claims=claims, audience=audience, until=today() + SIX_MONTHS)
        for claim, row in said:
            if row.get("confirmed_by"):
                by = world.people[row["confirmed_by"]]
                asked = matrix.ask_to_look(actor, claim=claim, of=by)
                matrix.answer_look(actor_of(by), asked=asked, confirm=True, saw=SAW[claim.pk % len(SAW)])


def audiences(share: str, person: Person, leaders: list[Person]) -> list[matrix.Audience]:
    """With whom the description says somebody shares; "team" is also who leads it, by name."""
    if share == "none":
        return []
    if share == "organisation":
        return [matrix.Audience(everyone=True)]
    named = [matrix.Audience(person=leader) for leader in leaders]
    if share == "lead":
        return named
    home = Membership.objects.on().filter(person=person, home=True).select_related("unit").get()
    return [matrix.Audience(unit=home.unit), *named]


def everybody_else(world: World) -> None:
    """People without claims of their own in the description say something about the skills of their job."""
    told = {row["person"] for row in meander()["claims"]}
    rest = [person for key, person in world.people.items() if key not in told]
    _fill(system("demo"), world=world, people=rest)


@action
def _fill(actor: Actor, *, world: World, people: list[Person]) -> None:
    """Many people at once, in a few inserts; the same rows and log lines as one by one. Always the same outcome."""
    chance = random.Random(20250101)  # noqa: S311  (an example, no secret)
    homes = {m.person_id: m for m in Membership.objects.on().filter(person__in=people, home=True)}
    profiles: dict[int, list[JobSkill]] = {}
    for asked in JobSkill.objects.exclude(skill__kind="qualification").select_related("level", "skill"):
        profiles.setdefault(asked.job_id, []).append(asked)
    claims = []
    for person in people:
        home = homes.get(person.pk)
        for asked in profiles.get(home.job_id, []) if home and home.job_id else []:
            if chance.random() < 0.85:
                claims.append(_likely(world, person, asked, chance))
    Claim.objects.bulk_create(claims)
    Statement.objects.bulk_create(
        Statement(
            claim_id_then=c.pk, person_id=c.person_id, skill_id=c.skill_id, level_id=c.level_id, wish=c.wish, version=1
        )
        for c in claims
    )
    record_many(
        actor,
        "matrix.said",
        [{"about": c.person_id, "obj": c, "data": {"level": [None, c.level_id], "wish": ["", c.wish]}} for c in claims],
    )
    _share_many(actor, claims, homes, chance)


def _likely(world: World, person: Person, asked: JobSkill, chance: random.Random) -> Claim:
    """Somebody in this job, most often near what the job asks; sometimes further, sometimes still learning."""
    keys = ["not_yet", "learning", "with_help", "independent", "teaching"]
    middle = keys.index(asked.level.key) if asked.level else 2
    place = min(4, max(0, middle + chance.choices((-2, -1, 0, 1), weights=(1, 3, 6, 2))[0]))
    level = None if chance.random() < 0.05 else world.levels[keys[place]]
    wishes = ("learn", "", "") if place < 3 else ("", "", "", "more", "more", "less")
    return Claim(person=person, skill=asked.skill, level=level, wish=chance.choice(wishes))


def _share_many(actor: Actor, claims: list[Claim], homes: dict[int, Membership], chance: random.Random) -> None:
    leads = {leading.unit_id: leading.person_id for leading in Leadership.objects.on()}
    habit: dict[int, float] = {}
    shares, lines = [], []
    until = today() + SIX_MONTHS
    for claim in claims:
        home = homes[claim.person_id]
        openness = habit.setdefault(claim.person_id, chance.choice((0.0, 0.7, 0.9, 0.9, 1.0)))
        if chance.random() >= openness:
            continue
        shares.append(Share(claim=claim, to_unit_id=home.unit_id, until_on=until))
        lead = leads.get(home.unit_id)
        if lead and lead != claim.person_id and chance.random() < 0.9:
            shares.append(Share(claim=claim, to_person_id=lead, as_lead=True, until_on=until))
        if chance.random() < 0.15:
            shares.append(Share(claim=claim, to_everyone=True, until_on=until))
        lines.append({"about": claim.person_id, "obj": claim, "data": {"unit": home.unit_id}})
    Share.objects.bulk_create(shares)
    record_many(actor, "matrix.shared", lines)


def small_things(world: World) -> None:
    """What makes a first look alive: a few looks, somebody asked to look, an older list that asks "is that right?"."""
    chantal, daan = world.people["chantal-de-wit"], world.people["daan-verbeek"]
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    looks = (
        ("karin-mulder", 20, "robot-instellen"),
        ("joyce-martina", 44, "draaien"),
        ("emre-yildiz", 200, "storing-zoeken"),
    )
    Look.objects.bulk_create(
        Look(
            viewer_id=world.people[key].pk, about_id=chantal.pk, page="cell", what=str(world.skills[skill].pk),
            hour=now - timedelta(hours=hours),
        )
        for key, hours, skill in looks
    )  # fmt: skip
    claim = Claim.objects.filter(person=daan, level__isnull=False).order_by("pk").first()
    if claim is not None:
        matrix.ask_to_look(actor_of(daan), claim=claim, of=world.people["henk-aarts"])
    known = set(Claim.objects.filter(person=chantal).values_list("skill_id", flat=True))
    asked = [world.skills[k] for k in ("heftruck-rijden", "tekening-lezen") if k in world.skills]
    Listed.objects.bulk_create(
        Listed(person=chantal, skill=s, level=world.levels["independent"], written="x", source="Lijst werkplaats 2023")
        for s in asked
        if s.pk not in known
    )
