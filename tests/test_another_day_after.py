"""The day is past and nothing was done: either side may still ask for another, also who is said not to have come."""

from __future__ import annotations

import pytest

from tests.faults import HELLO, agreed, joins, rows, states, tap, unmarked, version
from tests.story import DAY, Story, answer

pytestmark = pytest.mark.words

_NEED = {
    "es": ("Casa Luz, Tela", "necesitamos contabilidad, 2 horas, antes del viernes"),
    "en": ("Casa Luz, Nairobi", "we need bookkeeping, 2 hours, by Friday"),
    "fr": ("Maison Luz, Dakar", "nous avons besoin de comptabilité, 2 heures, avant vendredi"),
    "pt": ("Casa Luz, Recife", "precisamos de contabilidade, 2 horas, até sexta"),
    "ar": ("جمعية النور، القاهرة", "نحتاج محاسبة، ساعتين، قبل الجمعة"),
}
_OFFER = {
    "es": ("Casa Mar, Tela", "ofrecemos contabilidad"),
    "en": ("Casa Mar, Nairobi", "we offer bookkeeping"),
    "fr": ("Maison Mar, Dakar", "nous proposons de la comptabilité"),
    "pt": ("Casa Mar, Recife", "oferecemos contabilidade"),
    "ar": ("جمعية البحر، القاهرة", "نقدم محاسبة"),
}


def _overdue(story: Story, lang: str = "es") -> None:
    """Agreed for a Friday, and the Wednesday after both are asked whether it happened."""
    if lang == "es":
        agreed(story)
    else:
        story.hub(langs=tuple(HELLO))
        for who, said in (("luz", _NEED[lang]), ("mar", _OFFER[lang])):
            joins(story, who, said[0], lang)
        for who, words in (("mar", _OFFER[lang][1]), ("luz", _NEED[lang][1])):
            story.say(who, words)
            story.say(who, "1")
        for who, verb in (("mar", "prop"), ("luz", "acc")):
            tap(story, who, f"x:1:{version(story)}:{verb}")
    story.wait(8 * DAY)
    assert states(story) == ["overdue"]


def _read(arrived: list[tuple[str, str]]) -> dict[str, str]:
    return {who: unmarked(text) for who, text in arrived}


def _due(story: Story) -> str:
    return str(rows(story, "exchange", "id", "due_on")[0][1])


def _asks(story: Story, who: str, day: str) -> str:
    tap(story, who, f"x:1:{version(story)}:day")
    return answer(story, day, who)


def _said_absent(story: Story) -> None:
    _overdue(story)
    tap(story, "luz", f"x:1:{version(story)}:absent")
    assert "ya les pregunté" in answer(story, "1")


def test_another_day_is_asked_for_and_accepted_after_the_agreed_one(story: Story) -> None:
    _overdue(story)
    asked = unmarked(_asks(story, "luz", "el sábado"))
    assert "¿le pido a Casa Mar el sábado 5 de diciembre en lugar del viernes 27 de noviembre?" in asked
    told = _read(story.say("luz", "1"))
    assert "Pidieron otro día: el sábado 5 de diciembre en lugar del viernes 27" in told["luz"]
    assert "¿Les sirve?" in told["mar"]
    assert "1. Sí, ese día" in told["mar"]
    told = _read(story.say("mar", "1"))
    assert "acepta el nuevo día" in told["luz"]
    assert (states(story), _due(story)) == (["agreed"], "2026-12-05")
    story.wait(8 * DAY)
    assert states(story) == ["overdue"]  # its clock runs anew


@pytest.mark.parametrize(
    ("lang", "words", "day"),
    [
        ("es", "perdón, se nos descompuso la camioneta, podemos ir el lunes?", "lunes 7 de diciembre"),
        ("es", "aun no, quedamos en hacerlo el sábado", "sábado 5 de diciembre"),
        ("en", "sorry the bus broke down, can we do monday instead?", "Monday 7 December"),
        ("en", "not yet, we go on Saturday", "Saturday 5 December"),
        ("fr", "désolés, notre véhicule est tombé en panne, on peut venir lundi ?", "lundi 7 décembre"),
        ("pt", "desculpa, o carro quebrou, podemos ir na segunda?", "segunda-feira, 7 de dezembro"),
        ("ar", "لسه، هنروح السبت", "السبت ٥ ديسمبر"),
        ("ar", "نعتذر، تعطلت السيارة، هل نأتي يوم الاثنين؟", "الاثنين ٧ ديسمبر"),
    ],
)
def test_a_day_to_come_is_another_day_where_the_agreed_one_is_past(
    lang: str, words: str, day: str, story: Story
) -> None:
    _overdue(story, lang)
    asked = answer(story, words, "mar")
    assert day in asked
    assert "1001" in asked
    assert len(rows(story, "listing", "id")) == 2


@pytest.mark.parametrize(
    "words",
    [
        *("vinieron el lunes", "no vinieron el viernes", "fueron 2 horas el sábado"),
        *("también necesitamos un plomero para el martes", "podemos dar un taller de costura el lunes"),
    ],
)
def test_what_has_happened_or_is_another_request_asks_for_no_day(words: str, story: Story) -> None:
    _overdue(story)
    assert "en lugar del" not in answer(story, words)


def test_who_is_said_not_to_have_come_offers_another_day_and_what_was_said_stands_until_it_suits(story: Story) -> None:
    _said_absent(story)
    answer(story, "perdón, nos quedamos sin camioneta, ¿podemos ir el lunes?", "mar")
    told = _read(story.say("mar", "1"))
    assert "dijeron que Casa Mar no llegó" in told["luz"]
    assert "Ahora pide otro día: lunes 7 de diciembre" in told["luz"]
    told = _read(story.say("luz", "no"))
    assert "A Casa Luz no le sirve ese día" in told["mar"]
    assert "3. Otro día" in told["mar"]
    story.wait(9 * DAY)
    assert states(story) == ["no_show"]


def test_a_day_that_suits_who_waited_takes_back_that_they_did_not_come(story: Story) -> None:
    _said_absent(story)
    _asks(story, "mar", "el lunes")
    story.say("mar", "1")
    if "1. Sí, ese día" in answer(story, "sí, el lunes está bien"):
        answer(story, "1")
    assert (states(story), _due(story)) == (["agreed"], "2026-12-07")


def test_a_day_that_is_offered_and_never_answered_makes_nobody_absent(story: Story) -> None:
    _said_absent(story)
    _asks(story, "mar", "el lunes")
    story.say("mar", "1")
    story.wait(9 * DAY)
    assert states(story) == ["disputed"]


def test_who_said_it_of_the_other_side_does_not_ask_for_a_day_in_the_same_breath(story: Story) -> None:
    _said_absent(story)
    read = answer(story, "1001")
    assert "Otro día" not in read
    tap(story, "luz", f"x:1:{version(story)}:day")
    answer(story, "lunes")
    assert "cambió" in answer(story, "1")


def test_a_day_that_nobody_answers_keeps_no_exchange_open_for_ever(story: Story) -> None:
    _overdue(story)
    _asks(story, "luz", "el sábado")
    answer(story, "1")
    story.wait(40 * DAY)
    assert states(story) == ["expired"]
