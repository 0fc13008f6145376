"""What a coordinator gives as a reason is marked for who reads another language, or translated below it."""

from __future__ import annotations

from bot.doubles.libretranslate import LibreTranslate
from bot.sending.translator import Translator
from tests.faults import agreed, neighbours, tap, to, version
from tests.story import Story
from tests.test_cases import coordinator
from tests.test_translator import translates

WHY = "se entregó la mitad del trabajo"
MARK = "غير مترجم"


def disputed(story: Story) -> None:
    """Luz reads Spanish, Mar Arabic, and Eva, who decides, writes Spanish."""
    agreed(story)
    tap(story, "mar", "lang:ar")
    coordinator(story, "eva")
    tap(story, "luz", f"x:1:{version(story)}:prob")
    story.say("luz", "2")
    story.say("luz", "solo la mitad")


def decides(story: Story) -> list[tuple[str, str]]:
    tap(story, "eva", f"x:1:{version(story)}:decide")
    story.say("eva", "1")
    story.say("eva", WHY)
    return story.say("eva", "sí")


def test_a_decision_reaches_each_in_their_language_and_its_reason_is_marked_right_below(story: Story) -> None:
    disputed(story)
    new = decides(story)
    (here,), (there,) = to(new, "luz"), to(new, "mar")
    assert WHY in here
    assert "otro idioma" not in here
    lines = [line for line in there.split("\n") if line.strip()]
    (at,) = [number for number, line in enumerate(lines) if WHY in line]
    assert MARK in lines[at + 1]


def test_where_a_machine_translates_its_words_stand_below_the_reason(story: Story) -> None:
    with LibreTranslate() as api:
        translates(story, Translator(api.url))
        disputed(story)
        (there,) = to(decides(story), "mar")
    assert there.index(WHY) < there.index(f"[es>ar] {WHY}")
    assert MARK not in there


def test_hours_that_a_coordinator_gives_back_and_who_did_not_come(story: Story) -> None:
    agreed(story)
    tap(story, "mar", "lang:ar")
    coordinator(story, "eva")
    tap(story, "luz", f"x:1:{version(story)}:ok")
    tap(story, "eva", f"x:1:{version(story)}:undo")
    story.say("eva", WHY)
    new = story.say("eva", "sí")
    assert MARK in to(new, "mar")[0]
    assert MARK not in to(new, "luz")[0]


def test_a_no_of_the_fund_and_an_answer_to_a_case(story: Story) -> None:
    neighbours(story)
    coordinator(story, "eva")
    for words in ("donar 6 horas al fondo", "sí", "necesitamos contabilidad, 4 horas, antes del viernes", "sí"):
        story.say("luz", words)
    tap(story, "luz", "m:ask_fund")
    story.say("luz", "se quedó sin luz la escuela")
    story.say("luz", "sí")
    tap(story, "luz", "lang:ar")
    tap(story, "eva", "f:1:no")
    story.say("eva", "este mes no alcanza")
    (no,) = to(story.say("eva", "sí"), "luz")
    assert "este mes no alcanza" in no
    assert MARK in no
    story.say("luz", "أريد التحدث مع شخص")
    tap(story, "eva", "c:1:answer")
    story.say("eva", "te llamo mañana")
    (answer,) = to(story.say("eva", "sí"), "luz")
    assert "te llamo mañana" in answer
    assert MARK in answer
