"""A command that arrives twice: has it one effect and one answer?

The key of a command (channel and message, what it does) is saved in the transaction of its effect, with a digest of its
content. A repeat gets the first answer, refusals included, so that nothing happens days later that was refused at
first; the same key with other content is refused. Answers that show a code or somebody's words are sealed, and the
digest is keyed: without the key nobody works out from it what was written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from core import errors, events
from core.commands import Command
from core.context import Context
from core.db import Q
from core.errors import Refusal
from core.events import Event, Invited, LinkCode, PhoneCode, RecoveryCode
from core.events import hub as hub_events
from core.events.hub import Assisted, CalledIn, InvitedIn, PageLink
from core.events.pages import PageOpened
from core.messages import Names, _, dump_value, load_value, packed
from core.naming import names_in
from core.tables import command_key

_CLAIM = Q(
    insert(command_key)
    .values(key=bindparam("key"), digest=bindparam("digest"), answer="", at=bindparam("at"))
    .inline()
    .on_conflict_do_nothing()
)
_FIRST = Q(select(command_key.c.digest, command_key.c.answer).where(command_key.c.key == bindparam("key")))
_ANSWER = Q(update(command_key).where(command_key.c.key == bindparam("command")).values(answer=bindparam("answer")))

_UNKNOWN = b""  # of before revision 0008, when it was not keyed
_WITH_CODES = (Invited, Assisted, CalledIn, InvitedIn, PageLink, PageOpened, PhoneCode, LinkCode, RecoveryCode)
_REFUSALS: dict[str, type[Refusal]] = {
    kind.__name__: kind for kind in (Refusal, errors.Faster, errors.NotYours, errors.NotEnough, errors.OwnHours)
}


def once(ctx: Context, command: Command, work: Callable[[], list[Event]]) -> list[Event]:
    """Run `work` unless this command ran before; then return its first events, or raise its first refusal.

    What `work` did before it raised a Refusal is undone; the refusal is remembered. The clock has no keys: its rows
    fire once. On PostgreSQL a second one waits here until the first has committed.
    """
    if not ctx.actor.key:
        return work()
    key = f"{ctx.actor.key} {type(command).__name__}"
    digest = _digest(ctx, command)
    if not ctx.tx.run(_CLAIM, key=key, digest=digest, at=ctx.now):
        return _first_answer(ctx, key, digest)
    try:
        done = ctx.tx.step(work)
    except Refusal as refused:
        _remember(ctx, key, _dump_refusal(refused), secret=True)
        raise
    _remember(ctx, key, _dump_events(done), secret=any(isinstance(event, _WITH_CODES) for event in done))
    return done


def _remember(ctx: Context, key: str, answer: str, *, secret: bool) -> None:
    """An answer that shows a code or somebody's words is sealed; ids and states are not."""
    ctx.tx.run(_ANSWER, command=key, answer=ctx.vault.seal(answer).decode() if secret else answer)


def _digest(ctx: Context, command: Command) -> bytes:
    actor = ctx.actor
    return ctx.vault.digest("command", repr((actor.kind, actor.person_id, actor.organisation_id, command)))


def _first_answer(ctx: Context, key: str, digest: bytes) -> list[Event]:
    row = ctx.tx.one(_FIRST, key=key)
    if row is None or bytes(row[0]) not in (digest, _UNKNOWN):
        raise Refusal(_("This message was already used for something else. Please write it again."))
    stored: str = row[1]
    text = stored if stored.startswith("[") else ctx.vault.open(stored.encode())
    body, names = orjson.loads(text), names_in(ctx.tx, text)
    if isinstance(body, dict):
        raise _load_refusal(body, names_in(ctx.tx, body["message"]))
    return [_event(name)(**_fields(fields, names)) for name, fields in body]


def _event(name: str) -> Any:
    return getattr(events, name, None) or getattr(hub_events, name)


def _dump_events(done: list[Event]) -> str:
    """An organisation's name is its id in there, as in a screen."""
    return orjson.dumps(
        [[type(event).__name__, event] for event in done], packed, orjson.OPT_PASSTHROUGH_SUBCLASS
    ).decode()


def _fields(fields: dict[str, Any], names: Names) -> dict[str, Any]:
    return {name: _field(value, names) for name, value in fields.items()}


def _field(value: Any, names: Names) -> Any:
    if isinstance(value, dict):
        return load_value(orjson.dumps(value).decode(), names)
    return tuple(_field(one, names) for one in value) if isinstance(value, list) else value


def _dump_refusal(refused: Refusal) -> str:
    kind = type(refused).__name__
    return orjson.dumps({"kind": kind, "message": dump_value(refused.message)}).decode()


def _load_refusal(body: dict[str, str], names: Names) -> Refusal:
    kind = _REFUSALS.get(body["kind"], Refusal)
    return kind(load_value(body["message"], names))
