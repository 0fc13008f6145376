"""Hours that move without an exchange, and requests that the solidarity fund carries, on both databases."""

from __future__ import annotations

from typing import Any, TypeVar

import pytest
from sqlalchemy import bindparam

from core.accounts import balances, bounds, movements, owners
from core.accounts.contribution import contribution
from core.accounts.fund import cards, carrying, deciding
from core.commands import Accept, Actor, Cancel, Confirm, Deliver, EraseMe, Propose, Terms
from core.commands.giving import AnswerFund, AskFund, Donate
from core.commands.trouble import AnswerUndo, AskUndo, Dispute
from core.db import Database, Q
from core.errors import NotEnough, NotYours, OwnHours, Refusal
from core.events import Donated, Event, FundAsked, FundDecided, FundLapsed, LineGrown
from core.exchange_cards import card_of
from core.handlers import run
from core.policy import DAY_MS
from core.tables import coordinator
from core.vault import Vault
from tests.faults import neighbours, rows, tap, to, version
from tests.gifts import go
from tests.market import DUE, HOUR, Market, moved
from tests.story import Story

T = TypeVar("T")


@pytest.fixture
def market(db: Database, vault: Vault, now: int) -> Market:
    return Market(db, vault, now)


def does(market: Market, organisation_id: int, command: Any, person_id: int | None = None) -> list[Event]:
    """Through the one door, as it happens in the chat; a refusal undoes the command."""
    actor = Actor(person_id or market.people[organisation_id], organisation_id or None, "console", market.key())

    def work(tx: Any) -> list[Event] | Refusal:
        try:
            return run(market.context(tx, actor), command)
        except Refusal as refused:
            return refused

    done = market.db.writing(work)
    if isinstance(done, Refusal):
        raise done
    return go(market.db, market.vault, market.now) if isinstance(command, Donate) else done


def only(kind: type[T], events: list[Event]) -> T:
    """The one thing that happened, which is of that kind."""
    (event,) = events
    assert isinstance(event, kind)
    return event


def in_fund(market: Market) -> balances.Balance:
    with market.db.read() as tx:
        return balances.balance(tx, owners.hub_account(tx, market.hub_id, "fund"))


def a_coordinator(market: Market) -> tuple[int, int]:
    """(an organisation of its own, the coordinator, who belongs to it)."""
    home = market.organisation("Coordina")
    with market.db.write() as tx:
        add_to(tx, market.hub_id, market.people[home], market.now)
    return home, market.people[home]


def add_to(tx: Any, hub_id: int, person_id: int, now: int) -> None:
    q = Q(coordinator.insert().values(hub_id=bindparam("h"), person_id=bindparam("p"), since=bindparam("s")))
    tx.run(q, h=hub_id, p=person_id, s=now)


def asked(market: Market, organisation_id: int, need: int, minutes: int = 2 * HOUR) -> list[Event]:
    why = market.vault.seal("la escuela se quedó sin luz").decode()
    return does(market, organisation_id, AskFund(need, minutes, why))


def poor(market: Market, name: str = "Sin Horas", kind: str = "grassroots") -> int:
    """An organisation that can use nothing."""
    id = market.organisation(name, hours=0, kind=kind)
    with market.db.write() as tx:
        own = owners.account_of(tx, id)
        assert own is not None
        bounds.set_limits(tx, own, line=0, ceiling=60 * HOUR, actor="hub", at=market.now)
    return id


def test_hours_are_given_to_another_and_to_the_fund(market: Market) -> None:
    luz, manos = market.organisation("Luz"), market.organisation("Manos")
    given = only(Donated, does(market, luz, Donate(2 * HOUR, manos)))
    assert given == Donated(given.entry_id, market.hub_id, luz, manos, 2 * HOUR)
    does(market, luz, Donate(HOUR))
    assert (market.balance(luz).posted, market.balance(manos).posted) == (3 * HOUR, 8 * HOUR)
    assert in_fund(market).posted == HOUR
    with market.db.read() as tx:
        moves = movements.statement(tx, market.account(luz))
        theirs = movements.statement(tx, market.account(manos))
    assert [(one.kind, one.minutes, one.partner) for one in moves[:2]] == [
        ("donation", -HOUR, ""),
        ("donation", -2 * HOUR, "Manos"),
    ]
    assert theirs[0].partner == "Luz"
    market.adds_up()


