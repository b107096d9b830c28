"""Every kind of personal data, declared where it is born: what for, on what ground, for whom, how long, and how it
is taken along and erased. A test fails on a model with a path to a person that is not declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils.functional import Promise

Words = str | Promise

DELETE, KEEP, UNLINK = "delete", "keep", "unlink"


@dataclass(frozen=True)
class Declaration:
    """One model with personal data.

    `path` leads from a row to the id of the person it is about ("person_id", "claim__person_id"). `export` turns rows
    into plain data for the person; without it the fields in `fields` are given. `erase` is what happens on erasure:
    delete the rows, keep them (with the reason in `retention`), or unlink the person (`unlink_field`).
    `expired` gives the rows that are past their time on a day. `in_words` says whether the rows are for reading; when
    they are codes and numbers, the overview in the download names them and leaves them to the data file.
    """

    model: type[models.Model]
    path: str
    purpose: Words
    ground: Words
    audience: Words
    retention: Words
    fields: tuple[str, ...] = ()
    erase: str = DELETE
    unlink_field: str = ""
    export: Callable[[Any], Iterable[dict[str, Any]]] | None = field(default=None)
    expired: Callable[[date], Any] | None = field(default=None)
    in_words: bool = True

    @property
    def name(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    def rows_of(self, person_id: int) -> Any:
        return self.model._default_manager.filter(**{self.path: person_id})


REGISTER: dict[type[models.Model], Declaration] = {}


def declare(model: type[models.Model], **kwargs: Any) -> Declaration:
    """Declare the personal data of a model; once per model."""
    declaration = Declaration(model=model, **kwargs)
    if declaration.erase not in (DELETE, KEEP, UNLINK):
        raise ValueError(f"erase must be delete, keep or unlink, not {declaration.erase!r}")
    if declaration.erase == UNLINK and not declaration.unlink_field:
        raise ValueError("say which field is unlinked")
    REGISTER[model] = declaration
    return declaration
