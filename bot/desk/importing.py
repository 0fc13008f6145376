"""The page on which a list comes in: first what it would make and what is wrong with it, then all of it in one go.

Between the two nothing is kept here: the file goes back and forth with the page, sealed for this hub and this person.
"""

from __future__ import annotations

import zlib

from bot.cards.listing import KINDS, town_of
from bot.desk.words import HEAD
from bot.intake.columns import NEED, OFFER, REMOTE, TITLES
from bot.intake.reading import Brought, read_file
from bot.notices import Notices
from core import outbox
from core.calendar import today
from core.commands import Actor
from core.context import Context
from core.coordination import intakes
from core.errors import Misconfigured, NotYours, Refusal
from core.hubs import Hub, load_hub
from core.intake.making import make
from core.intake.planning import plan
from core.intake.values import COLUMNS, Plan, Problem, Step
from core.look import Look
from core.messages import Amount, Day, Message, Several, Value, _, _n, several
from core.panel.sheet import Asked, Field, Form, Part, Row, Sheet, Table

IMPORT = "import"
MOST_ROWS = 1000
MOST_BYTES = 200 * 1024
TOO_LARGE = _("This file is larger than {most} KB. Divide it into several.", most=MOST_BYTES // 1024)
_MOST_SEALED = 220 * 1024
_SHOWN = 200
_LINE, _COLUMN, _DO = _("Line"), _("Column"), _("What to do")


def importing(look: Look, asked: Asked) -> Sheet | None:
    """How a list looks; with a file, what it would make. Raises a Refusal for what is no list."""
    hub = load_hub(asked.tx, asked.hub_id)
    if hub is None:
        return None
    return _preview(asked, hub, asked.file) if asked.file else _about()


def _about() -> Sheet:
    rows = tuple(Row((TITLES[name].title, TITLES[name].hint)) for name in COLUMNS)
    about = (
        _("Organisations without a phone, their requests and offers come in from a spreadsheet, saved as CSV."),
        _(
            "First you see what would be created. None of them is told anything: they take part without a "
            "phone, and you write for them, until one of their members writes with a code. What is here "
            "already is not created twice."
        ),
    )
    return Sheet(
        _("Import"), about, parts=(Part(_("The columns"), table=Table((_COLUMN, _("What goes in it")), rows)),)
    )


# ---- what it would make -------------------------------------------------------------------------------------------


def _preview(asked: Asked, hub: Hub, data: bytes) -> Sheet:
    brought = _read(asked, hub, data)
    planned = plan(asked.tx, hub, brought.entries, asked.now)
    problems = sorted((*brought.problems, *planned.problems), key=lambda one: one.line)
    parts = (
        *_wrong(problems),
        *_alike(planned),
        *_made(planned),
    )
    return Sheet(
        _("Import: what would be created"),
        _lead(brought, planned),
        _figures(planned, problems),
        (_go(asked, data, planned), *parts),
    )


def _read(asked: Asked, hub: Hub, data: bytes) -> Brought:
    if len(data) > MOST_BYTES:
        raise Refusal(TOO_LARGE)
    return read_file(data, MOST_ROWS, asked.lang, today(asked.now, hub.zone))


def _lead(brought: Brought, planned: Plan) -> tuple[Message, ...]:
    lines: tuple[Message, ...] = ()
    if brought.unused:
        lines += (
            _(
                "These columns are not read: {titles}. Phone numbers are not taken in; hand out codes.",
                titles=several(brought.unused[:10]),
            ),
        )
    if planned.organisations and planned.grant:
        lines += (
            _(
                "The first hours of each, {hours}, begin when one of its people writes, or when another coordinator "
                "says yes to this list. Where nobody else coordinates, {n} organisations begin at once each month.",
                hours=Amount(planned.grant),
                n=intakes.ALONE,
            ),
        )
    return lines


def _figures(planned: Plan, problems: list[Problem]) -> tuple[tuple[Message, Value], ...]:
    kinds = [step.entry.post.kind for step in planned.listings if step.entry.post]
    return (
        (_("New organisations"), len(planned.organisations)),
        (_("Requests"), kinds.count("need")),
        (_("Offers"), kinds.count("offer")),
        (_("Lines that are here already"), planned.known),
        (_("Lines with a problem"), len(problems)),
    )


def _go(asked: Asked, data: bytes, planned: Plan) -> Part:
    title = _("Import the list")
    if planned.nothing:
        return Part(title, (_("There is nothing new in this file."),))
    sealed = asked.vault.seal_bytes(zlib.compress(_whose(asked) + data)).decode()
    if len(sealed) > _MOST_SEALED:
        raise Refusal(TOO_LARGE)
    about = _("All of it at once. Lines with a problem are left out: correct them, and bring the same file again.")
    return Part(title, (about,), form=Form(IMPORT, (Field("list", title, sealed, hidden=True),), _("Import")))


def _whose(asked: Asked) -> bytes:
    return f"{asked.hub_id} {asked.person_id}\n".encode()


def _wrong(problems: list[Problem]) -> tuple[Part, ...]:
    rows = tuple(Row((one.line, TITLES[one.column].title, one.says)) for one in problems[:_SHOWN])
    return _part(_("Lines with a problem"), (_LINE, _COLUMN, _DO), rows, len(problems))


def _alike(planned: Plan) -> tuple[Part, ...]:
    found = [step for step in planned.steps if step.known == "alike"]
    rows = tuple(Row((step.entry.line, step.organisation, step.looks_like)) for step in found[:_SHOWN])
    about = _(
        "Another coordinator looks at these before they are in. Where it is the same organisation, write its name as "
        "it stands here, and bring the file again."
    )
    head = (_LINE, HEAD["organisation"], _("Looks like"))
    return _part(_("Names that look like others"), head, rows, len(found), (about,))


def _made(planned: Plan) -> tuple[Part, ...]:
    found = [step for step in planned.steps if step.posts or step.known in ("new", "alike")]
    rows = tuple(map(_step, found[:_SHOWN]))
    head = (_LINE, *(TITLES[name].title for name in COLUMNS))
    return _part(_("What is created"), head, rows, len(found))


def _step(step: Step) -> Row:
    entry = step.entry
    kind = KINDS.get(entry.kind) if step.known in ("new", "alike") else None
    town = town_of(entry.town, entry.country) if step.known in ("new", "alike") else None
    post = entry.post if step.posts else None
    if post is None:
        return Row((entry.line, step.organisation, kind, town, None, None, None, None, None))
    hours = None if post.minutes is None else Amount(post.minutes)
    day = Day(post.due_on) if post.due_on else None
    place = REMOTE if post.remote else post.place or None
    which = NEED if post.kind == "need" else OFFER
    return Row((entry.line, step.organisation, kind, town, which, post.what, hours, day, place))


def _part(
    title: Message, head: tuple[Message, ...], rows: tuple[Row, ...], all_of: int, about: tuple[Message, ...] = ()
) -> tuple[Part, ...]:
    if not rows:
        return ()
    more = all_of - len(rows)
    rest = (_n("And {n} more line.", "And {n} more lines.", more),) if more else ()
    return (Part(title, (*about, *rest), table=Table(head, rows)),)


# ---- letting it in ------------------------------------------------------------------------------------------------


def take_in(asked: Asked) -> Message:
    """The file that was looked at, all its good lines in one transaction; what it made."""
    hub = load_hub(asked.tx, asked.hub_id)
    if hub is None:
        raise NotYours
    brought = _read(asked, hub, _opened(asked))
    ctx = Context(asked.tx, asked.vault, Actor(asked.person_id, None, "page", "", "coordinator"), asked.now)
    made, events = make(ctx, hub, brought.entries)
    alerts = Notices(asked.tx, asked.now).tell(events).alerts
    if alerts:
        outbox.enqueue(asked.tx, alerts, asked.now)
    return told(made, len(brought.problems))


def _opened(asked: Asked) -> bytes:
    try:
        whole = zlib.decompress(asked.vault.open_bytes(asked.args.get("list", "").encode()))
    except (Misconfigured, zlib.error):
        raise NotYours from None
    if not whole.startswith(_whose(asked)):
        raise NotYours
    return whole.removeprefix(_whose(asked))


def told(made: Plan, problems: int) -> Message:
    """What came in, in one sentence."""
    organisations, listings = len(made.organisations), len(made.listings)
    left_out = problems + len(made.problems)
    what: list[Message] = []
    if organisations:
        what.append(_n("{n} new organisation", "{n} new organisations", organisations))
    if listings:
        what.append(_n("{n} request or offer", "{n} requests and offers", listings))
    if left_out:
        what.append(_n("{n} line left out", "{n} lines left out", left_out))
    if not organisations and not listings:
        return _("There is nothing new in this file.")
    return _("Imported: {what}.", what=Several(tuple(what)))
