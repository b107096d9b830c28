"""My passports: choosing what stands in them, looking at it as others will, and giving or ending links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from kanwil.access import find, visible
from kanwil.access.door import PersonRequest, also_after_leaving, page
from kanwil.people.models import today

from .. import actions, choosing, taking
from ..forms import LinkForm, PassportForm
from ..models import Link, Passport
from ..printing import CannotPrint
from ..reading import full_date, sheet_of


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [(_("My skills passport"), reverse("passports")), (last, "")]


@page
@also_after_leaving
@require_safe
def passports(request: PersonRequest) -> HttpResponse:
    """The passports I made, newest first."""
    rows = visible(Passport, request.actor).prefetch_related("links", "items").order_by("-changed_at", "-pk")
    return render(request, "passport/mine.html", {"rows": rows})


@page
def make(request: PersonRequest) -> HttpResponse:
    """A new passport: its title, and what stands in it."""
    form = PassportForm(
        request.POST or None, initial={"title": _("My skills passport"), "language": request.LANGUAGE_CODE}
    )
    return _choose(request, form, None, lambda said, picked: actions.make(request.actor, said=said, chosen=picked))


@page
def choose(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose again what stands in a passport."""
    row = find(Passport, request.actor, "change", pk=pk)
    form = PassportForm(request.POST) if request.method == "POST" else PassportForm.about_passport(row)
    return _choose(
        request,
        form,
        row,
        lambda said, picked: actions.change(
            request.actor, row=row, said=said, chosen=picked, version=form.cleaned_data["version"] or 0
        ),
    )


def _choose(
    request: PersonRequest, form: PassportForm, row: Passport | None, save: Callable[[Any, Any], Passport]
) -> HttpResponse:
    meanwhile = False
    if form.is_bound and form.is_valid():
        picked = choosing.picked(request.POST, request.POST.getlist("item"))
        move, _colon, key = request.POST.get("move", "").partition(":")
        if move in ("up", "down"):
            picked = choosing.moved(picked, key, -1 if move == "up" else 1)
        try:
            saved = save(form.said, picked)
        except ValidationError as error:
            form.add_error(None, error)
        except actions.ChangedMeanwhile:
            meanwhile = True
        else:
            if move:
                return redirect(f"{reverse('passport_choose', args=[saved.pk])}#{key.replace(':', '-')}")
            messages.success(request, _("Saved."))
            return redirect("passport", saved.pk)
    context = {
        "form": form,
        "row": row,
        "offers": choosing.offers(request.actor, row),
        "meanwhile": meanwhile,
        "crumbs": _crumbs(row.title if row else _("Make a passport")),
    }
    return render(request, "passport/choose.html", context, status=409 if meanwhile else 400 if form.errors else 200)


@page
@also_after_leaving
@require_safe
def passport(request: PersonRequest, pk: int) -> HttpResponse:
    """One passport as others will read it, with everything one can do with it beside it."""
    row = find(Passport, request.actor, pk=pk)
    return _shown(request, row, LinkForm())


def _shown(request: PersonRequest, row: Passport, form: LinkForm, status: int = 200) -> HttpResponse:
    links = visible(Link, request.actor).filter(passport=row).order_by("ended_at", "-until_on", "pk")
    context = {
        "row": row,
        "sheet": sheet_of(row),
        "made_on": full_date(today()),
        "links": [link for link in links if link.works],
        "ended": [link for link in links if not link.works],
        "form": form,
        "crumbs": _crumbs(row.title),
        "left_out": taking.left_out(row),
    }
    return render(request, "passport/passport.html", context, status=status)


@page
@also_after_leaving
@require_POST
def take(request: PersonRequest, pk: int, form: str) -> HttpResponse:
    """Take a passport along as a file: the PDF, the signed file, or another form of the same."""
    row = find(Passport, request.actor, "change", pk=pk)
    make_file = taking.FORMS.get(form)
    if make_file is None:
        raise Http404
    try:
        with translation.override(row.language):
            file = make_file(request.actor, row)
    except ValidationError as problem:  # the keys cannot be opened
        messages.error(request, problem.message)
        return redirect("passport", pk)
    except CannotPrint as problem:
        messages.error(request, str(problem))
        return redirect("passport", pk)
    actions.taken(request.actor, row=row, form=form)
    answer = HttpResponse(file.content, content_type=file.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer


@page
@also_after_leaving
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Throw a passport away, after one question."""
    row = find(Passport, request.actor, "change", pk=pk)
    if request.method == "POST":
        actions.remove(request.actor, row=row)
        messages.info(request, _("Thrown away. Its links do not work any more."))
        return redirect("passports")
    return render(request, "passport/remove.html", {"row": row, "crumbs": _crumbs(row.title), "narrow": True})


@page
@require_POST
@sensitive_post_parameters()
def give_link(request: PersonRequest, pk: int) -> HttpResponse:
    """Make a link to a passport. It is shown once, on this page."""
    row = find(Passport, request.actor, "change", pk=pk)
    form = LinkForm(request.POST)
    if form.is_valid():
        try:
            link, token = actions.give_link(
                request.actor, row=row, for_whom=form.cleaned_data["for_whom"], until=form.until
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            address = request.build_absolute_uri(reverse("passport_by_link", args=[token]))
            taking.sign_for_link(request.actor, row)
            context = {"row": row, "link": link, "address": address, "crumbs": _crumbs(row.title)}
            return render(request, "passport/link_made.html", context)
    return _shown(request, row, form, status=400)


@page
@also_after_leaving
@require_POST
def end_link(request: PersonRequest, pk: int) -> HttpResponse:
    """End a link, in one click."""
    link = actions.end_link(request.actor, link=find(Link, request.actor, pk=pk))
    messages.success(request, _("That link does not work any more."))
    return redirect("passport", link.passport_id)
