"""The pages that belong to no feature: how you like to see Kanwil, and the style guide."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from .middleware import LANGUAGE_COOKIE
from .preferences import ONE_YEAR, THEME_COOKIE, THEMES, language_was_chosen
from .style_guide import sample


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as your device does it."""
    response = _back(request)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        _remember(response, THEME_COOKIE, theme)
    return response


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Dutch or English, from now on."""
    response = _back(request)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        _remember(response, LANGUAGE_COOKIE, language)
        language_was_chosen(request, language)
    return response


@login_required
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every sign and part of Kanwil, drawn by the same templates as the real pages."""
    return render(request, "ui/style_guide.html", sample(request))


def _remember(response: HttpResponse, name: str, value: str) -> None:
    # not HttpOnly: kanwil.js writes the theme itself, so that a change needs no new page
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=ONE_YEAR, samesite="Lax", secure=secure, httponly=False)


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """Back to the page where the choice was made, never to another site."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(target if safe else "/")
