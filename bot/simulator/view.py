"""How does a world stand at this moment? Its telephones, its sums, and what became of the newest message."""

from __future__ import annotations

from bot.channels.channel import Incoming
from bot.conversation.session import Session, load_session
from bot.simulator.phone import Phone
from bot.simulator.values import Drawer, PhoneView, View
from bot.simulator.world import Sent, World
from bot.understand import understand
from bot.understand.words import option_number
from core.accounts import witness
from core.calendar import today
from core.text.clean import clean

_SEALED = "gAAAA"  # how Fernet's tokens begin
_SHOWN = 300  # letters of words in the drawer


def view(world: World, scene: str) -> View:
    """The world as it stands by its own clock."""
    now = world.clock()
    with world.house.db.read() as tx:
        all_of_them = [(phone, witness.standing(tx, phone.person_id)) for phone in world.phones.values()]
        sums = witness.sums(tx)
    phones = tuple(_phone(phone, now, standing) for phone, standing in all_of_them)
    drawer = _drawer(world, world.newest) if world.newest else None
    return View(scene, now, world.alive, world.armed, phones, sums, world.repeats, drawer)


def _phone(phone: Phone, now: int, standing: tuple[str, int, int] | None) -> PhoneView:
    name, posted, held = standing or ("", None, 0)
    seen = tuple(phone.seen(now))
    return PhoneView(
        phone.key,
        name,
        phone.lang,
        phone.channel,
        phone.connection,
        phone.hidden,
        phone.online,
        seen,
        seen[-1].n if seen else 0,
        posted,
        held,
    )


def _drawer(world: World, sent: Sent) -> Drawer:
    incoming = sent.incoming
    intent, values = _read(world, sent.phone, incoming)
    before, flow = load_session(sent.before), load_session(sent.state).flow
    return Drawer(
        sent.phone,
        clean(sent.label, _SHOWN),
        incoming.channel,
        incoming.message_id,
        incoming.payload,
        "" if incoming.words else incoming.media,
        _choice(before, incoming),
        before.flow is not None,
        intent,
        values,
        flow.flow if flow else "",
        flow.asking if flow else "",
        tuple((key, _open(value)) for key, value in flow.answers.items()) if flow else (),
        sent.written,
        sent.times,
        sent.repeats,
    )


def _choice(before: Session, incoming: Incoming) -> int:
    """The number of a choice, where one of so many was shown."""
    number = 0 if incoming.payload else option_number(incoming.words) or 0
    shown = before.flow.offered if before.flow else before.idle
    return number if number <= len(shown) else 0


def _read(world: World, phone: str, incoming: Incoming) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The words alone, read as a message that begins something; a tap needs no reading."""
    if incoming.payload:
        return "", ()
    day = today(incoming.at, "UTC")
    found = understand(clean(incoming.words, 1000), world.phones[phone].lang, day)
    return found.intent, tuple((name, str(value)[:_SHOWN]) for name, value in found.slots.items())


def _open(answer: str) -> str:
    """An answer as it is kept; words that are kept sealed stay so."""
    return "🔒" if answer.startswith(_SEALED) else answer[:_SHOWN]
