"""Asking the rules: which rows, this row, who, and why.

`visible` is the UNION of the rules of a model (one OR over joins was twenty times slower on PostgreSQL);
`can` is the same rules on one row; `who_can` is the reverse.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet, PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import Http404
from django.utils.translation import gettext as _

from .actor import Actor
from .rules import ABILITIES, RULES, Rule, Words

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Decision:
    """Yes or no, with the reason in the reader's language. Use it as a truth value."""

    allowed: bool
    reason: Words
    rule: str = ""

    def __bool__(self) -> bool:
        return self.allowed


class Denied(PermissionDenied):
    """The actor may know this exists, but may not do this. Carries the reason to the page."""

    def __init__(self, reason: Words) -> None:
        super().__init__(str(reason))
        self.reason = reason


def _rules(model: type[Model], action: str) -> list[Rule]:
    rules = RULES.get((model, action))
    if not rules:
        raise LookupError(f"no rule says who may {action} a {model.__name__}")
    return rules


def _for(actor: Actor, model: type[Model], action: str) -> list[Rule]:
    """The rules that may say yes to this actor. Who left keeps what is their own, and nothing about anybody else."""
    rules = _rules(model, action)
    return [rule for rule in rules if rule.audience == "self"] if actor.left else rules


def visible(model: type[M], actor: Actor, action: str = "view", *, among: Q | None = None) -> QuerySet[M]:
    """The rows of `model` on which `actor` may do `action`: nothing else may reach a page, an export or a chart.

    `among` says which rows the page is about. It is asked of each rule, so that a rule which lets everybody see much
    (what is shared with everybody here) is not worked out for the whole organisation first.
    """
    parts = []
    for rule in _for(actor, model, action):
        rows = rule.query(actor)
        if rows is not None and not rows.query.is_empty():
            parts.append(rows.filter(among) if among is not None else rows)
    manager: Any = model._default_manager
    if len(parts) == 1 and not _may_repeat(parts[0]):
        return parts[0]
    ids = _ids(parts, manager.db)
    return manager.none() if ids is None else manager.filter(pk__in=ids)


def _ids(parts: list[QuerySet[Any]], database: str) -> RawSQL | None:
    """The ids of all these rows, as one piece of SQL that is put together once; None when there can be none.

    As nested querysets Django works out every rule again at each step of the question in which it stands: that took
    longer than the database itself.
    """
    arms, values = [], []
    for rows in parts:
        try:
            sql, params = rows.order_by().values("pk").query.get_compiler(database).as_sql()
        except EmptyResultSet:
            continue
        # a union or a slice may not stand bare between others
        arms.append(f"SELECT * FROM ({sql}) rows_of_rule" if _is_compound(rows) else sql)  # noqa: S608
        values += params
    return RawSQL(" UNION ".join(arms), values) if arms else None  # noqa: S611  (Django's own SQL, with its values)


def _is_compound(rows: QuerySet[Any]) -> bool:
    return bool(rows.query.combinator or rows.query.is_sliced)


def _may_repeat(rows: QuerySet[Any]) -> bool:
    """Whether more may be in these rows than plain conditions on one table: then they go in as ids, not as they are."""
    query = rows.query
    return bool(_is_compound(rows) or query.distinct or query.group_by or len(query.alias_map) > 1)


def can(actor: Actor, action: str, obj: Model) -> Decision:
    """Whether `actor` may do `action` on this row, with the reason. The first rule that says yes gives the reason."""
    for rule in _for(actor, type(obj), action):
        rows = rule.query(actor)
        if rows is not None and rows.filter(pk=obj.pk).exists():
            return Decision(True, rule.because, rule.name)
    return Decision(False, _what_is_asked(type(obj), action))


def _what_is_asked(model: type[Model], action: str) -> str:
    """Why not, in the words of the rules themselves: what would have to be true."""
    words = dict.fromkeys(str(rule.because).rstrip(".") for rule in _rules(model, action))
    return _("This is only possible if this is true: %(reasons)s.") % {
        "reasons": _(" or ").join(f"“{one}”" for one in words)
    }


def require(actor: Actor, action: str, obj: Model) -> Decision:
    """As `can`, but stops: Http404 for what the actor may not know exists, Denied (403) for the rest."""
    decision = can(actor, action, obj)
    if decision:
        return decision
    if action != "view" and (type(obj), "view") in RULES and can(actor, "view", obj):
        raise Denied(decision.reason)
    raise Http404


def find(model: type[M], actor: Actor, action: str = "view", **lookup: Any) -> M:
    """Get one row and be allowed to, in one step. Http404 when it does not exist or may not be known."""
    if action == "view":
        row = visible(model, actor).filter(**lookup).first()
        if row is None:
            raise Http404
        return row
    manager: Any = model._default_manager
    row = manager.filter(**lookup).first()
    if row is None:
        raise Http404
    require(actor, action, row)
    return row


@dataclass(frozen=True)
class Holder:
    """Somebody who may, and why."""

    person_id: int
    because: Words
    audience: str


def who_can(action: str, obj: Model) -> list[Holder]:
    """Everyone who may do `action` on this row, each with the first reason that applies."""
    found: dict[int, Holder] = {}
    for rule in _rules(type(obj), action):
        if rule.holders is None:
            raise LookupError(f"rule {rule.name} cannot be asked the other way round")
        for person_id in rule.holders(obj):
            found.setdefault(person_id, Holder(person_id, rule.because, rule.audience))
    return list(found.values())


def may(actor: Actor, ability: str) -> Decision:
    """Whether `actor` may do something that is not about one row."""
    rule = ABILITIES[ability]
    if not actor.left and rule.test(actor):
        return Decision(True, rule.because, rule.name)
    return Decision(False, rule.denied)


def demand(actor: Actor, ability: str) -> Decision:
    """As `may`, but stops with Denied (403) and the reason."""
    decision = may(actor, ability)
    if not decision:
        raise Denied(decision.reason)
    return decision