def test_a_gift_of_hours_never_comes_from_the_credit_line_nor_from_what_is_set_aside(market: Market) -> None:
    luz, manos = market.organisation("Luz", hours=3), market.organisation("Manos")
    market.agreed(luz, manos, 2 * HOUR)
    with pytest.raises(NotEnough):
        does(market, luz, Donate(90))
    does(market, luz, Donate(HOUR))
    with pytest.raises(NotEnough):
        does(market, luz, Donate(1))
    market.adds_up()


@pytest.mark.parametrize("minutes", [0, -60])
def test_nothing_and_less_cannot_be_given(market: Market, minutes: int) -> None:
    luz, manos = market.organisation("Luz"), market.organisation("Manos")
    with pytest.raises(Refusal):
        does(market, luz, Donate(minutes, manos))


def test_who_waits_neither_gives_nor_receives(market: Market) -> None:
    luz = market.organisation("Luz")
    waits = market.organisation("Espera", status="pending")
    for giver, receiver in ((waits, luz), (luz, waits)):
        with pytest.raises(Refusal):
            does(market, giver, Donate(HOUR, receiver))
    with pytest.raises(Refusal):
        does(market, luz, Donate(HOUR, luz))
    with pytest.raises(NotYours):
        does(market, luz, Donate(HOUR, 999_999))


def test_nobody_is_given_more_than_there_is_room_for(db: Database, vault: Vault, now: int) -> None:
    market = Market(db, vault, now, {"ceiling": 7 * HOUR})
    luz, manos = market.organisation("Luz"), market.organisation("Manos")
    with pytest.raises(Refusal, match="many unused hours"):
        does(market, luz, Donate(2 * HOUR, manos))
    does(market, luz, Donate(HOUR, manos))
    does(market, luz, Donate(2 * HOUR))  # the fund has no ceiling


def test_a_request_carried_by_the_fund_from_asking_to_settled(market: Market) -> None:
    home, who = a_coordinator(market)
    rich, helper, asks = market.organisation("Rica"), market.organisation("Ayuda"), poor(market)
    does(market, rich, Donate(4 * HOUR))
    need = market.listing("need", asks)
    offered = moved(market.do(helper, Propose(listing_id=need, terms=Terms(2 * HOUR, DUE)))).exchange_id
    with pytest.raises(OwnHours):
        market.do(asks, Accept(offered, market.look(offered).version))

    told = only(FundAsked, asked(market, asks, need))
    assert does(market, home, AnswerFund(told.request_id, yes=True), who) == [
        FundDecided(told.request_id, approved=True)
    ]
    with market.db.read() as tx:
        for side, expected in ((asks, True), (helper, True)):
            card = card_of(tx, offered, side)
            assert card is not None
            assert card.by_fund is expected
    market.do(asks, Accept(offered, market.look(offered).version))
    assert (in_fund(market).held_out, market.balance(asks).held_out) == (2 * HOUR, 0)
    market.adds_up()
    market.do(helper, Deliver(offered, market.look(offered).version))
    market.do(asks, Confirm(offered, market.look(offered).version, on_time=True))
    assert (in_fund(market).posted, market.balance(helper).posted, market.balance(asks).posted) == (
        2 * HOUR,
        8 * HOUR,
        0,
    )
    market.adds_up()
    with market.db.read() as tx:
        stands = cards.card(tx, market.hub_id, 2026, "America/Tegucigalpa")
    assert (stands.available, stands.given, stands.helped) == (2 * HOUR, 2 * HOUR, 1)
    assert lapsed(market, told.request_id) == []
    assert market.rows("fund_request", "state") == [("used",)]


