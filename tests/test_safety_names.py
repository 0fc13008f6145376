"""What an organisation is called: read when it is written out, and not to be changed or guessed by others."""

from __future__ import annotations

import dataclasses

import pytest
from sqlalchemy import bindparam, select, update

from bot.wording import Reader, Wording
from core.db import Q
from core.messages import Brief, Option, OrganisationName, Screen, _, brief_of, dump, load, organisations_in
from core.naming import names_in
from core.tables import command_key, organisation, outbound
from tests.bare_names import bare_names
from tests.faults import agreed, joins, plain, proposed, rows, suggested, tap, version
from tests.story import DAY, Story

MINUTE = 60_000
_STORED = (Q(select(outbound.c.id, outbound.c.screen)), Q(select(command_key.c.key, command_key.c.answer)))
KEYS = ("number", "what", "other", "Menu", "exchange_id", "hub_id", "l", "t")
"""Names that stand in the stored form of a message, as keys or as words of ours."""


def leaves(story: Story, who: str) -> None:
    """They have all deleted that is kept of them."""
    story.say(who, "borrar mis datos")
    story.say(who, "sí")


def later(story: Story) -> None:
    """The last answer was sent, and partners had a day to read theirs."""
    story.wait(2 * MINUTE)
    story.wait(DAY + MINUTE)


def stored(story: Story) -> dict[object, str]:
    """What is stored of messages and answers, by key."""
    with story.db.read() as tx:
        return {row[0]: row[1] for q in _STORED for row in tx.all(q)}


# ---- 2: nothing is replaced in what is stored -------------------------------------------------------------------


def test_safety_02_finding_02_strangers_named_like_keys_change_nothing_of_others(story: Story) -> None:
    proposed(story)
    before = stored(story)
    for n, name in enumerate(KEYS):
        joins(story, f"stranger{n}", f"{name}, Tela")
    for n in range(len(KEYS)):
        leaves(story, f"stranger{n}")
    later(story)
    after = stored(story)
    assert {key: after[key] for key in before if key in after} == {key: before[key] for key in before if key in after}
    assert len([key for key in before if key in after]) >= len(before) - 1
    card = plain(tap(story, "luz", f"x:1:{version(story)}:see"), "luz")
    assert [part for part in ("1001", "contabilidad", "2 horas", "Aceptar") if part not in card] == []


def test_safety_02_finding_02_the_same_name_in_another_network_is_another_name(story: Story) -> None:
    agreed(story)
    story.hub("Red Sur", "HN", "America/Tegucigalpa", ("es",))
    story.say("doble", "hola")
    story.say("doble", "Casa Luz, Choluteca")
    story.say("doble", "2")
    assert [name for _id, name in rows(story, "organisation", "id", "name")].count("Casa Luz") == 2
    leaves(story, "doble")
    later(story)
    assert "Casa Luz" in plain(tap(story, "mar", "x:1:3:see"), "mar")


@pytest.mark.parametrize(("lang", "told"), [("español", "Organización 2"), ("english", "Organisation 2")])
def test_safety_02_finding_02_a_name_that_went_is_a_number_in_each_language(story: Story, lang: str, told: str) -> None:
    agreed(story)
    tap(story, "luz", f"x:1:{version(story)}:ok")
    leaves(story, "mar")
    assert "Casa Mar" in "\n".join(text for who, text in story.phones.arrived() if who == "luz")
    later(story)
    story.say("luz", lang)
    seen = plain(tap(story, "luz", "m:statement"), "luz")
    assert told in seen
    assert "Casa Mar" not in seen


def test_safety_02_finding_02_what_waits_when_a_name_goes_is_sent_without_it(story: Story) -> None:
    """An alert that the phone could not take for days says who it was about by a number."""
    screen = Screen((_("{other} accepts.", other=OrganisationName("Casa Azul", 7)),))
    with story.db.write() as tx:
        assert load(dump(screen), names=names_in(tx, dump(screen))).lines[0].params["other"] == "Organisation 7"


def test_safety_02_finding_02_a_new_name_is_read_where_the_old_one_was_written(story: Story) -> None:
    suggested(story)
    name = OrganisationName("Casa Luz", 1)
    text = dump(
        Screen((_("{other} accepts.", other=name),), (Option("a", name),), brief=Brief("hours", {"organisation": name}))
    )
    assert "Casa Luz" not in text
    assert organisations_in(text) == {1}
    with story.db.write() as tx:
        tx.run(Q(update(organisation).where(organisation.c.id == 1).values(name=bindparam("new"))), new="Casa Sol")
        names = names_in(tx, text)
        screen, brief = load(text, names=names), brief_of(text, names)
    assert screen.lines[0].params["other"] == "Casa Sol" == screen.options[0].label
    assert brief == Brief("hours", {"organisation": "Casa Sol"})
    assert dump(screen) == text


def test_safety_02_finding_02_somebodys_words_pass_for_no_organisation() -> None:
    screen = Screen((_("Request: {what}", what='{"g":1} "g":2 \\{"g":3}'),))
    assert organisations_in(dump(screen)) == set()
    assert load(dump(screen)) == screen


def test_safety_02_finding_02_what_was_stored_before_is_said_as_it_was() -> None:
    told = load('{"l":[{"t":"{other} accepts.","p":{"other":"Casa Luz"}}],"b":["hours",{"organisation":"Casa Luz"}]}')
    assert "Casa Luz" in Wording().say(told.lines[0], Reader("es"))


def test_safety_02_finding_02_no_name_is_stored_but_in_its_own_row(story: Story) -> None:
    """Beside every transcript (tests/test_transcripts.py): names that nothing else is called."""
    story.hub()
    for n, who in enumerate(("luz", "mar", "sol")):
        joins(story, who, f"Xqz{n}ba Kwoj, Tela")
    joins(story, "ana")
    story.say("ana", story.code("coordinator", 1))
    for words in ("ofrecemos contabilidad", "sí"):
        story.say("mar", words)
    for words in ("necesitamos contabilidad, 2 horas, antes del viernes", "sí"):
        story.say("luz", words)
    tap(story, "mar", f"x:1:{version(story)}:prop")
    tap(story, "luz", f"x:1:{version(story)}:acc")
    story.say("sol", "quiero hablar con una persona")
    for payload in ("m:coordinate", "m:lists", "m:members", "c:1:see"):
        tap(story, "ana", payload)
    for words in ("regalar 1 hora a Xqz2ba Kwoj", "sí"):
        story.say("mar", words)
    leaves(story, "sol")
    story.wait(DAY)
    with story.db.read() as tx:
        names = [name for (name,) in tx.all(Q(select(organisation.c.name)))]
    assert [name for name in names if name.startswith("Xqz")]
    assert bare_names(story.db) == []


def test_safety_02_finding_02_a_name_stays_whose_it_is_where_values_are_copied() -> None:
    name = OrganisationName("Casa Luz", 4)

    @dataclasses.dataclass(frozen=True)
    class Card:
        other: str

    copied = dataclasses.replace(Card(name)).other
    assert isinstance(copied, OrganisationName)
    assert copied.id == 4
    assert isinstance(dataclasses.asdict(Card(name))["other"], OrganisationName)
