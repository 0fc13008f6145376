"""Deleting one's data: the person goes, from every table; what others count on and the ledger stay."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels.channel import Incoming
from core.accounts import ledger
from core.accounts.verify import verify
from core.backup import backup, restore
from core.commands import Actor, EraseMe
from core.context import Context
from core.db import Database, Q
from core.errors import Misconfigured, Unfinished
from core.handlers import run
from core.privacy.retention import clean
from core.tables import metadata
from core.vault import Vault
from tests.faults import again, agreed, joins, neighbours, proposed, rows, states, suggested, tap, to, unmarked
from tests.story import DAY, Story, telling

MINUTE = 60_000
YES = "sí"


def leaves(story: Story, who: str) -> list[tuple[str, str]]:
    """They write that they want it, and say yes."""
    story.say(who, "borrar mis datos")
    return story.say(who, YES)


def later(story: Story) -> list[tuple[str, str]]:
    """A minute later the last answer has been sent; a day later partners have had theirs."""
    return story.wait(2 * MINUTE) + story.wait(DAY + MINUTE)


def everything(db: Database, vault: Vault) -> list[str]:
    """Every text and bytes value of every table as "table.column value", sealed ones opened."""
    found: list[str] = []
    for table in metadata.sorted_tables:
        with db.read() as tx:
            stored = tx.all(Q(select(*table.columns)))
        for row in stored:
            for column, value in zip(table.columns, row, strict=True):
                found += [f"{table.name}.{column.name} {one}" for one in _readings(vault, value)]
    return found


def _readings(vault: Vault, value: Any) -> list[str]:
    if isinstance(value, str):
        raw = value.encode()
    elif isinstance(value, bytes | memoryview):
        raw = bytes(value)
    else:
        return []
    try:
        opened = [vault.open(raw)]
    except Misconfigured:
        opened = []
    return [raw.decode("latin-1") + " " + raw.decode("utf-8", "replace") + " " + raw.hex(), *opened]


def where(story: Story, *needles: str) -> list[str]:
    """The columns in which one of these is still to be read."""
    stored = everything(story.db, story.vault)
    return sorted({one.split(" ", 1)[0] for one in stored for needle in needles if needle in one})


def balances(story: Story) -> dict[str, int]:
    """Posted minutes of the hub's own accounts by kind, and of the organisations by id."""
    found = rows(story, "account", "id", "kind", "organisation_id", "posted")
    return {(kind if owner is None else str(owner)): posted for _id, kind, owner, posted in found}


# ---- nothing is left --------------------------------------------------------------------------------------------


def test_f58_nothing_of_a_person_is_left_in_any_table(story: Story) -> None:
    who, house = "chat-7731-luz", "Refugio Xochitl"
    blind = story.vault.index("console", who).hex()
    story.hub()
    joins(story, who, f"{house}, Danlí")
    for words in ("12345678", "ofrecemos talleres de barro zoque", YES, "persona", "me llamo Itzel", "menú"):
        story.say(who, words)
    assert where(story, who, house, "zoque", "Itzel") != []
    assert where(story, blind) == ["address.blind"]

    leaves(story, who)
    assert where(story, blind) == []
    later(story)
    clean(story.db, story.now)  # what is left of a wrong code, of which nobody can tell whose it was

    assert where(story, who, house, "zoque", "Itzel", "Danlí") == []
    for table in ("person", "address", "conversation", "lane", "outbound", "membership", "code_try"):
        assert rows(story, table, next(iter(metadata.tables[table].c)).name) == [], table
    assert verify(story.db) == []


def test_f58_what_they_wrote_about_others_is_emptied(story: Story) -> None:
    agreed(story)
    tap(story, "mar", "x:1:3:done")
    tap(story, "luz", f"x:1:{_version(story)}:ok")
    tap(story, "luz", f"x:1:{_version(story)}:prob")
    for words in ("2", "mi clave es Itzel"):
        story.say("luz", words)
    tap(story, "mar", "x:1:1:rev")
    for words in ("5", "conmigo habló Citlali"):
        story.say("mar", words)
    for name in ("Itzel", "Citlali"):
        assert where(story, name) != []

    leaves(story, "mar")
    leaves(story, "luz")

    assert where(story, "Itzel", "Citlali") == []
    assert {person for _id, person in rows(story, "history", "id", "person_id")} == {None}
    assert len(rows(story, "review", "exchange_id")) == 2
    assert verify(story.db) == []


