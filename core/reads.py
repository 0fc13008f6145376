"""The answers to a conversation's read-only questions (core/look/), from the transaction that is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import bindparam, select

from core import hubs, matching, outbox
from core import summary as summaries
from core.accounts import contribution, donating, fund, fund_cards, ledger
from core.calendar import today
from core.commands.phones import PhoneCard
from core.commands.talk import ReadCard, TalkCard
from core.coordination import assisted_cards, care_cards, cases, hub_cards, misunderstood, queue, unmet
from core.coordination.cases import Case
from core.coordination.coordinators import belongs, hubs_of
from core.db import Q, Tx
from core.exchange_cards import card_by_number, card_of, cards_of, relied_of
from core.exchanges import disputing, record
from core.listings import forwarding
from core.listings import kept as listings
from core.listings.browsing import Browsing
from core.listings.cards import ListingCard
from core.look import BalanceCard, ExchangeCard, HubCard, LeavingCard, Me, MovementCard
from core.look.assisted import AssistedCard, Offline
from core.look.coordinators import CareCard, CaseCard, CaseWords, Colleague, WaitingCard
from core.look.data import BlockCard, KnownCard, MonthCard, SummaryCard
from core.look.fund import CarriedCard, ContributionCard, FundAskCard, FundCard, MemberCard
from core.look.hub import HubStands, OrganisationCard
from core.look.queue import QueueCard, StepCard
from core.look.team import Acting, ApprovalCard, PersonCard, RecoveryCard
from core.messages import Screen, Sealed, load
from core.opinions import Reading
from core.outbox import behind_template
from core.people import belonging, invites, linking, pins, recovery_cards, second_cards
from core.policy import Policy, is_discreet, read_policy
from core.privacy import blocking, erasure, seeing
from core.privacy import known as known_data
from core.relay import attachments, relayed
from core.relay.pieces import PieceCard
from core.reports.looking import Reporting
from core.tables import organisation
from core.vault import Vault

_MOST_CASES = 100
_TEXTS = 5  # of a case on one screen
_STEPS = 8  # of an exchange's history on one screen
_PAGE = 6  # one more than a page shows, so that "more" is known
_WAITING = Q(
    select(
        organisation.c.id,
        organisation.c.name,
        organisation.c.town,
        organisation.c.country,
        organisation.c.created_at,
        organisation.c.skeleton,
    )
    .where(organisation.c.hub_id == bindparam("hub_id"), organisation.c.status == "pending")
    .order_by(organisation.c.id)
    .limit(50)
)
_ALIKE = Q(
    select(organisation.c.name)
    .where(
        organisation.c.hub_id == bindparam("hub_id"),
        organisation.c.skeleton == bindparam("skeleton"),
        organisation.c.id != bindparam("id"),
        organisation.c.status == "approved",
    )
    .limit(1)
)


class Reads(Browsing, Reporting, Reading):
    """`Look` on an open transaction, for one person at one moment."""

    def __init__(self, tx: Tx, vault: Vault, me: Me, policy: str, now: int, web: str = "") -> None:
        self.me = me
        self.web = web
        self.now = now
        self._tx = tx
        self._vault = vault
        self._policy = policy
        self._today: date | None = None

    # read by nearly every message, and functools' cached_property takes a lock for each

    @property
    def today(self) -> date:
        if self._today is None:
            self._today = today(self.now, self.me.zone)
        return self._today

    @property
    def policy(self) -> Policy:
        return read_policy(self._policy)

    def open_hubs(self) -> list[HubCard]:
        return [HubCard(hub.id, hub.name, hub.country) for hub in hubs.open_hubs(self._tx)]

    def code_kind(self, code: str) -> str | None:
        return invites.code_kind(self._tx, self._vault, code, self.me.person_id, self.now)

    # ---- people -------------------------------------------------------------------------------------------------

    def people(self) -> list[PersonCard]:
        mine = self.me.organisation_id
        return belonging.people(self._tx, mine, self.me.person_id) if mine else []

    def second_above(self) -> int | None:
        return second_cards.above(self._tx, self.me.organisation_id or 0)

    def approvals(self) -> list[ApprovalCard]:
        return second_cards.waiting(self._tx, self.me.organisation_id or 0)

    def unconfirmed(self, exchange_id: int) -> bool:
        return assisted_cards.unanswered(self._tx, exchange_id, self.me.organisation_id or 0)

    def recovery(self, recovery_id: int) -> RecoveryCard | None:
        return recovery_cards.readable(self._tx, recovery_id, self.me.person_id)

    def phones(self) -> list[PhoneCard]:
        return linking.phones_of(self._tx, self.me.person_id, self.me.address_id)

    def acts_for(self) -> list[Acting]:
        return belonging.organisations_of(self._tx, self.me.person_id)

    def elsewhere(self, kind: str, thing_id: int) -> Acting | None:
        return belonging.owner_elsewhere(self._tx, kind, thing_id, self.me.person_id, self.me.organisation_id or 0)

    def number_elsewhere(self, number: int) -> tuple[Acting, int] | None:
        return belonging.number_elsewhere(self._tx, number, self.me.person_id, self.me.organisation_id or 0)

    def leaving(self) -> LeavingCard:
        return erasure.leaving(self._tx, self.me.person_id)

    # ---- listings -----------------------------------------------------------------------------------------------

    def my_listings(self, kind: str = "") -> list[ListingCard]:
        if self.me.organisation_id is None:
            return []
        found = listings.of_organisation(self._tx, self.me.organisation_id)
        return [self._card(one) for one in found if kind in ("", one.kind)]

    def listing(self, listing_id: int) -> ListingCard | None:
        found = listings.load(self._tx, listing_id)
        if found is None:
            return None
        if found.organisation_id == self.me.organisation_id:
            return self._card(found)
        if found.state != "open":
            return None
        if found.hub_id in self._coordinated():
            return self._card(found)
        if self.me.organisation_id is None or not seeing.sees(self._tx, self.me.organisation_id, found.id):
            return None
        return replace(self._unnamed(found), relied=relied_of(self._tx, found.organisation_id))

    def others_listings(self, kind: str, words: str = "", before: int = 0) -> list[ListingCard]:
        if not self.me.hub_id:
            return []
        viewer = self.me.organisation_id or 0
        if words:
            found = listings.by_text(self._tx, self.me.hub_id, kind, words, viewer, lang=self.me.lang, most=_PAGE)
        else:
            found = listings.of_hub(self._tx, self.me.hub_id, kind, viewer, before=before, most=_PAGE)
        return [self._unnamed(one) for one in found]

    def blocked(self) -> list[BlockCard]:
        mine = self.me.organisation_id
        return blocking.blocked(self._tx, mine, named=self.me.coordinates) if mine else []

    # ---- alerts that say nothing at first -----------------------------------------------------------------------

    @property
    def discreet(self) -> bool:
        return is_discreet(self.me.discreet_wish, self._policy)

    def whole(self, outbound_id: int) -> Screen | None:
        stored = outbox.own_screen(self._tx, self.me.address_id, outbound_id)
        return load(stored) if stored else None

    def hidden(self, outbound_id: int) -> Screen | None:
        stored = outbox.alert_of(self._tx, self.me.address_id, outbound_id)
        return load(stored) if stored else None

    def names_service(self, words: str, lang: str) -> bool:
        return bool(matching.service_of(words, lang))

    def doubt(self, what: str) -> list[tuple[str, str]]:
        return matching.doubt(self._tx, self.me.hub_id, what, self.me.lang)

    # ---- exchanges ----------------------------------------------------------------------------------------------

    def my_exchanges(self) -> list[ExchangeCard]:
        return cards_of(self._tx, self.me.organisation_id, self.now) if self.me.organisation_id else []

    def exchange(self, exchange_id: int) -> ExchangeCard | None:
        return card_of(self._tx, exchange_id, self.me.organisation_id, self._coordinated(), self.now)

    def alert(self, ref: str) -> Screen | None:
        stored = behind_template(self._tx, self.me.address_id, ref)
        return load(stored) if stored else None

    def exchange_by_number(self, number: int) -> ExchangeCard | None:
        mine = card_by_number(self._tx, number, self.me.hub_id, self.me.organisation_id, self.now)
        return mine or self._coordinated_by_number(number)

    def _coordinated_by_number(self, number: int) -> ExchangeCard | None:
        ids = (care_cards.id_of(self._tx, hub_id, number) for hub_id in self._coordinated())
        return next((self.exchange(id) for id in ids if id is not None), None)

    # ---- hours --------------------------------------------------------------------------------------------------

    def balance(self) -> BalanceCard | None:
        return balance_of(self._tx, self.me.organisation_id) if self.me.organisation_id else None

    def movements(self, before: int = 0) -> list[MovementCard]:
        account = self._account()
        if account is None:
            return []
        page = ledger.statement(self._tx, account, before or None, _PAGE)
        return [MovementCard(m.entry_id, m.at, m.kind, m.minutes, m.partner, m.number) for m in page]

    def organisations(self, name: str) -> list[MemberCard]:
        found = donating.find(self._tx, self.me.hub_id, name, self.me.organisation_id or 0)
        return [MemberCard(*one) for one in found]

    def fund(self) -> FundCard | None:
        hub_id = self.me.hub_id or next(iter(self._coordinated()), 0)
        return fund.card(self._tx, hub_id, self.today.year, self.me.zone) if hub_id else None

    def months(self) -> list[MonthCard]:
        account = self._account()
        return known_data.months(self._tx, account, self.now, self.me.zone) if account else []

    def known(self) -> KnownCard:
        return known_data.known(self._tx, self.me)

    def summary(self) -> SummaryCard | None:
        hub_id = self.me.hub_id or next(iter(self._coordinated()), 0)
        return summaries.summary(self._tx, hub_id) if hub_id else None

    def contribution(self) -> ContributionCard:
        mine = self.me.organisation_id or 0
        return contribution.contribution(self._tx, mine, self.today.year, self.me.zone, self.me.lang)

    def carried(self) -> list[CarriedCard]:
        return fund_cards.carried(self._tx, self.me.organisation_id or 0, self.now)

    def fund_asks(self) -> list[FundAskCard]:
        return fund_cards.waiting(self._tx, self._coordinated(), self.me.person_id)

    def _account(self) -> int | None:
        return ledger.account_of(self._tx, self.me.organisation_id) if self.me.organisation_id else None

    # ---- coordinators -------------------------------------------------------------------------------------------

    def waiting(self) -> list[WaitingCard]:
        found: list[WaitingCard] = []
        for hub_id in self._coordinated():
            for id, name, town, country, since, skeleton in self._tx.all(_WAITING, hub_id=hub_id):
                alike = self._tx.value(_ALIKE, hub_id=hub_id, skeleton=skeleton, id=id) or ""
                found.append(WaitingCard(id, name, town, country, since, alike))
        return found

    def hub_needs(self, skipped: int = 0) -> list[ListingCard]:
        needs = [one.card for hub_id in self._coordinated() for one in unmet.open_needs(self._tx, hub_id)]
        page = needs[skipped : skipped + _PAGE]
        named = matching.services_in(self._tx, [card.id for card in page], self.me.lang)
        return [replace(card, service=named.get(card.id)) for card in page]

    def care(self, exchange_id: int) -> CareCard | None:
        return care_cards.card_of(self._tx, exchange_id, self.me.person_id, self._coordinated())

    def queue(self, skipped: int = 0) -> list[QueueCard]:
        if not self.me.coordinates:
            return []
        page = queue.waits(self._tx, self.me.person_id, skipped=skipped, most=_PAGE)
        return queue.with_services(self._tx, page, self.me.lang)

    def queue_count(self) -> int:
        return queue.count(self._tx, self.me.person_id) if self.me.coordinates else 0

    def steps(self, exchange_id: int) -> list[StepCard]:
        return queue.steps(self._tx, exchange_id, _STEPS) if self.care(exchange_id) else []

    def another_decides(self, exchange_id: int) -> bool:
        found = record.load(self._tx, exchange_id)
        return disputing.left_to_another(self._tx, found, self.me.person_id, self.now)

    def case_about(self, exchange_id: int) -> int | None:
        return cases.any_open(self._tx, exchange_id) if self.care(exchange_id) else None

    def stands(self) -> list[HubStands]:
        return hub_cards.stands(self._tx, self.me.person_id, self.now) if self.me.coordinates else []

    def members(self, skipped: int = 0, name: str = "", *, exactly: bool = False) -> list[OrganisationCard]:
        if not self.me.coordinates:
            return []
        return hub_cards.members(self._tx, self.me.person_id, skipped, _PAGE + 1, name, exactly=exactly)

    def member(self, organisation_id: int) -> OrganisationCard | None:
        return hub_cards.member(self._tx, self.me.person_id, organisation_id) if self.me.coordinates else None

    def offline(self) -> list[Offline]:
        return assisted_cards.offline(self._tx, self.me.person_id) if self.me.coordinates else []

    def may_act(self, exchange_id: int) -> list[Offline]:
        return assisted_cards.may_act(self._tx, exchange_id, self.me.person_id) if self.me.coordinates else []

    def assisted(self, code: str) -> AssistedCard | None:
        return assisted_cards.by_code(self._tx, self._vault, code, self.now)

    def suggestions(self) -> list[CareCard]:
        mine = self.me.person_id
        found = [card for hub_id in self._coordinated() for card in care_cards.cards_of(self._tx, hub_id, mine)]
        named = matching.services_in(self._tx, [card.listing_id for card in found], self.me.lang)
        return [replace(card, service=named.get(card.listing_id)) for card in found]

    def may_be_asked(self, listing_id: int, name: str = "") -> list[tuple[int, str]]:
        return forwarding.may_be_asked(self._tx, listing_id, name) if self.me.coordinates else []

    def cases(self) -> list[CaseCard]:
        found = cases.open_cases(self._tx, self._coordinated(), self.me.person_id, _MOST_CASES)
        return [_case_card(one) for one in found]

    def case(self, case_id: int, before: int = 0) -> CaseCard | None:
        found = cases.find(self._tx, case_id) if self.me.coordinates else None
        if found is None or not cases.readable(self._tx, self.me.person_id, found):
            return None
        texts = cases.words_of(self._tx, found, before, _TEXTS + 1)
        card = _case_card(found, tuple(texts[-_TEXTS:]), earlier=len(texts) > _TEXTS)
        about = found.exchange_id
        said = about is not None and relayed.has_any(self._tx, about) and relayed.problem_open(self._tx, about)
        taken = {None: "", self.me.person_id: "me"}.get(found.taken_by, "other")
        files = about is not None and bool(attachments.of_case(self._tx, about))
        answerable, pin = cases.reached_at(self._tx, found) is not None, pins.has_pin(self._tx, found.person_id)
        return replace(card, said=said, files=files, taken=taken, pin=pin, answerable=answerable)

    def may_take(self, case_id: int) -> list[Colleague]:
        found = cases.find(self._tx, case_id) if self.me.coordinates else None
        if found is None or not cases.readable(self._tx, self.me.person_id, found):
            return []
        others = hub_cards.colleagues(self._tx, found.hub_id, self.me.person_id, self.now)
        return [one for one in others if not one.away and cases.readable(self._tx, one.person_id, found)]

    def misunderstood(self) -> list[tuple[int, Sealed]]:
        missed = [one for hub_id in self._coordinated() for one in misunderstood.often(self._tx, hub_id, _PAGE)]
        return [(one.times, one.words) for one in sorted(missed, key=lambda one: -one.times)[:_PAGE]]

    def talk(self, exchange_id: int) -> TalkCard | None:
        return relayed.talk_of(self._tx, self.me, exchange_id, self.now)

    def said(self, exchange_id: int) -> ReadCard | None:
        hub_id, card = relayed.read_card(self._tx, exchange_id) or (0, None)
        if card is None or hub_id not in self._coordinated():
            return None
        sides = (card.receiver_id, card.provider_id)
        return None if any(belongs(self._tx, self.me.person_id, side) for side in sides) else card

    def files(self, exchange_id: int) -> list[PieceCard]:
        mine = attachments.of_exchange(self._tx, exchange_id, self.me.organisation_id or 0)
        if mine or not self.me.coordinates or self.said(exchange_id) is None:
            return mine
        return attachments.of_case(self._tx, exchange_id)

    def seal(self, text: str) -> str:
        return self._vault.seal(text).decode()

    def _coordinated(self) -> tuple[int, ...]:
        return tuple(hubs_of(self._tx, self.me.person_id)) if self.me.coordinates else ()


def _case_card(case: Case, words: tuple[CaseWords, ...] = (), *, earlier: bool = False) -> CaseCard:
    return CaseCard(
        id=case.id,
        code=case.code,
        since=case.since,
        organisation=case.organisation,
        number=case.number,
        receiver=case.receiver,
        provider=case.provider,
        answerable=False,  # read for the one that is opened
        exchange_id=case.exchange_id,
        version=case.version or 0,
        state=case.state or "",
        hours_moved=bool(case.settled_minutes),
        excused=bool(case.excuse),
        words=words,
        earlier=earlier,
    )


def balance_of(tx: Tx, organisation_id: int) -> BalanceCard | None:
    """An organisation's hours; None while it has no account."""
    found = ledger.balance_of(tx, organisation_id)
    return BalanceCard(found.posted, found.held_out, found.held_in, found.line, found.available) if found else None
