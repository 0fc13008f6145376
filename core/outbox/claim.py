"""What is to be sent now? The oldest waiting message of each due lane, leased so that no other worker has it.

Lanes in which a reply waits go first, whatever else is due: somebody looks at their phone. Alerts go beside them.

What must not go any more is dropped on the way: stale alerts, alerts to people who stopped them, anything by SMS to
who opted out. Where WhatsApp's 24 hours are over, an approved template goes instead, or it stays for the person's next
message.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sqlalchemy import and_, bindparam, case, exists, func, literal_column, null, or_, select, update

from core.contents import Content
from core.db import Q, Tx, scalar_rows
from core.messages import Names, brief_of
from core.naming import names_in
from core.outbox import budget, repeats
from core.outbox.buckets import Pace, take
from core.outbox.elsewhere import elsewhere, go_on
from core.outbox.lanes import WAITING
from core.outbox.windows import URGENT, closed, keep_for_later, template_for
from core.people.whereabouts import reading_country_column, zone_column
from core.policy import is_discreet
from core.relay.pieces import Attached
from core.tables import address, conversation, coordinator, held_alert, hub, lane, organisation, outbound, person

REPLIES_IN_A_ROW = 4
"""After so many messages to people who wait for a reply one goes to who waits longest without having asked."""

_of_kind = and_(lane.c.channel == bindparam("channel"), lane.c.reply_waits == bindparam("reply_waits"))
_due = and_(_of_kind, lane.c.next_at <= bindparam("now"))
_ANY_DUE = Q(select(lane.c.address_id).where(_due, lane.c.lease_until <= bindparam("now")).limit(1))
_LOCK_DUE = Q(
    select(lane.c.address_id)
    # a claim that was committed, while the word of it was lost, is found again by who tries it again
    .where(_due, or_(lane.c.lease_until <= bindparam("now"), lane.c.lease_by == bindparam("lease")))
    .order_by(lane.c.next_at, lane.c.address_id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, key_share=True)
)
_NEXT_DUE = Q(
    select(lane.c.next_at).where(_of_kind, lane.c.next_at > bindparam("now")).order_by(lane.c.next_at).limit(1)
)
_LEASE = Q(
    update(lane)
    .where(lane.c.address_id == bindparam("lane"))
    .values(lease_until=bindparam("until"), lease_by=bindparam("lease"))
)
_REST = Q(update(lane).where(lane.c.address_id == bindparam("lane")).values(next_at=null(), lease_until=0, lease_by=""))
_mine = and_(lane.c.lease_by == bindparam("lease"), lane.c.lease_by != literal_column("''"))
_stale = and_(outbound.c.kind == "alert", outbound.c.expires_at <= bindparam("now"))
_texted_stop = and_(
    bindparam("channel", type_=lane.c.channel.type) == "sms",
    func.coalesce(address.c.last_inbound_at, 0) <= address.c.stopped_at,
)
"""By SMS nothing answers a STOP; whoever writes again after it is answered, as everywhere."""
_DROP = Q(
    update(outbound)
    .where(
        outbound.c.lane_id == bindparam("lane"),
        outbound.c.state == WAITING,
        or_(
            _stale,
            exists().where(
                address.c.id == outbound.c.lane_id,
                address.c.stopped_at.is_not(None),
                or_(outbound.c.kind == "alert", _texted_stop),
            ),
        ),
    )
    .values(state="dropped", error=case((_stale, "stale"), else_="stopped"))
)
_oldest = (
    select(outbound.c.id)
    .where(outbound.c.lane_id == lane.c.address_id, outbound.c.state == WAITING)
    .order_by(outbound.c.seq)
    .limit(1)
    .correlate(lane)
    .scalar_subquery()
)
_policy = select(hub.c.policy).where(hub.c.id == organisation.c.hub_id).correlate(organisation).scalar_subquery()
_coordinated = (
    select(func.min(coordinator.c.hub_id)).where(coordinator.c.person_id == person.c.id).correlate(person)
).scalar_subquery()
_first_hub = select(func.min(hub.c.id)).scalar_subquery()
_waits_for_word = exists().where(
    held_alert.c.address_id == lane.c.address_id,
    held_alert.c.kind.in_([literal_column(f"'{kind}'") for kind in (budget.CLOCK, repeats.CLOCK)]),
)
_READ = Q(
    select(
        outbound.c.id,
        outbound.c.lane_id,
        outbound.c.kind,
        outbound.c.screen,
        outbound.c.attempts,
        address.c.channel,
        address.c.sealed,
        address.c.stopped_at,
        address.c.last_inbound_at,
        address.c.shut_at,
        person.c.lang,
        person.c.digits,
        reading_country_column(),
        zone_column(""),
        func.coalesce(conversation.c.state, literal_column("''")),
        lane.c.lease_by,
        person.c.discreet,
        func.coalesce(_policy, literal_column("'{}'")),
        person.c.light,
        outbound.c.dedupe,
        func.coalesce(organisation.c.hub_id, _coordinated, _first_hub, literal_column("0")),
        _waits_for_word,
        lane.c.reply_waits,
        outbound.c.expires_at,
    )
    .join_from(lane, outbound, outbound.c.id == _oldest)
    .join(address, address.c.id == lane.c.address_id)
    .join(person, person.c.id == address.c.person_id)
    .outerjoin(organisation, organisation.c.id == person.c.acting_for)
    .outerjoin(conversation, conversation.c.address_id == address.c.id)
    .where(_mine)
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message to send, with all that sending needs; `lease` proves at the end that the lane is still ours.

    `sealed` opens with core.people.addresses.open_value. `country` and `zone` are those of the organisation the
    person acts for, '' without one. `state` is the stored conversation at the time of claiming; `discreet_wish` and
    `policy` (the organisation's hub's) say whether an alert may show its words: core.policy.is_discreet. `template`
    is set where nothing else may go; `attached` is what goes along, once it was fetched. `names` are those of the
    organisations of which the screen speaks.
    """

    id: int
    address_id: int
    kind: str
    screen: str
    attempts: int
    channel: str
    sealed: bytes
    stopped_at: int | None
    last_inbound_at: int | None
    shut_at: int | None
    lang: str
    digits: str
    country: str
    zone: str
    state: str
    lease: str
    discreet_wish: int | None = None
    policy: str = "{}"
    light: int = 0
    dedupe: str | None = None
    hub_id: int = 0  # who pays for it
    waits: bool = False  # alerts that this address has with the reply to its next message
    hurries: int = 0  # a reply waits in its lane: this one, or one behind it
    expires_at: int | None = None
    template: Content | None = None
    attached: Attached | None = None
    names: Names = field(default_factory=dict)

    def is_over(self, now: int) -> bool:
        """Whether it must not go any more: as `_DROP` says it of all that waits in a lane."""
        stale = self.kind == "alert" and self.expires_at is not None and self.expires_at <= now
        if self.stopped_at is None or stale:
            return stale
        return self.kind == "alert" or (self.channel == "sms" and (self.last_inbound_at or 0) <= self.stopped_at)