def test_what_nobody_decides_is_given_to_the_helper_whoever_was_to_give_the_hours(market: Market) -> None:
    home, who = a_coordinator(market)
    rich, helper, asks = market.organisation("Rica"), market.organisation("Ayuda"), poor(market)
    does(market, rich, Donate(4 * HOUR))
    need = market.listing("need", asks)
    offered = moved(market.do(helper, Propose(listing_id=need, terms=Terms(2 * HOUR, DUE)))).exchange_id
    told = only(FundAsked, asked(market, asks, need))
    does(market, home, AnswerFund(told.request_id, yes=True), who)
    market.do(asks, Accept(offered, market.look(offered).version))
    market.do(helper, Deliver(offered, market.look(offered).version))
    market.do(asks, Dispute(offered, market.look(offered).version, "not_done", "no"))
    end = market.clock("decide", offered)
    assert end is not None
    market.fire("decide", offered, end)
    assert market.look(offered).state == "expired"
    assert (in_fund(market).posted, in_fund(market).held_out, market.balance(helper).posted) == (2 * HOUR, 0, 8 * HOUR)
    market.adds_up()


def lapsed(market: Market, request_id: int) -> list[Event]:
    """The clock of an approval, when it is due."""
    market.now += deciding.LAPSE_MS + DAY_MS
    with market.db.write() as tx:
        return carrying.lapse(market.context(tx, Actor(None, None, "", "", "clock")), request_id)


def test_what_was_called_off_may_be_agreed_again_with_the_fund(market: Market) -> None:
    home, who = a_coordinator(market)
    rich, helper, asks = market.organisation("Rica"), market.organisation("Ayuda"), poor(market)
    does(market, rich, Donate(2 * HOUR))
    need = market.listing("need", asks)
    told = only(FundAsked, asked(market, asks, need))
    does(market, home, AnswerFund(told.request_id, yes=True), who)
    for _round in range(2):
        made = moved(market.do(helper, Propose(listing_id=need, terms=Terms(2 * HOUR, DUE)))).exchange_id
        market.do(asks, Accept(made, market.look(made).version))
        assert in_fund(market).held_out == 2 * HOUR
        market.do(asks, Cancel(made, market.look(made).version))
        assert in_fund(market).held_out == 0
        market.adds_up()


def test_an_approval_that_nobody_used_lapses_and_may_be_asked_anew(market: Market) -> None:
    home, who = a_coordinator(market)
    rich, asks = market.organisation("Rica"), poor(market)
    does(market, rich, Donate(2 * HOUR))
    need = market.listing("need", asks)
    told = only(FundAsked, asked(market, asks, need))
    does(market, home, AnswerFund(told.request_id, yes=True), who)
    assert lapsed(market, told.request_id) == [FundLapsed(told.request_id)]
    assert lapsed(market, told.request_id) == []
    assert isinstance(asked(market, asks, need)[0], FundAsked)


def test_f47_nothing_is_asked_or_kept_for_an_organisation_that_has_left(market: Market) -> None:
    home, who = a_coordinator(market)
    rich, asks = market.organisation("Rica"), poor(market)
    does(market, rich, Donate(4 * HOUR))
    promised = only(FundAsked, asked(market, asks, market.listing("need", asks)))
    does(market, home, AnswerFund(promised.request_id, yes=True), who)
    waits = only(FundAsked, asked(market, asks, market.listing("need", asks)))
    does(market, asks, EraseMe())
    assert [state for _id, state in market.rows("fund_request", "id", "state")] == ["lapsed", "lapsed"]
    with pytest.raises(Refusal, match="already"):
        does(market, home, AnswerFund(waits.request_id, yes=True), who)
    assert lapsed(market, promised.request_id) == []
    market.adds_up()


def test_who_has_hours_needs_no_fund_and_a_request_is_asked_for_once(market: Market) -> None:
    luz, other = market.organisation("Luz"), market.organisation("Otra")
    need = market.listing("need", luz)
    with pytest.raises(Refusal, match="with your own hours"):
        asked(market, luz, need)
    asks = poor(market)
    with pytest.raises(NotYours):
        asked(market, asks, need)
    mine = market.listing("need", asks)
    asked(market, asks, mine)
    with pytest.raises(Refusal, match="already"):
        asked(market, asks, mine)
    assert market.balance(other).posted == 6 * HOUR


