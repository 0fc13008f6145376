"""Where a conversation begins: each scene brings a fresh world to it, by commands and taps alone.

Nothing of a scene depends on how words are understood, but for a figure, a day and a service in answer to a plain
question. `me` is the volunteer, `partner` the other organisation, `third` and `fourth` are others.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from bench.volunteers.cast import interface
from bench.volunteers.world import DAY, HOUR, Image, World, fresh, scratch
from core.commands import Accept, Approve, Confirm, Deliver, Post, Propose, Review, SetAlerts
from core.commands.assisted import ActFor, Register
from core.commands.giving import Donate
from core.commands.team import NameMe
from core.commands.trouble import Dispute

Scene = Callable[[World], None]


# ---- who is here ----------------------------------------------------------------------------------------------------


def stranger(world: World) -> None:
    """A network of four organisations and a coordinator; the volunteer has not written yet."""
    cast = world.cast
    world.hub()
    world.known("coco")
    world.say("coco", world.code("coordinator"))
    world.member("partner", cast.partner, cast.town)
    for who, name in zip(("third", "fourth", "fifth"), cast.others, strict=True):
        world.member(who, name, cast.town)
    world.phone("me", world.channel)


def newcomer(world: World) -> None:
    """The welcome stands there: which organisation, in which town?"""
    stranger(world)
    world.say("me", world.cast.hello)


def welcomed(world: World) -> None:
    """They have joined, and the bot said as whom."""
    newcomer(world)
    cast = world.cast
    world.say("me", f"{cast.newcomers[0]}, {cast.towns[1]}")
    world.ids["me"] = world.organisation_of("me")


def member(world: World) -> None:
    """A member with the menu before them; others have published offers and requests."""
    stranger(world)
    cast, lang = world.cast, interface(world.lang)
    for who, what in zip(("third", "fourth", "fifth"), cast.further, strict=True):
        world.command(who, Post("offer", what, place=cast.town, lang=lang))
        world.ids[f"offer.{who}"] = _newest(world, "listing")
    world.member("me", cast.mine, cast.town, world.channel)


def colleagues(world: World) -> None:
    """Somebody else acts for the volunteer's organisation, too."""
    member(world)
    code = world.code("organisation", "me")
    world.known("colleague")
    world.say("colleague", code)
    name = world.cast.people[0]
    world.command("colleague", NameMe(world.vault.seal(name).decode()))
    world.now += HOUR
    world.tap("me", "m:menu")


# ---- something is being written -------------------------------------------------------------------------------------


def asked(world: World) -> None:
    """ "About how many hours?" is asked about their own request."""
    member(world)
    world.tap("me", "m:need")
    world.say("me", world.cast.painting)
    flow = world.session("me").flow
    if flow and flow.asking == "service":
        _choose(world, "service", flow.offered[-1])
    _wants(world, "hours")


def drafted(world: World) -> None:
    """The draft of a request: painting, 3 hours, by Friday."""
    asked(world)
    world.say("me", "3")
    _wants(world, "by")
    world.say("me", world.cast.friday)
    _wants(world, "sure")


def alerted_busy(world: World) -> None:
    """While hours are asked, somebody else's request arrives."""
    asked(world)
    _matched(world)


# ---- own listings ---------------------------------------------------------------------------------------------------


def owning(world: World) -> None:
    """That request was just published."""
    drafted(world)
    _choose(world, "sure", "yes")
    world.ids["listing"] = _newest(world, "listing")


def offering(world: World) -> None:
    """Their own offer's card is before them."""
    member(world)
    _post(world, "me", "offer", world.cast.further[0])
    world.tap("me", f"l:{world.ids['listing']}:see")


def expired(world: World) -> None:
    """The day of their own request has passed."""
    owning(world)
    world.wait(6 * DAY)
    world.tap("me", f"l:{world.ids['listing']}:see")


# ---- searching ------------------------------------------------------------------------------------------------------


def listed(world: World) -> None:
    """A list of three offers."""
    member(world)
    world.tap("me", "m:find")


def reading(world: World) -> None:
    """Somebody else's listing is before them."""
    member(world)
    _post(world, "partner", "need", world.cast.moving)
    world.tap("me", f"l:{world.ids['listing']}:see")


# ---- exchanges ------------------------------------------------------------------------------------------------------


def alerted(world: World) -> None:
    """A partner asks for what they offer: can they help?"""
    member(world)
    _matched(world)


