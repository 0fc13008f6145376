"""What can be taken away of a hub, what each is for, and the files: the same as `python -m bot export` writes."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import orjson

from bot.wording.cells import cells_of
from core.errors import Misconfigured, NotYours, Refusal
from core.export.journal import journal
from core.export.listed import Backwards, listed
from core.export.package import write_package
from core.export.progress import nothing
from core.hubs import Hub, load_hub
from core.look import Look
from core.messages import Message, _
from core.panel.sheet import Asked, Link, Part, Sheet
from core.summary import as_json

EXPORTS = "exports"
_MARK = "\ufeff"  # tells Excel that it is UTF-8
_DOWNLOAD = _("Download")


class File(NamedTuple):
    """What is taken away: the end of its name, its type, its bytes."""

    name: str
    type: str
    data: bytes


def exports(look: Look, asked: Asked) -> Sheet | None:
    """Each with one sentence that says what it is for."""
    about = (
        _(
            "People, phone numbers and addresses are in none of them. Cells that a spreadsheet would run begin with an "
            "apostrophe."
        ),
        _(
            "Tables are for the spreadsheets of your country. If one opens with everything in one column, import it "
            "there and choose what stands between the cells: “,” or “;”."
        ),
    )
    hub = load_hub(asked.tx, asked.hub_id)
    books = (
        _part(
            _("The whole network"),
            _("Accounts, entries, exchanges and organisations as CSV files with a description, for another program."),
            "package.zip",
        ),
        _part(
            _("Hours for Beancount"),
            _("Every movement of hours as a text file, for whoever checks the books with Beancount."),
            "ledger.beancount",
        ),
        _part(_("Hours for hledger"), _("The same for hledger and its like."), "ledger.journal"),
    )
    parts = (
        *(books if hub and hub.policy.flows else ()),
        Part(
            _("Requests and offers"),
            (_("What was published between two days, by whom, and what became of it. Without days: all."),),
            links=(Link("export/listings.csv", _DOWNLOAD, days=True),),
        ),
        _part(
            _("Organisations"), _("Each with its kind, town, hours and how many people it has."), "members", page=True
        ),
        _part(_("Pictures"), _("The figures behind each picture, for a report of your own."), "pictures", page=True),
        _part(
            _("Summary"), _("How the network is doing, as everybody may know it: no figure below five."), "summary.json"
        ),
    )
    return Sheet(_("Exports"), about, parts=parts)


def _part(title: Message, about: Message, name: str, *, page: bool = False) -> Part:
    if not page:
        return Part(title, (about,), links=(Link(f"export/{name}", _DOWNLOAD),))
    file = (Link(f"{name}/{name}.csv", _DOWNLOAD),) if name == "members" else ()
    return Part(title, (about,), links=(*file, Link(name, _("See the page"), is_page=True)))


# ---- the files ----------------------------------------------------------------------------------------------------


def export(asked: Asked, name: str) -> File:
    """The file of that name; NotYours where there is none, a Refusal for days that are none."""
    hub = load_hub(asked.tx, asked.hub_id)
    if hub is None or name not in _FILES or (name in _BOOKS and not hub.policy.flows):
        raise NotYours
    type, make = _FILES[name]
    return File(name, type, make(asked, hub))


def _package(asked: Asked, hub: Hub) -> bytes:
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory() as room, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        folder = Path(room) / "package"
        write_package(asked.tx, hub, folder, asked.now, nothing)
        for file in sorted(folder.iterdir()):
            out.write(file, file.name)
    return packed.getvalue()


def _journal(style: str) -> Callable[[Asked, Hub], bytes]:
    def write(asked: Asked, hub: Hub) -> bytes:
        return ("\n".join(journal(asked.tx, hub, style, asked.now, nothing)) + "\n").encode()

    return write


def _listings(asked: Asked, hub: Hub) -> bytes:
    first, last = (asked.args.get(name, "")[:10] for name in ("from", "to"))
    try:
        lines = list(listed(asked.tx, hub, first, last, nothing, cells_of(asked.country).between))
    except Backwards:
        raise Refusal(_("The first day is after the last one. Write the earlier one first.")) from None
    except Misconfigured:
        raise Refusal(_("Write the days like 2026-11-27, or leave them empty.")) from None
    return (_MARK + "\r\n".join(lines) + "\r\n").encode()


def _summary(asked: Asked, hub: Hub) -> bytes:
    return orjson.dumps(as_json(asked.tx, [hub], asked.now), option=orjson.OPT_INDENT_2)


_BOOKS = ("package.zip", "ledger.beancount", "ledger.journal")
"""They tell who served whom: left out where the hub's rules leave that out."""
_FILES: dict[str, tuple[str, Callable[[Asked, Hub], bytes]]] = {
    "package.zip": ("application/zip", _package),
    "ledger.beancount": ("text/plain; charset=utf-8", _journal("beancount")),
    "ledger.journal": ("text/plain; charset=utf-8", _journal("hledger")),
    "listings.csv": ("text/csv; charset=utf-8", _listings),
    "summary.json": ("application/json", _summary),
}
