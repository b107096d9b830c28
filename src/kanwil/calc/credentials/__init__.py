"""Credentials in pure Python: a passport signed so that anybody can check it, and checking what others bring.

Nothing here knows a database, asks the clock or touches the network. Who calls gives the moment (`now`), the keys, and
a *resolver* for the names of others. Everything that goes wrong is `Refused` with a code; `words` has its sentence.

>>> import random
>>> from datetime import UTC, datetime
>>> now = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
>>> made = random.Random(1).randbytes                                    # in real life: leave it out
>>> organisation = OrganisationSigner("did:web:kanwil.example.nl", PrivateKey.make("Ed25519", made))
>>> colleague = ConfirmerSigner("did:web:kanwil.example.nl:profiles:b7", PrivateKey.make("Ed25519", made))
>>> key = PrivateKey.make("Ed25519", made)
>>> anna = HolderSigner(dids.key_name(key.public), key)
>>> known = dids.directory([dids.document(one.did, [one.key.public]) for one in (organisation, colleague)])

A skill at a level, confirmed by a colleague and then signed by the organisation:

>>> level = Level("https://kanwil.example.nl/schalen/1#zelf", "ik kan dit zelf")
>>> scale = Scale("https://kanwil.example.nl/schalen/1", "Kanwil", (level,))
>>> skill = Skill("https://kanwil.example.nl/vaardigheden/7", "Lassen", "Je last staal.", (), scale)
>>> said = SkillStatement("urn:uuid:1b4e28ba-2fa1-4d2d-883f-0016d3cca427", skill, Holder(anna.did, "Anna"), now, level)
>>> bram = Profile(colleague.did, "Bram", "collega")
>>> seen = Confirmation("urn:uuid:6fa459ea-ee8a-4ca4-894e-db77e160355e", said, bram, "Ik zag het.", now)
>>> confirmed = confirm(seen, colleague, now=now)
>>> linde = Profile(organisation.did, "De Linde")
>>> credential = issue_skill(said, linde, [confirmed], organisation, confirmers=known, now=now)

The person puts together what they want to show, and signs that with their own key:

>>> id = "urn:uuid:16fd2706-8baf-433b-82eb-8c7fada847da"
>>> whole = Passport(id, said.holder, "Paspoort van Anna", (credential,), now)
>>> signed = issue_passport(whole, anna, now=now)
>>> report = verify(compact(signed), now=now, resolver=known)
>>> report.verified, [(one.kind, one.signature) for one in report.all()]
(True, [('passport', 'good'), ('skill', 'good'), ('confirmation', 'good')])

Without anybody to look up keys nothing is guessed:

>>> verify(compact(credential), now=now).findings[0].signature
'not-checked'

What somebody says of themselves is `claim_skill(said, anna, now=now)`. The organisation's key cannot sign it.

More: `KeyFolder` keeps keys outside the database, `status_list` and `sign_status_list` tell what was withdrawn,
`issue_skill_token` makes a token, `bake_png`/`bake_svg` put a credential in a picture, `plain` and `elm` export
without a signature, `closing` writes what must stay on the web.
"""

from kanwil.calc.credentials import closing, dids, words
from kanwil.calc.credentials.containers import bake_png, bake_svg
from kanwil.calc.credentials.documents import compact
from kanwil.calc.credentials.keyring import KeyFolder
from kanwil.calc.credentials.keys import PrivateKey, PublicKey
from kanwil.calc.credentials.limits import Limits
from kanwil.calc.credentials.model import (
    Alignment,
    Confirmation,
    Evidence,
    Holder,
    Level,
    Passport,
    Profile,
    Scale,
    Skill,
    SkillStatement,
    StatusEntry,
    competentnl,
    esco,
    hash_email,
)
from kanwil.calc.credentials.refusal import Refused
from kanwil.calc.credentials.report import Finding, Problem, Report
from kanwil.calc.credentials.signing import (
    ConfirmerSigner,
    HolderSigner,
    OrganisationSigner,
    claim_skill,
    confirm,
    issue_passport,
    issue_skill,
    issue_skill_token,
    sign_status_list,
)
from kanwil.calc.credentials.status import free_place, status_list
from kanwil.calc.credentials.unsigned import Entry, elm, plain
from kanwil.calc.credentials.verifying import verify, verify_document

__all__ = [
    "Alignment",
    "Confirmation",
    "ConfirmerSigner",
    "Entry",
    "Evidence",
    "Finding",
    "Holder",
    "HolderSigner",
    "KeyFolder",
    "Level",
    "Limits",
    "OrganisationSigner",
    "Passport",
    "PrivateKey",
    "Problem",
    "Profile",
    "PublicKey",
    "Refused",
    "Report",
    "Scale",
    "Skill",
    "SkillStatement",
    "StatusEntry",
    "bake_png",
    "bake_svg",
    "claim_skill",
    "closing",
    "compact",
    "competentnl",
    "confirm",
    "dids",
    "elm",
    "esco",
    "free_place",
    "hash_email",
    "issue_passport",
    "issue_skill",
    "issue_skill_token",
    "plain",
    "sign_status_list",
    "status_list",
    "verify",
    "verify_document",
    "words",
]
