"""Under an exchange, what is asked about us is answered by us, and what happens next by its card: neither is sent."""

from __future__ import annotations

import pytest

from core.db import Database
from core.vault import Vault
from tests.faults import agreed
from tests.story import answer, telling

_IN_THEIRS = {"es": "español", "en": "English", "ar": "العربية", "fr": "français", "pt": "português"}
_KEPT = {"es": "De ti guardo", "en": "About you I keep", "ar": "ما أحفظه عنكم", "pt": "De você eu guardo"}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "es seguro escribir aqui?"),
        ("es", "¿quién puede leer esto?"),
        ("en", "who can read this?"),
        ("en", "how long do you keep this?"),
        ("en", "can I download our data?"),
        ("pt", "quem pode ler isto?"),
        ("ar", "من يقرأ هذا؟"),
        ("ar", "هل الكتابة هنا آمنة؟"),
    ],
)
def test_who_reads_it_and_how_long_it_is_kept_is_answered_here(
    lang: str, words: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        answer(story, _IN_THEIRS[lang])
        answer(story, "1001")
        assert _KEPT[lang] in answer(story, words)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "¿qué pasa si no vienen?"),
        ("es", "y ahora que?"),
        ("en", "what happens if I don't confirm?"),
        ("fr", "et maintenant ?"),
        ("pt", "o que acontece se não vierem?"),
        ("ar", "ماذا يحدث إذا لم يأتوا؟"),
    ],
)
def test_what_happens_next_is_what_the_card_says(
    lang: str, words: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        answer(story, _IN_THEIRS[lang])
        card = answer(story, "1001")
        assert answer(story, words) == card


@pytest.mark.parametrize("words", ["¿quién viene?", "¿a qué hora llegan?"])
def test_what_only_the_other_side_knows_is_still_for_them(
    words: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        answer(story, "1001")
        assert "¿Lo envío?" in answer(story, words)
