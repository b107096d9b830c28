"""The scales: how people say how far they are, and what one sees them do then."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kanwil.access import demand, find, may
from kanwil.access.door import PersonRequest, page

from .. import listing, scale_actions
from ..forms import ScaleForm, UseScaleForm
from ..models import Scale
from ..scale_actions import ScaleChangedMeanwhile


@require_GET
@page
def scales(request: PersonRequest) -> HttpResponse:
    """Every scale with its sentences and examples."""
    keeps = may(request.actor, "keep_language")
    context = {
        "scales": listing.scales(request.actor),
        "keeps": keeps,
        "crumbs": [(_("Skills"), reverse("language")), (_("Scales"), "")],
    }
    return render(request, "skills/scales.html", context)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """Make a scale of the organisation."""
    demand(request.actor, "keep_language")
    form = ScaleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            scale = scale_actions.add_scale(request.actor, name=form.cleaned_data["name"], levels=form.typed_levels())
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, _("The scale is there. Now choose for which words you use it."))
            return redirect("scale", scale.pk)
    crumbs = [(_("Skills"), reverse("language")), (_("Scales"), reverse("scales")), (_("A scale of your own"), "")]
    context = {"form": form, "crumbs": crumbs}
    return render(request, "skills/scale.html", context, status=422 if form.errors else 200)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def scale(request: PersonRequest, scale_id: int) -> HttpResponse:
    """Change a scale. What people already said with it stands fast."""
    demand(request.actor, "keep_language")
    one = find(Scale, request.actor, pk=scale_id)
    fixed = scale_actions.is_fixed(one)
    form = ScaleForm(request.POST or None, scale=one, fixed=fixed)
    meanwhile = False
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            scale_actions.change_scale(
                request.actor, scale=one, name=data["name"], levels=form.by_level(), seen=data["seen"]
            )
        except ScaleChangedMeanwhile:
            meanwhile = True
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("scales")
    crumbs = [(_("Skills"), reverse("language")), (_("Scales"), reverse("scales")), (one.name, "")]
    context = {"form": form, "scale": one, "fixed": fixed, "meanwhile": meanwhile, "crumbs": crumbs}
    context |= {"seen": scale_actions.fingerprint(one), "use": UseScaleForm()}
    status = 409 if meanwhile else 422 if form.errors else 200
    return render(request, "skills/scale.html", context, status=status)


@page
@require_POST
def use(request: PersonRequest, scale_id: int) -> HttpResponse:
    """Use a scale for the words of a language that nobody uses yet."""
    demand(request.actor, "keep_language")
    one = find(Scale, request.actor, pk=scale_id)
    form = UseScaleForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose a language."))
        return redirect("scale", one.pk)
    count = scale_actions.use_scale(request.actor, scale=one, framework=form.cleaned_data["framework"])
    words = ngettext("%(count)s word has this scale now.", "%(count)s words have this scale now.", count)
    messages.success(request, words % {"count": count} if count else _("No word changed: the rest is in use already."))
    return redirect("scales")
