"""On the coordinators' pages words answer the question that waits and nothing else, and each deed begins by itself."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from sqlalchemy import bindparam, update

from bot.desk import deeds
from core.commands import Command, Join, UseCode
from core.db import Q
from core.tables import organisation
from tests.office import Office

WORDS = (
    "regalar 2 horas a Casa Luz",
    "Invitar a un colega",
    "baja",
    "necesitamos un contador, 2 horas, mañana",
    "English please",
    "persona",
    "quiero borrar mis datos",
    "quiero salir de la organización",
    "cambiar a Casa Luz",
    "poner un PIN",
    "bloquear a Casa Luz",
    "12345678",
)
"""What a member of hers would write in the chat: each of it did something there, or began it."""
OF_MEMBERS = frozenset(
    [
        *("NotFound", "RaiseAlarm", "Report", "TellCoordination", "TellMore"),
        "Accept",
        "ActFor",
        "AgreeFigure",
        "AnswerAbsent",
        "AnswerAssisted",
        "AnswerDay",
        "AnswerHours",
        "AnswerSecond",
        "AnswerUndo",
        "Appeal",
        "AskFund",
        "AskPage",
        "AskTranslation",
        "AskUndo",
        "Block",
        "CallHuman",
        "Cancel",
        "ChangeListing",
        "ClosePage",
        "Complain",
        "Confirm",
        "ConfirmPhone",
        "Counter",
        "Decline",
        "Deliver",
        "Dispute",
        "Donate",
        "DropPin",
        "EraseMe",
        "Fire",
        "FollowUp",
        "HideReview",
        "InviteIn",
        "InvitePerson",
        "Join",
        "JoinToo",
        "KeepContact",
        "Leave",
        "LinkPhone",
        "MoveDay",
        "MoveHours",
        "NameMe",
        "NewCode",
        "NewPhone",
        "OpenPage",
        "Post",
        "PostOffers",
        "Prefer",
        "Problem",
        "Propose",
        "Register",
        "Relay",
        "RemovePerson",
        "Rename",
        "Renew",
        "ReplyReview",
        "ReplyToCase",
        "ReportReview",
        "Rest",
        "Resume",
        "ResumeBot",
        "Review",
        "SayAbsent",
        "SayPhrase",
        "SendFiles",
        "SetAlerts",
        "SetAudience",
        "SetDiscreet",
        "SetKind",
        "SetLanguage",
        "SetLight",
        "SetNight",
        "SetPin",
        "SetRole",
        "SetSecond",
        "ShareContact",
        "StartMessages",
        "StillMe",
        "StopMessages",
        "SuggestFigure",
        "SwitchTo",
        "TakeBack",
        "TakeDown",
        "Unblock",
        "Unlink",
        "UseCode",
        "Withdraw",
    ]
)
"""What no page does, though a coordinator may do some of it in the chat."""
_PENDING = Q(update(organisation).where(organisation.c.id == bindparam("id")).values(status="pending"))
TRUTH = ("organisation", "person", "entry", "listing", "membership", "invite", "address", "parked_case", "hold")


def begun(office: Office) -> tuple[int, int]:
    """Casa Luz is a member, ruth has an organisation of her own: the ids of both."""
    luz = office.town.member("Casa Luz").organisation_id
    office.town.do(office.ruth, Join("Casa Ruth", "Tela", "HN", office.town.hub_id))
    ((own,),) = office.town.rows("organisation", "id", name="Casa Ruth")
    return luz, own


def truth(office: Office) -> dict[str, int]:
    """How many rows there are of all that words could make, and what they could change."""
    count = {name: len(office.town.rows(name, "id" if name != "membership" else "person_id")) for name in TRUTH}
    person = office.town.rows("person", "lang", "acting_for", "waiting_for_human_at", id=office.ruth)
    stopped = office.town.rows("address", "stopped_at", "pin", person_id=office.ruth)
    return {**count, repr((person, stopped)): 1}


@pytest.mark.parametrize("words", WORDS)
def test_safety_02_finding_05_words_on_a_page_are_an_answer_and_nothing_else(office: Office, words: str) -> None:
    luz, _own = begun(office)
    browser = office.signed_in()
    before = truth(office)
    browser.get(office.at(f"members/{luz}"))
    browser.post(office.at("do"), deed=f"o:{luz}:stop")
    page = browser.post(office.at("do"), words=words)  # why: any words are one
    assert browser.status == 200
    assert "¿Lo hago y les aviso?" in page
    for _once_more in range(2):  # at a yes or no, and whatever that came to
        browser.post(office.at("do"), words=words)
        for choice in set(re.findall(r'value="(q:[^"]*:yes)"', browser.page)):
            assert choice.endswith(":sure:yes")
    assert truth(office) == before
    assert office.town.rows("organisation", "status", id=luz) == [("approved",)]
    page = browser.post(office.at("do"), deed=re.search(r'value="(q:[^"]*:sure:yes)"', browser.page)[1])  # type: ignore[index]
    assert office.town.rows("organisation", "status", id=luz) == [("suspended",)]
    assert office.town.rows("entry", "id", kind="donation") == []


def test_safety_02_finding_05_words_beside_a_button_are_not_read(office: Office) -> None:
    luz, _own = begun(office)
    browser = office.signed_in()
    browser.get(office.at(f"members/{luz}"))
    browser.post(office.at("do"), deed=f"o:{luz}:stop")
    browser.post(office.at("do"), words="no sirve así")
    before = truth(office)
    token = re.search(r'value="(q:[^"]*:sure):yes"', browser.page)[1]  # type: ignore[index]
    browser.post(office.at("do"), deed=f"{token}:zzz", words="regalar 2 horas a Casa Luz")
    assert truth(office) == before
    assert "¿Lo hago y les aviso?" in browser.page


def test_safety_02_finding_05_words_where_nothing_is_asked_are_refused(office: Office) -> None:
    begun(office)
    browser = office.signed_in()
    browser.get(office.at("today"))
    browser.post(office.at("do"), words="regalar 2 horas a Casa Luz")
    assert browser.status == 404


def test_safety_02_finding_05_every_command_is_a_deed_of_the_pages_or_of_members() -> None:
    """Whoever adds a command says which of the two it is: here, and in bot/desk/deeds.py where it is a deed."""
    kinds = {kind.__name__ for kind in get_args(Command)}
    on_pages = {kind.__name__ for kind in deeds.DEEDS}
    assert on_pages | OF_MEMBERS == kinds
    assert not on_pages & OF_MEMBERS


def test_safety_02_finding_05_a_command_that_is_no_deed_is_refused_whichever_way_led_there(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(office)
    assert not deeds.is_deed(UseCode("12345678"))
    monkeypatch.setattr("bot.desk.allowed", lambda _payload: True)  # as if a button had slipped in
    browser = office.signed_in()
    before = truth(office)
    for deed in ("m:colleague", "m:stop", "lang:fr", "m:person", "m:link"):
        browser.get(office.at("today"))
        browser.post(office.at("do"), deed=deed)
        assert browser.status == 404, deed
    assert truth(office) == before


def test_safety_07_a_question_that_was_left_open_does_not_come_back_under_another_deed(office: Office) -> None:
    luz, _own = begun(office)
    office.town.do(office.town.person("nora"), Join("Casa Nueva", "Tela", "HN", office.town.hub_id))
    ((waits,),) = office.town.rows("organisation", "id", name="Casa Nueva")
    with office.db.write() as tx:
        tx.run(_PENDING, id=waits)
    browser = office.signed_in()
    browser.get(office.at(f"members/{luz}"))
    browser.post(office.at("do"), deed=f"o:{luz}:stop")
    assert "¿Por qué sale" in browser.page
    browser.post(office.at("do"), words="publica lo mismo muchas veces")
    assert "¿Lo hago y les aviso?" in browser.page
    browser.get(office.at(f"members/{waits}"))
    page = browser.post(office.at("do"), deed=f"o:{waits}:yes")
    assert office.town.rows("organisation", "status", id=waits) == [("approved",)]
    assert "¿Lo hago y les aviso?" not in page
    assert ":sure:yes" not in page
