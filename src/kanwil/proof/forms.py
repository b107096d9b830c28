"""The forms of this room: a piece of proof, with whom it is shared, whom I ask to look, and what I saw."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from kanwil.access import Actor
from kanwil.matrix.audiences import EVERYONE, Choice, chosen
from kanwil.matrix.own_forms import COLLEAGUE, AudienceForm, WhomForm
from kanwil.people.models import Person, today

from .files import ACCEPT, Kept, take_in
from .models import BROUGHT, DIPLOMA, FILE, LINK, SEEN, STARR, STORY, Evidence

ASKED = {
    STORY: ("title", "told", *STARR),
    FILE: ("title", "file", "told"),
    LINK: ("title", "url", "told"),
    DIPLOMA: ("title", "issuer", "issued_on", "file"),
    SEEN: ("title",),
    BROUGHT: ("title",),
}
TITLES = {
    STORY: (_("What is your story about?"), _("For instance: The night the power went out")),
    FILE: (_("What is it?"), _("For instance: Photo of the kitchen I fitted")),
    LINK: (_("What is it?"), _("For instance: Film about our project")),
    DIPLOMA: (_("What is it called?"), _("For instance: MBO care level 3")),
    SEEN: (_("What is this story about?"), _("Others read this title, not who wrote it.")),
    BROUGHT: (_("What do you call it?"), _("What was signed stays as it is, and is shown beside it.")),
}
TOLD = {
    STORY: (_("Tell it in a few sentences"), _("What was going on, what did you do, what came of it?")),
    FILE: (_("What does one see?"), _("Say what you did yourself.")),
    LINK: (_("What does one find there?"), _("Say what you did yourself.")),
}
STEPS = {
    "situation": (_("Where and when was it?"), _("For instance: a Tuesday night, on my own on the ward.")),
    "task": (_("What had to be done?"), _("What was up to you?")),
    "action": (_("What did you do?"), _("Step by step, as if a colleague looks over your shoulder.")),
    "result": (_("What came of it?"), _("For the customer, the team or the work.")),
    "reflection": (_("What did you learn from it?"), _("What would you do the same next time, and what not?")),
}


def _text(rows: int, longest: int) -> forms.CharField:
    return forms.CharField(required=False, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}))


class EvidenceForm(forms.Form):
    """One piece of proof of one kind; what this kind does not ask is left out."""

    title = forms.CharField(
        max_length=120, error_messages={"required": _("Give it a title, so that you find it again.")}
    )
    told = _text(5, 1500)
    situation = _text(2, 600)
    task = _text(2, 600)
    action = _text(3, 600)
    result = _text(2, 600)
    reflection = _text(2, 600)
    url = forms.URLField(label=_("The link"), max_length=500, assume_scheme="https")
    issuer = forms.CharField(label=_("Who gave it?"), max_length=120, required=False)
    issued_on = forms.DateField(
        label=_("On which day?"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    file = forms.FileField(
        label=_("Photo or file"),
        help_text=_(
            "A photo (JPEG, PNG, WebP) or a PDF, at most 10 MB. The place where a photo was taken is taken out."
        ),
        allow_empty_file=True,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    skills = forms.MultipleChoiceField(
        label=_("Which skills does it show?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, kind: str, skills: Iterable[tuple[int, str]], has_file: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {*ASKED[kind], "skills", "version"}:
            del self.fields[name]
        for name, words in {"title": TITLES.get(kind), "told": TOLD.get(kind), **STEPS}.items():
            if words and name in self.fields:
                self.fields[name].label, self.fields[name].help_text = words
        if "file" in self.fields and (has_file or kind == DIPLOMA):
            self.fields["file"].required = False
        field = cast(forms.MultipleChoiceField, self.fields["skills"])
        field.choices = [(str(pk), name) for pk, name in skills]
        if not field.choices:
            del self.fields["skills"]

    @classmethod
    def about(cls, row: Evidence, *, skills: Iterable[tuple[int, str]]) -> EvidenceForm:
        """What now stands, to change."""
        start = {name: getattr(row, name) for name in ASKED[row.kind] if name != "file"}
        start |= {"version": row.version, "skills": [str(pk) for pk in row.about.values_list("claim_id", flat=True)]}
        return cls(initial=start, kind=row.kind, skills=skills, has_file=True)

    @property
    def steps(self) -> list[Any]:
        """The five steps, apart."""
        return [self[name] for name in STARR if name in self.fields]

    @property
    def steps_open(self) -> bool:
        """Whether something was already told in steps."""
        return any(step.value() for step in self.steps)

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if urlsplit(url).scheme not in ("http", "https"):
            raise forms.ValidationError(_("A link begins with https://"))
        return url

    def clean_issued_on(self) -> Any:
        day = self.cleaned_data["issued_on"]
        if day and day > today():
            raise forms.ValidationError(_("That day has yet to come."))
        return day

    def clean_file(self) -> Kept | None:
        file = self.cleaned_data["file"]
        return take_in(file) if file else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "situation" in self.fields and not self.errors and not any(data.get(name) for name in ("told", *STARR)):
            self.add_error("told", _("Write a few sentences. It need not be long."))
        return data


class ProofAudienceForm(AudienceForm):
    """With whom I share a piece of proof, and until when. Never everybody at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["with_wish"]
        field = cast(forms.ChoiceField, self.fields["with_whom"])
        field.choices = [row for row in cast(Any, field.choices) if row[0] != EVERYONE]


class AskForm(WhomForm):
    """Whom I ask to look at this skill."""

    of = forms.ChoiceField(
        label=_("Whom do you ask?"), widget=forms.RadioSelect, error_messages={"required": _("Choose somebody.")}
    )
    show = forms.MultipleChoiceField(
        label=_("What do you show?"),
        help_text=_("They see it until they answer."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    field_order = ("of", "colleague", "show")

    def __init__(
        self, *args: Any, actor: Actor, people: list[tuple[Person, str]], proof: Iterable[Evidence], **kwargs: Any
    ) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.proof = {str(row.pk): row for row in proof}
        self.offer("show", [(pk, row.title) for pk, row in self.proof.items()])
        self.people = {str(p.pk): p for p, _what in people}
        what = {str(p.pk): words for p, words in people}
        picked = self.data.get("of", "") if self.is_bound else ""
        if picked.isdecimal() and picked not in self.people:
            one = chosen(actor, f"person:{picked}")
            if one and one.person:
                self.people[picked] = one.person
        people_to_choose = [(pk, Choice(pk, p.name, what.get(pk, ""))) for pk, p in self.people.items()]
        self.offer("of", [*people_to_choose, (COLLEAGUE, _("somebody else"))])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        of = data.get("of", "")
        data["proof"] = [self.proof[pk] for pk in data.get("show", []) if pk in self.proof]
        data["person"] = self.find(data.get("colleague", "")) if of == COLLEAGUE else self.people.get(of)
        return data


class LookForm(forms.Form):
    """What I saw, or why I send it back."""

    saw = forms.CharField(
        label=_("What did you see?"),
        help_text=_("One or two sentences about the work. Only your colleague and who they share with read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        min_length=3,
        error_messages={
            "required": _("Write one sentence about what you saw, or why you send it back."),
            "min_length": _("Write one sentence about what you saw, or why you send it back."),
        },
    )
