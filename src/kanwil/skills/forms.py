"""The forms with which keepers of the language write their own words and scales."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import LANGUAGES, Framework, Level, Mapping, Scale, Skill
from .own_words import SPOKEN, OwnWord
from .words import default_scale

BENEATH = "beneath"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OwnWordForm(forms.Form):
    """A word of the organisation: what it is called and means in both languages, with examples per level."""

    name_nl = forms.CharField(label=gettext_lazy("Name in Dutch"), max_length=255, required=False)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=255, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of word is it?"),
        choices=[(key, words) for key, words in Skill.KINDS if key != "group"],
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        initial="skill",
    )
    explanation_nl = forms.CharField(
        label=gettext_lazy("Explanation in Dutch"),
        help_text=gettext_lazy("What does somebody do who can do this? Two short sentences are enough."),
        widget=_area(3),
        max_length=4000,
        required=False,
    )
    explanation_en = forms.CharField(
        label=gettext_lazy("Explanation in English"), widget=_area(3), max_length=4000, required=False
    )
    synonyms_nl = forms.CharField(
        label=gettext_lazy("Other words in Dutch"),
        help_text=gettext_lazy("What else do colleagues call it? One word or phrase a line."),
        widget=_area(3),
        max_length=4000,
        required=False,
    )
    synonyms_en = forms.CharField(
        label=gettext_lazy("Other words in English"), widget=_area(3), max_length=4000, required=False
    )
    legal_ground_nl = forms.CharField(label=gettext_lazy("Legal ground in Dutch"), max_length=200, required=False)
    legal_ground_en = forms.CharField(label=gettext_lazy("Legal ground in English"), max_length=200, required=False)
    valid_months = forms.IntegerField(
        label=gettext_lazy("Valid for (months)"),
        help_text=gettext_lazy("Leave this empty when it does not end."),
        min_value=1,
        max_value=600,
        required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    scale = forms.ModelChoiceField(
        label=gettext_lazy("Scale"),
        help_text=gettext_lazy("With another scale the examples start over."),
        queryset=Scale.objects.none(),
        required=False,
        empty_label=None,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, word: OwnWord, scale_fixed: bool = False, **kwargs: Any) -> None:
        self.word = word
        scales = Scale.objects.order_by("-default", "name")
        self.default = default_scale()
        kwargs["initial"] = {**_initial(word), "scale": word.scale_id or self.default.pk}
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["scale"])
        field.queryset, field.disabled = scales, scale_fixed
        if scales.count() < 2:
            del self.fields["scale"]
        now = Scale.objects.get(pk=word.scale_id) if word.scale_id else self.default
        self.levels = list(now.levels.all())
        for level in self.levels:
            for language in SPOKEN:
                self.fields[_example(level, language)] = forms.CharField(
                    label=dict(LANGUAGES)[language],
                    max_length=300,
                    required=False,
                    widget=_area(2),
                    initial=word.examples.get(str(level.pk), {}).get(language, ""),
                )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("name_nl", "").strip() and not data.get("name_en", "").strip():
            self.add_error("name_nl", _("Give the word a name, in Dutch or in English."))
        for language in SPOKEN:
            if any(len(text) > 255 for text in _lines(data.get(f"synonyms_{language}", ""))):
                self.add_error(f"synonyms_{language}", _("One of these words is too long. Put each on its own line."))
        return data

    def examples(self) -> list[tuple[Level, list[Any]]]:
        """The levels with their two fields, for the page."""
        return [(level, [self[_example(level, language)] for language in SPOKEN]) for level in self.levels]

    def typed(self) -> OwnWord:
        """The word as it was filled in."""
        data = self.cleaned_data
        scale = data.get("scale")
        scale_id = scale.pk if scale and scale != self.default else self.word.scale_id if scale is None else None
        examples = {
            str(level.pk): {language: data.get(_example(level, language), "") for language in SPOKEN}
            for level in self.levels
        }
        return OwnWord(
            names={language: data[f"name_{language}"] for language in SPOKEN},
            kind=data["kind"],
            synonyms={language: tuple(_lines(data[f"synonyms_{language}"])) for language in SPOKEN},
            explanations={language: data[f"explanation_{language}"] for language in SPOKEN},
            examples=examples if scale_id == self.word.scale_id else {},
            scale_id=scale_id,
            legal_ground_nl=data["legal_ground_nl"],
            legal_ground_en=data["legal_ground_en"],
            valid_months=data["valid_months"],
        ).tidy()


def _example(level: Level, language: str) -> str:
    return f"example_{level.pk}_{language}"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _initial(word: OwnWord) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": word.kind,
        "legal_ground_nl": word.legal_ground_nl,
        "legal_ground_en": word.legal_ground_en,
        "valid_months": word.valid_months,
    }
    for language in SPOKEN:
        found[f"name_{language}"] = word.names.get(language, "")
        found[f"explanation_{language}"] = word.explanations.get(language, "")
        found[f"synonyms_{language}"] = "\n".join(word.synonyms.get(language, ()))
    return found


class PlaceForm(forms.Form):
    """Where an own word hangs: which other word, and how the two belong together."""

    other = forms.ModelChoiceField(
        label=gettext_lazy("Which word?"),
        queryset=Skill.objects.none(),
        error_messages={"required": gettext_lazy("Choose a word from the list.")},
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How do they belong together?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how the words belong together.")},
    )

    def __init__(self, *args: Any, offered: Iterable[int], name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["other"]).queryset = Skill.objects.filter(pk__in=list(offered))
        cast(forms.ChoiceField, self.fields["how"]).choices = ways(name)


def ways(name: str) -> list[tuple[str, str]]:
    """How a word can hang, said with the word itself."""
    words = {
        BENEATH: _("“%(name)s” hangs beneath it"),
        "exact": _("“%(name)s” means the same"),
        "close": _("“%(name)s” means nearly the same"),
        "broad": _("“%(name)s” is narrower"),
        "narrow": _("“%(name)s” is wider"),
        "related": _("“%(name)s” belongs with it"),
    }
    assert set(words) == {BENEATH, *dict(Mapping.MATCHES)}  # noqa: S101
    return [(key, text % {"name": name}) for key, text in words.items()]


class RetireForm(forms.Form):
    """No longer use a word, perhaps with the word that replaces it."""

    successor = forms.ModelChoiceField(queryset=Skill.objects.none(), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, offered: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["successor"])
        field.queryset = Skill.objects.filter(pk__in=list(offered), status="current").exclude(kind="group")


PLACES = (
    gettext_lazy("The beginning"),
    gettext_lazy("The next step"),
    gettext_lazy("A step further"),
    gettext_lazy("Further still"),
    gettext_lazy("The furthest"),
)
LEVEL_TEXTS = {
    "sentence_nl": (gettext_lazy("Sentence in Dutch"), 80),
    "sentence_en": (gettext_lazy("Sentence in English"), 80),
    "example_nl": (gettext_lazy("What you see somebody do, in Dutch"), 240),
    "example_en": (gettext_lazy("What you see somebody do, in English"), 240),
}


class ScaleForm(forms.Form):
    """A scale: its name, and per level a sentence and an example of behaviour in both languages.

    A new scale has places for five sentences and needs two. `fixed` keeps what is filled in as it is.
    """

    name = forms.CharField(label=gettext_lazy("Name of the scale"), max_length=80)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, scale: Scale | None = None, fixed: bool = False, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": scale.name if scale else ""}
        super().__init__(*args, **kwargs)
        found: list[Level | None] = list(scale.levels.all()) if scale else [None] * len(PLACES)
        self.levels = [(str(level.pk) if level else f"new{place}", level) for place, level in enumerate(found)]
        for key, level in self.levels:
            for text, (label, longest) in LEVEL_TEXTS.items():
                said = getattr(level, text) if level else ""
                self.fields[f"{text}_{key}"] = forms.CharField(
                    label=label,
                    max_length=longest,
                    required=False,
                    initial=said,
                    disabled=fixed and bool(said),
                    widget=_area(2) if text.startswith("example") else forms.TextInput,
                )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for key, level in self.levels:
            said = [data.get(f"{text}_{key}", "").strip() for text in LEVEL_TEXTS]
            for text in LEVEL_TEXTS if level or any(said) else ():
                if not data.get(f"{text}_{key}", "").strip() and f"{text}_{key}" not in self.errors:
                    self.add_error(f"{text}_{key}", _("Fill this in as well, or leave this whole level empty."))
        if not self.scale_there and len(self.typed_levels()) < 2 and not self.errors:
            self.add_error(None, _("A scale has at least two levels."))
        return data

    @property
    def scale_there(self) -> bool:
        return any(level for _key, level in self.levels)

    def typed_levels(self) -> list[dict[str, str]]:
        """The levels that are filled in, in order."""
        rows = [
            {text: self.cleaned_data.get(f"{text}_{key}", "").strip() for text in LEVEL_TEXTS}
            for key, _l in self.levels
        ]
        return [row for row in rows if any(row.values())]

    def by_level(self) -> dict[int, dict[str, str]]:
        """What is filled in for levels that are there already."""
        return dict(zip([level.pk for _key, level in self.levels if level], self.typed_levels(), strict=True))

    def rows(self) -> list[tuple[Any, Any, list[Any]]]:
        """Per level: what it is called on the page, the level when it is there, and its fields."""
        return [
            (PLACES[place] if place < len(PLACES) else "", level, [self[f"{text}_{key}"] for text in LEVEL_TEXTS])
            for place, (key, level) in enumerate(self.levels)
        ]


class UseScaleForm(forms.Form):
    """For which language a scale is used."""

    framework = forms.ModelChoiceField(
        label=gettext_lazy("For which language?"),
        queryset=Framework.objects.none(),
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose a language.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["framework"]).queryset = Framework.objects.all()
