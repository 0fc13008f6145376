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
from core.messages import Code, Message, _, _n
from core.outbox.again import send_again
from core.panel import lists
from core.panel.sheet import Asked
from core.people.invites import code_for_people

CONCEPT, LOOK, AGAIN, CODE = "concept", "look", "again", "code"
_SHOWN = 5


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
        found=", ".join(found[:_SHOWN]),
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
            found=", ".join(found[:_SHOWN]),
        )
    )


def _with_service(asked: Asked) -> tuple[str, list[str]]:
    """The name of the new service, and the open listings that it finds, once it is added."""
    labels = tuple(word.strip() for word in asked.args.get("words", "").replace("،", ",").split(",") if word.strip())
    lang = asked.args.get("lang", "")
    if not labels or lang not in LANGUAGES:
        raise Refusal(_("Write what people call it, and choose the language."))
    try:
        own.add_service(asked.tx, asked.hub_id, lang, labels, asked.now)
    except Misconfigured:
        raise Refusal(_("This cannot be added: a name is too long, or a service is called so already.")) from None
    return labels[0], [
        card_of(one, "").what
        for kind in ("need", "offer")
        for one in look_for(asked.tx, asked.hub_id, kind, labels[0], lang, 0)
    ]


def _again(asked: Asked) -> Message:
    """A message that did not arrive, once more."""
    id = asked.args.get("id", "")
    if not is_id(id) or not lists.is_message_of(asked.tx, asked.hub_id, int(id)):
        raise NotYours
    if not send_again(asked.tx, int(id), asked.now):
        raise Refusal(_("It was sent again already, or it is too old to be sent."))
    return _("It goes out once more.")


def _code(asked: Asked) -> Message:
    """For somebody of an organisation without a phone, who acts for it from then on."""
    id = asked.args.get("id", "")
    found = assisted_cards.offline_hub(asked.tx, int(id)) if is_id(id) else None
    if found is None or found[0] != asked.hub_id:
        raise NotYours
    ctx = Context(asked.tx, asked.vault, Actor(asked.person_id, None, "page", "", "coordinator"), asked.now)
    code = code_for_people(ctx, int(id), asked.hub_id)
    measures.note(ctx, asked.hub_id, measures.CODE, organisation_id=int(id))
    return _(
        "Give {organisation} this code: {code}. Whoever of it writes it to me within 7 days acts for it from then on.",
        organisation=found[1],
        code=Code(code),
    )


FORMS: dict[str, Sent] = {
    CONCEPT: Sent(_add_service),
    LOOK: Sent(_look_first),
    AGAIN: Sent(_again),
    IMPORT: Sent(take_in),
    RULE: Sent(change_rule),
    CODE: Sent(_code),
}
