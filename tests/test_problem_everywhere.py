"""A problem can be told of whatever the state of an exchange: from its card, and in words that name it."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from bot.cards.exchange import exchange_card
from core.exchange_states import STATES
from core.look.exchanges import ExchangeCard
from core.privacy.nameless import BEFORE_AGREEMENT
from tests.faults import agreed, proposed, states, suggested, tap, to, version
from tests.story import Story


def card(state: str, gives: bool, my_turn: bool, minutes: int, wish: str, mine: bool) -> ExchangeCard:
    return ExchangeCard(
        id=1,
        number=1001,
        version=3,
        state=state,
        what="contabilidad",
        minutes=minutes,
        due_on="2026-12-01",
        place="",
        remote=True,
        gives=gives,
        mine=mine,
        my_turn=my_turn,
        other_id=2,
        other="Casa Mar",
        other_town="La Ceiba",
        other_country="HN",
        wish=wish,
        wish_value="2026-12-02" if wish == "day" else "60",
        asked_minutes=30 if wish == "fewer" else None,
        absent_id=2 if gives else 1,
        appeal_until=1,
    )


@pytest.mark.parametrize("state", STATES)
def test_every_card_of_an_exchange_has_the_choice_once(state: str) -> None:
    both = (True, False)
    wishes = ("", "day", "absent", "figure", "undo", "fewer")
    for gives, turn, minutes, wish in itertools.product(both, both, (0, 120), wishes):
        choices = [one.id for one in exchange_card(card(state, gives, turn, minutes, wish, mine=True)).options]
        assert choices.count("x:1:3:prob") == 1, (gives, turn, minutes, wish)


@pytest.mark.parametrize("words", ["hay un problema con el 1001", "tenemos un problema con el intercambio"])
@pytest.mark.parametrize("make", [suggested, proposed])
def test_words_of_a_problem_open_the_card_before_anything_is_agreed_or_ask_whom_to_tell(
    story: Story, make: Callable[[Story], None], words: str
) -> None:
    make(story)
    before = states(story)
    assert before[0] in BEFORE_AGREEMENT
    for _screen in ("its news", "its card"):
        (_who, told), *_ = story.say("luz", words)
        assert "1001" in told
        assert "Hay un problema" in told or f"\u2068{words}\u2069" in told
        story.say("luz", "cancelar")
        story.say("luz", "1001")
    assert states(story) == before


def test_coordinators_read_what_was_written_when_a_problem_is_told_of_a_proposal(story: Story) -> None:
    proposed(story)
    tap(story, "mar", f"x:1:{version(story)}:write")
    story.say("mar", "llegan tarde siempre")
    tap(story, "luz", f"x:1:{version(story)}:prob")
    new = story.say("luz", "nos insultan")
    assert any("coordinación" in text for text in to(new, "luz"))
    assert any("leer" in text for text in to(new, "mar"))


def test_a_number_in_the_words_comes_before_the_card_on_the_screen(story: Story) -> None:
    agreed(story)
    (_who, told), *_ = story.say("luz", "hay un problema con el 1001, no vino nadie")
    assert "1001" in told
    (_who, told), *_ = story.say("luz", "hay un problema con el 4711")
    assert "4711" not in told