def test_the_caps_of_a_request_and_of_a_quarter_hold(db: Database, vault: Vault, now: int) -> None:
    market = Market(db, vault, now, {"fund_per_need": 3 * HOUR, "fund_per_quarter": 5 * HOUR})
    home, who = a_coordinator(market)
    rich, asks = market.organisation("Rica", hours=20), poor(market)
    does(market, rich, Donate(20 * HOUR))
    with pytest.raises(Refusal, match="for one request"):
        asked(market, asks, market.listing("need", asks), 4 * HOUR)
    first = only(FundAsked, asked(market, asks, market.listing("need", asks), 3 * HOUR))
    with pytest.raises(Refusal, match="three months"):  # what waits counts too
        asked(market, asks, market.listing("need", asks), 3 * HOUR)
    does(market, home, AnswerFund(first.request_id, yes=True), who)
    with pytest.raises(Refusal, match="three months"):
        asked(market, asks, market.listing("need", asks), 3 * HOUR)
    asked(market, asks, market.listing("need", asks), 2 * HOUR)
    market.now += 60 * DAY_MS  # another quarter; what waits still counts
    assert isinstance(asked(market, asks, market.listing("need", asks), 3 * HOUR)[0], FundAsked)


def test_a_small_request_of_a_community_group_is_carried_by_rule_where_the_hub_wants(
    db: Database, vault: Vault, now: int
) -> None:
    market = Market(db, vault, now, {"fund_auto": 2 * HOUR})
    rich, group, ngo = market.organisation("Rica"), poor(market), poor(market, "Otra", "cso")
    assert isinstance(asked(market, group, market.listing("need", group))[0], FundAsked)  # the fund is empty
    does(market, rich, Donate(4 * HOUR))
    told = only(FundDecided, asked(market, group, market.listing("need", group)))
    assert told == FundDecided(told.request_id, approved=True, by_rule=True)
    assert isinstance(asked(market, group, market.listing("need", group), 150)[0], FundAsked)
    assert isinstance(asked(market, ngo, market.listing("need", ngo))[0], FundAsked)


def test_only_a_coordinator_of_others_decides_once_and_never_beyond_the_fund(market: Market) -> None:
    home, who = a_coordinator(market)
    asks = poor(market)
    told = only(FundAsked, asked(market, asks, market.listing("need", asks)))
    yes = AnswerFund(told.request_id, yes=True)
    with pytest.raises(NotYours):
        does(market, asks, yes)
    with pytest.raises(Refusal, match="in the fund"):
        does(market, home, yes, who)
    market.joins(asks, who)
    with pytest.raises(Refusal):
        does(market, home, yes, who)
    second = market.organisation("Segunda")
    with market.db.write() as tx:
        add_to(tx, market.hub_id, market.people[second], market.now)
    with pytest.raises(Refusal, match="few words why"):
        does(market, second, AnswerFund(told.request_id, yes=False))
    no = AnswerFund(told.request_id, yes=False, sealed=market.vault.seal("Primero quien no tuvo nada.").decode())
    (decided,) = does(market, second, no)
    assert isinstance(decided, FundDecided)
    assert not decided.approved
    assert market.vault.open(decided.words.encode()) == "Primero quien no tuvo nada."
    ((kept,),) = market.rows("fund_request", "why_not")
    assert b"Primero" not in bytes(kept)
    with pytest.raises(Refusal, match="already"):
        does(market, second, no)


