"""Taps that nobody was offered: forged, old, of another person's card, before their time. Nothing moves."""

from __future__ import annotations

import re

import pytest

from tests.faults import adds_up, agreed, joins, neighbours, proposed, states, suggested, tap, to, truth, version
from tests.story import Story

FORGED = [
    "x:1:1:acc", "x:1:1:prop", "x:1:1:nosuch", "x:1:1:rev", "x:1:1:terms", "x:1:1:cancel", "x:1:1:hours", "x:1:1:prob",
    "x:1:1:fewer", "x:1:1:fig", "x:1:1:see", "x:1", "x", "x:::", "x:a:b:c", "x:-1:-1:acc", "x:0:0:acc",
    "x:99999999999999999999:1:acc", "x:1:99999999999999999999:acc", "x:٣:١:acc", "x:²:1:acc", "x:1_0:1:see",
    "l:1:answer", "l:1:down", "l:1:nosuch", "l:99999999999999999999:see", "l:99999999999999999999:answer", "l::", "l:1",
    "o:1:yes", "o:1:no", "o:1:see", "o:99999999999999999999:yes", "o:x:yes", "o",
    "lang:xx", "lang:", "lang", "lang:es:en", "q:::", "q", "q:abcd:what:yes", "q:abcd:sure:yes", "q:abcd:org:lang:en",
    "m:nothing", "m:", "m", "m:menu/1", "m:menu/1/2/3", "m:balance/x", "m:statement/x", "m:statement/-1",
    "m:statement/99999999999999999999", "m:statement/1/2", "m:find/0/' or 1=1 --", "m:find/x", "m:find/0/\x00",
    "m:needs/99999999999999999999", "m:find/0/%/_", "m:coordinate", "m:hubneeds", "m:__class__", "m:PAGES",
    "", " ", ":", "::::::::", "\x00" * 64, "\ud800" * 16, "🧨" * 16, "A" * 64, "{0}", "%(x)s", "'; drop table line; --",
    "menu", "yes", "1", "stop",
]  # fmt: skip


def test_f54_forged_buttons_move_nothing_of_others_and_get_one_answer_each(story: Story) -> None:
    agreed(story)
    joins(story, "eva")
    before = truth(story)
    for payload in FORGED:
        new = tap(story, "eva", payload)
        assert [who for who, _text in new] == ["eva"], payload
        assert new[0][1].strip(), payload
    assert truth(story) == before
    adds_up(story)


@pytest.mark.parametrize("verbs", [("acc", "no", "back"), ("done", "ok", "late")])
def test_f54_the_right_version_in_somebody_elses_hands_moves_nothing_either(
    story: Story, verbs: tuple[str, ...]
) -> None:
    (proposed if "acc" in verbs else agreed)(story)
    joins(story, "eva")
    before = truth(story)
    for verb in verbs:
        assert [who for who, _text in tap(story, "eva", f"x:1:{version(story)}:{verb}")] == ["eva"]
    assert truth(story) == before


def test_f54_a_stranger_who_has_not_joined_gets_no_further(story: Story) -> None:
    agreed(story)
    before = truth(story)
    for payload in FORGED:
        assert [who for who, _text in tap(story, "new", payload)] == ["new"], payload
    assert truth(story) == before
    adds_up(story)


def test_f54_forged_buttons_in_the_middle_of_a_question_leave_it_where_it_was(story: Story) -> None:
    agreed(story)
    joins(story, "eva")
    tap(story, "eva", "m:need")
    story.say("eva", "una fotógrafa")
    asked = to(story.say("eva", "zzzz"), "eva")[0].splitlines()[-3:]
    for payload in ("x:1:1:acc", "x:1:1:rev", "x:1:1:cancel", "l:1:down", "o:1:yes", "q:zzzz:hours:?", "m:nothing"):
        assert to(tap(story, "eva", payload), "eva")[0].splitlines()[-3:] == asked, payload
    assert "¿Cuántas horas" in asked[0]
    assert asked != to(story.say("eva", "2 horas"), "eva")[0].splitlines()[-3:]
    adds_up(story)


