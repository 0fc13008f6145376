"""A button's words do what the button does, in other forms too where nothing else is said.

That every label of every story's screens does, typed, what its button does is looked at in tests/test_transcripts.py.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.understand.alike import label_meant
from core.db import Database
from core.vault import Vault
from tests.faults import adds_up, neighbours, rows, states, suggested, tap, to
from tests.story import Story, telling

PERSON = {"es": "persona", "ar": "موظف", "en": "person", "fr": "personne", "pt": "pessoa"}
PASSED_ON = {
    "es": ("pasarlo", "Pasarlo", "reenviar", "¡derivarlo!"),
    "ar": ("حولها", "تحويل", "إعادة توجيه"),
    "en": ("hand it over", "forward it", "pass it on"),
    "fr": ("le transmettre", "transmettre", "transférer"),
    "pt": ("passar adiante", "passar", "repassar", "encaminhar"),
}


@pytest.fixture
def story(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(db, vault, now, "console") as story:
        yield story
        adds_up(story)


@pytest.mark.parametrize(("lang", "said"), [(lang, said) for lang, all_ in PASSED_ON.items() for said in all_])
def test_a_case_is_passed_on_by_the_words_of_its_button(
    lang: str, said: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now, "console") as story:
        hub_id = story.hub()
        for who in ("ada", "eva"):
            story.langs[who] = lang
            story.say(who, story.code("coordinator", hub_id))
        story.langs["luz"] = lang
        story.say("luz", PERSON[lang])
        tap(story, "ada", "c:1:see")
        asked = to(story.say("ada", said), "ada")
        tap(story, "ada", "m:menu")
        tap(story, "ada", "c:1:see")
        tapped = to(tap(story, "ada", "c:1:hand"), "ada")
    assert asked == tapped


@pytest.mark.parametrize("said", ["ayudaremos", "podemos ayudar"])  # the other is its label
def test_other_forms_of_a_yes_say_it_under_the_card(said: str, story: Story) -> None:
    suggested(story)
    tap(story, "mar", "x:1:1:see")
    story.say("mar", said)
    assert states(story) == ["proposed"]
    assert rows(story, "entry", "kind") == [("grant",), ("grant",)]  # no hours are held yet


def test_a_word_that_means_something_everywhere_is_the_label_where_that_is_shown(story: Story) -> None:
    neighbours(story)
    tap(story, "luz", "m:leave")
    typed = to(story.say("luz", "Salir"), "luz")
    tap(story, "luz", "m:leave")
    assert typed == to(story.say("luz", "1"), "luz")


@pytest.mark.parametrize(
    ("lang", "said", "labels", "meant"),
    [
        ("es", "envíelo", ("Enviar", "Cambiar"), 0),
        ("es", "ciérrelo pues", ("Contestar", "Lo llevo yo", "Cerrar el caso"), 2),
        ("es", "yo lo llevo", ("Contestar", "Lo llevo yo", "Cerrar el caso"), 1),
        ("es", "sí, retírelo", ("Retirar de la lista", "Ponerlo en pausa"), 0),
        ("pt", "é o 49", ("17", "49", "86"), 1),
        ("fr", "envoyez-la", ("Envoyer", "Modifier"), 0),
        ("ar", "ماشي انشروه", ("نشر", "تعديل"), 0),
        ("en", "send it please", ("Send", "Change"), 0),
        ("en", "don't send it", ("Send", "Change"), None),
        ("es", "no lo envíe", ("Enviar", "Cambiar"), None),
        ("es", "¿la envío?", ("Enviar", "Cambiar"), None),
        ("es", "envíela mañana", ("Enviar", "Cambiar"), None),
        ("es", "otro", ("Otro día", "Otras horas"), None),
        ("es", "gracias", ("Aceptar", "No, gracias"), None),
    ],
)
def test_a_label_in_another_form_is_meant_where_nothing_else_is_said(
    lang: str, said: str, labels: tuple[str, ...], meant: int | None
) -> None:
    assert label_meant(said, labels, lang) == meant


def test_a_draft_is_published_by_the_verb_of_its_button_and_by_no_more(story: Story) -> None:
    neighbours(story)
    story.say("luz", "necesitamos un contador, 3 horas, el viernes")
    story.say("luz", "no publiquen")
    assert not rows(story, "listing", "id")
    story.say("luz", "necesitamos un contador, 3 horas, el viernes")
    story.say("luz", "publíquenlo por favor")
    assert len(rows(story, "listing", "id")) == 1
