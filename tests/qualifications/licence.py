"""A licence the law asks for, on the list of Anna's team."""

from datetime import timedelta

from kanwil.matrix.models import TeamSkill
from kanwil.people.models import today
from kanwil.qualifications import actions
from kanwil.skills.models import Skill, SkillLabel


def licence(cast, name="Voorbehouden handelingen", ground="Wet BIG, artikel 36"):
    """The qualification in the language."""
    known = Skill.objects.filter(uri=f"urn:test:{name}").first()
    if known is not None:
        return known
    framework = cast.skills["rust"].framework
    skill = Skill.objects.create(
        framework=framework, uri=f"urn:test:{name}", kind="qualification", legal_ground_nl=ground
    )
    SkillLabel.objects.create(skill=skill, language="nl", kind="preferred", text=name)
    return skill


def hold(cast, who, *, days=400, asked=True, **said):
    """Somebody holds it until some days from now; the list of Wijkteam Oost asks for it."""
    skill = licence(cast)
    if asked:
        TeamSkill.objects.get_or_create(unit=cast.units.east, skill=skill, defaults={"position": 9})
    said = {"valid_until": today() + timedelta(days=days), "issuer": "Opleidingscentrum", "number": "BIG-77"} | said
    return actions.keep(cast.actor(who), skill=skill, said=said)
