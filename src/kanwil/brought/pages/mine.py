"""What I brought from elsewhere: the file, what was found in it, and what of it I keep as proof."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kanwil.access import find, visible
from kanwil.access.door import PersonRequest, page
from kanwil.calc.credentials import Report
from kanwil.matrix.models import Claim
from kanwil.proof.files import scan
from kanwil.proof.my_proof import my_skills
from kanwil.skills.models import Skill

from .. import actions, items, matching
from ..checking import check, file_kind
from ..forms import CheckForm, ChooseForm
from ..models import BroughtFile
from ..telling import tell
from ..turns import NotNow, turns
from ..uploads import in_memory


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("My proof"), reverse("proof")), *more]


def _checked(request: PersonRequest, content: bytes) -> Report:
    with turns.one(f"person:{request.actor.person_id}"):
        return check(content)


def _brought(request: PersonRequest, form: CheckForm, *, status: int = 200, said: str = "") -> HttpResponse:
    files = visible(BroughtFile, request.actor).order_by("-brought_at", "-pk")
    context = {"form": form, "said": said, "files": files, "crumbs": _crumbs((_("From elsewhere"), ""))}
    return render(request, "brought/mine.html", context, status=status)


def _cannot_take(request: PersonRequest, why: str) -> HttpResponse:
    if why == "big":
        return _brought(request, CheckForm(), status=413, said=_("This is too big to check. At most 8 MB is possible."))
    return _brought(request, CheckForm(), status=400, said=_("This did not arrive well. Try once more."))


def _busy(request: PersonRequest) -> HttpResponse:
    return _brought(request, CheckForm(), status=503, said=_("It is busy right now. Try again in a moment."))


@in_memory(page(_cannot_take))
@page
def brought(request: PersonRequest) -> HttpResponse:
    """Bring a file. It is only kept when there is something in it that I can use."""
    if request.method != "POST":
        return _brought(request, CheckForm())
    form = CheckForm(request.POST, request.FILES)
    if not form.is_valid():
        return _brought(request, form, status=400)
    content = form.brought
    try:
        report = _checked(request, content)
    except NotNow:
        return _busy(request)
    if not any(not item.why_not for item in items.read(content, report)):
        context = {
            "told": tell(report),
            "crumbs": _crumbs((_("From elsewhere"), reverse("brought")), (_("Result"), "")),
        }
        return render(request, "brought/nothing_to_keep.html", context, status=200 if report.readable else 400)
    try:
        scan(content)
        media_type, ending = file_kind(report.kind)
        name = f"{form.plain_name}.{ending}"
        row = actions.bring(request.actor, content=content, name=name, media_type=media_type)
    except ValidationError as error:
        return _brought(request, CheckForm(), status=400, said=error.messages[0])
    return redirect("brought_choose", row.pk)


@page
def choose(request: PersonRequest, pk: int) -> HttpResponse:
    """What was found in my file, checked anew, and what of it I keep as proof. Only I see it."""
    row = find(BroughtFile, request.actor, "change", pk=pk)
    content = bytes(row.content)
    try:
        report = _checked(request, content)
    except NotNow:
        return _busy(request)
    found = items.read(content, report)
    form = ChooseForm(
        request.POST or None,
        items=found,
        kept=row.items.values_list("place", flat=True),
        mine=my_skills(request.actor),
        found=matching.found(request.actor, found),
    )
    if form.is_bound and form.is_valid():
        try:
            actions.keep_chosen(request.actor, file=row, chosen=_with_skills(request, form))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Kept as proof. Only you see it, until you share it."))
            return redirect("proof")
    whose = sorted({item.about_name for item in found if item.about_name})
    crumbs = _crumbs((_("From elsewhere"), reverse("brought")), (row.name, ""))
    context = {"file": row, "form": form, "told": tell(report), "whose": whose, "crumbs": crumbs}
    return render(request, "brought/choose.html", context, status=400 if form.errors else 200)


def _with_skills(request: PersonRequest, form: ChooseForm) -> list[tuple[items.Item, Claim | None, Skill | None]]:
    made = []
    for item, kind, number in form.chosen:
        claim = find(Claim, request.actor, "change", pk=number) if kind == "mine" else None
        skill = find(Skill, request.actor, pk=number) if kind == "new" else None
        made.append((item, claim, skill))
    return made


@page
@require_safe
def original(request: PersonRequest, pk: int) -> HttpResponse:
    """The file as I brought it, to take along. Always a download; it can run nothing."""
    row = find(BroughtFile, request.actor, pk=pk)
    answer = HttpResponse(bytes(row.content), content_type=row.media_type)
    plain = "".join(letter for letter in row.name if letter.isascii() and letter not in '"\\') or "bestand"
    answer["Content-Disposition"] = f'attachment; filename="{plain}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


@page
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Remove a file I brought, after one question."""
    row = find(BroughtFile, request.actor, "change", pk=pk)
    if request.method == "POST":
        actions.remove(request.actor, file=row)
        messages.info(request, _("The file is gone."))
        return redirect("brought")
    crumbs = _crumbs((_("From elsewhere"), reverse("brought")), (row.name, ""))
    return render(request, "brought/remove.html", {"file": row, "crumbs": crumbs, "narrow": True})
