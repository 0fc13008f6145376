"""The same person on two channels: one code links them, alerts fall back, and nobody is merged by guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import orjson
import pytest

from bot.channels.telegram_updates import parse_update
from core import outbox
from core.commands import Join, UseCode
from core.commands.phones import ConfirmPhone, LinkPhone, Prefer, Unlink
from core.commands.team import StillMe
from core.db import Database
from core.errors import NotYours, Refusal
from core.events import LinkCode, PhoneDenied, PhoneLinked, PhoneWaits
from core.people.codes import LINK_TTL
from core.people.coming_in import WrongCode
from core.people.guessing import MOST_TRIES
from core.people.linking import MOST
from core.vault import Vault
from tests.faults import joins, rows, to
from tests.members import Town
from tests.story import DAY, MixedPhones, Story, telling
from tests.test_lost_phone import code_for, owner_of, two


@pytest.fixture
def town(db: Database, vault: Vault, now: int) -> Town:
    return Town(db, vault, now, {"approval": False})


@pytest.fixture
def story(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    """Luz writes on Telegram; `celu` is her WhatsApp, `mar` somebody else on Telegram."""
    with telling(db, vault, now, "mixed") as told:
        assert isinstance(told.phones, MixedPhones)
        told.phones.whatsapp = {"celu"}
        told.hub()
        yield told


def link_code(town: Town, person_id: int) -> str:
    (made,) = town.do(person_id, LinkPhone())
    assert isinstance(made, LinkCode)
    return made.digits


def link(town: Town, person_id: int, other: int) -> PhoneLinked:
    """`other` writes that person's code, who picks the number that stands there."""
    (asked,) = town.do(other, UseCode(link_code(town, person_id)))
    assert isinstance(asked, PhoneWaits)
    (done,) = town.do(person_id, ConfirmPhone(asked.invite_id, asked.number))
    assert isinstance(done, PhoneLinked)
    return done


def asks(story: Story) -> tuple[str, str]:
    """Luz has joined and her WhatsApp has written her code: its number, and what she is asked."""
    joins(story, "luz", "Casa Luz, Tegucigalpa")
    story.say("luz", "vincular")
    code = re.search(r"\d{8}", to(story.say("luz", "1"), "luz")[0])
    assert code
    told = story.say("celu", code[0])
    (shown,), (question,) = to(told, "celu"), to(told, "luz")
    number = re.search(r"(?<!\d)\d\d(?!\d)", shown.replace("10 minutos", ""))
    assert number, shown
    return number[0], question


def linked(story: Story) -> None:
    """Luz has joined on Telegram, and her WhatsApp is hers too."""
    number, _question = asks(story)
    told = story.say("luz", number)
    assert "la misma persona" in to(told, "celu")[0]
    assert "WhatsApp" in to(told, "luz")[0]


# ---- the code ---------------------------------------------------------------------------------------------------


def test_f23_a_code_asked_for_on_one_and_written_on_the_other_makes_them_one(town: Town) -> None:
    luz, _leo = two(town)
    other = town.person("celu", "ar")
    assert (
        link(town, luz.person_id, other).person_id
        == luz.person_id
        == owner_of(town, "celu")
        == owner_of(town, "Casa Luz")
    )
    assert town.rows("person", "id", id=other) == []  # nobody is left behind
    assert town.rows("membership", "role", person_id=luz.person_id) == [("owner",)]


def test_f23_a_changed_number_is_a_stranger_whatever_name_they_give(story: Story) -> None:
    joins(story, "luz", "Casa Luz, Tegucigalpa")
    joins(story, "celu", "Casa Luz, Tegucigalpa")
    assert len(rows(story, "organisation", "id")) == 1  # first they are asked whether they are of it
    story.say("celu", "no, otra")
    assert len({person for _address, person in rows(story, "address", "id", "person_id")}) == 2
    assert len(rows(story, "organisation", "id")) == 2


# ---- the yes of the phone they have ------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["No fui yo", "4", "another"])
def test_who_opens_somebody_elses_link_becomes_nobody_without_the_number(story: Story, answer: str) -> None:
    number, question = asks(story)
    others = [one for one in re.findall(r"(?<!\d)\d\d(?!\d)", question) if one != number]
    assert len(others) == 2
    said = story.say("luz", others[0] if answer == "another" else answer)
    assert "nada se vinculó" in to(said, "luz")[0]
    assert "saldo" not in to(story.say("celu", "saldo"), "celu")[0].lower()
    story.say("luz", number)  # too late
    assert len({person for _id, person in rows(story, "address", "id", "person_id")}) == 2


