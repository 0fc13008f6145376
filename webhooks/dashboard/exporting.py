"""How is a hub's data taken away over the pages? The desk makes the file; here it is handed out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, redirect, request, session, url_for
from werkzeug.wrappers import Response as Answer

from bot.desk import Desk, Guest
from bot.desk.exporting import EXPORTS
from core.errors import NotYours, Refusal
from webhooks.web import say


def export_pages(pages: Blueprint, desk: Desk, visit: Callable[[], str], greet: Callable[[Guest], Guest]) -> None:
    @pages.get("/<int:hub_id>/export/<name>")
    def export(hub_id: int, name: str) -> Answer:
        guest = greet(desk.guest(visit()))
        try:
            file = desk.export(visit(), hub_id, name, request.args)
        except NotYours:
            raise
        except Refusal as refused:
            session["told"], session["refused"] = say(refused.message), f"export/{name}"
            days: dict[str, Any] = {name: day for name in ("from", "to") if (day := request.args.get(name, "")[:10])}
            return redirect(url_for("dashboard.sheet", hub_id=hub_id, name=EXPORTS, **days), 303)
        named = f"comunidas-{hub_id}-{guest.today}-{file.name}"
        headers = {"Content-Disposition": f'attachment; filename="{named}"'}
        return Response(file.data, content_type=file.type, headers=headers)