def any_due(tx: Tx, channel: str, now: int) -> bool:
    """Whether some lane of the channel is due; for a look that takes no lock."""
    return any(tx.one(_ANY_DUE, channel=channel, reply_waits=kind, now=now) for kind in (1, 0))


def next_due(tx: Tx, channel: str, now: int) -> int | None:
    """`now` when a lane of the channel is due, else when the next one is, None when nothing waits."""
    if any_due(tx, channel, now):
        return now
    later = (tx.value(_NEXT_DUE, channel=channel, reply_waits=kind, now=now) for kind in (1, 0))
    return min((at for at in later if at is not None), default=None)


def claim(
    tx: Tx,
    channel: str,
    pace: Pace,
    lease: str,
    now: int,
    limit: int,
    lease_ms: int,
    alerts_first: int = 0,
    *,
    tokens: bool = True,
) -> list[Claimed]:
    """At most `limit` messages, one of each due lane, as many as the channel's pace allows at `now`.

    Before the lanes in which a reply waits go `alerts_first` others. Without `tokens` only lanes in which a reply waits
    are claimed, all of them: who sends them sees to the pace. `lease` must differ for every claim of every
    worker. A lane whose lease ran out `lease_ms` later is due again.
    """
    due, hurried = _due_lanes(tx, channel, lease, now, limit, alerts_first, hurried_only=not tokens)
    if not due:
        return []
    tx.many(_LEASE, [{"lane": address_id, "until": now + lease_ms, "lease": lease} for address_id in sorted(due)])
    heads = sorted(_heads(tx, channel, lease, now), key=lambda head: due.index(head.address_id))
    _rest(tx, set(due) - {head.address_id for head in heads})
    going = [head for head in (_as_it_may_go(tx, head, now) for head in heads) if head]
    if not tokens:
        return _named(tx, going)
    wanted = sum(head.address_id in due[:hurried] for head in going)
    return _named(tx, _paced(tx, going, wanted, channel, pace, now))