@pytest.mark.parametrize("written", [str, lambda number: number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))])
def test_a_lost_question_stands_under_phones_and_apps(story: Story, written: Callable[[str], str]) -> None:
    number, question = asks(story)
    story.say("luz", "menú")
    assert to(story.say("luz", "mis teléfonos"), "luz") == [question]
    assert "la misma persona" in to(story.say("luz", written(number)), "celu")[0]
    assert "saldo" in to(story.say("celu", "saldo"), "celu")[0].lower()


def test_what_was_begun_as_somebody_new_is_not_what_they_go_on_with(story: Story) -> None:
    number, _question = asks(story)
    story.say("celu", "hola")
    story.say("luz", number)
    assert "Pedido" in to(story.say("celu", "necesitamos contabilidad, 2 horas, antes del viernes"), "celu")[0]


def test_the_code_written_again_shows_the_same_number_and_asks_nobody_twice(town: Town) -> None:
    luz, _leo = two(town)
    code, other = link_code(town, luz.person_id), town.person("celu")
    assert town.do(other, UseCode(code)) == town.do(other, UseCode(code))
    with pytest.raises(WrongCode):
        town.do(town.person("thief"), UseCode(code))


def test_only_whose_code_it_was_says_yes_and_only_in_time(town: Town) -> None:
    luz, leo = two(town)
    (asked,) = town.do(town.person("celu"), UseCode(link_code(town, luz.person_id)))
    assert isinstance(asked, PhoneWaits)
    yes = ConfirmPhone(asked.invite_id, asked.number)
    for other in (leo, owner_of(town, "celu")):
        with pytest.raises(Refusal, match="nothing was linked"):
            town.do(other, yes)
    town.now += LINK_TTL
    with pytest.raises(Refusal, match="nothing was linked"):
        town.do(luz.person_id, yes)


def test_who_has_joined_meanwhile_or_lost_the_old_phone_is_not_linked(town: Town) -> None:
    luz, leo = two(town)
    waits = []
    for name in ("uno", "dos"):
        (asked,) = town.do(town.person(name), UseCode(link_code(town, leo)))
        assert isinstance(asked, PhoneWaits)
        waits.append(ConfirmPhone(asked.invite_id, asked.number))
        if name == "uno":
            town.do(town.person("uno"), Join("Casa Uno", "Tegucigalpa", "HN", town.hub_id))
            with pytest.raises(Refusal, match="known to me"):
                town.do(leo, waits[0])
    town.do(town.person("nuevo"), UseCode(code_for(town, luz.person_id, leo)))
    with pytest.raises(Refusal, match="nothing was linked"):
        town.do(leo, waits[1])
    assert owner_of(town, "dos") != leo


def test_who_waits_may_take_another_place_meanwhile(town: Town) -> None:
    luz, leo = two(town)
    other = town.person("celu")
    town.do(other, UseCode(link_code(town, luz.person_id)))
    town.do(other, UseCode(code_for(town, luz.person_id, leo)))
    assert owner_of(town, "celu") == leo


def test_a_no_is_told_to_both(town: Town) -> None:
    luz, _leo = two(town)
    (asked,) = town.do(town.person("celu"), UseCode(link_code(town, luz.person_id)))
    assert isinstance(asked, PhoneWaits)
    (no,) = town.do(luz.person_id, ConfirmPhone(asked.invite_id, 0))
    assert isinstance(no, PhoneDenied)


def test_a_link_serves_once_for_ten_minutes_and_only_the_newest(town: Town) -> None:
    luz, _leo = two(town)
    first, second = link_code(town, luz.person_id), link_code(town, luz.person_id)
    with pytest.raises(WrongCode):
        town.do(town.person("uno"), UseCode(first))
    town.do(town.person("dos"), UseCode(second))
    with pytest.raises(WrongCode):
        town.do(town.person("tres"), UseCode(second))
    third = link_code(town, luz.person_id)
    town.now += LINK_TTL
    with pytest.raises(WrongCode) as expired:
        town.do(town.person("cuatro"), UseCode(third))
    with pytest.raises(WrongCode) as wrong:
        town.do(town.person("cinco"), UseCode("00000000"))
    assert expired.value.message == wrong.value.message
    assert len(third) >= 7


def test_guessing_link_codes_is_shut_like_guessing_invitations(town: Town) -> None:
    luz, _leo = two(town)
    code, thief = link_code(town, luz.person_id), town.person("thief")
    for guess in range(MOST_TRIES):
        with pytest.raises(WrongCode):
            town.do(thief, UseCode(f"{guess:08}"))
    with pytest.raises(Refusal, match="too many tries"):
        town.do(thief, UseCode(code))


