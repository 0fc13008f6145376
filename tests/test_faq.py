"""Questions about the service are answered at any time, in the asker's language; what was being asked comes back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.cards.faq import BUTTONS, CONDITIONS, FACTS
from bot.catalogues.files import read
from bot.conversation.faq import said_otherwise
from bot.understand import understand
from bot.understand.shape import is_question
from bot.understanding import faq
from bot.understanding.faq import NO_TOPIC, asked_topic, asked_topics, faults, nearest, questions, topic_of, topics
from bot.wording.catalogue import LOCALES
from core.db import Database
from core.errors import Misconfigured
from core.hub_answers import add_answer, own_answers, remove_answer
from core.hubs import change_policy
from core.languages import LANGUAGES
from core.matching import service_of
from core.text.sections import sections
from core.vault import Vault
from tests.faults import agreed, joins, plain, rows
from tests.story import Story, answer, telling

pytestmark = pytest.mark.words

_DATA = Path(__file__).parent / "data"
_TODAY = date(2026, 11, 24)
_LISTINGS = ("post_need", "post_offer")
_OF_EXCHANGES = ("confirm_service", "accept_match", "decline_match", "dispute", "rate_partner")


# ---- the files ------------------------------------------------------------------------------------------------------


def test_the_files_hold_what_they_should() -> None:
    assert list(faults()) == []
    assert len(topics()) >= 50


def test_each_condition_fact_and_button_is_known_to_the_answers() -> None:
    assert set(CONDITIONS) == faq.CONDITIONS
    assert set(FACTS) == faq.FACTS
    assert {name for answers in topics().values() for one in answers for name in one.buttons} <= set(BUTTONS)


def test_each_answer_is_said_in_each_language_and_is_short() -> None:
    said = {one.text for answers in topics().values() for one in answers}
    for lang in LANGUAGES:
        catalogue = {entry.id: entry.string for entry in read(lang, LOCALES) if entry.id}
        assert [text for text in said if not catalogue.get(text)] == []
        assert [text for text in said if len(catalogue[text]) > faq.LONGEST + 10] == []  # French has wider signs
        assert [text for text in said if catalogue[text].endswith(("?", "؟"))] == []


def test_what_is_learnt_is_not_what_is_measured_with() -> None:
    for lang in LANGUAGES:
        learnt = {question for _topic, question in questions(lang)}
        assert [one for _topic, one in sections(_DATA / "faq" / f"{lang}.txt") if one in learnt] == []


# ---- the model ------------------------------------------------------------------------------------------------------


@pytest.mark.wide
@pytest.mark.parametrize(("lang", "least"), [("es", 0.55), ("ar", 0.34), ("en", 0.6), ("fr", 0.49), ("pt", 0.53)])
def test_of_questions_that_were_not_learnt_so_many_are_answered_rightly(lang: str, least: float) -> None:
    asked = list(sections(_DATA / "faq" / f"{lang}.txt"))
    found = [(topic, _answered(text, lang)) for topic, text in asked]
    right, answered = sum(topic == told for topic, told in found), sum(bool(told) for _topic, told in found)
    assert right / len(asked) >= least
    assert right / answered >= 0.8


@pytest.mark.wide
@pytest.mark.parametrize("intents", [_LISTINGS, _OF_EXCHANGES])
def test_what_people_need_offer_and_say_of_exchanges_is_practically_never_taken_for_one(
    intents: tuple[str, ...],
) -> None:
    told = [one for one in _messages() if one.intent in intents]
    taken = [one.text for one in told if _answered(one.text, one.lang)]
    assert len(told) > 1000
    assert len(taken) <= 0.003 * len(told), taken


@pytest.mark.parametrize("text", ["", "…", "👍", "12"])
def test_what_has_no_letters_asks_nothing(text: str) -> None:
    assert topic_of(text) == (NO_TOPIC, 1.0)
    assert asked_topic(text, asks=False, otherwise=lambda: 0.0) == ""


@dataclass(frozen=True)
class _Message:
    text: str
    lang: str
    intent: str


def _messages() -> list[_Message]:
    files = sorted((_DATA / "understanding").glob("**/*.jsonl"))
    read = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]
    known = [row for row in read if "intent" in row]
    return [_Message(row["text"], row["lang"], row["intent"]) for row in known if row.get("lang") in LANGUAGES]


def _answered(text: str, lang: str) -> str:
    asks = is_question(text)

    def otherwise() -> float:
        return said_otherwise(understand(text, lang, _TODAY), text, lambda: bool(service_of(text, lang)), asks=asks)

    return asked_topic(text, asks=asks, otherwise=otherwise)


# ---- in a conversation ----------------------------------------------------------------------------------------------

ASKED = {
    "es": ("¿quién ve mi número?", "Ninguna otra organización ve tu número"),
    "ar": ("مين بيشوف رقمي؟", "لا تقرأ أي منظمة أخرى رقمكم"),
    "en": ("who can see my phone number?", "No other organisation reads your number"),
    "fr": ("qui voit mon numéro de téléphone ?", "Aucune autre association ne lit votre numéro"),
    "pt": ("quem vê meu número de telefone?", "Nenhuma outra organização vê o seu número"),
}
JOIN = {"es": "Para aceptar", "ar": "للموافقة", "en": "To accept", "fr": "Pour accepter", "pt": "Para aceitar"}


@pytest.fixture
def story(story: Story) -> Story:
    story.hub(langs=LANGUAGES)
    return story


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_newcomer_is_answered_first_and_in_the_middle_of_joining_and_joins_nothing_by_it(
    story: Story, lang: str
) -> None:
    words, said = ASKED[lang]
    story.langs["luz"] = lang
    for _time in range(2):
        read = answer(story, words)
        assert said in read
        assert JOIN[lang] in read.partition(said)[2]
    assert rows(story, "organisation", "id") == []
    answer(story, "Casa Luz, Tegucigalpa")
    assert rows(story, "organisation", "name") == [("Casa Luz",)]
    assert rows(story, "listing", "id") == []  # what they asked was kept as no request


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_member_is_answered_with_a_page_to_go_on_with(story: Story, lang: str) -> None:
    words, said = ASKED[lang]
    joins(story, "luz", lang=lang)
    assert said in answer(story, words)
    assert "terminal" in answer(story, "1")  # what I know of you


@pytest.mark.parametrize("lang", LANGUAGES)
def test_in_the_middle_of_a_request_the_question_comes_back_with_its_subject(story: Story, lang: str) -> None:
    words, said = ASKED[lang]
    need = {
        "es": "necesitamos un contador",
        "ar": "نحتاج محاسباً",
        "en": "we need an accountant",
        "fr": "il nous faut un comptable",
        "pt": "precisamos de um contador",
    }[lang]
    joins(story, "luz", lang=lang)
    asked = plain(story.say("luz", need), "luz")
    read = plain(story.say("luz", words), "luz")
    assert read.startswith(said)
    assert read.endswith(asked)
    assert need.split()[-1] in read.removesuffix(asked)
    assert rows(story, "listing", "id") == []


def test_a_draft_that_waits_for_its_yes_is_shown_again_and_a_yes_publishes_it(story: Story) -> None:
    joins(story, "luz")
    card = answer(story, "necesitamos un contador, 3 horas, antes del viernes")
    assert answer(story, "¿las horas vencen?").endswith(card)
    assert "Publicado" in answer(story, "sí")


def test_facts_are_this_hubs_own(story: Story) -> None:
    joins(story, "luz")
    assert "empieza con 6 horas" in answer(story, "¿cómo ganamos horas?")
    with story.db.write() as tx:
        change_policy(tx, 1, "operator", "starter_grant", 120, story.now)
    assert "empieza con 2 horas" in answer(story, "¿cómo ganamos horas?")
    with story.db.write() as tx:
        change_policy(tx, 1, "operator", "starter_grant", 0, story.now)
    assert "empieza" not in answer(story, "¿cómo ganamos horas?").replace("para empezar", "")


def test_a_newcomer_reads_no_figure_that_may_be_another_hubs(story: Story) -> None:
    read = answer(story, "¿cómo ganamos horas?")
    assert "Cada red decide" in read
    assert "6 horas" not in read


@pytest.mark.parametrize(
    "words",
    [
        "necesitamos a alguien que nos explique cómo funciona el IVA, 2 horas",
        "ofrecemos traducción de inglés",
        "Casa de la Mujer, Tela",
        "llegaron tarde pero ya quedó",
        "podemos el martes a las 3",
        "queremos dar 2 horas al fondo",
    ],
)
def test_ordinary_words_are_none(words: str) -> None:
    assert _answered(words, "es") == ""


@pytest.mark.parametrize("words", ["¿a qué hora llegan?", "¿a qué hora los podemos llamar?"])
def test_what_is_for_the_other_side_of_an_exchange_goes_there(
    words: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as town:
        agreed(town)
        answer(town, "1001")
        assert "¿Lo envío?" in answer(town, words)


# ---- what a hub answers itself --------------------------------------------------------------------------------------


def _own(story: Story) -> None:
    with story.db.write() as tx:
        asked = ["¿dónde queda la oficina?", "¿cuál es la dirección de ustedes?"]
        add_answer(tx, 1, "es", asked, "Calle 5, frente al parque. Lunes a viernes de 9 a 12.", story.now)


def test_the_hubs_own_answer_is_found_by_other_words_and_in_another_language(story: Story) -> None:
    _own(story)
    joins(story, "luz")
    read = answer(story, "¿dónde está la oficina de ustedes?")
    assert read.startswith("La coordinación responde:")
    assert "Calle 5, frente al parque" in read
    joins(story, "ada", lang="en")
    assert "Calle 5" in answer(story, "where is your office?", "ada")


def test_so_it_is_for_a_newcomer_and_it_takes_nothing_else(story: Story) -> None:
    _own(story)
    assert "Calle 5" in answer(story, "¿dónde queda la oficina?")
    joins(story, "mar")
    for words in ("¿es gratis?", "¿quién puede arreglar la oficina?", "necesitamos pintar la oficina"):
        assert "Calle 5" not in answer(story, words, "mar")


def test_a_hubs_answers_are_checked_listed_and_removed(story: Story) -> None:
    _own(story)
    with story.db.write() as tx:
        assert [one.id for one in own_answers(tx, 1)] == [1]
        with pytest.raises(Misconfigured, match="answered already, by answer 1"):
            add_answer(tx, 1, "es", ["Donde queda la oficina"], "Otra", story.now)
        for asked, text in (([], "x"), (["?"], "x"), (["¿y el horario?"], ""), (["¿y el horario?"], "x" * 601)):
            with pytest.raises(Misconfigured):
                add_answer(tx, 1, "es", asked, text, story.now)
        assert remove_answer(tx, 1, 1)
        assert not remove_answer(tx, 1, 1)
        assert own_answers(tx, 1) == []


def test_the_nearest_is_none_where_none_is_near() -> None:
    assert nearest("¿dónde queda la oficina?", []) is None
    assert nearest("…", ["¿dónde queda la oficina?"]) is None
    assert nearest("donde queda la oficina", ["¿qué traigo?", "¿dónde queda la oficina?"]) == 1
    assert nearest("¿me prestan sillas?", ["¿dónde queda la oficina?"]) is None


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("¿cuánto cuesta esto? ¿y quién puede ver mi número?", ("free", "who_sees_number")),
        ("c'est gratuit? et si personne ne vient?", ("free", "nobody_comes")),
        ("is it free? we are from Tela", ("free",)),
    ],
)
def test_each_of_several_questions_is_answered(text: str, topics: tuple[str, ...]) -> None:
    assert asked_topics(text, asks=True, otherwise=lambda: 0.0) == topics
