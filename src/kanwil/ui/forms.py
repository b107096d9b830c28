"""One way to draw every form: label, hint, what went wrong, field; above it a list of what to mend."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

CHOICE_LISTS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


class Field(BoundField):
    """A field on the screen, with the class its kind of input needs and the place a link to an error jumps to."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        own = widget.attrs.get("class", "")
        if isinstance(widget, CHOICE_LISTS):
            attrs["class"] = own or "choices"
        elif not widget.is_hidden and not isinstance(widget, forms.CheckboxInput):
            attrs["class"] = f"input {own}".strip()
        return attrs

    @property
    def is_check(self) -> bool:
        """One box to tick: its label stands behind it, not above it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def name_before_error(self) -> str:
        """The label as the start of a line in the list of errors: "Team: " or "When do you look again? "."""
        label = str(self.label or "")
        if not label:
            return ""
        return f"{label} " if label[-1] in ".?!…" else f"{label}: "

    @property
    def first_id(self) -> str:
        """Where a link in the list of errors puts the cursor: the first choice of a list, else the input itself."""
        if isinstance(self.field.widget, CHOICE_LISTS):
            return f"{self.auto_id}_0"
        if isinstance(self.field.widget, forms.MultiWidget):
            return self.field.widget.id_for_label(self.auto_id) or f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id


class Renderer(TemplatesSetting):
    """Django draws `{{ form }}` and `{{ field.as_field_group }}` with Kanwil's own templates."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
    bound_field_class = Field