def test_who_writes_again_is_a_newcomer_at_once(story: Story) -> None:
    neighbours(story)
    leaves(story, "luz")
    (welcome,) = to(story.say("luz", "necesitamos un contador, 3 horas, antes del viernes"), "luz")
    assert "Te damos la bienvenida" in welcome
    (card,) = to(story.say("luz", "Casa Luz, Tegucigalpa"), "luz")
    assert "contador" in card
    story.wait(2 * MINUTE)
    assert to(story.say("luz", YES), "luz")[0].startswith("Guardado")  # a coordinator looks
    story.wait(DAY)
    assert [status for _id, status in rows(story, "organisation", "id", "status")] == ["closed", "approved", "pending"]
    assert rows(story, "organisation", "id", "name")[0][1] == "Organisation 1"


def test_the_last_answer_waits_for_the_network_but_not_longer_than_a_day(story: Story) -> None:
    neighbours(story)
    story.say("luz", "borrar mis datos")
    story.handle(story.phones.typed("luz", YES, "", story.now))
    story.now += 10 * MINUTE
    _run_clocks(story)
    assert ("luz", "Borrado") in [(who, text.split(":")[0]) for who, text in story.deliver()]
    story.wait(2 * MINUTE)
    assert [id for (id,) in rows(story, "address", "id")] == [2]

    story.say("mar", "borrar mis datos")
    story.handle(story.phones.typed("mar", YES, "", story.now))
    story.now += DAY + MINUTE
    _run_clocks(story)
    assert rows(story, "address", "id") == []


def test_the_same_message_twice_deletes_once_and_makes_nobody(story: Story) -> None:
    neighbours(story)
    story.say("luz", "borrar mis datos")
    yes = story.phones.typed("luz", YES, "", story.now)
    assert again(story, yes) is not None
    assert again(story, yes) is None
    story.handle(Incoming("console", "blocks", "luz", event="blocked", at=story.now))
    assert len(rows(story, "address", "id")) == 2


# ---- the organisation -------------------------------------------------------------------------------------------


def test_f47_a_closed_organisation_gives_its_hours_to_the_fund_and_keeps_a_pseudonym(story: Story) -> None:
    agreed(story)
    tap(story, "luz", f"x:1:{_version(story)}:ok")
    assert balances(story) == {"issue": 0, "grants": -720, "fund": 0, "1": 240, "2": 480}

    new = leaves(story, "mar")

    assert balances(story) == {"issue": 0, "grants": -720, "fund": 480, "1": 240, "2": 0}
    assert [kind for _id, kind in rows(story, "entry", "id", "kind")][-1] == "erasure"
    assert to(new, "mar")[0].startswith("Borrado")
    assert verify(story.db) == []
    later(story)
    assert rows(story, "organisation", "id", "name", "town", "status")[1] == (2, "Organisation 2", "…", "closed")
    assert where(story, "Casa Mar") == []
    tap(story, "luz", "m:statement")
    assert "Organización 2" in unmarked(story.say("luz", "movimientos")[0][1])


def test_f47_what_it_owed_is_taken_over_by_the_fund(story: Story) -> None:
    agreed(story)
    story.say("luz", "menú")
    tap(story, "luz", f"x:1:{_version(story)}:ok")
    with story.db.write() as tx:  # what is left of the first hours goes to somebody else
        ledger.post(tx, 1, "donation", [(4, -360), (5, 360)], story.now)
    assert balances(story)["1"] == -120

    leaves(story, "luz")

    assert balances(story) == {"issue": 0, "grants": -720, "fund": -120, "1": 0, "2": 840}
    assert verify(story.db) == []


def test_f47_partners_hear_that_a_proposal_was_taken_back_or_declined(story: Story) -> None:
    proposed(story)  # by Mar
    assert any("retiró la propuesta" in text for text in to(leaves(story, "mar"), "luz"))
    assert states(story) == ["withdrawn"]
    assert verify(story.db) == []


