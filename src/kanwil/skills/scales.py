"""The default scale (product law 4). Unknown is not in it: that is the absence of a level."""

from __future__ import annotations

from typing import Any

DEFAULT: dict[str, Any] = {
    "key": "kanwil",
    "name": "Kanwil",
    "levels": [
        {
            "key": "not_yet",
            "mark": 0,
            "sentence_nl": "Nog niet",
            "sentence_en": "Not yet",
            "short_nl": "nog niet",
            "short_en": "not yet",
            "example_nl": "Je hebt dit nog niet gedaan, of je begint er nog niet aan.",
            "example_en": "You have not done this yet, or have not started with it.",
        },
        {
            "key": "learning",
            "mark": 1,
            "sentence_nl": "Ik leer dit",
            "sentence_en": "I am learning this",
            "short_nl": "ik leer dit",
            "short_en": "learning",
            "example_nl": "Je doet het samen met iemand die het kan. Jij kijkt mee en probeert.",
            "example_en": "You do it together with someone who can. You watch and try.",
        },
        {
            "key": "with_help",
            "mark": 2,
            "sentence_nl": "Ik kan dit met hulp",
            "sentence_en": "I can do this with help",
            "short_nl": "met hulp",
            "short_en": "with help",
            "example_nl": "Je doet het meeste zelf. Bij iets lastigs haal je er iemand bij.",
            "example_en": "You do most of it yourself. For a tricky part you call someone.",
        },
        {
            "key": "independent",
            "mark": 3,
            "sentence_nl": "Ik kan dit zelf",
            "sentence_en": "I can do this myself",
            "short_nl": "zelf",
            "short_en": "by myself",
            "example_nl": "Je doet het zonder hulp, ook als het druk is of anders loopt.",
            "example_en": "You do it without help, also when it is busy or goes differently.",
        },
        {
            "key": "teaching",
            "mark": 4,
            "sentence_nl": "Ik leer het anderen",
            "sentence_en": "I teach it to others",
            "short_nl": "ik leer het anderen",
            "short_en": "teaching others",
            "example_nl": "Collega’s komen naar je toe. Jij doet het voor en legt uit waarom.",
            "example_en": "Colleagues come to you. You show it and explain why.",
        },
    ],
}
