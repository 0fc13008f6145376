"""Under an exchange, what is asked about us is answered by us, and what happens next by its card: neither is sent."""

from __future__ import annotations

import pytest

from core.db import Database
from core.hubs import change_policy
from core.policy import DAY_MS
from core.vault import Vault
from tests.faults import agreed, neighbours, proposed, tap, version
from tests.story import answer, telling

_IN_THEIRS = {"es": "español", "en": "English", "ar": "العربية", "fr": "français", "pt": "português"}
_READ = {
    "es": "pueden leer lo que se escribe aquí",
    "en": "can read what is written here",
    "ar": "يمكنه قراءة ما يُكتب هنا",
    "pt": "pode ler o que se escreve aqui",
}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "es seguro escribir aqui?"),
        ("es", "¿quién puede leer esto?"),
        ("en", "who can read this?"),
        ("pt", "quem pode ler isto?"),
        ("ar", "من يقرأ هذا؟"),
        ("ar", "هل الكتابة هنا آمنة؟"),
    ],
)
def test_who_reads_it_is_answered_here(lang: str, words: str, sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        answer(story, _IN_THEIRS[lang])
        answer(story, "1001")
        assert _READ[lang] in answer(story, words)


@pytest.mark.parametrize("words", ["how long do you keep this?"])
def test_so_is_what_is_kept_and_a_button_shows_all_of_it(
    words: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        answer(story, "English")
        answer(story, "1001")
        said = answer(story, words)
        assert "goes after 30 days" in said or "Casa Luz\u2069 I keep" in said
        assert "About you I keep" in answer(story, "1")


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
        assert answer(story, words).endswith(card)


@pytest.mark.parametrize("words", ["¿quién viene?", "¿a qué hora llegan?"])
def test_what_only_the_other_side_knows_is_still_for_them(
    words: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        answer(story, "1001")
        assert "¿Lo envío?" in answer(story, words)


_ABSENT, _APART = (
    {"es": "Si no llegan", "en": "If they do not come", "fr": "Si personne ne vient", "ar": "إن لم يحضروا"},
    "21",
)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "¿qué pasa si no vienen?"),
        ("es", "y si no aparecen?"),
        ("es", "y quién decide si no estamos de acuerdo?"),
        ("en", "what if they don't show up?"),
        ("en", "who decides if we disagree?"),
        ("fr", "que se passe-t-il s'ils ne viennent pas ?"),
        ("fr", "et s'ils ne viennent pas ?"),
        ("ar", "وإذا لم يأتوا؟"),
    ],
)
def test_above_the_card_stands_what_absence_and_silence_do_and_who_decides(
    lang: str, words: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        answer(story, _IN_THEIRS[lang])
        read = answer(story, words)
        assert read.startswith(_ABSENT[lang])
        assert _APART in read or "٢١" in read
        assert "1001" in read


def test_who_gives_reads_it_from_their_side_and_before_an_agreement_that_nothing_is_promised(
    sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        proposed(story)
        assert answer(story, "¿y si no contestan?", "mar").startswith("Todavía no hay nada prometido")
        tap(story, "luz", f"x:1:{version(story)}:acc")
        read = answer(story, "¿y si no podemos ir?", "mar")
        assert read.startswith("Si no pueden ir, avisen antes: «Otro día»")
        assert "en 7 días" in read


def test_the_days_told_are_those_it_was_agreed_under_though_the_network_changed_its_rules(
    sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        with story.db.write() as tx:
            change_policy(tx, 1, "operator", "confirm_ms", 3 * DAY_MS, story.now)
        assert "en 7 días" in answer(story, "¿y si no podemos ir?", "mar")


@pytest.mark.parametrize("words", ["¿y si fueran 3 horas?", "y si mejor el sábado?"])
def test_other_terms_behind_what_if_are_still_other_terms(
    words: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        proposed(story)
        assert "nada prometido" not in answer(story, words)


_BEHIND = {"es": "Soy un programa", "en": "I am a program", "fr": "Je suis un programme", "pt": "Eu sou um programa"}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "¿esto es una estafa?"),
        ("es", "¿quién está detrás de esto?"),
        ("es", "cómo sé que no me van a robar?"),
        ("en", "is this a scam?"),
        ("en", "who is behind this?"),
        ("en", "can I trust you?"),
        ("en", "is this legit"),
        ("fr", "c'est une arnaque ?"),
        ("fr", "c'est fiable ?"),
        ("fr", "qui est derrière tout ça ?"),
        ("pt", "isso é golpe?"),
        ("pt", "é confiável?"),
        ("ar", "هل هذا احتيال؟"),
        ("ar", "من وراء هذا؟"),
        ("ar", "هل هذا موثوق؟"),
    ],
)
def test_whether_it_is_a_trick_is_answered_with_who_stands_behind_it(
    lang: str, words: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        answer(story, _IN_THEIRS[lang])
        answer(story, "1001")
        assert _BEHIND.get(lang, "أنا برنامج") in answer(story, words)


@pytest.mark.parametrize("before", [("hola",), ()])
def test_a_newcomer_who_wonders_whether_it_is_a_trick_is_answered_before_they_join(
    before: tuple[str, ...], sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        story.hub()
        for words in before:
            answer(story, words, "ana")
        read = answer(story, "¿esto es una estafa?", "ana")
        assert read.startswith("Soy un programa; detrás están las personas que coordinan la red")
        assert read.index("Soy un programa") < read.index("escribe tu organización")
        assert "¿Es un pedido o una oferta?" not in answer(story, "Casa Luz, Tela", "ana")


def test_where_the_coordination_looks_at_who_comes_in_it_says_so(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        story.hub(approval=True)
        story.say("luz", "hola")
        story.say("luz", "Casa Luz, Tela")
        assert "Revisan cada organización nueva, no a cada persona" in answer(story, "¿es confiable?")


@pytest.mark.parametrize("words", ["necesitamos un albañil de confianza, 3 horas", "¿cómo sé qué día vienen?"])
def test_what_only_sounds_like_it_is_not_answered_so(words: str, sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        story.say("luz", "menú")
        assert "Soy un programa" not in answer(story, words)


def test_in_the_middle_of_a_question_it_is_answered_and_the_question_comes_again(
    sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        neighbours(story)
        answer(story, "necesitamos visita de un médico, 4 horas")
        read = answer(story, "¿alguien revisa a las personas que vienen a la casa?")
        assert "nadie ha revisado a cada persona" in read
        assert "médico\u2069" in read
        assert "¿Para cuándo?" in read
        answer(story, "pedir ayuda")
        assert "Soy un programa" in answer(story, "¿esto es una estafa?")
