"""Sheets to print, and looking into the PDF that comes out."""

import io
from datetime import date

import pypdf

from kanwil.passport.printing import passport_pdf
from kanwil.passport.sheet import ProofLine, QualificationLine, Sheet, SkillLine

CHECK = "https://kanwil.delinde.example/verify/"

WELDING = SkillLine(
    "Lassen met elektrode",
    level="ik kan dit zelf",
    words="Bij een hoeklas zie ik aan het smeltbad of hij gaat hechten.",
    wish="doe ik graag vaker",
    sources=("Bram Bramsen, collega, zag dit op 3 maart 2026.",),
    proof=("Filmpje van een hoeklas",),
    ring=3,
)
FAULTS = SkillLine("Storing zoeken", level="ik kan dit met hulp", words="De oorzaak vind ik meestal wel.", ring=2)
STORY = ProofLine(
    "verhaal",
    "De brug van Doesburg",
    told=(("Wat deed ik?", "Ik verdeelde de lasnaden over twee ploegen."),),
    skills=("Lassen met elektrode",),
)
FORKLIFT = QualificationLine("Heftruck rijden", "Geldig tot 14 september 2027.", "Opleider Noord", "HT-20931")


def sheet(**changes):
    """Anna's passport, unless it says otherwise."""
    whole = {
        "name": "Anna de Vries",
        "title": "Lasser",
        "about": "Ik maak graag iets dat niemand nog eens over hoeft te doen.",
        "language": "nl",
        "made_on": date(2026, 3, 12),
        "organisation": "Machinefabriek De Linde",
        "skills": (WELDING, FAULTS),
        "proof": (STORY,),
        "qualifications": (FORKLIFT,),
    }
    return Sheet(**{**whole, **changes})


def printed(of=None, **options):
    """The PDF of a sheet, opened."""
    return pypdf.PdfReader(io.BytesIO(passport_pdf(of or sheet(), **{"check_url": CHECK, **options})))


def words(pdf):
    """All words of the PDF, on one line."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def structure(pdf):
    """Every element that a screen reader comes across, in its order: (kind, element)."""

    def below(element):
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(kid, dict) and kid.get("/Type") == "/StructElem":
                yield kid["/S"].removeprefix("/"), kid
                yield from below(kid)

    return list(below(pdf.trailer["/Root"]["/StructTreeRoot"]))
