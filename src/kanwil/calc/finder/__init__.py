"""Find skills in a skills language, in Dutch or English, with typing errors, offline, and say why they were found.

>>> index = build([Concept("1", "nl", "lassen", ["laswerk doen"]), Concept("2", "nl", "wassen")])
>>> search(index, "laswerk")[0].id
'1'
"""

from kanwil.calc.finder.index import Concept, Index, build, load, save
from kanwil.calc.finder.kin import Why
from kanwil.calc.finder.reasons import Match
from kanwil.calc.finder.search import Hit, search
from kanwil.calc.finder.text import search_text

__all__ = ["Concept", "Hit", "Index", "Match", "Why", "build", "load", "save", "search", "search_text"]