def test_f23_who_acts_for_an_organisation_already_is_not_merged_by_one_code(town: Town) -> None:
    luz, leo = two(town)
    mar = town.member("Casa Mar")
    for known in (mar.person_id, leo, town.coordinator()):
        with pytest.raises(Refusal, match="known to me"):
            town.do(known, UseCode(link_code(town, luz.person_id)))
    with pytest.raises(Refusal, match="already write"):
        town.do(luz.person_id, UseCode(link_code(town, luz.person_id)))
    assert owner_of(town, "Casa Mar") == mar.person_id


def test_who_has_not_joined_has_nothing_to_link(town: Town) -> None:
    with pytest.raises(NotYours):
        town.do(town.person("nadie"), LinkPhone())


def test_a_person_has_a_handful_of_phones_at_most(town: Town) -> None:
    luz, _leo = two(town)
    for n in range(MOST - 1):
        link(town, luz.person_id, town.person(f"celu{n}"))
    with pytest.raises(Refusal, match="many phones"):
        link_code(town, luz.person_id)


# ---- losing one -------------------------------------------------------------------------------------------------


def test_an_unlinked_phone_is_a_strangers_and_its_code_serves_no_more(town: Town) -> None:
    luz, _leo = two(town)
    link(town, luz.person_id, town.person("celu"))
    code = link_code(town, luz.person_id)
    ((celu,),) = town.rows("address", "id", blind=town.vault.index("console", "celu"))
    town.do(luz.person_id, Unlink(celu))
    assert owner_of(town, "celu") != luz.person_id
    with pytest.raises(WrongCode):  # whoever holds it may have asked for one just before
        town.do(town.person("otro"), UseCode(code))
    with pytest.raises(NotYours):  # the only one that is left
        ((mine,),) = town.rows("address", "id", person_id=luz.person_id)
        town.do(luz.person_id, Unlink(mine))
    with pytest.raises(NotYours):
        town.do(luz.person_id, Prefer(celu))


def test_a_new_phone_by_who_is_responsible_takes_all_linked_ones_away(town: Town) -> None:
    luz, leo = two(town)
    link(town, leo, town.person("celu"))
    code = link_code(town, leo)
    town.do(town.person("nuevo"), UseCode(code_for(town, luz.person_id, leo)))
    assert owner_of(town, "nuevo") == leo
    assert leo not in (owner_of(town, "leo"), owner_of(town, "celu"))
    with pytest.raises(WrongCode):
        town.do(town.person("ladrón"), UseCode(code))


def test_a_number_given_to_somebody_else_leaves_the_person_their_other_phone(town: Town) -> None:
    luz, _leo = two(town)
    link(town, luz.person_id, town.person("celu"))
    ((celu,),) = town.rows("address", "id", blind=town.vault.index("console", "celu"))
    (gone,) = town.do(luz.person_id, StillMe(celu, yes=False))
    assert (gone.left, gone.alone) == ((), ())
    assert owner_of(town, "Casa Luz") == luz.person_id != owner_of(town, "celu")


# ---- where alerts go --------------------------------------------------------------------------------------------


def chat(story: Story, who: str) -> int:
    assert isinstance(story.phones, MixedPhones)
    return story.phones.telegram.chat(who)


def from_telegram(story: Story, update: dict[str, object]) -> list[tuple[str, str]]:
    parsed = parse_update(orjson.dumps(update), story.now)
    assert parsed is not None
    return story.send(parsed)


def need_of_mar(story: Story) -> list[tuple[str, str]]:
    """Mar asks for what Luz offers: Luz is to be told."""
    told = story.say("mar", "necesitamos contabilidad, 2 horas, antes del viernes")
    return [*told, *story.say("mar", "sí")]


def heard(arrived: list[tuple[str, str]]) -> set[str]:
    return {who for who, _text in arrived if who != "mar"}


@pytest.fixture
def both(story: Story) -> Story:
    """Luz with two phones offers what Mar will ask for; she wrote last from WhatsApp."""
    linked(story)
    joins(story, "mar", "Casa Mar, Tegucigalpa")
    story.say("celu", "ofrecemos contabilidad")
    story.say("celu", "sí")
    return story


def test_once_it_is_hers_replies_go_to_where_she_writes(story: Story) -> None:
    linked(story)
    assert story.say("celu", "saldo")[0][0] == "celu"


def test_alerts_go_to_where_she_wrote_last_or_to_the_one_she_prefers(both: Story) -> None:
    assert heard(need_of_mar(both)) == {"celu"}


