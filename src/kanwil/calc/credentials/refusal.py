"""One way to say no: a short code that a page can put in words, and a detail that helps somebody look."""

from __future__ import annotations


class Refused(ValueError):
    """Something is not signed, or not read as signed. `code` is one of `kanwil.calc.credentials.words.SENTENCES`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
