"""What a person brought from elsewhere, and whose signatures an administrator made known here."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kanwil.people.models import Person, today
from kanwil.proof.models import Evidence


class KnownSigner(models.Model):
    """Another organisation whose signatures can be checked here: its keys, as an administrator gave them by hand."""

    did = models.CharField(max_length=300, unique=True)
    note = models.CharField(_("what we call it"), max_length=120)
    document = models.JSONField()
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("known signer")
        verbose_name_plural = _("known signers")

    def __str__(self) -> str:
        return self.did


class KnownList(models.Model):
    """A list of withdrawals of a known signer, given by hand as well. It says itself until when it holds."""

    signer = models.ForeignKey(KnownSigner, on_delete=models.CASCADE, related_name="lists")
    url = models.CharField(max_length=500, unique=True)
    document = models.JSONField()
    valid_until = models.DateTimeField(null=True, blank=True)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("list of withdrawals")
        verbose_name_plural = _("lists of withdrawals")

    def __str__(self) -> str:
        return self.url


class BroughtFile(models.Model):
    """A signed file as a person brought it, byte for byte, so that they can take it along again. Only they see it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="brought_files")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    content = models.BinaryField()
    brought_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("brought file")
        verbose_name_plural = _("brought files")
        constraints = [models.UniqueConstraint(fields=["person", "fingerprint"], name="brought_once_a_person")]

    def __str__(self) -> str:
        return f"{self.pk} of {self.person_id}"


class BroughtItem(models.Model):
    """What one signed statement said when it was kept as proof, and what the check found on that day.

    Never a confirmation given here: it says who confirmed it elsewhere.
    """

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="brought")
    file = models.ForeignKey(BroughtFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="items")
    place = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    level = models.CharField(max_length=200, blank=True)
    about_name = models.CharField(max_length=200, blank=True)
    own_words = models.BooleanField(default=False)
    signer_name = models.CharField(max_length=200, blank=True)
    signer_site = models.CharField(max_length=253, blank=True)
    signer_known = models.BooleanField(default=False)
    signature = models.CharField(max_length=12)
    status = models.CharField(max_length=12)
    validity = models.CharField(max_length=12)
    confirmed_by = models.JSONField(default=list)
    checked_on = models.DateField(default=today)

    class Meta:
        verbose_name = _("brought statement")
        verbose_name_plural = _("brought statements")

    def __str__(self) -> str:
        return f"{self.place} for {self.evidence_id}"

    @property
    def found(self) -> list[str]:
        """What the check found on that day: signature, withdrawn or not, date; each by itself."""
        pairs = (("signature", self.signature), ("status", self.status), ("validity", self.validity))
        dutch = (get_language() or "nl") == "nl"
        from kanwil.calc.credentials import words  # only now: it brings a large library, and models load at every start

        return [words.VERDICTS[f"{part}.{found}"][0 if dutch else 1] for part, found in pairs]
