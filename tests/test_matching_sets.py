"""What is measured on files of others: what may be missing, and what is wrong is said with its line."""

from pathlib import Path

import pytest

from bench.matching_sets import Set, figures

OFFER = '{"type": "offer", "id": "o1", "lang": "es", "text": "fontanero"}'
NEED = '{"type": "query", "id": "h1", "lang": "ar", "text": "", "relevant": ["o1"]}'


def read(tmp_path: Path, *lines: str) -> Set:
    file = tmp_path / "pairs.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return Set(file)


def test_dialect_typing_errors_and_neighbours_may_be_missing_and_a_text_empty(tmp_path: Path) -> None:
    found = read(tmp_path, "\ufeff" + OFFER, "", NEED)
    assert figures(found, found.queries, {"h1": ["o1"]}, "cross")["recall5"] == 1


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((OFFER, "fontanero"), "line 2"),
        ((OFFER, NEED.replace('"id": "h1", ', "")), "line 2: without id"),
        ((OFFER, NEED.replace('"relevant"', '"relevent"')), "line 2: without relevant"),
        ((OFFER.replace('"offer"', '"Offer"'), NEED), "line 1: no JSON object"),
        ((OFFER, OFFER, NEED), "line 2: the id 'o1' a second time"),
        ((OFFER,), "1 offers and 0 queries"),
    ],
)
def test_a_line_that_is_none_is_said_with_its_number(tmp_path: Path, lines: tuple[str, ...], said: str) -> None:
    with pytest.raises(SystemExit, match=said):
        read(tmp_path, *lines)
