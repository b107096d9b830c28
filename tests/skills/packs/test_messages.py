"""Everything a reader can say about a pack is there in Dutch."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from kanwil.skills.packs import messages
from kanwil.skills.packs.own import COLUMNS


@pytest.mark.parametrize("code", [*messages.REFUSALS, *messages.NOTES])
def test_every_reason_has_a_dutch_sentence_with_the_same_places_to_fill(code):
    text = {**messages.REFUSALS, **messages.NOTES}[code]
    with override("en"):
        english = str(text)
    with override("nl"):
        dutch = str(text)
    assert dutch != english
    assert sorted(part.partition(")")[0] for part in dutch.split("%(")[1:]) == sorted(
        part.partition(")")[0] for part in english.split("%(")[1:]
    )


def test_the_columns_of_an_own_list_have_dutch_names():
    with override("nl"):
        assert [str(column.label) for column in COLUMNS][:4] == [
            "naam",
            "naam in het Engels",
            "uitleg",
            "uitleg in het Engels",
        ]
