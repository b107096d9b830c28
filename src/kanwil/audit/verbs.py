"""What can be done, in words. A verb must be known here before it can be logged."""

from __future__ import annotations

from django.utils.functional import Promise

VERBS: dict[str, str | Promise] = {}
UNCOUNTED: set[str] = set()


def register(**verbs: str | Promise) -> None:
    """Make verbs known: `register(people__joined=_("joined"))` is the verb `people.joined`."""
    VERBS.update({name.replace("__", "."): words for name, words in verbs.items()})


def register_between_people(**verbs: str | Promise) -> None:
    """Verbs for what one person does for another, such as a compliment: logged, but nobody ever counts them."""
    register(**verbs)
    UNCOUNTED.update(name.replace("__", ".") for name in verbs)


def words_for(verb: str) -> str | Promise:
    return VERBS.get(verb, verb)
