"""WhatsApp beyond its 24 hours: templates made, approved, filled in and opened; and choices to tap inside them."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.channels.twilio_contents import Definition
from bot.channels.twilio_forms import parse_inbound
from bot.doubles import garbage, status
from bot.doubles.twilio_api import Sent
from bot.house import House
from bot.sending import briefs
from bot.sending.briefs import KINDS, SEE
from bot.sending.contents_sync import missing
from bot.sending.templates import Wanted, problems, refusable, wanted
from bot.upkeep import follow_once
from bot.wording import Wording
from core import contents, outbox
from core.contents import REFUSED
from core.db import Database, Q
from core.languages import LANGUAGES
from core.messages import NEWS, Brief, Screen, _, dump
from core.outbox import Item
from core.settings import Settings
from core.tables import outbound, parked_case, person
from core.vault import Vault
from tests.approving import api_of, approved, set_up, with_contents
from tests.story import DAY, Story, telling

ROOT = Path(__file__).parents[1]
HOUR = 3_600_000
_STATES = Q(select(outbound.c.state, outbound.c.error).where(outbound.c.kind == "alert").order_by(outbound.c.id))
_CASES = Q(select(parked_case.c.code).order_by(parked_case.c.id))


@pytest.fixture
def story(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(db, vault, now, "whatsapp") as story:
        with_contents(story)
        story.hub()
        yield story


def report(story: Story, sent: Sent, how: str, code: str = "") -> None:
    """Twilio's status callback, as the web side hands it over."""
    url, _form = api_of(story).report(sent, how, code)
    with story.db.write() as tx:
        outbox.status(tx, int(url.rpartition("=")[2]), sent.sid, how, code, story.now)


def join(story: Story, who: str = "luz", organisation: str = "Casa Luz") -> None:
    story.langs[who] = "es"
    story.say(who, "hola")
    story.say(who, f"{organisation}, Tegucigalpa")


def alert(story: Story, who: str, screen: Screen) -> None:
    """Somebody else causes an alert."""
    address = {"luz": 1}[who]
    with story.db.write() as tx:
        outbox.enqueue(tx, [Item(address, "whatsapp", "alert", dump(screen))], story.now)


def cases(story: Story) -> list[str]:
    with story.db.read() as tx:
        return [row[0] for row in tx.all(_CASES)]


NEWS_OF_1001 = Screen((_("Sent."),), brief=Brief("exchange", {"number": "1001"}))


# ---- the registry -------------------------------------------------------------------------------------------------


def test_every_kind_has_a_template_in_every_language_that_reviewers_take() -> None:
    everything = list(wanted(Wording()))
    templates = {(one.kind, one.lang) for one in everything if one.use == "template"}
    assert templates == {(kind, lang) for kind in KINDS for lang in LANGUAGES}
    assert list(refusable(Wording())) == []
    assert len({one.definition.name for one in everything}) == len(everything)


@pytest.mark.parametrize(
    ("body", "samples", "category", "problem"),
    [
        ("Exchange {{1}} waits for you.", {"1": "1001"}, "UTILITY", ""),
        ("{{1}} waits for you.", {"1": "1001"}, "UTILITY", "begins or ends with a place"),
        ("Waiting for you: {{1}}", {"1": "1001"}, "UTILITY", "begins or ends with a place"),
        ("\u2068{{1}}\u2069 waits.", {"1": "1001"}, "UTILITY", "begins or ends with a place"),
        ("Exchange {{1}} {{2}} waits.", {"1": "1001", "2": "x"}, "UTILITY", "two places side by side"),
        ("Something waits.", {"1": "1001"}, "UTILITY", "its places are []"),
        ("Exchange {{2}} waits.", {"1": "1001"}, "UTILITY", "its places are ['{{2}}']"),
        ("Exchange {{1}} waits.", {"1": " "}, "UTILITY", "a sample is empty"),
        ("Exchange {{1}}\nwaits.", {"1": "1001"}, "UTILITY", "too long, or with lines or gaps"),
        ("Exchange {{1}} waits.", {"1": "1001"}, "URGENT", "'URGENT' is no category"),
    ],
)
def test_what_reviewers_would_refuse_is_found_before_they_see_it(
    body: str, samples: dict[str, str], category: str, problem: str
) -> None:
    types = {"twilio/quick-reply": {"body": body, "actions": [{"title": "See it", "id": "t:see"}]}}
    made = Wanted("template", "answer", "en", "number", category, Definition("a_name", "en", samples, types))
    found = list(problems(made))
    assert found == ([] if not problem else [found[0]])
    assert not problem or problem in found[0]


def test_every_brief_has_a_kind_with_its_places_and_without_one_the_template_names_nobody() -> None:
    made = [briefs.answer(1), briefs.exchange(1), briefs.suggestion(1), briefs.case(1), briefs.danger(1)]
    made += [briefs.hours("x"), briefs.listing("x"), briefs.organisation("x")]
    made += [briefs.UNNAMED, briefs.DIGEST, briefs.COORDINATION, briefs.MESSAGE]
    assert {one.kind: tuple(one.values) for one in made} == {name: kind.places for name, kind in KINDS.items()}
    assert briefs.UNNAMED.kind == NEWS