def test_an_offer_that_serves_a_carried_request_is_carried_too(market: Market) -> None:
    home, who = a_coordinator(market)
    does(market, home, Donate(4 * HOUR))
    asks, helper = poor(market), market.organisation("Ayuda")
    need, offer = market.listing("need", asks), market.listing("offer", helper)
    (told,) = asked(market, asks, need)
    assert isinstance(told, FundAsked)
    does(market, home, AnswerFund(told.request_id, yes=True), who)
    terms = Terms(2 * HOUR, DUE)
    with pytest.raises(OwnHours):
        market.do(asks, Propose(listing_id=offer, terms=terms))
    with pytest.raises(NotYours):
        market.do(asks, Propose(listing_id=offer, terms=terms, need_id=market.listing("need", helper)))
    id = moved(market.do(asks, Propose(listing_id=offer, terms=terms, need_id=need))).exchange_id
    market.do(helper, Accept(id, 1))
    assert in_fund(market).held_out == 2 * HOUR
    assert (market.look(id).need_id, market.look(id).offer_id) == (need, offer)
    market.do(helper, Deliver(id, 2))
    market.do(asks, Confirm(id, 3, on_time=True))
    assert market.rows("listing", "state", id=need) == [("fulfilled",)]
    market.adds_up()


def settled(market: Market, receiver: int, provider: int, minutes: int = HOUR) -> list[Event]:
    """The whole life of an exchange; what the last step caused."""
    id = market.agreed(receiver, provider, minutes)
    market.do(provider, Deliver(id, market.look(id).version))
    return market.do(receiver, Confirm(id, market.look(id).version, on_time=True))


def test_a_line_grows_with_each_new_partner_and_says_so(market: Market) -> None:
    helper, first, second = (market.organisation(name) for name in ("Ayuda", "Una", "Dos"))
    grown = [event for event in settled(market, first, helper) if isinstance(event, LineGrown)]
    assert grown == [LineGrown(helper, 2 * HOUR, 4 * HOUR)]
    for _again in range(2):  # the same pair, also the other way round, does not count twice
        assert not [event for event in settled(market, first, helper) if isinstance(event, LineGrown)]
        settled(market, helper, first)
    assert market.balance(helper).line == 4 * HOUR
    settled(market, second, helper)
    assert market.balance(helper).line == 6 * HOUR
    assert market.balance(first).line == 4 * HOUR  # two accounts alone never come further than this
    changes = market.rows("limit_change", "id", "actor", "old_line", "new_line", account_id=market.account(helper))
    assert [row[1:] for row in changes[1:]] == [("policy", 2 * HOUR, 4 * HOUR), ("policy", 4 * HOUR, 6 * HOUR)]


def undone(market: Market, id: int, receiver: int, provider: int) -> None:
    market.do(receiver, AskUndo(id, market.look(id).version))
    market.do(provider, AnswerUndo(id, market.look(id).version, agree=True))
    assert market.look(id).state == "reversed"


def test_what_is_undone_takes_back_what_the_line_had_grown_by(market: Market) -> None:
    helper, first, second = (market.organisation(name) for name in ("Ayuda", "Una", "Dos"))
    for receiver in (first, first, second):
        settled(market, receiver, helper)
    of_first, of_first_too, of_second = (id for (id,) in market.rows("exchange", "id"))
    undone(market, of_first, first, helper)
    assert market.balance(helper).line == 6 * HOUR  # they helped this one a second time
    undone(market, of_first_too, first, helper)
    assert market.balance(helper).line == 4 * HOUR
    with market.db.write() as tx:
        bounds.set_limits(tx, market.account(helper), line=5 * HOUR, ceiling=None, actor="hub", at=market.now)
    undone(market, of_second, second, helper)
    assert market.balance(helper).line == 5 * HOUR  # a line that a coordinator set stays
    market.adds_up()


def test_a_gift_lives_the_whole_life_without_hold_or_entry(market: Market) -> None:
    asks, helper = poor(market), market.organisation("Ayuda")
    before = market.rows("entry", "id")
    settled(market, asks, helper, 0)
    assert market.rows("hold", "id") == []
    assert market.rows("entry", "id") == before
    assert market.rows("listing", "state") == [("fulfilled",)]
    market.adds_up()