def test_f54_a_coordinator_of_another_hub_does_not_let_organisations_in(story: Story) -> None:
    here = story.hub("Red Sur", approval=True)
    there = story.hub("Red Norte", country="MX", zone="America/Mexico_City")
    story.say("luz", "/start")
    story.say("luz", story.code("hub", here))
    story.say("luz", "Casa Luz, Tegucigalpa")
    story.say("nora", "/start")
    story.say("nora", story.code("coordinator", there))
    before = truth(story)
    for payload in ("o:1:yes", "o:1:no", "o:1:see"):
        assert len(tap(story, "nora", payload)) == 1
    assert truth(story) == before
    assert before[4] == [(1, "pending")]
    adds_up(story)


def test_f03_confirming_what_was_not_accepted_is_refused_and_says_so(story: Story) -> None:
    proposed(story)
    before = truth(story)
    for verb in ("ok", "late", "done", "fig", "nofig"):
        for who in ("luz", "mar"):
            new = tap(story, who, f"x:1:{version(story)}:{verb}")
            assert [name for name, _text in new] == [who], verb
    assert truth(story) == before
    adds_up(story)


def test_f03_a_tap_before_its_message_came_is_answered_and_begins_as_any_first_message(story: Story) -> None:
    story.hub()
    new = tap(story, "ana", "q:abcd:org:lang:en")
    assert len(to(new, "ana")) == 1
    assert "Casa Ana" in " ".join(to(story.say("ana", "Casa Ana, Tegucigalpa"), "ana"))
    adds_up(story)


@pytest.mark.parametrize(
    ("who", "verb"), [("mar", "prop"), ("luz", "acc"), ("luz", "no"), ("mar", "done"), ("luz", "ok")]
)
def test_f03_a_tap_on_an_old_card_moves_nothing(story: Story, who: str, verb: str) -> None:
    agreed(story)
    before = truth(story)
    for old in range(version(story)):
        new = tap(story, who, f"x:1:{old}:{verb}")
        assert [name for name, _text in new] == [who]
    assert truth(story) == before
    adds_up(story)


def test_f03_the_same_tap_twice_confirms_once(story: Story) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    card = f"x:1:{version(story)}:ok"
    tap(story, "luz", card)
    once = truth(story)
    assert states(story)[0] in ("settled", "closed")
    assert len(to(tap(story, "luz", card), "luz")) == 1
    assert truth(story) == once
    adds_up(story)


def test_f49_who_belongs_to_both_organisations_does_not_accept_their_own_proposal(story: Story) -> None:
    proposed(story)
    code = re.search(r"\d{7,}", to(tap(story, "luz", "m:colleague"), "luz")[0])
    assert code
    story.say("mar", code.group())
    assert "Ahora actúas en nombre de \u2068Casa Luz" in to(story.say("mar", "sí"), "mar")[0]
    before = truth(story)
    for verb in ("acc", "no", "terms", "prop"):
        assert len(to(tap(story, "mar", f"x:1:{version(story)}:{verb}"), "mar")) == 1
    story.say("mar", "cancelar")
    assert truth(story) == before
    assert states(story) == ["proposed"]
    adds_up(story)


def test_f03_a_listing_taken_down_twice_and_answered_afterwards(story: Story) -> None:
    neighbours(story)
    story.say("luz", "necesitamos una fotógrafa, 2 horas, antes del viernes")
    story.say("luz", "sí")
    tap(story, "luz", "l:1:down")
    once = truth(story)
    assert len(tap(story, "luz", "l:1:down")) == 1
    assert len(tap(story, "mar", "l:1:answer")) == 1
    assert truth(story) == once
    adds_up(story)


def test_f57_who_stopped_messages_is_not_proposed_to_and_the_other_hears_only_not_available(story: Story) -> None:
    suggested(story)
    story.say("mar", "BAJA")
    new = tap(story, "luz", f"x:1:{version(story)}:prop")
    assert to(new, "mar") == []
    (said,) = to(new, "luz")
    assert "no está disponible" in said
    assert "BAJA" not in said
    assert "mensajes" not in said
    assert states(story) == ["suggested"]
    story.say("mar", "ALTA")
    tap(story, "luz", f"x:1:{version(story)}:prop")
    assert states(story) == ["proposed"]
