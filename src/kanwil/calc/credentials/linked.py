"""PyLD at work for `canonical`: expanding a document and putting its statements in their one order.

By itself, because PyLD takes long to load and most commands and pages never need it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from pyld import jsonld
from pyld.canon import URDNA2015
from pyld.context_resolver import ContextResolver

from kanwil.calc.credentials import contexts
from kanwil.calc.credentials.canonical import NOWHERE, check_expanded
from kanwil.calc.credentials.limits import Budget
from kanwil.calc.credentials.refusal import Refused

_kept = threading.local()  # worked-out contexts, per thread: PyLD's own store is not made for threads


def statements(document: dict[str, Any], budget: Budget, load: Any) -> str:
    """The statements of a document; `load` gives its contexts."""
    dropped: list[str] = []
    options = {
        "base": NOWHERE,
        "documentLoader": load,
        "contextResolver": ContextResolver(_store() if load is contexts.loader else {}, load),
        "processingMode": "json-ld-1.1",
    }
    processor = _Processor(on_property_dropped=lambda name: dropped.append(str(name)))
    try:
        expanded = processor.expand(document, dict(options))
        budget.check()
        if dropped:
            raise Refused("undefined-term", ", ".join(sorted(set(dropped)))[:200])
        check_expanded(expanded)
        dataset = jsonld.JsonLdProcessor().to_rdf(expanded, dict(options))
    except jsonld.JsonLdError as error:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, Refused):
                raise cause from error
            cause = cause.__cause__
        raise Refused("not-understood", str(error.code or error.type)[:100]) from error
    except (TypeError, AttributeError, KeyError, ValueError, IndexError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused("not-understood", type(error).__name__) from error  # the processor stumbled over a strange value
    budget.check()
    if sum(len(graph) for graph in dataset.values()) > budget.limits.quads:
        raise Refused("too-big", "statements")
    return _Patient(budget).main(dataset, {"format": "application/n-quads"})


def _store() -> dict[str, Any]:
    if not hasattr(_kept, "contexts"):
        _kept.contexts = {}
    kept: dict[str, Any] = _kept.contexts
    return kept


class _Processor(jsonld.JsonLdProcessor):  # type: ignore[misc]
    """PyLD works out the words of a type again for every node; in one document each has to be worked out once."""

    def __init__(self, on_property_dropped: Callable[[str | None], Any]) -> None:
        super().__init__(on_property_dropped=on_property_dropped)
        self.worked_out: dict[tuple[Any, ...], tuple[Any, Any]] = {}

    def _process_context(
        self, active_ctx: Any, local_ctx: Any, options: Any, *more: Any, propagate: bool = True, **named: Any
    ) -> Any:
        if propagate or more or named or "_uuid" not in active_ctx:
            return super()._process_context(active_ctx, local_ctx, options, *more, propagate=propagate, **named)
        key = (active_ctx["_uuid"], id(local_ctx))
        if key not in self.worked_out:
            found = super()._process_context(active_ctx, local_ctx, options, propagate=False)
            self.worked_out[key] = (found, local_ctx)  # keeps `local_ctx` alive, so that its id stays its own
        return self.worked_out[key][0]


class _Patient(URDNA2015):  # type: ignore[misc]
    """RDFC-1.0 that stops when somebody made a puzzle of it: nodes without a name that look all alike."""

    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self.budget = budget
        self.compared = 0

    def hash_first_degree_quads(self, id_: str) -> str:
        if len(self.blank_node_info) > self.budget.limits.blank_nodes:
            raise Refused("too-much-work", "nodes")
        return super().hash_first_degree_quads(id_)

    def create_hash_to_related(self, id_: str, issuer: Any) -> dict[str, list[str]]:
        self.compared += 1
        if self.compared > self.budget.limits.comparisons:
            raise Refused("too-much-work", "comparisons")
        self.budget.check()
        related: dict[str, list[str]] = super().create_hash_to_related(id_, issuer)
        if any(len(alike) > self.budget.limits.alike for alike in related.values()):
            raise Refused("too-much-work", "alike")
        return related