def test_what_an_organisation_gave_in_a_year(market: Market) -> None:
    firm = market.organisation("Firma", kind="company")
    group, ngo = market.organisation("Grupo", kind="grassroots"), market.organisation("ONG")
    settled(market, group, firm, 2 * HOUR)
    settled(market, ngo, firm, HOUR)
    settled(market, group, firm, 0)
    does(market, firm, Donate(HOUR))
    with market.db.read() as tx:
        card = contribution(tx, firm, 2026, "America/Tegucigalpa", "es")
        before = contribution(tx, firm, 2027, "America/Tegucigalpa", "es")
    assert (card.minutes, card.gifts, card.organisations, card.grassroots, card.donated) == (3 * HOUR, 1, 2, 1, HOUR)
    assert [getattr(service, "otherwise", service) for service in card.services] == ["contabilidad"]
    assert (before.minutes, before.organisations, before.donated) == (0, 0, 0)


# ---- as it is asked about ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["grassroots", "company"])
@pytest.mark.words
def test_who_only_offers_reads_who_may_use_the_fund_and_what_comes_first(story: Story, kind: str) -> None:
    story.hub(fund_auto=120)
    story.langs["nur"] = "ar"
    for words in ("ofrecemos clases de canto", "Casa Luz, Tegucigalpa", "sí"):
        story.say("luz", words)
    for words in ("نقدم دروس موسيقى عن بُعد", "دار النور، القاهرة", "نعم"):
        story.say("nur", words)
    with story.db.write() as tx:
        tx.raw(f"UPDATE organisation SET kind = '{kind}'")
    (page,) = to(story.say("luz", "¿quién puede usar el fondo?"), "luz")
    assert "Cualquier organización" in page
    assert "Un grupo comunitario recibe en el momento" in page
    assert "Pedir al fondo" in page
    (first,) = to(story.say("luz", "1"), "luz")
    assert "Publiquen primero lo que necesitan" in first
    story.say("nur", "القائمة")
    (page,) = to(story.say("nur", "من يمكنه استخدام الصندوق؟"), "nur")
    assert "يمكن لأي منظمة" in page
    assert rows(story, "fund_request", "id") == []


@pytest.mark.words
def test_where_their_hours_do_not_reach_fewer_can_be_proposed_or_the_fund_asked_for_what_nobody_helps_with(
    story: Story,
) -> None:
    neighbours(story)
    for words in ("ofrecemos contabilidad", "sí", "ofrecemos costura", "sí"):
        story.say("mar", words)
    for words in ("necesitamos costura, 2 horas, antes del viernes", "sí"):
        story.say("luz", words)
    tap(story, "mar", f"x:1:{version(story)}:prop")
    tap(story, "luz", f"x:1:{version(story)}:acc")
    for words in ("necesitamos contabilidad, 9 horas, antes del viernes", "sí", "1002"):
        story.say("luz", words)
    refused = to(story.say("luz", "1"), "luz")[0]
    assert refused.endswith("1. Pedir al fondo\n2. Otras condiciones\n3. Menú")
    assert "¿Cuántas horas hacen falta?" in to(story.say("luz", "1"), "luz")[0]  # for the one nobody helps with
    story.say("luz", "cancelar")
    story.say("luz", "1002")
    story.say("luz", "1")
    assert "¿Cuántas horas tomaría?" in to(story.say("luz", "2"), "luz")[0]


@pytest.mark.words
def test_two_requests_in_the_same_words_are_told_apart_where_one_is_chosen(story: Story) -> None:
    story.hub()
    for words in ("hola", "Casa Luz, Tela", "necesitamos afinar un piano, 3 horas", "sin día", "sí"):
        story.say("luz", words)
    for words in ("necesitamos afinar un piano, 8 horas", "sin día", "sí", "necesitamos un mago", "2", "sin día"):
        story.say("luz", words)
    story.say("luz", "sí")
    asked = to(story.send(story.phones.typed("luz", "", "", story.now, payload="m:ask_fund")), "luz")[0]
    assert "afinar un piano\u2069 (3 horas)" in asked
    assert "afinar un piano\u2069 (8 horas)" in asked
    assert "mago (" not in asked
