"""The dialogue's table and gate: each row can fire and is sound, and no words alone move hours but where they may."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.dialogue_table import DOCS, printed
from bot.commands.why import situation_at
from bot.dialogue import Choice, Reading, choose, places, rows
from bot.dialogue.policy import ANY, MOVES, row_of, table
from bot.dialogue.situation import COORDINATION, DRAFT, IDLE, LIST, NEWCOMER, OWN, QUESTION, SCREEN_OF, TERMS, WORDS
from bot.understanding import acts

PHASES = ("suggested", "proposed", "sent", "agreed", "handed", "delivered", "disputed", "settled", "past")
SCREENS = {
    *(IDLE, DRAFT, TERMS, LIST, OWN, "listing", NEWCOMER, QUESTION, COORDINATION, WORDS),
    *("what", "hours", "day", "kind", "stars", "town", "message", "said", "way", "given"),
    *PHASES,
    *SCREEN_OF,
}
SURE = 0.999
MOVING = frozenset(("ok", "late", "acc"))
"""Choices of an exchange's card that set hours aside or move them."""


def _choice(place: str, act: str, sure: float) -> Choice | None:
    return choose(situation_at(place), (Reading(act, sure, "test"),))


def test_each_row_names_a_screen_an_act_and_a_move_that_exist() -> None:
    for row in rows():
        assert row.act in acts(), row
        assert row.move in MOVES, row
        assert row.screen == ANY or row.screen.partition("/")[0] in SCREENS, row


def test_each_row_can_fire() -> None:
    """No row stands behind one that always comes first."""
    for place, act in table():
        fired = {row_of(situation_at(screen), act) for screen in (places() | SCREENS)}
        assert table()[place, act] in fired, (place, act)


@pytest.mark.parametrize("place", sorted(places()))
def test_a_sure_reading_takes_its_row(place: str) -> None:
    for (screen, act), row in table().items():
        if screen == place and acts()[act].least <= SURE:
            found = _choice(place, act, SURE)
            assert found is not None, (place, act)
            assert found.row == row, (place, act)


@given(
    place=st.sampled_from(sorted(places() | SCREENS)),
    act=st.sampled_from(sorted(acts())),
    sure=st.floats(0, 1, allow_nan=False),
)
def test_what_is_not_sure_presses_nothing_that_moves_hours(place: str, act: str, sure: float) -> None:
    found = _choice(place, act, sure)
    if found is None or found.row.move != "exchange":
        return
    verbs = {way.partition("+")[0].partition("?")[0] for way in found.row.what.split("|")}
    if found.presses and verbs & MOVING:
        assert sure >= 0.8, found
        assert acts()[act].kind in ("exchange", "answer"), found


@pytest.mark.parametrize(("place", "act"), list(product(sorted(PHASES), sorted(acts()))))
def test_a_card_is_pressed_only_by_what_is_about_it(place: str, act: str) -> None:
    """Greetings, questions, new requests and settings never press a choice of the exchange on the screen."""
    found = _choice(place, act, SURE)
    if found is not None and found.row.move == "exchange":
        assert acts()[act].kind in ("exchange", "answer"), found


def test_the_likeliest_without_a_row_is_left_alone() -> None:
    found = (Reading("none", 0.6, "test"), Reading("ask_balance", 0.4, "test"))
    assert choose(situation_at(IDLE), found) is None


def test_where_any_words_are_an_answer_no_general_row_holds() -> None:
    for screen in (WORDS, NEWCOMER, "town"):
        for act in acts():
            row = row_of(situation_at(screen), act)
            assert row is None or row.screen == screen, row


def test_in_the_middle_of_a_question_only_what_may_interrupt_does() -> None:
    for act in acts().values():
        found = _choice("hours", act.name, SURE)
        if found is not None and found.row.move not in ("answer", "slot", "option", "repair"):
            assert act.interrupts, found


def test_the_page_shows_the_tables_as_they_are() -> None:
    """`python -m bench.dialogue_table` writes them anew."""
    text = DOCS.read_text(encoding="utf-8")
    assert printed(text) == text
