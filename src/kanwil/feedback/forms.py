"""What people fill in: whom they ask and about what, what they saw, a card."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kanwil.access import Actor, visible
from kanwil.matrix.audiences import find_colleagues
from kanwil.matrix.models import Claim
from kanwil.matrix.own_forms import WhomForm, number
from kanwil.people.models import Person, today
from kanwil.skills.words import names_of
from kanwil.ui.dates import human_date

from .limits import AT_ONCE
from .models import ABOUT, MOST
from .near import Near, near

DAYS = (14, 30, 60)
USUAL = "30"


def _story_field(label: Any, hint: Any, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": _("Write something here. Two sentences are enough."),
            "max_length": _("This is too long. Use at most %(limit_value)s letters."),
        },
    )


def _days() -> list[tuple[str, str]]:
    return [
        (str(days), _in_days(days) % {"days": days, "day": human_date(today() + timedelta(days=days))}) for days in DAYS
    ]


def _in_days(days: int) -> str:
    return ngettext("%(days)s day: until %(day)s", "%(days)s days: until %(day)s", days)


def my_claims(actor: Actor) -> list[tuple[str, str]]:
    """The skills on my own list, by name, as choices."""
    claims = list(visible(Claim, actor, "change").only("pk", "skill_id", "own_label"))
    words = names_of({claim.skill_id for claim in claims if claim.skill_id})
    named = [(str(c.pk), str(words.get(c.skill_id, "")) if c.skill_id else c.own_label) for c in claims]
    return sorted(named, key=lambda row: row[1].casefold())


class AboutForm(forms.Form):
    """Which moment, which skill of my own list, and until when."""

    about = forms.CharField(
        label=_("Which moment?"),
        help_text=_("In your own words. For example: the evening with the fall in the hall."),
        max_length=ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    claim = forms.ChoiceField(label=_("Is it about a skill on your list?"), required=False)
    until = forms.ChoiceField(label=_("How long can they answer?"), initial=USUAL)

    def set_up(self, actor: Actor) -> None:
        """What there is to choose from: the skills on the actor's own list, by name."""
        self.actor = actor
        none = ("", _("about no skill in particular"))
        cast(forms.ChoiceField, self.fields["claim"]).choices = [none, *my_claims(actor)]
        cast(forms.ChoiceField, self.fields["until"]).choices = _days()

    def given(self) -> dict[str, Any]:
        """What was filled in, as the actions want it."""
        days = int(self.cleaned_data["until"])
        return {
            "about": self.cleaned_data["about"],
            "claim": visible(Claim, self.actor, "change").filter(pk=self.cleaned_data["claim"] or 0).first(),
            "until": today() + timedelta(days=days),
        }


class NamedForm(WhomForm):
    """A colleague near me, or anybody else here by name."""

    def near_me(self, actor: Actor, field: str) -> None:
        """Offer who is near, and whoever was chosen already by name or in the address."""
        self.people = {str(one.person.pk): one for one in near(actor)}
        chosen = cast(QueryDict, self.data).getlist(field) if self.is_bound else [str(self.initial.get(field) or "")]
        ids = [pk for text in chosen if text not in self.people and (pk := number(text)) is not None][:10]
        for person in visible(Person, actor).filter(pk__in=ids, left_on__isnull=True).exclude(pk=actor.person_id or 0):
            self.people[str(person.pk)] = Near(person)
        self.offer(field, [(pk, one) for pk, one in self.people.items()])

    def by_name(self, chosen: list[Person]) -> list[Person]:
        """The chosen people, with whoever was typed by name. Who was offered for that name and chosen, is meant."""
        typed = self.cleaned_data.get("colleague", "").strip()
        meant = {person.pk for person in find_colleagues(self.actor, typed)} & {person.pk for person in chosen}
        if typed and not meant and (person := self.find(typed)) is not None:
            chosen.append(person)
        return list({person.pk: person for person in chosen}.values())


class AskForm(AboutForm, NamedForm):
    """Whom I ask what they saw, one to three people."""

    of = forms.MultipleChoiceField(
        label=_("Whom do you ask?"),
        help_text=_("One, two or three people who were there. Your manager is allowed too."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    field_order: Iterable[str] | None = ("of", "colleague", "about", "claim", "until")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.set_up(actor)
        self.near_me(actor, "of")
        self.fields["colleague"].label = _("Or somebody else, by name")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["people"] = self.by_name([self.people[pk].person for pk in data.get("of", [])])
        if not self.errors and not 1 <= len(data["people"]) <= AT_ONCE:
            self.add_error("of", _("Choose one, two or three people."))
        return data


class LinkForm(AboutForm):
    """A link for one person without an account."""

    for_whom = forms.CharField(
        label=_("For whom is the link?"),
        help_text=_("So that you know later. Only you see this. For example: the daughter of a resident."),
        max_length=80,
        error_messages={"required": _("Write for whom the link is. Only you see it.")},
    )
    field_order = ("for_whom", "about", "claim", "until")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_up(actor)


class StoryForm(forms.Form):
    """A moment, what the other did, what came of it. Two sentences are enough."""

    moment = _story_field(_("A moment"), _("Where was it, and what was going on?"))
    did = _story_field("", _("What did you see or hear?"))
    effect = _story_field(_("What came of it?"), _("For you, for others or for the work."))

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["did"].label = _("What did %(name)s do?") % {"name": name}

    def told(self) -> dict[str, str]:
        return {field: self.cleaned_data[field] for field in ("moment", "did", "effect")}


class LinkStoryForm(StoryForm):
    """The same, by somebody without an account: under their own name."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("So that it is clear who tells this."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Fill in your name.")},
    )
    field_order = ("moment", "did", "effect", "name")

    def __init__(self, *args: Any, name_of_asker: str, **kwargs: Any) -> None:
        super().__init__(*args, name=name_of_asker, **kwargs)


class CardForm(NamedForm):
    """A card to one colleague: a moment, and what it did for me."""

    to = forms.ChoiceField(
        label=_("For whom?"),
        widget=forms.RadioSelect,
        required=False,
    )
    moment = _story_field(_("A moment"), _("What did the other do? Where was it?"))
    effect = _story_field(_("What did it do for you?"), _("One sentence is enough."))
    field_order: Iterable[str] | None = ("to", "colleague", "moment", "effect")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.near_me(actor, "to")
        self.fields["colleague"].label = _("Or somebody else, by name")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        picked = self.people.get(data.get("to", ""))
        people = self.by_name([picked.person] if picked else [])
        if len(people) > 1:
            self.add_error("to", _("A card goes to one person. Choose one, or write one name."))
        elif not people and not self.errors:
            self.add_error("to", _("Choose for whom the card is."))
        data["person"] = people[0] if len(people) == 1 else None
        return data
