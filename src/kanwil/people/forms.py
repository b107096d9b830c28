"""What keepers of the list fill in: people, places, leaders, units and roles."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kanwil.access import Actor, visible

from .models import Grant, Job, Person, Unit, today
from .tree import unit_choices


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "short"}, format="%Y-%m-%d")


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, help_text=help_text, widget=DayInput())


class UnitField(forms.ChoiceField):
    """One of the open units, indented as they hang; gives the unit itself."""

    def fill(self, actor: Actor, *, empty: Any, without: Unit | None = None) -> None:
        self._units = {unit.pk: unit for unit in visible(Unit, actor)}
        self.choices = [("", empty), *unit_choices(actor, without=without)]

    def clean(self, value: Any) -> Unit | None:
        chosen = super().clean(value)
        return self._units.get(int(chosen)) if chosen else None


def _units(form: forms.BaseForm, name: str) -> UnitField:
    """The field with units of this form."""
    return cast(UnitField, form.fields[name])


class PersonForm(forms.Form):
    """A person's name and how the employer knows them."""

    given_name = forms.CharField(label=_("First name"), max_length=60)
    infix = forms.CharField(
        label=_("Prefix of the last name"), max_length=20, required=False, help_text=_("For example: van, de, el.")
    )
    family_name = forms.CharField(label=_("Last name"), max_length=80, required=False)
    number = forms.CharField(
        label=_("Employee number"), max_length=40, required=False, help_text=_("With this number someone logs in.")
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Not needed. Without a number someone logs in with this.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("nl", "Nederlands"), ("en", "English")])
    namesake = forms.BooleanField(label=_("This is somebody else with the same name"), required=False)

    def __init__(self, data: Any = None, *, person: Person | None = None) -> None:
        fields = ("given_name", "infix", "family_name", "number", "email", "language")
        start = {name: getattr(person, name) for name in fields} if person else {"language": "nl"}
        super().__init__(data, initial=start)
        self.person = person
        if person is not None or not data:
            del self.fields["namesake"]

    def clean_number(self) -> str:
        number = self.cleaned_data["number"].strip()
        others = Person.objects.exclude(pk=self.person.pk) if self.person else Person.objects.all()
        taken = others.filter(number__iexact=number).first() if number else None
        if taken is not None:
            raise ValidationError(gettext("This number belongs to %(name)s already.") % {"name": taken.name})
        return number

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.person is None and not given.get("namesake") and given.get("given_name"):
            same = Person.objects.current().filter(
                given_name__iexact=given["given_name"].strip(), family_name__iexact=given.get("family_name", "").strip()
            )
            if same.exists():
                words = gettext("%(name)s is on the list already. Is this somebody else? Then say so below.")
                self.add_error("given_name", words % {"name": same[0].name})
        if "namesake" in self.fields and "given_name" not in self.errors and not given.get("namesake"):
            del self.fields["namesake"]
        return given

    def person_data(self) -> dict[str, Any]:
        return {key: value for key, value in self.cleaned_data.items() if key != "namesake"}


class PlaceForm(forms.Form):
    """A place in a team: which, as home team or as an extra one, with which job, from when."""

    unit = UnitField(label=_("Team"))
    home = forms.ChoiceField(
        label=_("What kind of place?"),
        choices=[("yes", _("Home team: the old home team ends")), ("no", _("Extra team: the home team stays"))],
        initial="yes",
        widget=forms.RadioSelect,
    )
    job = forms.ModelChoiceField(label=_("Job"), queryset=Job.objects.all(), required=False, empty_label=_("As it was"))
    on = day_field(_("From"), help_text=_("Today, or an earlier day."))

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data, initial={"on": today()})
        _units(self, "unit").fill(actor, empty=_("Choose a team"))

    def clean_on(self) -> date:
        return not_ahead(self.cleaned_data["on"])


class LeadForm(forms.Form):
    """Which unit somebody leads, from when, and whether with others."""

    unit = UnitField(label=_("Team or unit"))
    alone = forms.ChoiceField(
        label=_("Alone or together?"),
        choices=[("yes", _("Alone: who leads now stops")), ("no", _("Together with who leads now"))],
        initial="yes",
        widget=forms.RadioSelect,
    )
    on = day_field(_("From"), help_text=_("Today, or an earlier day."))

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data, initial={"on": today()})
        _units(self, "unit").fill(actor, empty=_("Choose a team or unit"))

    def clean_on(self) -> date:
        return not_ahead(self.cleaned_data["on"])


class FromDayForm(forms.Form):
    """From which day something holds no more."""

    on = day_field(_("From"), help_text=_("Today, or an earlier day."))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"on": today()})

    def clean_on(self) -> date:
        return not_ahead(self.cleaned_data["on"])


def not_ahead(day: date) -> date:
    if day > today():
        raise ValidationError(gettext("Choose today or an earlier day."))
    return day


class UnitForm(forms.Form):
    """A unit's name, where it hangs, its code and place."""

    name = forms.CharField(label=_("Name"), max_length=120)
    parent = UnitField(label=_("Belongs to"), required=False)
    code = forms.CharField(
        label=_("Code"), max_length=60, required=False, help_text=_("As in your own list of people.")
    )
    place = forms.CharField(label=_("Place"), max_length=80, required=False)

    def __init__(self, data: Any = None, *, actor: Actor, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        _units(self, "parent").fill(actor, empty=_("Nothing: it stands at the top"))

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].strip()
        if code and Unit.objects.filter(code=code).exists():
            raise ValidationError(gettext("Another unit has this code already."))
        return code

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        name, parent = given.get("name", "").strip(), given.get("parent")
        same = Unit.objects.filter(name__iexact=name, parent=parent, closed_on__isnull=True)
        if name and same.exists():
            self.add_error("name", gettext("“%(name)s” is there already.") % {"name": same[0].name})
        return given


class RenameForm(forms.Form):
    """Another name or place for a unit."""

    name = forms.CharField(label=_("Name"), max_length=120)
    place = forms.CharField(label=_("Place"), max_length=80, required=False)


class MoveForm(forms.Form):
    """Where a unit hangs, with everything below it."""

    parent = UnitField(label=_("Belongs to"), required=False)

    def __init__(self, data: Any = None, *, actor: Actor, unit: Unit) -> None:
        super().__init__(data, initial={"parent": unit.parent_id or ""})
        _units(self, "parent").fill(actor, empty=_("Nothing: it stands at the top"))


class RoleForm(forms.Form):
    """Which role, for what, until when and why."""

    role = forms.ChoiceField(label=_("Role"), choices=Grant.ROLES, widget=forms.RadioSelect)
    unit = UnitField(label=_("For"), required=False)
    until = day_field(_("Last day"), required=False, help_text=_("Empty: until you end it."))
    reason = forms.CharField(
        label=_("Why?"), max_length=200, help_text=_("One sentence. The works council reads it too.")
    )

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        _units(self, "unit").fill(actor, empty=_("The whole organisation"))

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < today():
            raise ValidationError(gettext("The last day cannot be past."))
        return until
