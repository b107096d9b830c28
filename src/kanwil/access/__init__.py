"""Who may see and do what, said once, as queries with a reason."""

from .actor import NOBODY, Actor, Held, actor_of_id, system
from .decisions import Decision, Denied, Holder, can, demand, find, may, require, visible, who_can
from .rules import ALWAYS, COUNTS, IF_SHARED, VALIDITY, ability, allow, allow_counts

__all__ = [
    "ALWAYS",
    "COUNTS",
    "IF_SHARED",
    "NOBODY",
    "VALIDITY",
    "Actor",
    "Decision",
    "Denied",
    "Held",
    "Holder",
    "ability",
    "actor_of_id",
    "allow",
    "allow_counts",
    "can",
    "demand",
    "find",
    "may",
    "require",
    "system",
    "visible",
    "who_can",
]
