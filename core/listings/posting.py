"""How does a need or an offer come in? Checked, masked, kept, given its clock, and suggested to whom it fits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select

from core import clocks, limits, matching
from core.calendar import today
from core.commands import Post, PostOffers, Resume
from core.context import Context
from core.db import New, Q, Tx
from core.errors import Faster, NotYours, Refusal
from core.events import Event, Held, Posted, PostedSeveral, Resumed
from core.exchanges.sides import side
from core.hubs import Hub, known_hub
from core.languages import LANGUAGES
from core.listings import kept as listings
from core.listings import lasting, waves
from core.listings.states import AGAIN, resume
from core.matching.values import Listing
from core.messages import Amount, _
from core.moderation import flags
from core.people.organisations import Organisation, acting_organisation, load_organisation
from core.policy import DAY_MS, Policy
from core.privacy.nameless import AUDIENCES, without_name
from core.relay import attachments
from core.relay.attachments import Belongs
from core.tables import listing, person
from core.text.clean import clean
from core.text.mask import mask_contacts

SHORTEST, LONGEST = 3, 300
LONGEST_PLACE = 60
MOST_OFFERS = 10
_MOST_DAYS_AHEAD = 366

_ADD = New(
    insert(listing).values(
        {
            name: bindparam(name)
            for name in (
                "hub_id",
                "organisation_id",
                "person_id",
                "kind",
                "what",
                "lang",
                "minutes",
                "due_on",
                "place",
                "remote",
                "urgent",
                "audience",
                "created_at",
                "expires_at",
                "service",
            )
        }
    )
)
_LANGUAGE = Q(select(person.c.lang).where(person.c.id == bindparam("person_id")))


def post(ctx: Context, command: Post) -> list[Event]:
    """A need or an offer of the acting organisation, and what fits it as suggestions.

    Contacts in its text are masked. It may wait unmatched until its organisation is approved. Raises a Refusal that
    says which part to change.
    """
    owner = acting_organisation(ctx)
    hub = known_hub(ctx.tx, owner.hub_id)
    kept = keep(ctx, owner, hub, command)
    attachments.add(ctx, command.files, owner.id, Belongs("listing", listing_id=kept.id))
    if kept.held is not None:
        return [kept.held]
    return make_found(ctx, hub, owner, kept.id, new=True)


def post_offers(ctx: Context, command: PostOffers) -> list[Event]:
    """Several offers at once, all of them or, where one cannot be taken, none. Raises a Refusal as `post`."""
    days = dict(zip(command.whats, command.days, strict=False))
    whats = tuple(dict.fromkeys(command.whats))
    if not 1 <= len(whats) <= MOST_OFFERS:
        raise Refusal(_("That is a lot for one message. Send at most {most} offers at once.", most=MOST_OFFERS))
    caused: list[Event] = []
    for what in whats:
        offer = Post(
            "offer",
            what,
            due_on=days.get(what) or None,
            place=command.place,
            remote=command.remote,
            lang=command.lang,
            audience=command.audience,
            files=command.files,
        )
        caused += post(ctx, offer)
    posted = [event for event in caused if isinstance(event, Posted)]
    matches = tuple(match for event in posted for match in event.matches)
    ids = tuple(event.listing_id for event in posted)
    told: list[Event] = [PostedSeveral(ids, matches)] if ids else []
    return [*told, *(event for event in caused if not isinstance(event, Posted))]


def match_all_of(ctx: Context, organisation_id: int) -> list[Event]:
    """Its open listings become findable, and are matched: what was posted before the organisation was approved."""
    mine = [one for one in listings.of_organisation(ctx.tx, organisation_id, most=1000) if one.state == "open"]
    events: list[Event] = []
    for one in reversed(mine):
        matching.unindex(ctx.tx, one.id)
        events += _match(ctx, known_hub(ctx.tx, one.hub_id), one)
    return events


def show_again(ctx: Context, command: Resume) -> list[Event]:
    """The owner lets a listing that rests be found again, and those are suggested who were not before."""
    owner = acting_organisation(ctx)
    found = listings.load(ctx.tx, command.listing_id)
    if found is None or found.organisation_id != owner.id:
        raise NotYours()
    check_not_held(found)
    if not resume(ctx.tx, found.id):
        raise Faster(_("This is shown already, or has ended. Write “menu” to see what you have."))
    return _shown_again(ctx, found, owner)


def fire(ctx: Context, listing_id: int) -> list[Event]:
    """The day until which a listing rested has come: it is shown again, unless its owner is away."""
    found = listings.load(ctx.tx, listing_id)
    owner = load_organisation(ctx.tx, found.organisation_id) if found else None
    if found is None or owner is None:
        return []
    if side(ctx.tx, owner.id, ctx.now).frozen:
        clocks.rest(ctx.tx, AGAIN, "listing", listing_id, ctx.now, ctx.now + DAY_MS)
        return []
    if not clocks.take(ctx.tx, AGAIN, "listing", listing_id, ctx.now) or found.held is not None:
        return []
    return _shown_again(ctx, found, owner) if resume(ctx.tx, found.id) else []


def _shown_again(ctx: Context, found: Listing, owner: Organisation) -> list[Event]:
    if owner.status != "approved":
        return [Resumed(found.id, ())]
    shown = _loaded(ctx.tx, found.id)
    matching.index(ctx.tx, shown)
    suggested, _look_at = waves.begin(ctx, shown, known_hub(ctx.tx, shown.hub_id).policy)
    return [Resumed(shown.id, tuple(one.exchange_id for one in suggested)), *suggested]


def make_found(ctx: Context, hub: Hub, owner: Organisation, listing_id: int, *, new: bool = False) -> list[Event]:
    """An open listing is found from now on, once its organisation is in, and suggested to whom it fits."""
    found = _loaded(ctx.tx, listing_id)
    if owner.status != "approved":
        return [Posted(found.id, found.kind)]
    return _match(ctx, hub, found, new=new)


def check_not_held(found: Listing) -> None:
    """Raise Faster where a coordinator looks at it before anybody sees it."""
    if found.held is not None:
        raise Faster(_("A coordinator looks at “{what}” first. I will tell you.", what=found.what))


def _match(ctx: Context, hub: Hub, posted: Listing, *, new: bool = False) -> list[Event]:
    """Make it findable, and suggest the best to both sides."""
    matching.index(ctx.tx, posted)
    suggested, look_at = waves.begin(ctx, posted, hub.policy, new=new)
    return [Posted(posted.id, posted.kind, tuple(one.exchange_id for one in suggested), look_at), *suggested]


class Kept(NamedTuple):
    """A listing's row; `held` where a coordinator looks at it before anybody finds it."""

    id: int
    held: Held | None