def test_f47_a_suggestion_and_what_was_published_end(story: Story) -> None:
    suggested(story)
    assert any("la otra organización no puede" in text for text in to(leaves(story, "luz"), "mar"))
    assert states(story) == ["declined"]
    assert [state for _id, state in rows(story, "listing", "id", "state")] == ["open", "withdrawn"]


def test_f47_nobody_leaves_while_others_count_on_them(story: Story) -> None:
    agreed(story)
    for who in ("luz", "mar"):
        (said,) = to(story.say(who, "borrar mis datos"), who)
        assert "1001" in said
    assert tap(story, "luz", "m:erase") == [("luz", to(story.say("luz", "borrar mis datos"), "luz")[0])]
    assert states(story) == ["agreed"]
    assert [status for _id, status in rows(story, "organisation", "id", "status")] == ["approved", "approved"]


def test_f47_what_was_agreed_between_the_question_and_the_yes_stops_it(story: Story) -> None:
    proposed(story)  # by Mar, so Luz answers
    story.say("mar", "borrar mis datos")
    tap(story, "luz", f"x:1:{_version(story)}:acc")
    assert "1001" in to(story.say("mar", YES), "mar")[0]
    assert states(story) == ["agreed"]
    assert verify(story.db) == []


def test_f47_the_command_looks_again_whoever_asks(story: Story) -> None:
    agreed(story)
    with story.db.write() as tx:
        ctx = Context(tx, story.vault, Actor(1, 1, "console", "one"), story.now)
        with pytest.raises(Unfinished):
            run(ctx, EraseMe())
    assert len(rows(story, "membership", "person_id")) == 2


def test_who_acted_for_both_sides_is_forgotten_too(story: Story) -> None:
    proposed(story)
    _colleague(story, "mar")  # the proposal is hers; now she acts for Casa Luz too
    leaves(story, "luz")
    leaves(story, "mar")
    assert states(story) == ["declined"]
    assert [status for _id, status in rows(story, "organisation", "id", "status")] == ["closed", "closed"]


def test_a_case_of_the_person_is_closed_and_reaches_nobody(story: Story) -> None:
    hub_id = story.hub()
    story.say("ana", story.code("coordinator", hub_id))
    joins(story, "luz")
    story.say("luz", "persona")
    story.say("luz", "me llamo Itzel")
    story.say("luz", "menú")
    leaves(story, "luz")
    assert {address for _id, address in rows(story, "parked_case", "id", "address_id")} == {None}
    assert all(resolved for _id, resolved in rows(story, "parked_case", "id", "resolved_at"))
    assert where(story, "Itzel") == []


def test_others_stay_and_are_told(story: Story) -> None:
    agreed(story)
    _colleague(story, "rosa")
    asked = story.say("rosa", "borrar mis datos")[0][1]
    assert "Casa Luz" in asked
    new = story.say("rosa", YES)
    assert len(to(new, "luz")) == 1
    assert "Casa Luz" in to(new, "luz")[0]
    later(story)
    assert [status for _id, status in rows(story, "organisation", "id", "status")] == ["approved", "approved"]
    assert rows(story, "invite", "id", "used_by") == [(1, None)]
    assert balances(story)["1"] == 360
    assert len(rows(story, "person", "id")) == 2


def test_all_organisations_of_a_person_close(story: Story) -> None:
    neighbours(story)
    _colleague(story, "mar")  # Mar acts for Casa Luz too
    leaves(story, "luz")
    asked = story.say("mar", "borrar mis datos")[0][1]
    assert "Casa Luz" in asked
    assert "Casa Mar" in asked
    story.say("mar", YES)
    assert [status for _id, status in rows(story, "organisation", "id", "status")] == ["closed", "closed"]
    assert verify(story.db) == []


# ---- who else ---------------------------------------------------------------------------------------------------


def test_a_newcomer_is_forgotten_before_joining(story: Story) -> None:
    story.hub()
    story.say("luz", "necesitamos sillas para Itzel")
    story.say("luz", "borrar mis datos")
    assert "bienvenida" in story.say("luz", "cancelar")[0][1]
    leaves(story, "luz")
    later(story)
    assert where(story, "Itzel", story.vault.index("console", "luz").hex()) == []
    assert rows(story, "person", "id") == []


