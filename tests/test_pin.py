"""The PIN of a shared phone: asked before hours move, before the history and before deletion; never kept anywhere."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.db import Q
from core.people import digests
from core.policy import TAKE_BACK_MS
from core.tables import metadata
from tests.faults import agreed, neighbours, proposed, rows, states, stored, suggested, tap, to, version
from tests.people import joined_by_code
from tests.story import DAY, Story

PIN = "48213"
ASKED = "¿Tu PIN?"
HOUR = DAY // 24


def set_pin(story: Story, who: str = "luz", pin: str = PIN) -> None:
    tap(story, who, "m:pin_on")
    assert "El PIN está puesto" in to(story.say(who, pin), who)[0]


def everything(story: Story) -> str:
    """All rows of all tables, as text."""
    with story.db.read() as tx:
        return "\n".join(repr(tx.all(Q(select(table)))) for table in metadata.sorted_tables)


def everything_of(story: Story, table: str) -> str:
    """All rows of a table, as text."""
    with story.db.read() as tx:
        return repr(tx.all(Q(select(metadata.tables[table]))))


def waits_for_the_pin(story: Story, who: str, payload: str, then: tuple[str, ...], table: str) -> None:
    """Nothing of that table is changed by a button and the answers behind it before the PIN is told."""
    set_pin(story, who)
    before = everything_of(story, table)
    said = to(tap(story, who, payload), who)[0]
    for words in then:
        assert ASKED not in said
        said = to(story.say(who, words), who)[0]
    assert ASKED in said
    assert everything_of(story, table) == before
    story.say(who, PIN)
    assert everything_of(story, table) != before


@pytest.mark.parametrize("pin", ["1234", "0000", "48 213", "٤٨٢١٣٩"])
def test_a_tap_that_moves_hours_waits_for_the_pin(story: Story, pin: str) -> None:
    proposed(story)
    set_pin(story, "luz", pin)
    (asked,) = to(tap(story, "luz", f"x:1:{version(story)}:acc"), "luz")
    assert ASKED in asked
    assert states(story) == ["proposed"]
    story.say("luz", pin)
    assert states(story) == ["agreed"]


def test_a_pin_that_looks_like_a_card_is_a_pin(story: Story) -> None:
    proposed(story)
    set_pin(story, "luz", "1001")
    tap(story, "luz", f"x:1:{version(story)}:acc")
    story.say("luz", "1001")
    assert states(story) == ["agreed"]


@pytest.mark.parametrize("words", ["1", "12", "1001", "123456", "12345678", "999999999999"])
def test_any_other_number_is_a_wrong_try_and_asks_again(story: Story, words: str) -> None:
    proposed(story)
    set_pin(story)
    tap(story, "luz", f"x:1:{version(story)}:acc")
    (said,) = to(story.say("luz", words), "luz")
    assert "4 intentos" in said
    assert ASKED in said
    assert states(story) == ["proposed"]
    story.say("luz", PIN)
    assert states(story) == ["agreed"]


def test_five_wrong_ones_shut_it_for_an_hour(story: Story) -> None:
    proposed(story)
    set_pin(story)
    for number in range(5):
        tap(story, "luz", f"x:1:{version(story)}:acc")
        (said,) = to(story.say("luz", f"9999{number}"), "luz")
    assert "persona" in said
    assert "intento" not in said
    tap(story, "luz", f"x:1:{version(story)}:acc")
    story.say("luz", PIN)
    assert states(story) == ["proposed"]
    story.wait(HOUR + 1)
    tap(story, "luz", f"x:1:{version(story)}:acc")
    story.say("luz", PIN)
    assert states(story) == ["agreed"]


def test_a_right_one_forgives_the_wrong_ones(story: Story) -> None:
    neighbours(story)
    set_pin(story)
    for _round in range(3):
        tap(story, "luz", "m:statement")
        for _wrong in range(4):
            assert ASKED in to(story.say("luz", "0000"), "luz")[0]
        assert ASKED not in to(story.say("luz", PIN), "luz")[0]
    assert rows(story, "address", "id", "pin_tries", "pin_until")[0][1:] == (None, None)


def test_confirming_waits_for_it_and_the_one_who_has_none_is_not_asked(story: Story) -> None:
    agreed(story)
    set_pin(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    assert states(story) == ["delivered"]
    assert ASKED in to(tap(story, "luz", f"x:1:{version(story)}:ok"), "luz")[0]
    assert states(story) == ["delivered"]
    story.say("luz", PIN)
    assert states(story) == ["settled"]


def test_giving_waits_for_it(story: Story) -> None:
    neighbours(story)
    set_pin(story)
    before = rows(story, "entry", "id")
    tap(story, "luz", "m:donate")
    story.say("luz", "1 hora")
    story.say("luz", "fondo")
    assert ASKED in to(story.say("luz", "1"), "luz")[0]
    assert rows(story, "entry", "id") == before
    story.say("luz", PIN)
    assert rows(story, "entry", "id") == before, "it can still be taken back"
    story.wait(TAKE_BACK_MS)
    assert len(rows(story, "entry", "id")) > len(before)


@pytest.mark.parametrize("words", ["movimientos", "horas por mes"])
def test_the_history_is_shown_after_it_only(story: Story, words: str) -> None:
    neighbours(story)
    open_to_all = to(story.say("luz", words), "luz")[0]
    set_pin(story)
    assert ASKED in to(story.say("luz", words), "luz")[0]
    assert to(story.say("luz", PIN), "luz")[0] == open_to_all
    assert ASKED in to(story.say("luz", words), "luz")[0]


@pytest.mark.parametrize(
    ("payload", "then", "table"),
    [
        ("m:colleague", (), "invite"),
        ("h:1:call", (), "invite"),
        ("h:1:deputy", (), "invite"),
        ("p:3:phone", ("1",), "invite"),
        ("p:3:owner", (), "membership"),
        ("p:3:out", ("1",), "membership"),
    ],
)
def test_who_else_may_act_waits_for_it(story: Story, payload: str, then: tuple[str, ...], table: str) -> None:
    """A code lets in a phone that asks for no PIN."""
    neighbours(story)
    joined_by_code(story, "luz", "noa")
    assert rows(story, "person", "id")[-1] == (3,)
    story.say("luz", story.code("coordinator", 1))
    waits_for_the_pin(story, "luz", payload, then, table)


@pytest.mark.parametrize(
    ("payload", "then", "table"),
    [
        ("h:1:freeze", (), "hub"),
        ("o:1:freeze", (), "organisation"),
        ("o:1:stop", ("piden dinero", "1"), "organisation"),
        ("o:1:phone", ("1",), "recovery"),
        ("x:1:{version}:decide", ("1 hora", "así fue", "1"), "exchange"),
        ("x:1:{version}:no_show", ("1", "así fue", "1"), "exchange"),
    ],
)
def test_what_a_coordinator_decides_waits_for_it(story: Story, payload: str, then: tuple[str, ...], table: str) -> None:
    agreed(story)
    story.say("ana", story.code("coordinator", 1))
    tap(story, "luz", f"x:1:{version(story)}:prob")
    for words in ("no llegaron", "esperamos toda la tarde"):
        story.say("luz", words)
    assert states(story) == ["disputed"]
    waits_for_the_pin(story, "ana", payload.format(version=version(story)), then, table)


def test_deleting_waits_for_it_and_leaves_none(story: Story) -> None:
    neighbours(story)
    set_pin(story)
    story.say("luz", "borrar mis datos")
    assert ASKED in to(story.say("luz", "1"), "luz")[0]
    assert len(rows(story, "membership", "person_id")) == 2
    story.say("luz", PIN)
    assert len(rows(story, "membership", "person_id")) == 1
    assert {pin for _id, pin in rows(story, "address", "id", "pin")} == {None}


def test_cancel_and_back_leave_the_step_undone(story: Story) -> None:
    proposed(story)
    set_pin(story)
    for word in ("cancelar", "atrás", "menú"):
        tap(story, "luz", f"x:1:{version(story)}:acc")
        story.say("luz", word)
        story.say("luz", PIN)
        assert states(story) == ["proposed"]


def test_a_step_that_moved_on_meanwhile_is_not_done(story: Story) -> None:
    proposed(story)
    set_pin(story)
    tap(story, "luz", f"x:1:{version(story)}:acc")
    tap(story, "mar", f"x:1:{version(story)}:back")
    story.say("luz", PIN)
    assert states(story) == ["withdrawn"]


def test_what_was_begun_comes_back_behind_it(story: Story) -> None:
    proposed(story)
    set_pin(story)
    story.say("luz", "necesitamos un contador, 3 horas, antes del viernes")
    tap(story, "luz", f"x:1:{version(story)}:acc")
    assert "contador" in to(story.say("luz", PIN), "luz")[0]
    assert states(story)[0] == "agreed"


def test_the_digits_are_nowhere(story: Story, caplog: pytest.LogCaptureFixture) -> None:
    proposed(story)
    set_pin(story)
    tap(story, "luz", f"x:1:{version(story)}:acc")
    for words in ("73946", "PIN 73946", PIN):
        story.say("luz", words)
        kept = everything(story) + caplog.text
        assert PIN not in kept
        assert "73946" not in kept
    assert states(story) == ["agreed"]
    assert PIN not in stored(story, "luz")


def test_setting_one_over_another_and_removing_it_need_the_old_one(story: Story) -> None:
    neighbours(story)
    set_pin(story)
    tap(story, "luz", "m:pin_on")
    story.say("luz", "5555")
    assert ASKED in to(tap(story, "luz", "m:pin_off"), "luz")[0]
    assert ASKED in to(story.say("luz", "5555"), "luz")[0]
    assert ASKED not in to(story.say("luz", PIN), "luz")[0]
    assert rows(story, "address", "id", "pin")[0][1] is None
    set_pin(story, "luz", "5555")


@pytest.mark.parametrize("words", ["123", "1234567", "abcd", "12a4"])
def test_only_four_to_six_digits_can_be_one(story: Story, words: str) -> None:
    neighbours(story)
    tap(story, "luz", "m:pin_on")
    story.say("luz", words)
    assert {pin for _id, pin in rows(story, "address", "id", "pin")} == {None}


def test_another_responsible_person_removes_a_forgotten_one_and_both_are_told(story: Story) -> None:
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    set_pin(story, "leo")
    (leo,) = (id for id, pin in rows(story, "address", "person_id", "pin") if pin)
    assert "Quitar su PIN" in to(tap(story, "luz", f"p:{leo}:see"), "luz")[0]
    told = tap(story, "luz", f"p:{leo}:pin")
    assert "Listo" in to(told, "luz")[0]
    assert "PIN" in to(told, "leo")[0]
    assert {pin for _id, pin in rows(story, "address", "id", "pin")} == {None}


def test_a_member_a_stranger_and_oneself_remove_none(story: Story) -> None:
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    set_pin(story)
    (luz,) = (id for id, pin in rows(story, "address", "person_id", "pin") if pin)
    for who in ("leo", "mar", "luz"):
        tap(story, who, f"p:{luz}:pin")
    story.say("luz", PIN)
    assert len([pin for _id, pin in rows(story, "address", "id", "pin") if pin]) == 1


def test_a_proposal_that_would_set_aside_ones_own_hours_waits_for_the_pin(story: Story) -> None:
    suggested(story)
    set_pin(story)
    (asked,) = to(tap(story, "luz", f"x:1:{version(story)}:prop"), "luz")
    assert ASKED in asked
    assert states(story) == ["suggested"]
    story.say("luz", PIN)
    assert states(story) == ["proposed"]


def test_a_proposal_to_give_hours_needs_no_pin(story: Story) -> None:
    suggested(story)
    set_pin(story, "mar")
    tap(story, "mar", f"x:1:{version(story)}:prop")
    assert states(story) == ["proposed"]


# ---- the digest, which takes its time ---------------------------------------------------------------------------


def while_it_is_worked_out(story: Story, monkeypatch: pytest.MonkeyPatch, sql: str) -> list[str]:
    """What somebody else writes into the same address then, once; on PostgreSQL without waiting for anybody."""
    done: list[str] = []
    real = digests._worked_out

    def worked_out(digits: str, salt: bytes) -> bytes:
        if salt and not done:
            with story.db.write() as tx:
                if tx.postgres:
                    tx.raw("SELECT id FROM address FOR UPDATE NOWAIT")
                tx.raw(sql)
            done.append(sql)
        return real(digits, salt)

    monkeypatch.setattr(digests, "_worked_out", worked_out)
    return done


def test_nobody_waits_while_a_pin_is_worked_out(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed(story)
    set_pin(story)
    tap(story, "luz", f"x:1:{version(story)}:acc")
    done = while_it_is_worked_out(story, monkeypatch, "UPDATE address SET pin_tries = NULL")
    story.say("luz", PIN)
    assert (len(done), states(story)) == (1, ["agreed"])


def test_wrong_tries_that_come_meanwhile_are_counted(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed(story)
    set_pin(story)
    tap(story, "luz", f"x:1:{version(story)}:acc")
    while_it_is_worked_out(story, monkeypatch, "UPDATE address SET pin_tries = 4 WHERE pin IS NOT NULL")
    assert "persona" in to(story.say("luz", "0000"), "luz")[0]
    ((_id, tries, until),) = [row for row in rows(story, "address", "id", "pin_tries", "pin_until") if row[2]]
    assert (tries, until > story.now) == (None, True)
    assert states(story) == ["proposed"]


def test_a_pin_that_was_changed_meanwhile_is_the_one_that_counts(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed(story)
    set_pin(story)
    set_pin(story, "mar", "5551")
    tap(story, "luz", f"x:1:{version(story)}:acc")
    another = "UPDATE address SET pin = (SELECT max(pin) FROM address AS a WHERE a.pin <> address.pin) WHERE "
    first = "person_id = (SELECT min(person_id) FROM address WHERE pin IS NOT NULL)"
    luz = rows(story, "address", "id", "person_id", "pin")
    assert sum(row[2] is not None for row in luz) == 2
    while_it_is_worked_out(story, monkeypatch, another + first)
    assert "4 intentos" in to(story.say("luz", PIN), "luz")[0]
    assert states(story) == ["proposed"]
    story.say("luz", "5551")
    assert states(story) == ["agreed"]
