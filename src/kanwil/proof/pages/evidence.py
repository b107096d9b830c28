"""My proof: what I keep, one piece of it, changing it, with whom I share it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kanwil.access import can, find, visible
from kanwil.access.door import PersonRequest, also_after_leaving, page
from kanwil.audit.looks import looked
from kanwil.feedback.models import Story
from kanwil.feedback.receiving import claim_of
from kanwil.matrix.models import Claim
from kanwil.matrix.own_forms import number, numbers

from .. import actions, from_above, my_proof
from ..forms import EvidenceForm, ProofAudienceForm
from ..models import MADE_BY_MYSELF, SEEN, Evidence, EvidenceShare


@page
@require_safe
def proof(request: PersonRequest) -> HttpResponse:
    """Everything I keep as proof."""
    context = {"pieces": my_proof.pieces(request.actor), "kinds": MADE_BY_MYSELF, "ways": from_above.WAYS}
    return render(request, "proof/proof.html", context)


@page
def add(request: PersonRequest, kind: str) -> HttpResponse:
    """Keep a new piece of proof, when wanted for one skill (`bij` in the address)."""
    if kind not in dict(MADE_BY_MYSELF):
        raise Http404
    skills = my_proof.my_skills(request.actor)
    wanted = number(request.GET.get("bij", ""))
    if request.method == "POST":
        form = EvidenceForm(request.POST, request.FILES, kind=kind, skills=skills)
    else:
        form = EvidenceForm(initial={"skills": [str(wanted)] if wanted else []}, kind=kind, skills=skills)
    if form.is_bound and form.is_valid():
        try:
            row = actions.keep(request.actor, kind=kind, **_said(request, form))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Kept. Only you see it."))
            return redirect("evidence", row.pk)
    context = {"form": form, "kind": kind, "crumbs": _crumbs((_("Keep proof"), ""))}
    return render(request, "proof/form.html", context, status=400 if form.errors else 200)


@page
def from_story(request: PersonRequest, pk: int) -> HttpResponse:
    """Use what a colleague wrote to me as proof; once is enough."""
    story = find(Story, request.actor, "keep", pk=pk)
    if (known := visible(Evidence, request.actor, "change").filter(story=story).first()) is not None:
        return redirect("evidence", known.pk)
    skills, claim = my_proof.my_skills(request.actor), claim_of(request.actor, story)
    start = {"skills": [str(claim.pk)] if claim else []}
    form = EvidenceForm(request.POST or None, initial=start, kind=SEEN, skills=skills)
    if form.is_bound and form.is_valid():
        row = actions.keep(request.actor, kind=SEEN, story=story, **_said(request, form))
        messages.success(request, _("Kept. Only you see it."))
        return redirect("evidence", row.pk)
    context = {"form": form, "kind": SEEN, "as_shown": {"story": story}, "crumbs": _crumbs((_("Keep proof"), ""))}
    return render(request, "proof/form.html", context, status=400 if form.errors else 200)


def _said(request: PersonRequest, form: EvidenceForm) -> dict[str, Any]:
    data = form.cleaned_data
    claims = visible(Claim, request.actor, "change").filter(pk__in=numbers(data.get("skills", [])))
    return {"said": data, "claims": list(claims), "file": data.get("file")}


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("My proof"), reverse("proof")), *more]


@page
@require_safe
def evidence(request: PersonRequest, pk: int) -> HttpResponse:
    """One piece of proof: mine, with who sees it; or a colleague's, who then sees that I looked."""
    row = find(Evidence, request.actor, pk=pk)
    if row.person_id == request.actor.person_id:
        return _mine(request, row, ProofAudienceForm(actor=request.actor))
    because = can(request.actor, "view", row).reason
    looked(request.actor, [row.person_id], page="proof", what=f"proof:{row.pk}", because=str(because))
    context = {"row": row, "file": my_proof.file_of(row), "because": because}
    return render(request, "proof/theirs.html", context)


