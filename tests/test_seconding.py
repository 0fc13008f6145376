"""A second person's yes: above an amount the organisation chose, its hours wait for somebody else of it."""

from __future__ import annotations

import pytest

from core.accounts.verify import verify
from core.commands import Accept, Confirm, Propose, Terms
from core.commands.giving import Donate
from core.commands.team import AnswerSecond, Leave, RemovePerson, SetSecond
from core.errors import Faster, NotYours, Refusal
from core.events import Moved, Promised, SecondAnswered, SecondAsked
from core.messages import Message
from core.people import second_cards
from tests.faults import joins, neighbours, proposed, rows, states, tap, to, version
from tests.gifts import go
from tests.members import Town
from tests.people import colleague, joined_by_code
from tests.story import DAY, Story
from tests.together import together

HOUR = 3_600_000


def careful(town: Town, above: int = 60) -> tuple[int, int, int]:
    """Casa Luz wants two people above that; (organisation, its owner, her colleague)."""
    luz = town.member("Casa Luz")
    leo = colleague(town, luz.person_id, "leo")
    town.do(luz.person_id, SetSecond(above))
    return luz.organisation_id, luz.person_id, leo


def posted(town: Town, organisation_id: int) -> int:
    return int(town.rows("account", "posted", organisation_id=organisation_id)[0][0])


def ask(town: Town, person_id: int, command: object) -> int:
    """The step is kept; the id under which it waits."""
    (asked,) = town.do(person_id, command)
    assert isinstance(asked, SecondAsked)
    return asked.approval_id


# ---- one yes is not enough --------------------------------------------------------------------------------------


def test_up_to_the_amount_one_person_is_enough(town: Town) -> None:
    mine, luz, _leo = careful(town)
    (given,) = town.do(luz, Donate(60))
    assert isinstance(given, Promised)
    go(town.db, town.vault, town.now)
    assert posted(town, mine) == 300


def test_above_it_nothing_moves_until_somebody_else_says_yes(town: Town) -> None:
    mine, luz, leo = careful(town)
    id = ask(town, luz, Donate(61))
    assert posted(town, mine) == 360
    with pytest.raises(Refusal, match="Somebody else"):
        town.do(luz, AnswerSecond(id, yes=True))
    told = town.do(leo, AnswerSecond(id, yes=True))
    assert told[0] == SecondAnswered(id, yes=True)
    assert isinstance(told[1], Promised)
    go(town.db, town.vault, town.now)
    assert posted(town, mine) == 299
    assert verify(town.db) == []


def test_a_no_or_taking_it_back_ends_it(town: Town) -> None:
    mine, luz, leo = careful(town)
    first, second = ask(town, luz, Donate(120)), ask(town, luz, Donate(180))
    assert town.do(leo, AnswerSecond(first, yes=False)) == [SecondAnswered(first, yes=False)]
    assert town.do(luz, AnswerSecond(second, yes=False)) == [SecondAnswered(second, yes=False, own=True)]
    for person in (luz, leo):
        for id in (first, second):
            with pytest.raises(Faster):
                town.do(person, AnswerSecond(id, yes=True))
    assert posted(town, mine) == 360
    assert [bytes(sealed) for _id, sealed in town.rows("approval", "id", "sealed")] == [b"", b""]
    assert town.rows("clock", "id", subject="approval") == []


def test_the_step_waits_sealed(town: Town) -> None:
    _mine, luz, _leo = careful(town)
    ask(town, luz, Donate(120))
    ((sealed,),) = town.rows("approval", "sealed")
    assert b"Donate" not in bytes(sealed)
    assert "Donate" in town.vault.open(bytes(sealed))


def test_f54_other_organisations_neither_see_nor_answer_it(town: Town) -> None:
    _mine, luz, _leo = careful(town)
    id = ask(town, luz, Donate(120))
    other = town.member("Casa Mar").person_id
    for person, number in ((other, id), (other, id + 1), (luz, id + 1)):
        with pytest.raises(NotYours):
            town.do(person, AnswerSecond(number, yes=True))


def test_alone_there_is_nobody_to_say_it(town: Town) -> None:
    _mine, luz, leo = careful(town)
    town.do(leo, Leave())
    with pytest.raises(Refusal, match="Invite a colleague"):
        town.do(luz, Donate(120))
    mar = town.member("Casa Mar").person_id
    with pytest.raises(Refusal, match="Invite a colleague"):
        town.do(mar, SetSecond(60))


