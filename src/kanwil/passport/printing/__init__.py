"""The passport on paper: a tagged PDF (PDF/UA-1) of at most four pages, with the signed file inside.

`passport_pdf` makes it. `missing()` says what this machine lacks for it; then `passport_pdf` raises `CannotPrint`,
whose text can be shown. Nothing outside this package is ever opened. WeasyPrint is only loaded when a PDF is made.
"""

from kanwil.passport.printing.drawing import passport_pdf
from kanwil.passport.printing.ready import CannotPrint, missing

__all__ = ["CannotPrint", "missing", "passport_pdf"]