def keep(ctx: Context, owner: Organisation, hub: Hub, command: Post) -> Kept:
    """A row with its clock that nobody finds yet. Raises a Refusal as `post`."""
    if command.kind not in ("need", "offer") or command.audience not in AUDIENCES:
        raise NotYours()
    limits.check_listings(ctx.tx, owner.id, ctx.now)
    due_on = due_day(command.due_on, owner.zone, ctx.now)
    expires_at = lasting.expiry(command.kind, due_on, owner.zone, hub.policy, ctx.now)
    what, place = words(command.what, owner.name), town(command.place)
    id: int = ctx.tx.added(
        _ADD,
        hub_id=hub.id,
        organisation_id=owner.id,
        person_id=ctx.actor.person_id,
        kind=command.kind,
        what=what,
        lang=language(ctx, command.lang),
        minutes=within(command.minutes, hub.policy),
        due_on=due_on,
        place=place,
        remote=int(command.remote),
        urgent=int(command.urgent),
        audience=command.audience,
        created_at=ctx.now,
        expires_at=expires_at,
        service=matching.service_chosen(ctx.tx, hub.id, command.service) if command.service else "",
    )
    lasting.start(ctx, id, expires_at)
    said = f"{what}\n{place}"
    kind = flags.kind_of(ctx, owner.id, said)
    return Kept(id, flags.hold_listing(ctx, owner, id, kind, said) if kind else None)


def words(raw: str, owner: str) -> str:
    """What it is about, as it is kept: without contacts, nor the owner's name. Raises a Refusal that says what to
    write.
    """
    text = without_name(mask_contacts(clean(raw, LONGEST + 1)), owner)
    if len(text) > LONGEST:
        raise Refusal(_("That is long. Write it in at most {most} letters, please: what is it about?", most=LONGEST))
    if len(text) < SHORTEST or not any(char.isalpha() for char in text):
        raise Refusal(_("Write in a few words what it is, for example: repair a printer."))
    return text


def within(minutes: int | None, policy: Policy) -> int | None:
    """The same minutes; raises a Refusal where the hub's rules do not allow them."""
    if minutes is None or policy.exchange_least <= minutes <= policy.exchange_most:
        return minutes
    raise Refusal(
        _(
            "The time must be between {least} and {most}. For more, post it in parts. How many hours?",
            least=Amount(policy.exchange_least),
            most=Amount(policy.exchange_most),
        )
    )


def due_day(day: str | None, zone: str, now: int) -> str | None:
    """The same day; raises a Refusal where it has passed, or is too far away."""
    if day is None:
        return None
    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        raise Refusal(_("I did not understand the day. By when, for example: Friday 27 November?")) from None
    here = today(now, zone)
    if wanted < here:
        raise Refusal(_("That day has passed. By which day?"))
    if wanted > here + timedelta(days=_MOST_DAYS_AHEAD):
        raise Refusal(_("That is more than a year from now. By which day?"))
    return wanted.isoformat()


def town(raw: str) -> str:
    """A place as it is kept."""
    return mask_contacts(" ".join(clean(raw, LONGEST_PLACE).split()))


def language(ctx: Context, lang: str) -> str:
    """The same, or what the person reads where it is none of ours."""
    if lang in LANGUAGES:
        return lang
    return str(ctx.tx.value(_LANGUAGE, person_id=ctx.actor.person_id) or LANGUAGES[0])


def _loaded(tx: Tx, listing_id: int) -> Listing:
    found = listings.load(tx, listing_id)
    assert found, "a listing of this transaction"
    return found


HANDLERS: dict[type, Any] = {Post: post, PostOffers: post_offers, Resume: show_again}
