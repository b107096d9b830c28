"""What I took along, signed, and withdrawing it; and for everybody the public keys and lists of withdrawals."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kanwil.access import find
from kanwil.access.door import PersonRequest, page

from . import issuing, lists, my_signed, published
from .models import SignedBy, SignedSkill

MINUTES_KEPT = 5
DID, JWKS, LINKED = "application/did+ld+json", "application/jwk-set+json", "application/ld+json"


@page
@require_safe
def signed(request: PersonRequest) -> HttpResponse:
    """What I took along, signed: by whom, when, and whether it still stands; and what was signed in my name."""
    context = {"rows": my_signed.mine(request.actor), "given": my_signed.in_my_name(request.actor)}
    return render(request, "signing/signed.html", context)


@page
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Withdraw something I took along."""
    row = find(SignedSkill, request.actor, "change", pk=pk)
    try:
        issuing.withdraw(request.actor, signed=row)
    except issuing.CannotSign as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("Withdrawn. Who checks it from now on reads that."))
    return redirect("signed")


@page
@require_POST
def take_name_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back something that was signed in my name."""
    row = find(SignedBy, request.actor, pk=pk)
    issuing.take_name_back(request.actor, given=row)
    messages.success(request, _("Taken back. Who checks it from now on reads that."))
    return redirect("signed")


def _for_everybody(kind: str) -> Callable[[Callable[..., dict[str, Any] | None]], Callable[..., HttpResponse]]:
    """A document without anybody's name: no login, no cookie, kept for some minutes, readable from any site."""

    def published_as(make: Callable[..., dict[str, Any] | None]) -> Callable[..., HttpResponse]:
        @wraps(make)
        @require_safe
        def answer(request: HttpRequest, prefix: str = "", **kwargs: Any) -> HttpResponse:
            try:
                document = make(**kwargs) if prefix in ("", published.prefix()) else None
            except issuing.CannotSign:
                response = HttpResponse(status=503, headers={"Retry-After": "300"})
            else:
                if document is None:
                    raise Http404
                response = JsonResponse(document, content_type=kind, json_dumps_params={"ensure_ascii": False})
                response["Cache-Control"] = f"public, max-age={MINUTES_KEPT * 60}"
            response["Access-Control-Allow-Origin"] = "*"
            request.session.accessed = False  # the same for everybody: it hangs on no cookie
            return response

        return answer

    return published_as


@_for_everybody(DID)
def organisation_keys() -> dict[str, Any] | None:
    return published.organisation_document(well_known=True)


@_for_everybody(DID)
def organisation_keys_below() -> dict[str, Any] | None:
    return published.organisation_document(well_known=False)


@_for_everybody(DID)
def confirmer_keys(name: str) -> dict[str, Any] | None:
    return published.confirmer_document(name)


@_for_everybody(JWKS)
def token_keys() -> dict[str, Any] | None:
    return published.token_keys()


@_for_everybody(LINKED)
def status_list(number: int) -> dict[str, Any] | None:
    return lists.published(number)
