"""Drawing a sheet with WeasyPrint: own files only, at most four pages, the same PDF for the same sheet."""

from __future__ import annotations

import atexit
import hashlib
import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kanwil.passport.printing import fitting, tagging
from kanwil.passport.printing.content import Content, Plan, clean, is_link
from kanwil.passport.printing.ready import CannotPrint, missing, sentence
from kanwil.passport.sheet import Sheet

HERE = Path(__file__).parent
SCHEME = "kanwil-own:"
KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".ttf": "font/ttf"}
OWN = {
    path.relative_to(HERE).as_posix(): KINDS[path.suffix] for path in sorted(HERE.rglob("*")) if path.suffix in KINDS
}

ONE_AT_A_TIME = Lock()  # Pango's letters are shared, and it does not bear two threads at once
Attached = tuple[str, str, str, bytes]  # name, media type, description, what is in it


def passport_pdf(sheet: Sheet, *, check_url: str, attachments: Sequence[Attached] = (), whole_at: str = "") -> bytes:
    """The passport as a PDF of one to four pages, in the sheet's own language, with the files inside it.

    `check_url` is the page where somebody uploads this PDF to check it; it must be an http(s) address. What does not
    fit on four pages is left out, and the paper says so and where it stands: at `whole_at` when that is given, else in
    the attached file, else with the person. Raises `CannotPrint` when this machine lacks a library.
    """
    if not is_link(check_url):
        raise ValueError("the address for checking must be on the web")
    engine = _engine()
    day = datetime.combine(sheet.made_on, time(), UTC)
    files = [
        engine.Attachment(
            file_obj=io.BytesIO(data), name=name, description=what, created=day, modified=day, relationship="Data"
        )
        for name, _kind, what, data in attachments
    ]
    with translation.override(sheet.language if sheet.language in ("nl", "en") else "nl"), ONE_AT_A_TIME:
        fitted = fitting.fit(sheet, _drawer(sheet, check_url, attachments, whole_at))
        return fitted.write_pdf(
            pdf_variant="pdf/ua-1",
            pdf_identifier=_identifier(sheet, check_url, attachments),
            attachments=files,
            finisher=tagging.finisher([kind for _name, kind, _what, _data in attachments]),
        )


def _drawer(sheet: Sheet, check_url: str, attachments: Sequence[Attached], whole_at: str) -> Callable[[Plan], Any]:
    """Draws the sheet under a plan, in the language that is on now."""
    alike = {
        "elsewhere": _elsewhere(sheet, bool(attachments), whole_at),
        "check_url": check_url,
        "qr": _code(check_url),
        "attached": [(clean(name, 80), clean(what, 160)) for name, _kind, what, _data in attachments],
        "language": translation.get_language(),
    }

    def draw(plan: Plan) -> Any:
        content = Content(sheet, plan)
        confirmed = [bool(skill.sources) for skill in content.skills]
        context = {**vars(content), **alike, "made": _made(content)}
        context |= {"any_confirmed": any(confirmed), "any_own": not all(confirmed)}
        return _document(render_to_string("passport/pdf/sheet.html", context))

    return draw


def _engine() -> Any:
    """WeasyPrint, loaded only now: it takes longer to load than most pages take to make."""
    if wanting := missing():
        raise CannotPrint(sentence(wanting))
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise CannotPrint(sentence(("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"))) from error
    return weasyprint


@cache
def _fetcher() -> Any:
    """Gives WeasyPrint the files of this package, and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFilesOnly(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix(SCHEME)
            if not url.startswith(SCHEME) or name not in OWN:
                raise ValueError(f"not a file of the passport: {url[:200]!r}")
            return URLFetcherResponse(url, (HERE / name).read_bytes(), {"Content-Type": OWN[name]})

    return OwnFilesOnly(allowed_protocols=())


@cache
def _style() -> tuple[Any, Any]:
    """The style sheet and its letters, read once: that takes longer than drawing a passport."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    letters = FontConfiguration()
    atexit.register(_style.cache_clear)  # it keeps the letters in a folder of its own, and clears that away
    return CSS(url=f"{SCHEME}sheet.css", url_fetcher=_fetcher(), font_config=letters), letters


def _document(html: str) -> Any:
    """The pages of this HTML, before they are written as a PDF."""
    style, letters = _style()
    page = _engine().HTML(string=html, base_url=SCHEME, url_fetcher=_fetcher())
    return page.render(stylesheets=[style], font_config=letters)


def _code(address: str) -> SafeString:
    """The QR code of an address, as a drawing that says what it is."""
    import segno

    told = _("QR code with the address %(address)s") % {"address": address}
    drawn = segno.make_qr(address, error="m").svg_inline(border=3, title=told, omitsize=True)
    return mark_safe(drawn)  # noqa: S308 - made by segno, which escapes the title


def _made(content: Content) -> str:
    day = date_format(content.sheet.made_on, "j F Y")
    if content.organisation:
        return _("Made on %(day)s, at %(organisation)s") % {"day": day, "organisation": content.organisation}
    return _("Made on %(day)s") % {"day": day}


def _elsewhere(sheet: Sheet, attached: bool, whole_at: str) -> str:
    if is_link(whole_at):
        return _("The whole passport is at %(address)s.") % {"address": whole_at}
    if attached:
        return _("You find it in the file inside this PDF.")
    return _("Ask %(name)s for it.") % {"name": clean(sheet.name, 80)}


def _identifier(sheet: Sheet, check_url: str, attachments: Sequence[Attached]) -> bytes:
    """A name for the PDF that follows from what is in it, so that the same passport gives the same file."""
    made = hashlib.sha256(repr((sheet, check_url)).encode("utf-8", "replace"))
    for name, _kind, _what, data in attachments:
        made.update(repr(name).encode("utf-8", "replace") + hashlib.sha256(data).digest())
    return made.hexdigest()[:32].encode()