def test_most_alerts_name_their_kind() -> None:
    said = {True: 0, False: 0}
    for file in sorted((ROOT / "bot" / "notices").glob("[!_]*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Screen":
                said["brief" in {keyword.arg for keyword in call.keywords}] += 1
    assert said[True] > 9 * said[False]


def test_relayed_words_and_what_has_no_kind_name_nobody() -> None:
    assert KINDS["message"].places == KINDS["news"].places == ()


# ---- setup-whatsapp -----------------------------------------------------------------------------------------------


def test_a_second_run_makes_and_submits_nothing(story: Story) -> None:
    said = set_up(story)
    everything = list(wanted(Wording()))
    assert len([line for line in said if line.endswith("created")]) == len(everything)
    assert len([line for line in said if "submitted" in line]) == len(KINDS) * len(LANGUAGES)
    assert len(api_of(story).contents) == len(everything)
    assert set_up(story) == []
    with story.db.read() as tx:
        known = contents.known(tx)
    assert {one.state for one in known} == {"approved", "ready"}
    assert missing(known, Wording()) == []


def test_what_reviewers_said_is_read_once_a_day(story: Story) -> None:
    set_up(story, review="")
    api = api_of(story)
    settings = Settings(
        database_url=story.db.url,
        secret_keys=("a-key-of-the-tests-a-key-of-the-tests",),
        twilio_account_sid=api.account_sid,
        twilio_auth_token=api.auth_token,
        twilio_api_base_url=api.url,
        twilio_whatsapp_from=api.whatsapp_from,
    )
    house = House(settings, clock=lambda: story.now, hears=False, db=story.db)
    api.review("approved")
    assert asyncio.run(follow_once(house))
    with story.db.read() as tx:
        states = {one.state for one in contents.known(tx) if one.use == contents.TEMPLATE}
    assert states == {"approved"}
    assert not asyncio.run(follow_once(house)), "not twice a day"


def test_f17_interrupted_it_goes_on_where_it_was(story: Story) -> None:
    api_of(story).plan(status(503), only="/ApprovalRequests/whatsapp")
    with pytest.raises(Exception, match="503"):
        set_up(story)
    set_up(story)
    assert len(api_of(story).contents) == len(list(wanted(Wording())))


def test_f22_a_content_that_is_garbage_is_not_stored(story: Story) -> None:
    api_of(story).plan(garbage(b'{"sid": 5}', 201), only="/v1/Content")
    with pytest.raises(Exception, match="garbage"):
        set_up(story)
    with story.db.read() as tx:
        assert contents.known(tx) == []


def test_what_was_rejected_is_stored_with_its_reason(story: Story) -> None:
    api = api_of(story)
    set_up(story, review="")
    api.review("rejected", "TAG_CONTENT_MISMATCH", only="comunidas_digest_es")
    set_up(story)
    with story.db.read() as tx:
        (one,) = [one for one in contents.known(tx) if one.state == "rejected"]
    assert (one.kind, one.lang, one.reason) == ("digest", "es", "TAG_CONTENT_MISMATCH")


# ---- beyond the 24 hours ------------------------------------------------------------------------------------------


def test_f19_a_late_alert_goes_as_the_template_of_its_kind_and_opens_by_its_button(story: Story) -> None:
    approved(story)
    join(story)
    story.wait(2 * DAY)
    alert(story, "luz", NEWS_OF_1001)
    ((_who, text),) = story.deliver()
    sent = api_of(story).sent[-1]
    assert text == "Hay novedades del intercambio 1001. Para verlas, toca el botón o escribe 1."
    assert sent.buttons == (("Ver", SEE.id),)
    tapped = parse_inbound(api_of(story).tapped(sent, "Ver"), story.now)
    assert tapped
    ((_who, text),) = story.send(tapped)
    assert text.startswith("Enviado.")


def test_after_a_template_1_opens_it(story: Story) -> None:
    approved(story)
    join(story)
    story.say("luz", "0")
    story.wait(2 * DAY)
    alert(story, "luz", NEWS_OF_1001)
    story.deliver()
    ((_who, text),) = story.say("luz", "1")
    assert text.startswith("Enviado.")


def test_who_wants_discretion_gets_the_template_that_names_nobody(story: Story) -> None:
    approved(story)
    join(story)
    with story.db.write() as tx:
        tx.run(Q(update(person).values(discreet=1)))
    story.wait(2 * DAY)
    alert(story, "luz", NEWS_OF_1001)
    ((_who, text),) = story.deliver()
    assert text == "ComuniDAS tiene novedades para ti. Para leerlas, toca el botón o escribe 1."


def test_f19_without_an_approved_template_it_waits_and_a_coordinator_is_told_once(story: Story) -> None:
    set_up(story, review="")
    join(story)
    story.wait(2 * DAY)
    alert(story, "luz", NEWS_OF_1001)
    alert(story, "luz", NEWS_OF_1001)
    assert story.deliver() == []
    assert cases(story) == ["window"]
    arrived = [text for _who, text in story.say("luz", "0")]
    assert [text for text in arrived if text.startswith("Enviado.")] == ["Enviado.", "Enviado."]


def test_f19_63016_falls_back_to_the_template(story: Story) -> None:
    approved(story)
    join(story)
    alert(story, "luz", NEWS_OF_1001)
    story.deliver()
    report(story, api_of(story).sent[-1], "failed", "63016")
    ((_who, text),) = story.deliver()
    assert "1001" in text
    assert api_of(story).sent[-1].content_sid
    assert cases(story) == []


def test_f19_a_template_that_fails_with_63016_is_not_tried_again(story: Story) -> None:
    approved(story)
    join(story)
    story.wait(2 * DAY)
    alert(story, "luz", NEWS_OF_1001)
    story.deliver()
    report(story, api_of(story).sent[-1], "failed", "63016")
    ((_who, text),) = story.deliver()
    assert text.startswith("ComuniDAS tiene novedades")  # the one that names nobody
    report(story, api_of(story).sent[-1], "failed", "63016")
    assert story.deliver() == []
    assert cases(story) == ["window"]
    with story.db.read() as tx:
        assert {one.kind for one in contents.known(tx) if one.state == REFUSED} == {"exchange", "news"}


def test_f19_a_template_that_is_answered_with_63016_gives_way_to_the_one_that_names_nobody(story: Story) -> None:
    approved(story)
    join(story)
    story.wait(2 * DAY)
    alert(story, "luz", NEWS_OF_1001)
    api_of(story).plan(api_of(story).refusing(63016), only="/Messages.json")
    ((_who, text),) = [*story.deliver(), *story.deliver()]
    assert text.startswith("ComuniDAS tiene novedades")
    with story.db.read() as tx:
        assert {one.kind for one in contents.known(tx) if one.state == REFUSED} == {"exchange"}


@pytest.mark.parametrize("code", [21654, 21655, 21656])
def test_a_content_that_twilio_refuses_is_left_out_and_the_message_goes_all_the_same(story: Story, code: int) -> None:
    approved(story)
    join(story)
    api = api_of(story)
    api.plan(api.refusing(code), only="/Messages.json")
    assert story.say("luz", "0") == []
    ((_who, text),) = story.wait(60_000)
    assert "1. " in text
    assert not api.sent[-1].content_sid
    assert cases(story) == ["rejected"]


def test_63021_about_a_content_sends_the_message_as_plain_text(story: Story) -> None:
    approved(story)
    join(story)
    story.say("luz", "0")
    report(story, api_of(story).sent[-1], "failed", "63021")
    ((_who, _text),) = story.wait(60_000)
    assert not api_of(story).sent[-1].content_sid
    assert cases(story) == ["failed"]


def test_f20_statuses_late_doubled_and_out_of_order_only_move_forward(story: Story) -> None:
    approved(story)
    join(story)
    alert(story, "luz", NEWS_OF_1001)
    story.deliver()
    sent = api_of(story).sent[-1]
    for how in ("read", "delivered", "sent", "read", "failed", "queued"):
        report(story, sent, how, "63016" if how == "failed" else "")
    with story.db.read() as tx:
        assert tx.all(_STATES) == [("read", "")]


# ---- choices to tap -----------------------------------------------------------------------------------------------


def test_up_to_three_choices_are_buttons_and_up_to_ten_a_list_and_the_text_keeps_the_numbers(story: Story) -> None:
    approved(story)
    join(story)
    story.say("luz", "necesitamos un contador, 3 horas, antes del viernes")
    card = api_of(story).sent[-1]
    assert [title for title, _id in card.buttons] == ["Publicar", "Cambiar", "Cancelar"]
    assert "1. Publicar" in card.body
    tapped = parse_inbound(api_of(story).tapped(card, "Publicar"), story.now)
    assert tapped
    story.send(tapped)
    assert api_of(story).sent[-1].body.startswith("Publicado.")
    story.say("luz", "0")
    menu = api_of(story).sent[-1]
    assert 3 < len(menu.buttons) <= 10
    assert menu.buttons[-1][0] in menu.body
    row = parse_inbound(api_of(story).tapped(menu, menu.buttons[0][0]), story.now)
    assert row
    assert row.payload == menu.buttons[0][1]
    assert story.send(row)


def test_without_contents_the_numbered_text_goes(story: Story) -> None:
    join(story)
    story.say("luz", "0")
    assert api_of(story).sent[-1].buttons == ()
    assert "1. " in api_of(story).sent[-1].body