def _due_lanes(
    tx: Tx, channel: str, lease: str, now: int, limit: int, alerts_first: int, *, hurried_only: bool
) -> tuple[list[int], int]:
    """The lanes to claim, locked, in the order in which tokens are given to them; how many of them are hurried."""

    def locked(reply_waits: int, most: int) -> list[int]:
        asked = {"channel": channel, "lease": lease, "now": now, "limit": most}
        return scalar_rows(tx.all(_LOCK_DUE, reply_waits=reply_waits, **asked)) if most > 0 else []

    first = locked(0, min(alerts_first, limit))
    first += locked(1, limit - len(first))
    others = [] if hurried_only else locked(0, limit - len(first))
    return list(dict.fromkeys([*first, *others])), len(first)


def _heads(tx: Tx, channel: str, lease: str, now: int) -> list[Claimed]:
    """The oldest message of each leased lane that may still go; what stands before it is dropped."""
    heads = [Claimed(*row) for row in tx.all(_READ, lease=lease)]
    over = sorted(head.address_id for head in heads if head.is_over(now))
    if not over:
        return heads
    tx.many(_DROP, [{"lane": address_id, "channel": channel, "now": now} for address_id in over])
    return [Claimed(*row) for row in tx.all(_READ, lease=lease)]


def _rest(tx: Tx, lanes: set[int]) -> None:
    """Lanes in which nothing waits after all."""
    tx.many(_REST, [{"lane": address_id} for address_id in sorted(lanes)])


def _as_it_may_go(tx: Tx, head: Claimed, now: int) -> Claimed | None:
    costs = head.kind == "alert" and head.channel in budget.PAID
    if head.waits and head.kind == "reply":
        budget.they_wrote(tx, head.address_id, now)
    if costs and not budget.may_go(tx, head.hub_id, head.screen, head.dedupe, now):
        _hold_back(tx, head, now)
        return None
    if not closed(head.channel, head.last_inbound_at, head.shut_at, now):
        return head
    quiet = is_discreet(head.discreet_wish, head.policy)
    template = template_for(tx, head.kind, head.screen, head.lang, discreet=quiet)
    if template is None:
        if head.kind == "alert" and elsewhere(tx, head.address_id, now, head.id):
            go_on(tx, head.address_id)
        else:
            keep_for_later(tx, head.id, head.address_id, now)
        return None
    urgent = (brief := brief_of(head.screen)) is not None and brief.kind in URGENT
    announced = None if urgent else repeats.announced_at(tx, head.address_id, template, head.last_inbound_at, now)
    if announced is not None:
        repeats.keep(tx, head.id, head.address_id, head.zone or "UTC", announced)
        go_on(tx, head.address_id)
        return None
    return replace(head, template=template)


def _hold_back(tx: Tx, head: Claimed, now: int) -> None:
    """Out of the lane, so that replies pass it; the lane looks at its next message in the next round."""
    budget.put_by(tx, head.id, head.address_id, head.zone or "UTC", now)
    tx.many(_LEASE, [{"lane": head.address_id, "until": 0, "lease": ""}])


def _named(tx: Tx, heads: list[Claimed]) -> list[Claimed]:
    """With what organisations are called at this moment: of all that goes out, in one statement."""
    names = names_in(tx, *(head.screen for head in heads))
    return [replace(head, names=names) for head in heads] if names else heads


def _paced(tx: Tx, heads: list[Claimed], wanted: int, channel: str, pace: Pace, now: int) -> list[Claimed]:
    """As many as the bucket holds, the `wanted` first ones before all; the lanes of the others stay due."""
    given = take(tx, channel, pace, wanted, now, len(heads) - wanted) if heads else 0
    tx.many(_LEASE, [{"lane": head.address_id, "until": 0, "lease": ""} for head in heads[given:]])
    return heads[:given]
