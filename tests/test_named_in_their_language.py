"""Who reads another language than a request is written in learns which service it is, in lists and in alerts."""

from __future__ import annotations

import pytest

from core.commands import Post
from tests.faults import tap, to
from tests.office import Office
from tests.story import DAY, Story

DRESSES = "خياطة عشرة أثواب للأطفال"
IN_SPANISH = "(costura)"


@pytest.fixture
def network(story: Story) -> Story:
    """Ruth coordinates and reads Spanish, Samir coordinates and reads Arabic; Nur needs sewing, which nobody offers."""
    story.langs |= {"ruth": "es", "luz": "es", "samir": "ar", "nur": "ar"}
    hub_id = story.hub(look_ms=DAY)
    for who in ("ruth", "samir"):
        story.say(who, story.code("coordinator", hub_id))
    story.say("luz", "hola")
    story.say("luz", "Casa Luz, Tegucigalpa")
    story.say("nur", f"نحتاج {DRESSES}، 3 ساعات، قبل 18 ديسمبر")
    story.say("nur", "جمعية النور، القاهرة")
    story.say("nur", "نعم")
    return story


def whole(new: list[tuple[str, str]], who: str) -> str:
    return "\n".join(to(new, who)).replace("\u2068", "").replace("\u2069", "")


def test_what_waits_names_the_service_in_the_coordinators_language(network: Story) -> None:
    assert f"{DRESSES} {IN_SPANISH}" in whole(network.say("ruth", "coordinación"), "ruth")
    there = whole(network.say("samir", "التنسيق"), "samir")
    assert DRESSES in there
    assert "(" not in there.split("\n")[2]


def test_open_requests_and_the_request_itself_name_it(network: Story) -> None:
    assert f"{DRESSES} (costura; 3 horas" in whole(tap(network, "ruth", "m:hubneeds"), "ruth")
    assert "Servicio: costura" in whole(tap(network, "ruth", "l:1:see"), "ruth")
    assert "الخدمة" not in whole(tap(network, "samir", "l:1:see"), "samir")


def test_the_call_for_a_person_names_it_to_each_in_their_language(network: Story) -> None:
    new = network.wait(DAY + 1)
    assert f"«{DRESSES} {IN_SPANISH}»" in whole(new, "ruth")
    assert f"«{DRESSES}»" in whole(new, "samir")


def test_who_is_sent_a_request_by_hand_reads_which_service_it_is(network: Story) -> None:
    assert f"«{DRESSES} {IN_SPANISH}»" in whole(tap(network, "ruth", "l:1:forward"), "ruth")
    new = network.say("ruth", "1")
    assert "servicio: costura" in whole(new, "luz")
    assert f"{DRESSES} {IN_SPANISH}" in whole(tap(network, "ruth", "m:suggested"), "ruth")


def test_who_reads_the_language_of_the_request_is_not_told_twice(network: Story) -> None:
    network.langs["zahra"] = "ar"
    network.say("zahra", "مرحبا")
    network.say("zahra", "جمعية الزهراء، القاهرة")
    tap(network, "ruth", "l:1:forward")
    new = network.say("ruth", "2")
    assert DRESSES in whole(new, "zahra")
    assert "الخدمة:" not in whole(new, "zahra")


def test_mondays_list_names_what_is_written_in_another_language(network: Story) -> None:
    network.say("luz", "necesitamos un contador, 2 horas, antes del 18 de diciembre")
    network.say("luz", "sí")
    new = network.wait(7 * DAY)
    assert f"{DRESSES} (costura; 3 horas" in whole(new, "luz")
    assert "contador. الخدمة: محاسبة" in whole(new, "nur")


def test_the_pages_name_it_too(office: Office) -> None:
    town = office.town
    nur = town.member("جمعية النور", "القاهرة", "EG", "ar")
    town.do(nur.person_id, Post("need", DRESSES, minutes=180, lang="ar"))
    browser = office.signed_in()
    for page in ("today", "needs", "needs/1"):
        shown = browser.get(office.at(page)).replace("\u2068", "").replace("\u2069", "")
        assert f"{DRESSES} {IN_SPANISH}" in shown, page