def _mine(request: PersonRequest, row: Evidence, form: ProofAudienceForm) -> HttpResponse:
    piece = my_proof.pieces(request.actor, only=row.pk)[0]
    shares = [share for share in my_proof.live_shares(request.actor) if share.evidence_id == row.pk]
    context = {
        "piece": piece,
        "row": row,
        "file": piece.file,
        "shares": shares,
        "asked": row.shown.select_related("confirmation__by").order_by("-pk"),
        "form": form,
        "crumbs": _crumbs((row.title, "")),
    }
    return render(request, "proof/evidence.html", context, status=400 if form.errors else 200)


@page
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """Change a piece of proof of mine."""
    row = find(Evidence, request.actor, "change", pk=pk)
    skills = my_proof.my_skills(request.actor)
    if request.method == "POST":
        form = EvidenceForm(request.POST, request.FILES, kind=row.kind, skills=skills, has_file=True)
    else:
        form = EvidenceForm.about(row, skills=skills)
    meanwhile = False
    if form.is_bound and form.is_valid():
        try:
            actions.change(request.actor, row=row, version=form.cleaned_data["version"] or 0, **_said(request, form))
        except ValidationError as error:
            form.add_error(None, error)
        except actions.ChangedMeanwhile:
            meanwhile = True
        else:
            messages.success(request, _("Saved."))
            return redirect("evidence", pk)
    context = {"form": form, "kind": row.kind, "row": row, "meanwhile": meanwhile, "file": my_proof.file_of(row)}
    context["now"] = find(Evidence, request.actor, "change", pk=pk)
    context["crumbs"] = _crumbs((row.title, reverse("evidence", args=[pk])), (_("Change"), ""))
    return render(request, "proof/form.html", context, status=409 if meanwhile else 400 if form.errors else 200)


@page
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a piece of proof away for good, after one question."""
    row = find(Evidence, request.actor, "change", pk=pk)
    if request.method == "POST":
        actions.remove(request.actor, row=row)
        messages.info(request, _("It is gone. Nobody sees it any more."))
        return redirect("proof")
    crumbs = _crumbs((row.title, reverse("evidence", args=[pk])), (_("Take away"), ""))
    return render(request, "proof/remove.html", {"row": row, "crumbs": crumbs, "narrow": True})


@page
@require_POST
def share(request: PersonRequest, pk: int) -> HttpResponse:
    """Let a team, who leads me or a colleague see this proof, until a day."""
    row = find(Evidence, request.actor, "change", pk=pk)
    form = ProofAudienceForm(request.POST, actor=request.actor)
    if form.is_valid() and form.chosen:
        try:
            until = form.cleaned_data["until_day"]
            actions.share(request.actor, row=row, audiences=form.chosen.audiences, until=until)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, capfirst(_("%(name)s sees this now.") % {"name": form.chosen.name}))
            return redirect(f"{reverse('evidence', args=[pk])}#wie")
    return _mine(request, row, form)


@page
@require_POST
def stop(request: PersonRequest, pk: int) -> HttpResponse:
    """Stop sharing this proof with one, or with everyone, at once."""
    row = find(Evidence, request.actor, "change", pk=pk)
    wanted = numbers(request.POST.getlist("share"))
    rows = visible(EvidenceShare, request.actor).filter(evidence=row, pk__in=wanted)
    if not actions.stop_sharing(request.actor, shares=rows.select_related("evidence")):
        raise Http404
    messages.info(request, _("Stopped. They do not see it any more."))
    return redirect(f"{reverse('evidence', args=[pk])}#wie")


@page
@also_after_leaving
@require_safe
def file(request: PersonRequest, pk: int) -> HttpResponse:
    """The photo or file: a photo is shown, anything else is a download. It can run nothing."""
    row = find(Evidence, request.actor, pk=pk)
    kept = my_proof.file_of(row)
    if kept is None:
        raise Http404
    looked(request.actor, [row.person_id], page="proof", what=f"proof:{row.pk}")
    how = "inline" if kept.is_picture else "attachment"
    answer = HttpResponse(bytes(kept.content), content_type=kept.media_type)
    answer["Content-Disposition"] = f'{how}; filename="{kept.plain_name}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
