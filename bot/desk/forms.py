"""What can be sent from a page beside the deeds of the chat, by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bot.desk.importing import IMPORT, take_in
from bot.desk.rules import RULE, change_rule
from core.commands import Actor
from core.context import Context
from core.coordination import assisted_cards, measures
from core.errors import Misconfigured, NotYours, Refusal
from core.languages import LANGUAGES
from core.listings.cards import card_of
from core.look import is_id
from core.matching import own
from core.matching.browse import look_for
from core.messages import Code, Message, _, _n, several
from core.outbox.again import send_again
from core.panel import lists
from core.panel.sheet import Asked
from core.people.invites import code_for_people
from core.people.organisations import load_organisation
from core.people.shut_out import shut_out

CONCEPT, NAME, LOOK, AGAIN, CODE = "concept", "name", "look", "again", "code"
NEW_NAMES, FURTHER_NAMES = "words-", "further-"  # and a language: the field of a service's names in it
_SHOWN = 5
_NOT_ADDED = _("This cannot be added: a name is too long, or a service is called so already.")


class Sent(NamedTuple):
    """What a form does, and what is said when it is sent twice."""

    run: Callable[[Asked], Message]
    again: Message = _("That was done already.")


class Looked(Refusal):
    """What was done only to see what comes of it: said like a refusal, which leaves nothing behind."""


def _add_service(asked: Asked) -> Message:
    """The new service, and what it finds among what is open."""
    name, found = _with_service(asked)
    if not found:
        return _("Added: {name}. Nothing that is open now is about it.", name=name)
    return _n(
        "Added: {name}. {n} listing is found by it now: {found}",
        "Added: {name}. {n} listings are found by it now, such as: {found}",
        len(found),
        name=name,
        found=several(found[:_SHOWN]),
    )


def _look_first(asked: Asked) -> Message:
    """What it would find; nothing is kept."""
    name, found = _with_service(asked)
    if not found:
        raise Looked(_("“{name}” would find nothing that is open now. Nothing was added yet.", name=name))
    raise Looked(
        _n(
            "“{name}” would find {n} listing: {found}. Nothing was added yet.",
            "“{name}” would find {n} listings, such as: {found}. Nothing was added yet.",
            len(found),
            name=name,
            found=several(found[:_SHOWN]),
        )
    )


def _with_service(asked: Asked) -> tuple[str, list[str]]:
    """The name of the new service, and the open listings that it finds, once it is added."""
    names = _names(asked, NEW_NAMES)
    try:
        own.add_service(asked.tx, asked.hub_id, names, asked.now)
    except Misconfigured:
        raise Refusal(_NOT_ADDED) from None
    return _first(names), _found(asked, names)


def _name_service(asked: Asked) -> Message:
    """What a service is called in further languages, and what it finds by these names."""
    names, id = _names(asked, FURTHER_NAMES), asked.args.get("service", "")
    if not is_id(id):
        raise NotYours
    try:
        known = own.name_service(asked.tx, asked.hub_id, int(id), names)
    except Misconfigured:
        raise Refusal(_NOT_ADDED) from None
    found = _found(asked, names)
    return _n(
        "Saved: {name}. {n} listing is found by what you wrote now.",
        "Saved: {name}. {n} listings are found by what you wrote now.",
        len(found),
        name=_first(known.names),
    )


def _names(asked: Asked, fields: str) -> own.Names:
    """What was written in the field of each language, the reader's first."""
    written = {lang: asked.args.get(f"{fields}{lang}", "") for lang in sorted(LANGUAGES, key=asked.lang.__ne__)}
    parted = {lang: text.replace("،", ",").split(",") for lang, text in written.items()}
    names = {lang: tuple(word.strip() for word in words if word.strip()) for lang, words in parted.items()}
    if not any(names.values()):
        raise Refusal(_("Write what people call it, in one language at least."))
    return {lang: labels for lang, labels in names.items() if labels}


def _first(names: own.Names) -> str:
    return next(iter(names.values()))[0]


def _found(asked: Asked, names: own.Names) -> list[str]:
    """The open listings that somebody finds who looks for the name in one of its languages, each once."""
    found = {
        one.id: card_of(one, "").what
        for lang, labels in names.items()
        for kind in ("need", "offer")
        for one in look_for(asked.tx, asked.hub_id, kind, labels[0], lang, 0)
    }
    return list(found.values())


def _again(asked: Asked) -> Message:
    """A message that did not arrive, once more."""
    id = asked.args.get("id", "")
    if not is_id(id) or not lists.is_message_of(asked.tx, asked.hub_id, int(id)):
        raise NotYours
    if not send_again(asked.tx, int(id), asked.now):
        raise Refusal(_("It was sent again already, or it is too old to be sent."))
    return _("It goes out once more.")


def _code(asked: Asked) -> Message:
    """For somebody of an organisation without a phone, or whose people a lost key shut out: they act for it then."""
    id = asked.args.get("id", "")
    found = load_organisation(asked.tx, int(id)) if is_id(id) else None
    if found is None or found.hub_id != asked.hub_id:
        raise NotYours
    if not (assisted_cards.offline_hub(asked.tx, found.id) or shut_out(asked.tx, asked.vault, found.id)):
        raise NotYours
    ctx = Context(asked.tx, asked.vault, Actor(asked.person_id, None, "page", "", "coordinator"), asked.now)
    code = code_for_people(ctx, int(id), asked.hub_id)
    measures.note(ctx, asked.hub_id, measures.CODE, organisation_id=int(id))
    return _(
        "Give {organisation} this code: {code}. The member who writes it to me within 7 days can act for it "
        "from then on.",
        organisation=found.name,
        code=Code(code),
    )


FORMS: dict[str, Sent] = {
    CONCEPT: Sent(_add_service),
    NAME: Sent(_name_service),
    LOOK: Sent(_look_first),
    AGAIN: Sent(_again),
    IMPORT: Sent(take_in),
    RULE: Sent(change_rule),
    CODE: Sent(_code),
}