def proposing(world: World) -> None:
    """They have just said that they can help."""
    alerted(world)
    world.tap("me", f"x:{world.ids['exchange']}:{_version(world)}:prop")


def proposed(world: World) -> None:
    """Somebody can help with what they asked for: do they accept?"""
    member(world)
    cast, lang = world.cast, interface(world.lang)
    _post(world, "me", "need", cast.moving)
    world.command("partner", Post("offer", cast.moving, place=cast.town, lang=lang))
    world.ids["exchange"] = _newest(world, "exchange")
    world.wait(HOUR)
    world.command("partner", Propose(exchange_id=world.ids["exchange"], version=_version(world)))


def receiving(world: World) -> None:
    """It is agreed, and they are helped on Saturday."""
    proposed(world)
    world.command("me", Accept(world.ids["exchange"], _version(world)))
    _card(world)


def giving(world: World) -> None:
    """It is agreed, and they help on Saturday."""
    alerted(world)
    world.command("me", Propose(exchange_id=world.ids["exchange"], version=_version(world)))
    world.command("partner", Accept(world.ids["exchange"], _version(world)))
    _card(world)


def gave(world: World) -> None:
    """On Saturday afternoon they have just helped."""
    giving(world)
    world.wait(5 * DAY)
    _card(world)


def received(world: World) -> None:
    """On Saturday afternoon the other side says that it is done."""
    receiving(world)
    world.wait(5 * DAY)
    world.command("partner", Deliver(world.ids["exchange"], _version(world)))


def missed(world: World) -> None:
    """The agreed day has passed, and the bot asks whether it happened."""
    receiving(world)
    world.wait(9 * DAY)
    _card(world)


def failed(world: World) -> None:
    """The same for who should have helped."""
    giving(world)
    world.wait(9 * DAY)
    _card(world)


def starring(world: World) -> None:
    """It was done, and the bot asks how it was."""
    received(world)
    world.command("me", Confirm(world.ids["exchange"], _version(world), on_time=True))
    world.tap("me", f"x:{world.ids['exchange']}:{_version(world)}:rev")


def remarking(world: World) -> None:
    """Stars are given, and words are asked for."""
    starring(world)
    world.say("me", "5")
    for _question in range(3):
        flow = world.session("me").flow
        if flow and flow.asking in ("on_time", "promised"):
            _choose(world, flow.asking, "yes")


def long_ago(world: World) -> None:
    """Something was completed and reviewed three weeks ago; the menu is before them."""
    world.now -= 28 * DAY
    received(world)
    id = world.ids["exchange"]
    world.command("me", Confirm(id, _version(world), on_time=True))
    world.command("me", Review(id, on_time=None, as_promised=True, stars=5, text="", lang=interface(world.lang)))
    world.wait(23 * DAY)
    world.tap("me", "m:menu")


def friends(world: World) -> None:
    """They helped a partner three weeks ago; the menu is before them."""
    world.now -= 28 * DAY
    gave(world)
    id = world.ids["exchange"]
    world.command("partner", Confirm(id, _version(world), on_time=True))
    world.wait(23 * DAY)
    world.tap("me", "m:menu")


# ---- hours ----------------------------------------------------------------------------------------------------------


def gifted(world: World) -> None:
    """They have just given two hours to a partner."""
    member(world)
    world.tap("me", "m:donate")
    world.say("me", "2")
    world.say("me", world.cast.partner)
    _wants(world, "sure")
    _choose(world, "sure", "yes")


def poor(world: World) -> None:
    """They have spent their hours, and have a request open."""
    member(world)
    world.command("me", Donate(360, None))
    _post(world, "me", "need", world.cast.painting)
    world.tap("me", "m:menu")


def muted(world: World) -> None:
    """Suggestions are off."""
    member(world)
    world.command("me", SetAlerts("off"))
    world.tap("me", "m:menu")


# ---- coordinators ---------------------------------------------------------------------------------------------------


