"""The same message twice, several at once, two people at one thing: on both databases."""

from __future__ import annotations

import pytest

from bot.channels.channel import Incoming
from tests.faults import adds_up, agreed, joins, proposed, rows, states, suggested, tap, version
from tests.story import DAY, Story
from tests.together import together


def typed(story: Story, who: str, words: str = "", **more: str) -> Incoming:
    return story.phones.typed(who, words, "es", story.now, **more)


def replies(story: Story) -> int:
    return sum(kind == "reply" for _id, kind in rows(story, "outbound", "id", "kind"))


# ---- one update, many deliveries --------------------------------------------------------------------------------


def test_f02_one_message_on_many_threads_and_days_later_has_one_effect_and_one_reply(story: Story) -> None:
    proposed(story)
    before = replies(story)
    accept = typed(story, "luz", payload=f"x:1:{version(story)}:acc")
    handled = together(4, lambda _n: story.handle(accept))
    assert sum(one is not None for one in handled) == 1
    story.now += 3 * DAY
    assert story.handle(accept) is None
    assert states(story) == ["agreed"]
    assert replies(story) == before + 1
    adds_up(story)


def test_f02_the_very_first_message_of_somebody_on_many_threads_makes_one_person(story: Story) -> None:
    story.hub()
    hello = typed(story, "luz", "hola")
    together(4, lambda _n: story.handle(hello))
    assert len(rows(story, "person", "id")) == 1
    assert replies(story) == 1
    adds_up(story)


def test_f04_two_first_messages_at_once_make_one_person_who_gets_two_replies(story: Story) -> None:
    story.hub()
    first = [typed(story, "luz", words) for words in ("hola", "necesitamos un contador")]
    together(2, lambda n: story.handle(first[n]))
    assert len(rows(story, "person", "id")) == 1
    assert replies(story) == 2
    adds_up(story)


def test_f04_five_at_once_from_one_person_are_served_one_by_one(story: Story) -> None:
    agreed(story)
    before = replies(story)
    messages = [
        typed(story, "luz", words) for words in ("saldo", "menú", "ayuda", "necesitamos una fotógrafa", "idioma")
    ]
    handled = together(5, lambda n: story.handle(messages[n]))
    assert all(handled)
    assert replies(story) == before + 5
    seqs = [seq for _id, lane, seq in rows(story, "outbound", "id", "lane_id", "seq") if lane == 1]
    assert seqs == sorted(set(seqs))
    adds_up(story)


# ---- two people, one thing --------------------------------------------------------------------------------------


def _colleague(story: Story) -> None:
    """Lia acts for Casa Luz too."""
    (_who, text), *_ = tap(story, "luz", "m:colleague")
    code = next(word.strip("⁦⁩.,") for word in text.split() if word.strip("⁦⁩.,").isdigit())
    story.say("lia", code)


def test_f05_two_people_of_one_organisation_accept_at_once(story: Story) -> None:
    proposed(story)
    _colleague(story)
    card = f"x:1:{version(story)}:acc"
    taps = [typed(story, who, payload=card) for who in ("luz", "lia")]
    handled = together(2, lambda n: story.handle(taps[n]))
    assert all(handled)
    assert states(story) == ["agreed"]
    assert [state for _id, state in rows(story, "hold", "id", "state")] == ["live"]
    adds_up(story)


@pytest.mark.parametrize(
    ("mine", "theirs", "ends"),
    [
        ("ok", "done", {"settled", "delivered"}),
        ("ok", "ok", {"settled"}),
        ("late", "done", {"settled", "delivered"}),
    ],
)
def test_f05_both_sides_act_in_the_same_instant(story: Story, mine: str, theirs: str, ends: set[str]) -> None:
    agreed(story)
    at = version(story)
    taps = [typed(story, "luz", payload=f"x:1:{at}:{mine}"), typed(story, "mar", payload=f"x:1:{at}:{theirs}")]
    assert all(together(2, lambda n: story.handle(taps[n])))
    assert states(story)[0] in ends
    settled = sum(kind == "settle" for _id, kind in rows(story, "entry", "id", "kind"))
    assert settled == (states(story) == ["settled"])
    adds_up(story)


def test_f05_accepting_and_taking_back_in_the_same_instant_end_one_way(story: Story) -> None:
    proposed(story)
    at = version(story)
    taps = [typed(story, "luz", payload=f"x:1:{at}:acc"), typed(story, "mar", payload=f"x:1:{at}:back")]
    assert all(together(2, lambda n: story.handle(taps[n])))
    assert states(story)[0] in ("agreed", "withdrawn", "suggested")
    assert version(story) == at + 1
    adds_up(story)


def test_f06_two_helpers_offer_for_one_need_and_one_is_agreed(story: Story) -> None:
    suggested(story)
    joins(story, "eva")
    story.say("eva", "ofrecemos contabilidad")
    story.say("eva", "sí")
    assert states(story) == ["suggested", "suggested"]
    taps = [typed(story, who, payload=f"x:{id}:1:prop") for who, id in (("mar", 1), ("eva", 2))]
    assert all(together(2, lambda n: story.handle(taps[n])))
    assert states(story) == ["proposed", "proposed"]
    story.deliver()
    accepts = [typed(story, "luz", payload=f"x:{id}:{version(story, id)}:acc") for id in (1, 2)]
    assert all(together(2, lambda n: story.handle(accepts[n])))
    assert sorted(states(story))[0] == "agreed"
    assert states(story).count("agreed") == 1
    assert any(name in ("mar", "eva") for name, _text in story.deliver())
    assert sum(state == "live" for _id, state in rows(story, "hold", "id", "state")) == 1
    adds_up(story)
