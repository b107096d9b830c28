"""Answers that others worked out: the test vector of the W3C recommendation, and the standards for keys.

Source: W3C, Data Integrity EdDSA Cryptosuites v1.0, appendix B.1 (Representation: eddsa-rdfc-2022), examples 7 to 16.
The key pair, both hashes and the proof value are printed there.
"""

import hashlib

from kanwil.calc.credentials import contexts, dids, keys, model
from kanwil.calc.credentials.canonical import _statements
from kanwil.calc.credentials.limits import LIMITS

CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"]
EXAMPLES = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
DOCUMENT = {
    "@context": CONTEXT,
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
PROOF = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": "2023-02-24T23:36:38Z",
    "verificationMethod": f"did:key:{PUBLIC}#{PUBLIC}",
    "proofPurpose": "assertionMethod",
}
DOCUMENT_HASH = "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
PROOF_HASH = "bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0"
PROOF_VALUE = "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme"


def load(url, options=None):
    """The example context of the recommendation is no context of ours, so only this test knows it."""
    if url == CONTEXT[1]:
        return {"contextUrl": None, "documentUrl": url, "document": EXAMPLES, "contentType": "application/ld+json"}
    return contexts.loader(url)


def statements(document):
    return _statements(document, LIMITS.start(), load).encode()


def test_the_hashes_and_the_signature_are_those_of_the_recommendation():
    of_document = hashlib.sha256(statements(DOCUMENT)).digest()
    of_proof = hashlib.sha256(statements(PROOF | {"@context": CONTEXT})).digest()
    assert of_document.hex() == DOCUMENT_HASH
    assert of_proof.hex() == PROOF_HASH
    key = keys.PrivateKey.make("Ed25519", lambda size: keys.unbase58(SECRET[1:])[2:])
    assert key.public.multibase == PUBLIC
    signature = key.sign(of_proof + of_document)
    assert "z" + keys.base58(signature) == PROOF_VALUE
    assert key.public.accepts(keys.unbase58(PROOF_VALUE[1:]), of_proof + of_document)


def test_keys_are_written_as_multikeys():
    """The P-256 key is that of the W3C recommendation for ECDSA, appendix A.1."""
    for text, kind in ((PUBLIC, "Ed25519"), ("zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP", "P-256")):
        key = keys.PublicKey.from_multibase(text)
        assert (key.kind, key.multibase) == (kind, text)
        assert keys.PublicKey.from_jwk(key.jwk()) == key


def test_names_are_addresses_as_the_did_web_method_says():
    assert dids.address("did:web:w3c-ccg.github.io") == "https://w3c-ccg.github.io/.well-known/did.json"
    assert dids.address("did:web:w3c-ccg.github.io:user:alice") == "https://w3c-ccg.github.io/user/alice/did.json"
    assert dids.address("did:web:example.com%3A3000:user") == "https://example.com:3000/user/did.json"
    assert dids.web("https://example.com:3000/user/") == "did:web:example.com%3A3000:user"
    assert dids.web("https://Kanwil.example.nl") == "did:web:kanwil.example.nl"


def test_an_email_hash_can_be_worked_out_by_anybody():
    salt, digest = model.hash_email("Anna@Example.org", "abc")
    assert digest == "sha256$" + hashlib.sha256(b"anna@example.orgabc").hexdigest()
