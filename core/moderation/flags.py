"""What waits for a coordinator's look before others read it, and what members reported? One row for each.

Every text that others will read goes past here: `kind_of_step` for the steps of core/handlers.py, `kind_of` for a
listing. Where it looks like abuse, `hold_listing` or `hold_step` keeps it and puts a case before the coordinators. A
text is looked at once, and for one that is fine nothing is asked of the database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, insert, null, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from core.commands import Command, Counter, FollowUp, Propose, Review
from core.commands.listings import ChangeListing
from core.commands.reviewing import ReplyReview
from core.commands.talk import Relay, SendFiles, ShareContact
from core.commands.trouble import MoveDay
from core.context import Context
from core.coordination import case_steps, cases
from core.db import New, Q, Tx, scalar_rows
from core.events import Event, Held
from core.messages import Sealed
from core.moderation import abuse
from core.people import addresses
from core.people.organisations import Organisation, acting_organisation
from core.people.steps import dump_step, load_step
from core.tables import flag, listing, name_column, organisation, report
from core.text.normal import fold
from core.vault import Vault

LISTING = "listing"
_PURPOSE = "flag"
REPORTS_HOLD = 3
"""So many organisations that report a listing hold it until a coordinator has looked."""


def _terms(_vault: Vault, step: Any) -> str:
    return f"{step.terms.what}\n{step.terms.place}" if step.terms else ""


def _sealed(vault: Vault, step: Any) -> str:
    return vault.open(step.sealed.encode()) if step.sealed else ""


class _Read(NamedTuple):
    """What of a step others will read, and what it is called when it waits."""

    about: str
    words: Callable[[Vault, Any], str]


STEPS: Mapping[type, _Read] = {
    Relay: _Read("message", _sealed),
    SendFiles: _Read("message", _sealed),
    ShareContact: _Read("contact", _sealed),
    Propose: _Read("proposal", _terms),
    Counter: _Read("proposal", _terms),
    FollowUp: _Read("proposal", _terms),
    MoveDay: _Read("proposal", lambda _vault, step: step.what),
    Review: _Read("review", lambda _vault, step: step.text),
    ReplyReview: _Read("review", _sealed),
    ChangeListing: _Read("change", lambda _vault, step: f"{step.what}\n{step.place}"),
}
"""Steps with words for others. A new listing is looked at where it is kept (core/listings/posting.py), the name of an
organisation where it comes in (core/people/organisations.py). Reasons and problems only coordinators read."""
_BY_NAME = {kind.__name__: kind for kind in STEPS}

_ADDED = (
    *("hub_id", "at", "how", "kind", "about", "listing_id", "exchange_id", "relayed_id", "organisation_id"),
    *("person_id", "channel", "actor", "blind", "sealed", "held"),
)
_ADD = New(insert(flag).values({name: bindparam(name) for name in _ADDED}))
_PASSED = Q(
    select(flag.c.id)
    .where(
        flag.c.blind == bindparam("blind"),
        flag.c.organisation_id == bindparam("organisation_id"),
        flag.c.outcome == "let_through",
    )
    .limit(1)
)
_HOLD = Q(
    update(listing)
    .where(listing.c.id == bindparam("listing_id"))
    .values(state="paused", held=bindparam("flag_id"), version=listing.c.version + 1)
)
_FREE = Q(update(listing).where(listing.c.id == bindparam("listing_id")).values(held=null()))
_FLAG = (
    *(flag.c.id, flag.c.hub_id, flag.c.how, flag.c.kind, flag.c.about, flag.c.listing_id, flag.c.exchange_id),
    *(flag.c.relayed_id, flag.c.organisation_id, flag.c.person_id, flag.c.channel, flag.c.actor, flag.c.sealed),
    *(flag.c.held, flag.c.outcome),
)
_LOAD = Q(select(*_FLAG).where(flag.c.id == bindparam("flag_id")))
_LOCK = Q(select(*_FLAG).where(flag.c.id == bindparam("flag_id")).with_for_update(key_share=True))
_OPEN_OF = Q(
    select(flag.c.id)
    .where(
        flag.c.listing_id.is_not_distinct_from(bindparam("listing_id", type_=flag.c.id.type)),
        flag.c.exchange_id.is_not_distinct_from(bindparam("exchange_id", type_=flag.c.id.type)),
        flag.c.relayed_id.is_not_distinct_from(bindparam("relayed_id", type_=flag.c.relayed_id.type)),
        flag.c.organisation_id == bindparam("organisation_id"),
        flag.c.how == "reported",
        flag.c.outcome == "",
    )
    .order_by(flag.c.id)
    .limit(1)
)
_END = Q(
    update(flag)
    .where(flag.c.id == bindparam("flag_id"), flag.c.outcome == "")
    .values(outcome=bindparam("new_outcome"), decided_at=bindparam("now"), decided_by=bindparam("by"), sealed=null())
)
_HELD_NOW = Q(update(flag).where(flag.c.id == bindparam("flag_id")).values(held=1))
_report = upsert(report).values(
    {name: bindparam(name) for name in ("flag_id", "person_id", "organisation_id", "at", "reason", "sealed")}
)
_REPORT = Q(_report.on_conflict_do_nothing(index_elements=[report.c.flag_id, report.c.person_id]))
_REPORTED_BY = Q(
    select(func.count(func.distinct(report.c.organisation_id))).where(report.c.flag_id == bindparam("flag_id"))
)
_REPORTS = Q(
    select(report.c.at, name_column(organisation), report.c.reason, report.c.sealed, report.c.person_id)
    .join(organisation, organisation.c.id == report.c.organisation_id)
    .where(report.c.flag_id == bindparam("flag_id"))
    .order_by(report.c.at, report.c.person_id)
)
_SINCE = Q(
    select(func.count())
    .select_from(report)
    .where(report.c.person_id == bindparam("person_id"), report.c.at > bindparam("since"))
)


_OF_LISTING = Q(
    select(flag.c.id)
    .where(flag.c.listing_id == bindparam("listing_id"), flag.c.about == LISTING, flag.c.outcome == "")
    .order_by(flag.c.id)
)


class About(NamedTuple):
    """What the words are (LISTING, or as STEPS calls it), and where they stand."""

    what: str
    listing_id: int | None = None
    exchange_id: int | None = None
    relayed_id: int | None = None


class Flag(NamedTuple):
    """Words that wait for a look, or had it. `outcome` is '' while it is open."""

    id: int
    hub_id: int
    how: str
    kind: str
    about: str
    listing_id: int | None
    exchange_id: int | None
    relayed_id: int | None
    organisation_id: int
    person_id: int | None
    channel: str
    actor: str
    sealed: bytes | None
    held: int
    outcome: str


class ReportOf(NamedTuple):
    """Who reported it and why; `words` sealed, None where there are none."""

    at: int
    organisation: str
    reason: str
    words: Sealed | None
    person_id: int


# ---- the gate ---------------------------------------------------------------------------------------------------


def kind_of(ctx: Context, organisation_id: int, words: str) -> str:
    """The kind of abuse that these words of an organisation look like; '' for what others may read.

    Once a coordinator has let them through they are looked at no more.
    """
    kind = "" if ctx.passed else abuse(words)
    if not kind:
        return ""
    blind = _blind(ctx.vault, words)
    return "" if ctx.tx.one(_PASSED, blind=blind, organisation_id=organisation_id) else kind


def kind_of_step(ctx: Context, step: Command) -> str:
    """The same of a step, for whoever acts."""
    read = STEPS.get(type(step))
    if read is None or ctx.passed or ctx.actor.organisation_id is None:
        return ""
    words = read.words(ctx.vault, step)
    return kind_of(ctx, ctx.actor.organisation_id, words) if words.strip() else ""


def _blind(vault: Vault, words: str) -> bytes:
    return vault.index(_PURPOSE, " ".join(fold(words).split()))


def hold_listing(ctx: Context, owner: Organisation, listing_id: int, kind: str, words: str) -> Held:
    """A listing that was just kept rests until a coordinator has looked at it."""
    id = _add(ctx, owner, "held", kind, About(LISTING, listing_id), words)
    ctx.tx.run(_HOLD, listing_id=listing_id, flag_id=id)
    return Held(id, LISTING, kind, listing_id)


def hold_step(ctx: Context, step: Command, kind: str) -> list[Event]:
    """A step is kept, sealed, and done when a coordinator lets it through."""
    read = STEPS[type(step)]
    owner, words = acting_organisation(ctx), read.words(ctx.vault, step)
    about = About(read.about, getattr(step, "listing_id", None), getattr(step, "exchange_id", None))
    id = _add(ctx, owner, "held", kind, about, words, sealed=ctx.vault.seal(dump_step(step)))
    return [Held(id, about.what, kind, about.listing_id)]


def waiting_step(ctx: Context, one: Flag) -> Command | None:
    """The step that waits; None where whoever wrote it has left."""
    return None if one.sealed is None else load_step(ctx.vault.open(bytes(one.sealed)), _BY_NAME)


def _add(
    ctx: Context,
    owner: Organisation,
    how: str,
    kind: str,
    about: About,
    words: str,
    *,
    sealed: bytes | None = None,
    writer: int | None = None,
) -> int:
    """The flag and its case; of what is held who acts has written it, of what is reported `writer`."""
    held = how == "held"
    id: int = ctx.tx.added(
        _ADD,
        hub_id=owner.hub_id,
        at=ctx.now,
        how=how,
        kind=kind,
        about=about.what,
        listing_id=about.listing_id,
        exchange_id=about.exchange_id,
        relayed_id=about.relayed_id,
        organisation_id=owner.id,
        person_id=ctx.actor.person_id if held else writer,
        channel=ctx.actor.channel if held else "",
        actor=ctx.actor.kind if held else "",
        blind=_blind(ctx.vault, words),
        sealed=sealed,
        held=int(held),
    )
    cases.park(
        ctx.tx,
        ctx.vault,
        f"{how}_{kind}",
        ctx.now,
        text=words.strip(),
        address_id=addresses.own(ctx.tx, ctx.actor.person_id, ctx.actor.channel) if held else None,
        hub_id=owner.hub_id,
        flag_id=id,
    )
    return id


# ---- reports ----------------------------------------------------------------------------------------------------


def reported(ctx: Context, owner: Organisation, reason: str, about: About, words: str, writer: int | None) -> int:
    """The open report about that listing, message or exchange; made, with its case, where there is none."""
    which = {"listing_id": about.listing_id, "exchange_id": about.exchange_id, "relayed_id": about.relayed_id}
    there: int | None = ctx.tx.value(_OPEN_OF, organisation_id=owner.id, **which)
    return there or _add(ctx, owner, "reported", reason, about, words, writer=writer)


def add_report(ctx: Context, flag_id: int, organisation_id: int, reason: str, words: str) -> bool:
    """One more who reports it; False where the same person has before."""
    sealed = ctx.vault.seal(words) if words else None
    values = {"flag_id": flag_id, "person_id": ctx.actor.person_id, "organisation_id": organisation_id}
    return ctx.tx.run(_REPORT, at=ctx.now, reason=reason, sealed=sealed, **values) == 1


def reports_of(tx: Tx, flag_id: int) -> list[ReportOf]:
    """Who reported it, oldest first."""
    return [
        ReportOf(at, name, reason, Sealed(bytes(sealed).decode()) if sealed else None, person_id)
        for at, name, reason, sealed, person_id in tx.all(_REPORTS, flag_id=flag_id)
    ]


def many_report(tx: Tx, flag_id: int) -> bool:
    """Whether so many organisations report it that it is held."""
    return int(tx.value(_REPORTED_BY, flag_id=flag_id)) >= REPORTS_HOLD


def reports_since(tx: Tx, person_id: int, since: int) -> int:
    """How often a person reported something after that moment."""
    return int(tx.value(_SINCE, person_id=person_id, since=since))


def hold_reported(ctx: Context, flag_id: int, listing_id: int) -> None:
    """A listing that was shown rests from now on; the caller has made it unfindable."""
    ctx.tx.run(_HELD_NOW, flag_id=flag_id)
    ctx.tx.run(_HOLD, listing_id=listing_id, flag_id=flag_id)


# ---- reading and ending -----------------------------------------------------------------------------------------


def load(tx: Tx, flag_id: int, *, lock: bool = False) -> Flag | None:
    """The flag with that id."""
    row = tx.one(_LOCK if lock else _LOAD, flag_id=flag_id)
    return Flag(*row) if row else None


def rewritten(ctx: Context, listing_id: int, flag_id: int, words: str) -> bool:
    """Its owner says a held listing in other words, that look fine: whether it may be shown now.

    A threat, and what others reported, waits for the coordinator nevertheless, who reads these words too.
    """
    one = load(ctx.tx, flag_id, lock=True)
    if one is None or one.outcome:
        return False
    if one.how == "held" and one.kind != "threat" and end(ctx, flag_id, "changed"):
        case_steps.close_flag(ctx.tx, flag_id, ctx.now)
        free(ctx.tx, listing_id)
        return True
    cases.add_words(ctx.tx, ctx.vault, flag_id, words, ctx.now)
    return False


def refuse_all(ctx: Context, listing_id: int) -> list[int]:
    """What is open about a listing that the coordination takes down; its flags."""
    found = scalar_rows(ctx.tx.all(_OF_LISTING, listing_id=listing_id))
    for id in found:
        end(ctx, id, "refused")
        case_steps.close_flag(ctx.tx, id, ctx.now)
    return found


def is_open(tx: Tx, flag_id: int) -> bool:
    """Whether nobody has decided about it."""
    found = load(tx, flag_id)
    return found is not None and not found.outcome


def end(ctx: Context, flag_id: int, outcome: str) -> bool:
    """It is decided; what waited is kept no longer. False where it was before."""
    return ctx.tx.run(_END, flag_id=flag_id, new_outcome=outcome, now=ctx.now, by=ctx.actor.person_id) == 1


def free(tx: Tx, listing_id: int) -> None:
    """The listing waits for nobody any more; whoever calls shows it again or ends it."""
    tx.run(_FREE, listing_id=listing_id)
