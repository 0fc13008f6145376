"""A file under an address of ours: downloaded, never shown by a browser, never kept, and gone without a trace."""

from __future__ import annotations

import pytest

from core.relay.carried import Kept
from tests.keeping_door import KeepingDoor
from tests.test_webhooks_app import EVERYTHING, client

WORD = "a" * 30 + "-_"


def test_a_file_is_downloaded_and_neither_shown_nor_kept_nor_found_by_a_search_engine() -> None:
    door = KeepingDoor()
    door.files[WORD] = Kept("document", "application/pdf", "pdf", b"%PDF-1.7", WORD, 1)
    answer = client(door, EVERYTHING).get(f"/media/{WORD}")
    assert (answer.status_code, answer.data) == (200, b"%PDF-1.7")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="file.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("word", ["b" * 32, "short", "a" * 33, "..%2F..%2Fetc%2Fpasswd", "%00" * 32, "ا" * 32])
def test_every_wrong_address_is_answered_alike(word: str) -> None:
    web = client(KeepingDoor(), EVERYTHING)
    answer, unknown = web.get(f"/media/{word}"), web.get("/media/" + "c" * 32)
    assert (answer.status_code, answer.data) == (404, unknown.data)
    assert {name for name, _ in answer.headers} == {name for name, _ in unknown.headers}


def test_nothing_may_be_sent_there() -> None:
    assert client(KeepingDoor()).post(f"/media/{WORD}").status_code in (400, 405)