def coordinating(world: World) -> None:
    """What waits: an organisation, an exchange on which two do not agree, a request that nobody answered."""
    cast, lang = world.cast, interface(world.lang)
    world.hub(approval=True)
    world.phone("me", world.channel)
    world.say("me", world.code("coordinator"))
    world.known("coco")
    world.say("coco", world.code("coordinator"))
    for who, name in (("partner", cast.partner), ("third", cast.others[0]), ("fourth", cast.others[1])):
        world.member(who, name, cast.town)
        world.command("coco", Approve(world.ids[who], "cso"))
    world.command("third", Post("need", cast.moving, 120, _saturday(world), cast.town, lang=lang))
    world.command("fourth", Post("offer", cast.moving, place=cast.town, lang=lang))
    exchange = world.ids["exchange"] = _newest(world, "exchange")
    world.wait(HOUR)
    world.command("fourth", Propose(exchange_id=exchange, version=_version(world)))
    world.command("third", Accept(exchange, _version(world)))
    world.command("fourth", Deliver(exchange, _version(world)))
    world.command("third", Dispute(exchange, _version(world), "hours", ""))
    _post(world, "third", "need", cast.painting)
    world.member("waiting", cast.renamed[0], cast.town)
    world.member("waiting2", cast.renamed[1], cast.town)
    world.wait(2 * HOUR)
    world.tap("me", "m:coordinate")


def disputed(world: World) -> None:
    """The card of an exchange on which two do not agree."""
    coordinating(world)
    world.tap("me", f"x:{world.ids['exchange']}:{_version(world)}:see")


def unanswered(world: World) -> None:
    """The card of a request that nobody answered."""
    coordinating(world)
    world.tap("me", f"l:{world.ids['listing']}:see")


def assisting(world: World) -> None:
    """A coordinator acts for an organisation without a phone."""
    coordinating(world)
    world.command("me", Register(world.cast.newcomers[1], world.cast.town, "grassroots", world.cast.country))
    world.ids["offline"] = world.ids["me"] = int(world.rows("SELECT max(id) FROM organisation")[0][0])
    world.command("me", ActFor(world.ids["offline"]))
    world.tap("me", "m:menu")


SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (
        *(stranger, newcomer, welcomed, member, colleagues, asked, drafted, alerted_busy, owning, offering, expired),
        *(listed, reading, alerted, proposing, proposed, receiving, giving, gave, received, missed, failed),
        *(starring, remarking, long_ago, friends, gifted, poor, muted, coordinating, disputed, unanswered, assisting),
    )
}


@cache
def image_of(scene: str, lang: str, channel: str) -> Image:
    """The world at that scene; built once in a process."""
    with scratch() as folder:
        world = fresh(Path(folder), lang, channel)
        try:
            SCENES[scene](world)
            return world.image()
        finally:
            world.close()


# ---- steps ----------------------------------------------------------------------------------------------------------


def _post(world: World, who: str, kind: str, what: str) -> None:
    """Published without ceremony: a request of 2 hours by Saturday, or an offer."""
    minutes, due = (120, _saturday(world)) if kind == "need" else (None, None)
    world.command(who, Post(kind, what, minutes, due, world.cast.town, lang=interface(world.lang)))
    world.ids["listing"] = _newest(world, "listing")


def _saturday(world: World) -> str:
    """Scenes begin on a Monday."""
    return (datetime.fromtimestamp(world.now / 1000, UTC).date() + timedelta(days=5)).isoformat()


def _matched(world: World) -> None:
    """They offer what a partner then asks for."""
    cast, lang = world.cast, interface(world.lang)
    world.command("me", Post("offer", cast.moving, place=cast.town, lang=lang))
    world.command("partner", Post("need", cast.moving, 120, _saturday(world), cast.town, lang=lang))
    world.ids["exchange"] = _newest(world, "exchange")
    world.wait(HOUR // 2)


def _card(world: World) -> None:
    world.tap("me", f"x:{world.ids['exchange']}:{_version(world)}:see")


def _choose(world: World, asking: str, choice: str) -> None:
    world.tap("me", f"q:{world.session('me').token}:{asking}:{choice}")


def _wants(world: World, asking: str) -> None:
    flow = world.session("me").flow
    if flow is None or flow.asking != asking:
        raise RuntimeError(f"{world.lang} {world.channel}: {flow and flow.asking} is asked and not {asking}")


def _version(world: World) -> int:
    return int(world.rows("SELECT version FROM exchange WHERE id = ?", world.ids["exchange"])[0][0])


def _newest(world: World, table: str) -> int:
    found = world.rows(f"SELECT max(id) FROM {table}")[0][0]
    if found is None:
        raise RuntimeError(f"{world.lang}: no {table} came about")
    return int(found)
