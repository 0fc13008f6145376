"""Messages that shall stop until a day stop until that day, in whatever words; at the question how often, too."""

from __future__ import annotations

import pytest

from bot.conversation.arrival import own_name
from bot.understand.credits import names_fund
from core.people import choices
from tests.faults import joins, rows
from tests.story import Story, answer

UNTIL = (
    *(("es", "no me manden nada hasta el lunes"), ("en", "no messages until Monday please")),
    ("ar", "وقفوا التنبيهات لحد الاتنين"),
    *(("fr", "plus de messages jusqu'à lundi svp"), ("pt", "sem mensagens até segunda-feira")),
    ("ar", "7bsso les messages 7ta ltnin"),
)  # fmt: skip


@pytest.fixture
def here(story: Story) -> Story:
    story.hub()
    return story


def _rests(story: Story) -> bool:
    """Whether suggestions rest, and until when."""
    with story.db.read() as tx:
        until = choices.rests_until(tx, 1)
    return until is not None and next(row[1] for row in rows(story, "person", "id", "alerts")) == "off"


@pytest.mark.parametrize(("lang", "words"), UNTIL)
def test_messages_rest_until_the_day_that_is_named(here: Story, lang: str, words: str) -> None:
    joins(here, "luz", lang=lang)
    answer(here, words)
    assert _rests(here)


@pytest.mark.parametrize("begun", ["avisos", "no quiero recibir más mensajes"])
@pytest.mark.parametrize("words", ["solo hasta el lunes", "nada más hasta el lunes, no todo"])
def test_so_they_do_where_it_is_asked_how_often_or_whether_to_stop(here: Story, begun: str, words: str) -> None:
    joins(here, "luz")
    answer(here, begun)
    answer(here, words)
    assert _rests(here)


@pytest.mark.parametrize(("text", "name"), [
    ("السلام عليكم انا ام كريم، بعتتني سامية ومعايا الرقم ٤٨٢٩١٥٠٧٣", "ام كريم"),
    ("oi, eu sou a Aline, o código é 482915073", "Aline"), ("bonjour c'est Mme Rachida, code 482915073", "Mme Rachida"),
    ("hi I'm Sam, Mona gave me 482915073", "Sam"), ("habla doña Carmen, me mandó Glenda: 482915073", "doña Carmen"),
    ("me manda Rosa con el código 482915073", ""),
])  # fmt: skip
def test_the_name_of_who_joins_is_the_one_that_they_say_is_theirs(text: str, name: str) -> None:
    assert own_name(text, "newcomer") == name


@pytest.mark.parametrize(("text", "fund"), [
    ("l sandoq", True), ("lsandou9 dyal tadamon", True), ("el sandouk", True), ("al fondo", True),
    ("Casa Santiago", False), ("the sandwich club", False),
])  # fmt: skip
def test_the_fund_is_known_however_its_name_is_written(text: str, fund: bool) -> None:
    assert names_fund(text, "ar") == fund
