"""`CoordinatorsLook` on an open transaction: what waits for a coordinator, cases, members, suggestions."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import bindparam, select

from core import matching
from core.accounts.fund import cards as fund_cards
from core.coordination import assisted_cards, care_cards, cases, danger, hub_cards, intakes, misunderstood, queue, unmet
from core.coordination.cases import Case
from core.db import Q, Tx
from core.exchanges import disputing, record
from core.listings import forwarding
from core.listings import kept as listings
from core.listings.cards import ListingCard
from core.look.assisted import Offline
from core.look.coordinators import (
    CareCard,
    CaseCard,
    CaseWords,
    Colleague,
    Danger,
    FlagCard,
    IntakeCard,
    ReportCard,
    WaitingCard,
)
from core.look.fund import FundAskCard
from core.look.hub import HubStands, Named, OrganisationCard
from core.look.queue import QueueCard, StepCard
from core.messages import Sealed
from core.moderation import flags
from core.people import bringing, pins
from core.reader import PAGE, Reader
from core.relay import attachments, relayed
from core.tables import name_column, organisation

_MOST_CASES = 100
_TEXTS = 5  # of a case on one screen
_STEPS = 8  # of an exchange's history on one screen
_WAITING = Q(
    select(
        organisation.c.id,
        name_column(organisation),
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
    select(name_column(organisation))
    .where(
        organisation.c.hub_id == bindparam("hub_id"),
        organisation.c.skeleton == bindparam("skeleton"),
        organisation.c.id != bindparam("id"),
        organisation.c.status == "approved",
    )
    .limit(1)
)


class CoordinatorsReads(Reader):
    """See core/look/coordinators.py."""

    def fund_asks(self) -> list[FundAskCard]:
        return fund_cards.waiting(self._tx, self._coordinated(), self.me.person_id)

    def waiting(self) -> list[WaitingCard]:
        found: list[WaitingCard] = []
        for hub_id in self._coordinated():
            for id, name, town, country, since, skeleton in self._tx.all(_WAITING, hub_id=hub_id):
                alike = self._tx.value(_ALIKE, hub_id=hub_id, skeleton=skeleton, id=id) or ""
                found.append(WaitingCard(id, name, town, country, since, alike, bringing.other_of(self._tx, id)))
        return found

    def hub_listings(self, kind: str, skipped: int = 0) -> list[ListingCard]:
        page = self._listings(kind)[skipped : skipped + PAGE]
        named = matching.services_in(self._tx, [card.id for card in page], self.me.lang)
        return [replace(card, service=named.get(card.id)) for card in page]

    def listings_of(self, organisation_id: int = 0) -> list[ListingCard]:
        found = [*self._listings("need"), *self._listings("offer")]
        return [card for card in found if organisation_id in (0, card.organisation_id)]

    def _listings(self, kind: str) -> list[ListingCard]:
        return [card for hub_id in self._coordinated() for card in unmet.open_listings(self._tx, hub_id, kind)]

    def care(self, exchange_id: int) -> CareCard | None:
        return care_cards.card_of(self._tx, exchange_id, self.me.person_id, self._coordinated())

    def queue(self, skipped: int = 0) -> list[QueueCard]:
        if not self.me.coordinates:
            return []
        page = queue.waits(self._tx, self.me.person_id, skipped=skipped, most=PAGE)
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

    def members(self, skipped: int = 0) -> list[OrganisationCard]:
        return hub_cards.members(self._tx, self.me.person_id, skipped, PAGE + 1) if self.me.coordinates else []

    def named(self, text: str) -> Named | None:
        return hub_cards.named(self._tx, self.me.person_id, text) if self.me.coordinates else None

    def member(self, organisation_id: int) -> OrganisationCard | None:
        return hub_cards.member(self._tx, self.me.person_id, organisation_id) if self.me.coordinates else None

    def offline(self) -> list[Offline]:
        return assisted_cards.offline(self._tx, self.me.person_id) if self.me.coordinates else []

    def intake(self, intake_id: int) -> IntakeCard | None:
        return intakes.card_of(self._tx, intake_id, self.me.person_id) if self.me.coordinates else None

    def may_act(self, exchange_id: int) -> list[Offline]:
        return assisted_cards.may_act(self._tx, exchange_id, self.me.person_id) if self.me.coordinates else []

    def suggestions(self) -> list[CareCard]:
        mine = self.me.person_id
        found = [card for hub_id in self._coordinated() for card in care_cards.cards_of(self._tx, hub_id, mine)]
        named = matching.services_in(self._tx, [card.listing_id for card in found], self.me.lang)
        return [replace(card, service=named.get(card.listing_id)) for card in found]

    def may_be_asked(self, listing_id: int, name: str = "") -> list[tuple[int, str]]:
        return forwarding.may_be_asked(self._tx, self.me.person_id, listing_id, name) if self.me.coordinates else []

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
        answerable, wrong = cases.reached_at(self._tx, found) is not None, pins.wrong_tries(self._tx, found.person_id)
        told = self._danger(found) if found.danger else None
        flagged = _flag_card(self._tx, found.flag_id) if found.flag_id is not None else None
        card = replace(card, danger=told, flag=flagged)
        return replace(card, said=said, files=files, taken=taken, wrong_pins=wrong, answerable=answerable)

    def _danger(self, found: Case) -> Danger:
        call = danger.numbers_for(self._tx, self._vault, found)
        lang = found.lang if found.lang != self.me.lang else ""
        alarm = cases.first_words(self._tx, found)
        return Danger(found.danger, alarm, lang, call.first, call.line, found.doubted)

    def may_take(self, case_id: int) -> list[Colleague]:
        found = cases.find(self._tx, case_id) if self.me.coordinates else None
        if found is None or not cases.readable(self._tx, self.me.person_id, found):
            return []
        others = hub_cards.colleagues(self._tx, found.hub_id, self.me.person_id, self.now)
        return [one for one in others if not one.away and cases.readable(self._tx, one.person_id, found)]

    def misunderstood(self) -> list[tuple[int, Sealed]]:
        missed = [one for hub_id in self._coordinated() for one in misunderstood.often(self._tx, hub_id, PAGE)]
        return [(one.times, one.words) for one in sorted(missed, key=lambda one: -one.times)[:PAGE]]


def _flag_card(tx: Tx, flag_id: int) -> FlagCard | None:
    one = flags.load(tx, flag_id)
    if one is None or one.outcome:
        return None
    reports = tuple(ReportCard(of.organisation, of.reason, of.words) for of in flags.reports_of(tx, flag_id))
    waits = bool(one.held)
    if one.about == flags.LISTING:
        shown = listings.load(tx, one.listing_id or 0)
        waits = shown is not None and shown.held == one.id
    return FlagCard(one.how, one.about, waits, one.listing_id, reports)


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
        danger=Danger(case.danger) if case.danger else None,
    )
