"""Getting in with a one-time code, and your own account."""

from __future__ import annotations

from typing import cast

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kanwil.access import NOBODY

from . import actions
from .forms import CodeForm
from .history import around_your_account
from .models import User

TRIES, MINUTES = 10, 15
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _too_often(request: HttpRequest) -> bool:
    """At most ten tries in a quarter of an hour from one address: a code cannot be guessed."""
    key = f"code-tries:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, MINUTES * 60)
    return cache.incr(key) > TRIES


@never_cache
@sensitive_post_parameters()
def use_code(request: HttpRequest) -> HttpResponse:
    """Somebody without a password starts with a code from paper."""
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        if _too_often(request):
            form.add_error(None, _("You tried too often. Wait a quarter of an hour."))
            return render(request, "accounts/use_code.html", {"form": form}, status=429)
        if form.is_valid():
            try:
                user = actions.use_code(NOBODY, code=form.cleaned_data["code"], password=form.cleaned_data["password"])
            except ValidationError as error:
                form.refuse(error)
            else:
                if is_mfa_enabled(user):  # a code on paper replaces the password, never the extra lock
                    return redirect("account_login")
                login(request, user, backend=BACKEND)
                return redirect("/")
    return render(request, "accounts/use_code.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Your own way in: password, extra lock, language."""
    return render(request, "accounts/account.html", {"lines": around_your_account(getattr(request, "actor", NOBODY))})


@require_POST
@login_required
def language(request: HttpRequest) -> HttpResponse:
    """Read Kanwil in another language from now on."""
    actor = getattr(request, "actor", NOBODY)
    user = cast(User, request.user)  # logged in, so there is one
    try:
        actions.choose_language(actor, user=user, language=request.POST.get("language", ""))
    except ValidationError as error:
        return render(request, "400.html", {"exception": error.messages[0]}, status=400)
    return redirect("account")