def test_less_care_takes_two_as_well_and_only_the_responsible_choose(town: Town) -> None:
    mine, luz, leo = careful(town)
    with pytest.raises(Refusal, match="responsible"):
        town.do(leo, SetSecond(30))
    town.do(luz, SetSecond(30))
    for less in (None, 600):
        id = ask(town, luz, SetSecond(less))
        assert town.rows("organisation", "second_above", id=mine) != [(less,)]
        town.do(leo, AnswerSecond(id, yes=True))
        assert town.rows("organisation", "second_above", id=mine) == [(less,)]
        town.do(luz, SetSecond(30))


def test_who_is_taken_out_asks_for_nothing_any_more(town: Town) -> None:
    _mine, luz, leo = careful(town)
    id = ask(town, leo, Donate(120))
    town.do(luz, RemovePerson(leo))
    with pytest.raises(Faster):
        town.do(luz, AnswerSecond(id, yes=True))


# ---- races ------------------------------------------------------------------------------------------------------


def test_two_who_say_yes_at_once_move_the_hours_once(town: Town) -> None:
    mine, luz, _leo = careful(town)
    others = [colleague(town, luz, f"otra {n}") for n in range(4)]
    id = ask(town, luz, Donate(120))

    def say_yes(turn: int) -> bool:
        try:
            town.do(others[turn], AnswerSecond(id, yes=True))
        except Refusal:
            return False
        return True

    assert sorted(together(4, say_yes)) == [False, False, False, True]
    go(town.db, town.vault, town.now)
    assert posted(town, mine) == 240
    assert verify(town.db) == []


def test_the_same_tap_twice_is_one_request(town: Town) -> None:
    _mine, luz, leo = careful(town)
    mar = town.member("Casa Mar")
    town.do(mar.person_id, _offer())
    (listing,) = town.rows("listing", "id")
    terms = Terms(120, _day(town), remote=True)
    first = ask(town, luz, Propose(listing_id=listing[0], terms=terms))
    assert ask(town, luz, Propose(listing_id=listing[0], terms=terms)) == first
    told = town.do(leo, AnswerSecond(first, yes=True))
    assert isinstance(told[1], Moved)
    assert told[1].action == "proposed"


def _offer() -> object:
    from core.commands import Post

    return Post("offer", "contabilidad", remote=True, lang="es")


def _day(town: Town) -> str:
    from core.calendar import today

    return today(town.now + 5 * DAY, "America/Tegucigalpa").isoformat()


# ---- an exchange ------------------------------------------------------------------------------------------------


def careful_receiver(story: Story) -> None:
    """Mar proposes 2 hours to Luz's organisation, which wants two people above one hour."""
    proposed(story)
    joined_by_code(story, "luz", "leo")
    tap(story, "luz", "m:second_above")
    story.say("luz", "1 hora")


def test_accepting_and_confirming_take_two_of_the_receivers_people(story: Story) -> None:
    careful_receiver(story)
    new = tap(story, "luz", f"x:1:{version(story)}:acc")
    assert states(story) == ["proposed"]
    assert to(new, "mar") == []
    (card,) = to(new, "leo")
    assert "1001" in card
    new = tap(story, "leo", "s:1:yes")
    assert states(story) == ["agreed"]
    assert any("aceptó" in text for text in to(new, "luz"))
    assert to(new, "mar")
    tap(story, "mar", f"x:1:{version(story)}:done")
    tap(story, "leo", f"x:1:{version(story)}:ok")
    assert states(story) == ["delivered"]
    tap(story, "luz", "s:2:yes")
    assert states(story) == ["settled"]
    assert verify(story.db) == []


def test_a_second_yes_tells_no_name_before_the_agreement(story: Story) -> None:
    careful_receiver(story)
    new = tap(story, "luz", f"x:1:{version(story)}:acc")
    (asked,) = to(new, "leo")
    waiting = to(tap(story, "leo", "m:second"), "leo")
    assert "una organización" in asked
    assert "Casa Mar" not in asked + "".join(waiting)
    new = tap(story, "leo", "s:1:yes")
    assert any("Casa Mar" in text for text in to(new, "luz"))


def test_a_proposal_that_waits_names_nobody_and_hours_that_are_given_do(town: Town) -> None:
    mine, luz, _leo = careful(town)
    mar = town.member("Casa Mar")
    town.do(mar.person_id, _offer())
    (listing,) = town.rows("listing", "id")
    ask(town, luz, Propose(listing_id=listing[0], terms=Terms(120, _day(town), remote=True)))
    ask(town, luz, Donate(120, mar.organisation_id))
    with town.db.read() as tx:
        proposed_to, given_to = (card.other for card in second_cards.waiting(tx, mine))
    assert isinstance(proposed_to, Message)
    assert given_to == "Casa Mar"


