"""One small installation: care group De Linde, Bram who confirms, and Anna whose passport it is. No network, ever."""

import json
import random
import socket
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from kanwil.calc import credentials as c

NOW = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
SITE = "https://kanwil.example.nl"
LIST = f"{SITE}/status/1"


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Signing and verifying never open a connection and never look up a name."""

    def refuse(*args, **kwargs):
        raise AssertionError("something asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@dataclass
class Scene:
    organisation: c.OrganisationSigner
    bram: c.ConfirmerSigner
    anna: c.HolderSigner
    documents: list
    statement: c.SkillStatement
    linde: c.Profile
    confirmation: c.Confirmation
    endorsement: dict
    skill: dict
    own: dict
    passport: dict
    token: str
    nothing_withdrawn: dict | None = None

    @property
    def known(self):
        return c.dids.directory(self.documents)

    def status(self, *withdrawn, purpose="revocation", now=NOW, signer=None):
        made = c.status_list(
            LIST, self.linde, withdrawn, valid_from=now, valid_until=now + timedelta(days=90), purpose=purpose
        )
        return c.sign_status_list(made, signer or self.organisation, now=now)

    def look(self, thing, *, now=NOW, known=None, status=None, limits=None):
        """Verify a document, a token or bytes; nothing is withdrawn unless a test says so."""
        if isinstance(thing, dict):
            thing = json.dumps(thing).encode()
        elif isinstance(thing, str):
            thing = thing.encode()
        lists = {LIST: self.nothing_withdrawn if status is None else status}
        return c.verify(
            thing, now=now, resolver=known or self.known, status_lists=lists.get, limits=limits or c.Limits()
        )


def make():
    made = random.Random(7).randbytes
    organisation = c.OrganisationSigner(
        c.dids.web(SITE), c.PrivateKey.make("Ed25519", made), c.PrivateKey.make("P-256", made)
    )
    bram = c.ConfirmerSigner(f"{organisation.did}:profiles:bram", c.PrivateKey.make("Ed25519", made))
    key = c.PrivateKey.make("Ed25519", made)
    anna = c.HolderSigner(c.dids.key_name(key.public), key)
    documents = [
        c.dids.document(organisation.did, [organisation.key.public, organisation.token_key.public]),
        c.dids.document(bram.did, [bram.key.public]),
    ]
    levels = tuple(
        c.Level(f"{SITE}/schalen/1#{name.replace(' ', '-')}", name, f"Zo ziet {name} eruit.")
        for name in ("nog niet", "ik leer dit", "ik kan dit met hulp", "ik kan dit zelf", "ik leer het anderen")
    )
    skill = c.Skill(
        f"{SITE}/vaardigheden/7",
        "Wondzorg geven",
        "Je verzorgt een wond en ziet wat er verandert.",
        (
            c.esco("http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000007", "wound care", "1.2"),
            c.competentnl("https://linkeddata.competentnl.nl/id/skill/0007", "wonden verzorgen"),
        ),
        c.Scale(f"{SITE}/schalen/1", "Kanwil", levels),
    )
    statement = c.SkillStatement(
        "urn:uuid:00000000-0000-4000-8000-000000000001",
        skill,
        c.Holder(anna.did, "Anna Jansen", c.hash_email("anna@example.org", "zout")),
        NOW,
        levels[3],
        (
            c.Evidence(
                "urn:uuid:00000000-0000-4000-8000-000000000002", "Een moeilijke wond", "Ik zag het op tijd.", "verhaal"
            ),
        ),
        "Dit doe ik het liefst.",
        status=c.StatusEntry(LIST, 4711),
        valid_until=NOW + timedelta(days=365),
    )
    linde = c.Profile(organisation.did, "Zorggroep De Linde", url=SITE)
    confirmation = c.Confirmation(
        "urn:uuid:00000000-0000-4000-8000-000000000003",
        statement,
        c.Profile(bram.did, "Bram de Wit", "collega"),
        "Ik zag haar dit drie keer zelf doen.",
        NOW,
    )
    endorsement = c.confirm(confirmation, bram, now=NOW)
    arguments = (statement, linde, [endorsement], organisation)
    credential = c.issue_skill(*arguments, confirmers=c.dids.directory(documents), now=NOW)
    own = c.claim_skill(
        c.SkillStatement(
            "urn:uuid:00000000-0000-4000-8000-000000000004", skill, statement.holder, NOW, levels[1], language="nl"
        ),
        anna,
        now=NOW,
    )
    whole = c.Passport(
        "urn:uuid:00000000-0000-4000-8000-000000000005",
        statement.holder,
        "Paspoort van Anna",
        (credential, own),
        NOW,
    )
    scene = Scene(
        organisation,
        bram,
        anna,
        documents,
        statement,
        linde,
        confirmation,
        endorsement,
        credential,
        own,
        c.issue_passport(whole, anna, now=NOW),
        c.issue_skill_token(*arguments, confirmers=c.dids.directory(documents)),
    )
    scene.nothing_withdrawn = scene.status()
    return scene


@pytest.fixture(scope="session")
def made_once():
    return make()


@pytest.fixture
def scene(made_once):
    return deepcopy_of(made_once)


def deepcopy_of(scene):
    """The documents may be changed by a test; keys cannot be copied and need not."""
    fresh = Scene(**vars(scene))
    for name in ("documents", "endorsement", "skill", "own", "passport"):
        setattr(fresh, name, deepcopy(getattr(scene, name)))
    return fresh
