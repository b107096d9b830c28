"""Taking along and saying goodbye: what is mine, how I still get at it, and until when. Only I see these pages."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kanwil.access.door import PersonRequest, also_after_leaving, page
from kanwil.privacy.packing import weighed

from .. import actions
from ..forms import AddressForm, EraseForm
from ..of_your_own import panels_for
from ..ways import ways_of

LINKS, HOURS = 5, 1


def _shown(request: PersonRequest, form: AddressForm) -> HttpResponse:
    actor = request.actor
    context = {
        "ways": ways_of(actor),
        "files": weighed(actor.me),
        "panels": panels_for(actor) if actor.left else [],
        "form": form,
    }
    return render(request, "leaving/leaving.html", context, status=400 if form.errors else 200)


@page
@also_after_leaving
@require_safe
def leaving(request: PersonRequest) -> HttpResponse:
    """What I can take along, how I get at it after leaving, and when it is erased."""
    return _shown(request, AddressForm())


@page
@also_after_leaving
@require_POST
def address(request: PersonRequest) -> HttpResponse:
    """Send a link to an address of my own."""
    form = AddressForm(request.POST)
    if form.is_valid() and _too_often(request.actor.me):
        form.add_error("email", _("You asked for a link too often. Wait an hour."))
    if form.is_valid():
        link = f"{settings.URL}{reverse('leaving_confirm', args=['TOKEN'])}".replace("TOKEN", "{token}")
        try:
            actions.ask_for_link(request.actor, email=form.cleaned_data["email"], address=link)
        except ValidationError as error:
            form.add_error("email", error)
        except OSError:
            form.add_error("email", _("The e-mail could not be sent now. Try again later."))
        else:
            messages.success(request, _("Sent. Open the link in that e-mail within three days."))
            return redirect(f"{reverse('leaving')}#later")
    return _shown(request, form)


def _too_often(person_id: int) -> bool:
    key = f"farewell-links:{person_id}"
    cache.add(key, 0, HOURS * 3600)
    return cache.incr(key) > LINKS


@page
@also_after_leaving
@require_POST
def forget(request: PersonRequest) -> HttpResponse:
    """Take my own address away."""
    actions.forget_address(request.actor)
    messages.success(request, _("Your address is gone."))
    return redirect(f"{reverse('leaving')}#later")


@page
@also_after_leaving
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: PersonRequest) -> HttpResponse:
    """Have everything of me erased now, after one question. Only after leaving."""
    if not request.actor.left:
        messages.info(request, _("As long as you work here, you take things away one by one."))
        return redirect("leaving")
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.erase_me(request.actor)
        logout(request)
        return render(request, "leaving/erased.html")
    crumbs = [(_("Taking along"), reverse("leaving")), (_("Erase everything"), "")]
    context = {"form": form, "crumbs": crumbs, "narrow": True}
    return render(request, "leaving/erase.html", context, status=400 if form.errors else 200)