def test_a_colleagues_own_tap_on_the_same_button_is_the_second_yes(story: Story) -> None:
    careful_receiver(story)
    tap(story, "luz", f"x:1:{version(story)}:acc")
    tap(story, "leo", f"x:1:{version(story)}:acc")
    assert states(story) == ["agreed"]
    assert [state for _id, state in rows(story, "approval", "id", "state")] == ["done"]


def test_both_tap_it_at_once_and_it_is_agreed_once(story: Story) -> None:
    careful_receiver(story)
    taps = [story.phones.typed(who, "", "", story.now, payload=f"x:1:{version(story)}:acc") for who in ("luz", "leo")]
    together(2, lambda turn: story.handle(taps[turn]))
    story.deliver()
    assert states(story) == ["agreed"]
    assert verify(story.db) == []


def test_what_moved_on_meanwhile_is_not_done(story: Story) -> None:
    careful_receiver(story)
    tap(story, "luz", f"x:1:{version(story)}:acc")
    tap(story, "mar", f"x:1:{version(story)}:back")
    new = tap(story, "leo", "s:1:yes")
    assert states(story) == ["withdrawn"]
    assert "cambió mientras tanto" in to(new, "leo")[0]
    assert [state for _id, state in rows(story, "approval", "id", "state")] == ["void"]


def test_it_waits_for_three_days_with_one_reminder(story: Story) -> None:
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    tap(story, "luz", "m:second_above")
    story.say("luz", "1 hora")
    story.say("luz", "donar 2 horas al fondo")
    story.say("luz", "sí")
    reminders, ended = [], []
    for _hour in range(24 * 7):
        new = story.wait(HOUR)
        reminders += [text for text in to(new, "leo") if "ecordatorio" in text[:20]]
        ended += [who for who, text in new if "Nadie más dijo que sí" in text]
    assert len(reminders) == 1
    assert sorted(ended) == ["leo", "luz"]
    assert ("donation",) not in rows(story, "entry", "kind")
    assert "ya se respondió" in to(tap(story, "leo", "s:1:yes"), "leo")[0]


def test_f58_deleting_ones_data_empties_what_one_asked_for(story: Story) -> None:
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    tap(story, "luz", "m:second_above")
    story.say("luz", "1 hora")
    story.say("leo", "donar 2 horas al fondo")
    story.say("leo", "sí")
    story.say("leo", "borrar mis datos")
    story.say("leo", "sí")
    assert rows(story, "approval", "id", "person_id", "state") == [(1, None, "void")]
    joins(story, "sol")
    assert verify(story.db) == []


def test_the_second_person_must_not_have_acted_for_the_other_side(story: Story) -> None:
    careful_receiver(story)
    joined_by_code(story, "luz", "mar")  # who wrote the proposal
    story.say("mar", "Casa Luz")
    tap(story, "luz", f"x:1:{version(story)}:acc")
    tap(story, "mar", "s:1:yes")
    assert states(story) == ["proposed"]
    tap(story, "leo", "s:1:yes")
    assert states(story) == ["agreed"]


@pytest.mark.parametrize("command", [Accept(1, 1), Confirm(1, 1)])
def test_without_a_limit_nothing_is_asked(town: Town, command: object) -> None:
    luz = town.member("Casa Luz")
    with pytest.raises(NotYours):
        town.do(luz.person_id, command)
    assert town.rows("approval", "id") == []


def test_silence_settles_nothing_while_a_confirmation_waits_for_the_second_yes(story: Story) -> None:
    careful_receiver(story)
    tap(story, "luz", f"x:1:{version(story)}:acc")
    tap(story, "leo", "s:1:yes")
    tap(story, "mar", f"x:1:{version(story)}:done")
    (end,) = [due for kind, due in rows(story, "clock", "kind", "due_at") if kind == "confirm"]
    story.wait(end - story.now - HOUR)
    tap(story, "luz", f"x:1:{version(story)}:ok")
    story.wait(12 * HOUR)  # the clock came due meanwhile
    assert states(story) == ["delivered"]
    tap(story, "leo", "s:2:yes")
    assert [(state, silent) for state, silent in rows(story, "exchange", "state", "silent")] == [("settled", 0)]
    assert verify(story.db) == []


def test_when_nobody_gives_the_second_yes_silence_counts_as_ever(story: Story) -> None:
    careful_receiver(story)
    tap(story, "luz", f"x:1:{version(story)}:acc")
    tap(story, "leo", "s:1:yes")
    tap(story, "mar", f"x:1:{version(story)}:done")
    story.wait(6 * DAY)
    tap(story, "luz", f"x:1:{version(story)}:ok")
    story.wait(8 * DAY)
    assert states(story) != ["delivered"]
