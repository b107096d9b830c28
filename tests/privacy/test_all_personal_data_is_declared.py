"""Personal data is declared where it is born, or this fails."""

import pytest
from django.apps import apps

from kanwil.people.models import Person
from kanwil.privacy.register import REGISTER

OURS = [m for m in apps.get_models() if m.__module__.startswith("kanwil.")]
ABOUT_PEOPLE_BY_NUMBER = {"about_id", "person_id", "viewer_id", "by_id", "started_by_id"}
NOT_ABOUT_A_PERSON: dict[str, str] = {
    "intake.batch": "says which file was brought in and by whom; the lines are declared",
    "intake.batchline": "rows of a file, removed after the days in its own retention",
}


def leads_to_a_person(model, seen=()):
    """Whether a chain of foreign keys from this model reaches a person."""
    for field in model._meta.concrete_fields:
        target = field.related_model if field.is_relation else None
        if target is Person:
            return True
        if (
            target is not None
            and target not in seen
            and target is not model
            and leads_to_a_person(target, (*seen, model))
        ):
            return True
        if not field.is_relation and field.attname in ABOUT_PEOPLE_BY_NUMBER:
            return True
    return False


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label_lower)
def test_a_model_with_a_path_to_a_person_is_declared(model):
    if model is Person or leads_to_a_person(model):
        assert model in REGISTER or model._meta.label_lower in NOT_ABOUT_A_PERSON


@pytest.mark.parametrize("declaration", REGISTER.values(), ids=lambda d: d.model._meta.label_lower)
def test_a_declaration_is_complete(declaration):
    for words in (declaration.purpose, declaration.ground, declaration.audience, declaration.retention):
        assert len(str(words)) > 5


@pytest.mark.django_db
def test_anna_takes_everything_along_and_then_is_gone(cast):
    from kanwil.matrix import actions
    from kanwil.privacy.erase import erase
    from kanwil.privacy.export import everything_about
    from tests.cast import SYSTEM

    claim = actions.say(
        cast.actor("anna"), skill=cast.skills["rust"], level=cast.levels["learning"], words="Ik blijf kalm."
    ).claim
    actions.share(cast.actor("anna"), claims=[claim], audience=actions.Audience(person=cast.fatima))
    taken = {d["kind"]: d["rows"] for d in everything_about(cast.anna.pk)["data"]}
    assert any("Ik blijf kalm." in str(rows) for rows in taken.values())
    assert any("Annasen" in str(rows) for rows in taken.values())
    erase(SYSTEM, person_id=cast.anna.pk)
    assert not Person.objects.filter(pk=cast.anna.pk).exists()
    for declaration in REGISTER.values():
        if declaration.erase == "delete":
            assert not declaration.rows_of(cast.anna.pk).exists()
