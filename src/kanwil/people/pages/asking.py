"""What the pages of keepers share: a form that ends in an action, and going back with a message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ..door import PersonRequest


def ask(
    request: PersonRequest,
    form: forms.Form,
    *,
    do: Callable[[], Any],
    done: str,
    back: str,
    shown: dict[str, Any],
    template: str = "people/form.html",
) -> HttpResponse:
    """Show the form; when it is filled in well do the action, go back and say so. A refusal stands above the form."""
    if request.method == "POST" and form.is_valid():
        try:
            result = do()
        except ValidationError as wrong:
            form.add_error(None, wrong)
        except IntegrityError:
            form.add_error(None, _("Somebody else changed this at the same moment. Look again."))
        else:
            messages.success(request, done)
            return redirect(back if back.startswith("/") else result)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, "back": back, "narrow": True, **shown}, status=status)


class Sure(forms.Form):
    """A question with yes as the only answer."""
