"""How does a list come in over the pages? A template to fill in, a paper form, a look at what it would make, a yes.

The yes is one of the desk's forms (`desk.send`); here are the pages around it.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, request, session

from bot.cards.listing import KINDS
from bot.desk import Desk, Guest
from bot.desk.importing import IMPORT, MOST_BYTES
from bot.intake.columns import NEED, OFFER, REMOTE, TITLES
from bot.intake.template import template
from core.errors import NotYours, Refusal
from core.intake.values import COLUMNS
from core.languages import LANGUAGES, NAMES
from webhooks.web import read_by, say

_ON_PAPER = 3  # requests or offers of one organisation on a sheet of paper


def import_pages(
    pages: Blueprint, desk: Desk, visit: Callable[[], str], greet: Callable[[Guest], Guest], page: Callable[..., str]
) -> None:
    """`visit` is the session's word; `greet` and `page` are those of all pages of the dashboard."""

    def look(hub_id: int, file: bytes = b"", told: str = "", refused: str = "") -> str:
        guest, found = desk.page(visit(), hub_id, IMPORT, 0, {}, file)
        greet(guest)
        came = {"told": told, "refused": refused}
        return page("dashboard/import.html", guest, hub_id, IMPORT, sheet=found, id=0, languages=NAMES, **came)

    def there(hub_id: int) -> Guest:
        guest = greet(desk.guest(visit()))
        if hub_id not in guest.hubs:
            raise NotYours
        return guest

    @pages.get("/<int:hub_id>/import")
    def lists(hub_id: int) -> str:
        return look(hub_id, told=session.pop("told", ""), refused=session.pop("refused", ""))

    @pages.post("/<int:hub_id>/import")
    def bring(hub_id: int) -> str | tuple[str, int]:
        """What the file would make; nothing is written."""
        there(hub_id)
        brought = request.files.get("list")
        data = brought.read(MOST_BYTES + 1) if brought else b""
        try:
            return look(hub_id, data)
        except NotYours:
            raise
        except Refusal as refused:
            return look(hub_id, told=say(refused.message), refused=IMPORT), 422

    @pages.get("/<int:hub_id>/import/<lang>.csv")
    def empty(hub_id: int, lang: str) -> Response:
        """The list to fill in."""
        guest = there(hub_id)
        if lang not in LANGUAGES:
            raise NotYours
        return Response(
            template(lang, guest.reader.country),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="comunidas-{lang}.csv"'},
        )

    @pages.get("/<int:hub_id>/import/paper")
    def paper(hub_id: int) -> str:
        """The same on a sheet of paper, in any of our languages."""
        guest = there(hub_id)
        lang = request.args.get("lang", "")
        if lang in LANGUAGES:
            read_by(guest.reader._replace(lang=lang))
        titles = [(name, TITLES[name]) for name in COLUMNS]
        choices = {"kind": tuple(KINDS.values()), "post": (NEED, OFFER), "place": (REMOTE,)}
        more = {"titles": titles, "choices": choices, "sheets": _ON_PAPER, "languages": NAMES}
        return page("dashboard/paper.html", guest, hub_id, IMPORT, **more)