def test_a_choice_of_hers_comes_before_where_she_wrote_last(both: Story) -> None:
    both.say("celu", "mis teléfonos")
    assert "Telegram" in to(both.say("celu", "1"), "celu")[0]
    assert heard(need_of_mar(both)) == {"luz"}


def test_f18_a_blocked_telegram_falls_back_to_whatsapp(both: Story) -> None:
    both.say("luz", "menú")  # wrote last
    assert isinstance(both.phones, MixedPhones)
    both.phones.telegram.api.block(chat(both, "luz"))  # and no update tells it
    assert heard(need_of_mar(both)) == {"celu"}


def test_f18_what_waits_when_she_blocks_goes_to_the_other_phone(both: Story) -> None:
    both.say("luz", "menú")
    both.handle(both.phones.typed("mar", "necesitamos contabilidad, 2 horas, antes del viernes", "es", both.now))
    both.deliver()
    both.handle(both.phones.typed("mar", "sí", "es", both.now))
    assert isinstance(both.phones, MixedPhones)
    assert heard(from_telegram(both, both.phones.telegram.api.block(chat(both, "luz")))) == {"celu"}


def test_f19_outside_whatsapps_24_hours_an_alert_goes_to_telegram(both: Story) -> None:
    both.wait(2 * DAY)
    both.say("mar", "menú")
    assert heard(need_of_mar(both)) == {"luz"}
    assert [code for (code,) in rows(both, "parked_case", "code")] == []  # nobody has to look after it


@pytest.mark.parametrize("code", ["63016", "63024", "63032", "63014"])
def test_f19_what_whatsapp_reports_as_failed_goes_to_telegram(both: Story, code: str) -> None:
    assert heard(need_of_mar(both)) == {"celu"}
    with both.db.write() as tx:
        outbox.status(tx, alert_to(both, "celu"), "", "failed", code, both.now)
    assert heard([*both.deliver(), *both.deliver()]) == {"luz"}  # one round finds the window closed, the next sends


def alert_to(story: Story, who: str) -> int:
    """The newest alert that went there."""
    assert isinstance(story.phones, MixedPhones)
    blind = story.vault.index("whatsapp", story.phones.whatsapp_phones.number(who))
    ((lane, _blind),) = [row for row in rows(story, "address", "id", "blind") if row[1] == blind]
    return max(
        int(id)
        for id, to_lane, kind in rows(story, "outbound", "id", "lane_id", "kind")
        if (to_lane, kind) == (lane, "alert")
    )


def test_stop_on_one_channel_stops_that_one_and_says_what_goes_on(both: Story) -> None:
    said = to(both.say("celu", "BAJA"), "celu")[0]
    assert "Telegram" in said
    assert heard(need_of_mar(both)) == {"luz"}
    assert "WhatsApp" not in to(both.say("luz", "BAJA"), "luz")[0]


# ---- PIN, erasure ------------------------------------------------------------------------------------------------


def test_a_phone_with_a_pin_links_and_unlinks_nothing_without_it(story: Story) -> None:
    joins(story, "luz", "Casa Luz, Tegucigalpa")
    tap_on(story, "luz", "m:pin_on")
    story.say("luz", "4826")
    assert "PIN" in tap_on(story, "luz", "m:link")[0]
    assert not re.search(r"\d{8}", to(story.say("luz", "1111"), "luz")[0])
    code = re.search(r"\d{8}", to(story.say("luz", "4826"), "luz")[0])
    assert code
    told = story.say("celu", code[0])
    number = re.search(r"Tu número aquí: \u2066(\d\d)", to(told, "celu")[0])
    assert number
    assert "PIN" in to(story.say("luz", number[1]), "luz")[0]  # the code stands in a chat that others read
    assert "saldo" not in to(story.say("celu", "saldo"), "celu")[0].lower()
    assert "la misma persona" in to(story.say("luz", "4826"), "celu")[0]


def tap_on(story: Story, who: str, payload: str) -> list[str]:
    incoming = story.phones.typed(who, "·", "", story.now)._replace(words="", payload=payload)
    return to(story.send(incoming), who)


def test_erasure_covers_both_phones(both: Story) -> None:
    both.say("celu", "borrar mis datos")
    both.say("celu", "sí")
    for who in ("luz", "celu"):
        assert "ComuniDAS" in to(both.say(who, "hola"), who)[0]  # a newcomer's welcome, on both


def test_unlinking_is_asked_once_more_and_can_be_done_from_either(both: Story) -> None:
    ((first,), *_others) = rows(both, "address", "id")
    assert "Telegram" in tap_on(both, "celu", f"k:{first}:off")[0]
    both.say("celu", "sí")
    assert "ComuniDAS" in to(both.say("luz", "hola"), "luz")[0]
