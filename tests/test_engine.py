"""A conversation is replayed from its answers: what is kept, what is asked again, what never comes from a hint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine import Flow, Reject, State, Turn, advance, reopen, revise
from core.errors import FlowBug


@dataclass(frozen=True)
class Ask:
    """A question about a word; `choices` restricts it, "no" is never an answer."""

    key: str
    choices: tuple[str, ...] = ()
    hintable: bool = True
    assumed: str | None = None

    def offered(self) -> tuple[str, ...]:
        return self.choices

    def read(self, words: str, offered: tuple[str, ...]) -> str:
        if words.isdecimal() and offered:
            if not 1 <= int(words) <= len(offered):
                raise Reject("choose a number")
            return offered[int(words) - 1]
        return words

    def value(self, canonical: str) -> str:
        if canonical == "no" or (self.choices and canonical not in self.choices):
            raise Reject("not that")
        return canonical.upper()


def script() -> Flow:
    """Three questions, the last one never from a hint."""
    what = yield Ask("what")
    size = yield Ask("size", ("small", "large"))
    sure = yield Ask("sure", hintable=False)
    return (what, size, sure)


def talk(*said: str, hints: dict[str, str] | None = None) -> Turn:
    turn = advance(script, State("s", hints=hints or {}))
    for words in said:
        turn = advance(script, turn.state, words)
    return turn


def test_it_asks_one_thing_after_the_other_and_returns_a_result() -> None:
    turn = talk("cake", "small", "yes")
    assert turn.done
    assert turn.result == ("CAKE", "SMALL", "YES")


def test_only_canonical_answers_are_kept() -> None:
    assert talk("cake").state == State("s", "size", ("small", "large"), {"what": "cake"}, {})


def test_a_number_picks_from_the_list_on_the_screen_not_from_todays() -> None:
    shown_before = State("s", "size", ("large", "small"), {"what": "cake"})
    assert advance(script, shown_before, "1").state.answers["size"] == "large"


def test_a_choice_that_is_gone_is_asked_again() -> None:
    shown_before = State("s", "size", ("huge",), {"what": "cake"})
    turn = advance(script, shown_before, "1")
    assert turn.retry is not None
    assert turn.state.asking == "size"


def test_words_answer_only_what_is_being_asked() -> None:
    turn = advance(script, State("s", "colour", (), {"what": "cake"}), "blue")
    assert turn.state.asking == "size"
    assert turn.retry is None


def test_a_wrong_answer_keeps_everything_and_says_why() -> None:
    turn = talk("cake", "9")
    assert turn.retry is not None
    assert turn.state.answers == {"what": "cake"}


def test_without_words_it_asks_the_same_again() -> None:
    turn = talk("cake")
    assert advance(script, turn.state).state == turn.state


def test_hints_are_taken_in_turn_and_bad_ones_are_asked() -> None:
    assert talk(hints={"what": "cake", "size": "small"}).state.asking == "sure"
    assert talk(hints={"what": "cake", "size": "huge"}).state.asking == "size"


def test_consent_never_comes_from_a_hint() -> None:
    turn = talk(hints={"what": "cake", "size": "small", "sure": "yes"})
    assert turn.state.asking == "sure"


def test_back_opens_the_last_answer_and_back_again_the_one_before() -> None:
    once = reopen(script, talk("cake", "small").state)
    assert once.state.asking == "size"
    assert reopen(script, once.state).state.asking == "what"


def test_opening_one_answer_keeps_the_later_ones_as_hints() -> None:
    turn = reopen(script, talk("cake", "small").state, "what")
    assert turn.state.asking == "what"
    assert advance(script, turn.state, "pie").state.asking == "sure"


def test_an_answer_can_be_put_in_place_of_another() -> None:
    turn = revise(script, talk("cake", "small").state, {"size": "large"})
    assert turn.state.asking == "sure"
    assert turn.state.answers["size"] == "large"


def test_f14_a_deploy_that_adds_or_drops_a_question_costs_one_question() -> None:
    def longer() -> Flow:
        what = yield Ask("what")
        colour = yield Ask("colour")
        size = yield Ask("size", ("small", "large"))
        return (what, colour, size)

    turn = advance(longer, talk("cake", "small").state, "yes")
    assert turn.state.asking == "colour"
    assert turn.state.answers == {"what": "cake"}
    after = advance(longer, turn.state, "blue")
    assert after.state.asking == "size"


def test_an_old_answer_that_no_longer_holds_is_asked_again() -> None:
    turn = advance(script, State("s", "sure", (), {"what": "cake", "size": "huge"}), "yes")
    assert turn.state.asking == "size"


def test_the_same_key_twice_is_a_bug_of_ours() -> None:
    def twice() -> Flow:
        yield Ask("what")
        yield Ask("what")

    with pytest.raises(FlowBug):
        advance(twice, State("s", "what", (), {}), "cake")


def test_a_flow_is_always_closed() -> None:
    closed: list[bool] = []

    def careful() -> Iterator[Ask]:
        try:
            yield Ask("what")
        finally:
            closed.append(True)

    advance(careful, State("s"))
    assert closed == [True]


@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_words_lead_to_a_question_or_an_end(said: list[str]) -> None:
    turn = talk()
    for words in said:
        turn = advance(script, turn.state, words)
        assert turn.done or turn.ask is not None
        if turn.done:
            break
