"""Finding the credential in what somebody hands over: JSON, a token, or a picture or PDF that carries one.

A file is read as what its first bytes say, and it must be that and nothing more: what hides a second file behind a
picture is refused. Nothing in a file is run, drawn or fetched.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree as safe_xml
from defusedxml.common import DefusedXmlException

from kanwil.calc.credentials import attachments, documents, proofs, reading
from kanwil.calc.credentials.limits import LIMITS, Limits
from kanwil.calc.credentials.refusal import Refused

PNG = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
OB_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
SVG_NAMESPACE = "http://www.w3.org/2000/svg"
PDF_REFUSALS = {
    "broken": ("broken-file", "pdf"),
    "encrypted": ("broken-file", "encrypted pdf"),
    "many": ("too-big", "attachments"),
    "large": ("too-big", "attachments"),
    "memory": ("too-much-work", "pdf"),
}
RUNS = ("script", "foreignobject", "iframe", "object", "embed", "handler", "set", "animate")


@dataclass(frozen=True)
class Carried:
    """One credential as it was found: as a document, or as a token that has to be opened."""

    kind: str
    document: dict[str, Any] | None = None
    token: str = ""
    name: str = ""


def carried(data: bytes, limits: Limits = LIMITS) -> list[Carried]:
    """The credentials in a file; `Refused` when there is none or when the file is not what it seems."""
    if len(data) > limits.file_bytes:
        raise Refused("too-big", "file")
    if data.startswith(PNG):
        return [_carried_text(_png_text(data, limits), "png", limits)]
    if data.startswith(b"%PDF-"):
        return _pdf(data, limits)
    text = data.removeprefix(b"\xef\xbb\xbf").strip()
    if text.startswith(b"<"):
        if len(text) > limits.svg_bytes or text.count(b"<") > limits.members:
            raise Refused("too-big", "svg")
        return [_carried_text(_svg_text(text, limits), "svg", limits)]
    if text.startswith(b"{") or proofs.is_token(text):
        return [_carried_text(text, "json" if text.startswith(b"{") else "token", limits)]
    raise Refused("nothing-in-it")


def _carried_text(text: bytes, kind: str, limits: Limits, name: str = "") -> Carried:
    text = text.strip()
    if len(text) > limits.json_bytes:
        raise Refused("too-big", "json")
    if proofs.is_token(text):
        return Carried(kind, token=text.decode("ascii"), name=name)
    return Carried(kind, document=reading.json_object(text, limits), name=name)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        end = at + 12 + length
        if end > len(data) or zlib.crc32(kind + body) != int.from_bytes(data[end - 4 : end], "big"):
            raise Refused("broken-file", "png")
        yield kind, body
        at = end
        if kind == b"IEND":
            break
    else:
        raise Refused("broken-file", "png")
    if at != len(data):
        raise Refused("two-files-in-one", "png")


def _png_text(data: bytes, limits: Limits) -> bytes:
    found = [body for kind, body in _chunks(data) if kind == b"iTXt" and body.startswith(KEYWORD + b"\0")]
    if not found:
        raise Refused("nothing-in-it", "png")
    if len(found) > 1:
        raise Refused("two-files-in-one", "png")
    rest = found[0][len(KEYWORD) + 1 :]
    if rest[:1] != b"\0":
        raise Refused("broken-file", "compressed")  # the standard does not allow it, and it could unpack to anything
    pieces = rest[2:].split(b"\0", 2)
    if len(pieces) != 3:
        raise Refused("broken-file", "png")
    return pieces[2]


def _svg_text(text: bytes, limits: Limits) -> bytes:
    try:
        root = safe_xml.fromstring(text, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise Refused("runs-something", "svg") from error
    except (ParseError, ValueError, RecursionError, LookupError) as error:
        raise Refused("broken-file", "svg") from error
    if root.tag != f"{{{SVG_NAMESPACE}}}svg":
        raise Refused("nothing-in-it", "xml")
    if b"<?" in text.removeprefix(b"<?xml"):
        raise Refused("runs-something", "svg")
    found = []
    for one in root.iter():
        _check_still(one)
        space, _, name = str(one.tag).removeprefix("{").partition("}")
        if space.rstrip("/#") == OB_NAMESPACE and name == "credential":
            found.append(one)
    if not found:
        raise Refused("nothing-in-it", "svg")
    if len(found) > 1:
        raise Refused("two-files-in-one", "svg")
    return (found[0].get("verify") or found[0].text or "").encode()


def _check_still(one: Element) -> None:
    """A picture is only a picture: nothing that runs, and nothing that is fetched."""
    name = str(one.tag).rpartition("}")[2].lower()
    if name in RUNS:
        raise Refused("runs-something", name)
    for key, value in one.attrib.items():
        local = key.rpartition("}")[2].lower()
        plain = "".join(value.split()).lower()
        if local.startswith("on") or plain.startswith(("javascript:", "vbscript:", "data:text")):
            raise Refused("runs-something", local)
        if local in ("href", "src") and not plain.startswith(("#", "data:image/")):
            raise Refused("runs-something", local)


def _pdf(data: bytes, limits: Limits) -> list[Carried]:
    try:
        refusal, files = attachments.attached(
            data, most=limits.attachments, largest=limits.json_bytes, seconds=min(limits.seconds, limits.pdf_seconds)
        )
    except attachments.Stopped as error:
        raise Refused("too-much-work", "pdf") from error
    if refusal:
        raise Refused(*PDF_REFUSALS[refusal])
    found: list[Carried] = []
    for name, content in files:
        try:
            found.append(_carried_text(content, "pdf", limits, name))
        except Refused as error:
            if error.code != "not-json":
                raise
    found = [one for one in found if one.token or "credentialSubject" in (one.document or {})]
    if not found:
        raise Refused("nothing-in-it", "pdf")
    return found


def bake_png(picture: bytes, credential: dict[str, Any] | str) -> bytes:
    """A PNG that carries a credential; one that it carried before is replaced."""
    if not picture.startswith(PNG):
        raise Refused("broken-file", "png")
    body = KEYWORD + b"\0\0\0\0\0" + _text(credential)
    made = [PNG]
    for kind, inside in _chunks(picture):
        if kind == b"IEND":
            made.append(_chunk(b"iTXt", body))
        if not (kind == b"iTXt" and inside.startswith(KEYWORD + b"\0")):
            made.append(_chunk(kind, inside))
    return b"".join(made)


def bake_svg(picture: bytes, credential: dict[str, Any] | str) -> bytes:
    """An SVG that carries a credential; refuses a picture that runs or fetches something."""
    root = safe_xml.fromstring(picture, forbid_entities=True, forbid_external=True)
    for one in root.iter():
        _check_still(one)
    for old in root.findall(f"{{{OB_NAMESPACE}}}credential"):
        root.remove(old)
    inside = Element(f"{{{OB_NAMESPACE}}}credential")
    if isinstance(credential, str):
        inside.set("verify", credential)
    else:
        inside.text = _text(credential).decode()
    root.insert(0, inside)
    from xml.etree import ElementTree  # noqa: S405 - only writes what was read safely above

    ElementTree.register_namespace("", SVG_NAMESPACE)
    ElementTree.register_namespace("openbadges", OB_NAMESPACE)
    return ElementTree.tostring(root, encoding="utf-8")


def _text(credential: dict[str, Any] | str) -> bytes:
    return credential.encode() if isinstance(credential, str) else documents.compact(credential)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