def test_the_first_words_ever_may_be_to_delete(story: Story) -> None:
    story.hub()
    story.say("luz", "borrar mis datos")
    assert "bienvenida" in story.say("luz", "no")[0][1]
    assert to(leaves(story, "luz"), "luz")[0].startswith("Borrado")


def test_a_coordinator_is_one_no_more_and_others_hear_what_closed(story: Story) -> None:
    hub_id = story.hub()
    for who in ("ana", "eva"):
        story.say(who, story.code("coordinator", hub_id))
    joins(story, "luz")
    new = leaves(story, "luz")
    assert ["Casa Luz" in text for text in to(new, "ana") + to(new, "eva")] == [True, True]
    leaves(story, "ana")
    assert [person for person, _hub in rows(story, "coordinator", "person_id", "hub_id")] == [2]
    later(story)
    assert [id for (id,) in rows(story, "person", "id")] == [2]


def test_only_a_yes_to_this_very_question_deletes(story: Story) -> None:
    neighbours(story)
    for words in ("borrar mis datos sí", "¿y si digo que sí?", "2", "borrar mis datos", "cancelar", YES):
        story.say("luz", words)
    assert [status for _id, status in rows(story, "organisation", "id", "status")] == ["approved", "approved"]
    assert len(rows(story, "membership", "person_id")) == 2


def test_a_yes_of_the_next_day_is_asked_again(story: Story) -> None:
    neighbours(story)
    story.say("luz", "borrar mis datos")
    story.wait(DAY + MINUTE)
    assert "Casa Luz" in to(story.say("luz", YES), "luz")[0]
    assert len(rows(story, "membership", "person_id")) == 2


def test_in_the_middle_of_a_request_it_is_no_answer(story: Story) -> None:
    neighbours(story)
    tap(story, "luz", "m:need")
    story.say("luz", "borrar mis datos")
    assert to(story.say("luz", YES), "luz")[0].startswith("Borrado")


def test_f58_a_day_later_it_is_nowhere_in_sqlites_files(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        story.hub()
        joins(story, "luz", "Casa Zanahoria, Tegucigalpa")
        for words in ("necesitamos un afinador de pianos Remolacha, 2 horas, antes del viernes", YES):
            story.say("luz", words)
        files = [Path(sqlite_db.url.removeprefix("sqlite:///") + ending) for ending in ("", "-wal")]

        def found() -> list[str]:
            kept = b"".join(file.read_bytes() for file in files).lower()
            return [word for word in ("zanahoria", "remolacha") if word.encode() in kept]

        assert found() == ["zanahoria", "remolacha"]
        leaves(story, "luz")
        later(story)
        assert found() != []
        clean(sqlite_db, story.now)
        assert found() == []


def test_f58_a_backup_after_it_remembers_nobody(story: Story, tmp_path: Path, sqlite_template: Path) -> None:
    agreed(story)
    tap(story, "luz", f"x:1:{_version(story)}:ok")
    leaves(story, "mar")
    later(story)
    backup(story.db, tmp_path / "copy.zip")
    shutil.copy(sqlite_template, tmp_path / "other.sqlite3")
    other = Database(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    restore(other, tmp_path / "copy.zip")
    assert verify(other) == []
    assert not [one for one in everything(other, story.vault) if "Casa Mar" in one]
    other.close()


def _version(story: Story) -> int:
    ((_id, version),) = rows(story, "exchange", "id", "version")
    return int(version)


def _colleague(story: Story, who: str) -> None:
    """Luz invites them, and they come."""
    (said,) = [text for name, text in tap(story, "luz", "m:colleague") if name == "luz"]
    code = "".join(char for char in said.split("⁦")[1].split("⁩")[0] if char.isdigit())
    if not [text for name, text in story.say(who, code) if name == "luz"]:  # asked, since they act for another already
        story.say(who, "1")


def _run_clocks(story: Story) -> None:
    """Only the clocks, as with a network that takes nothing."""
    story.worker._run_clocks(story.now)
