"""The coordinators' pages: signing in by a link from the chat, sheets with their CSV, and what is done there.

Nothing is decided here: the desk behind the door (bot/desk) knows who is there, what is theirs and what a deed does.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as Answer

from bot.cards.short_words import hub_word
from bot.desk import Desk, Guest, SignedOut
from bot.desk.forms import FURTHER_NAMES, NEW_NAMES, Looked
from bot.desk.group import written
from bot.desk.menu import MENU
from bot.desk.rules import TYPED
from core.errors import NotYours, Refusal
from core.languages import LANGUAGES, NAMES
from core.look import is_id
from webhooks.dashboard.exporting import export_pages
from webhooks.dashboard.importing import import_pages
from webhooks.dashboard.pictures import picture
from webhooks.dashboard.sheets import as_csv, numbers, said
from webhooks.errors import sorry
from webhooks.front import leading
from webhooks.web import read_by, reader, remember, say

log = logging.getLogger(__name__)

Ways = Callable[[], list[tuple[str, str, str]]]
_SESSION = "desk"
_SHORT = 300
_ASKED = ("state", "period", "from", "to", "q")


def dashboard_pages(desk: Desk, ways: Ways) -> Blueprint:
    """All under /dashboard. `ways`: how the bot is reached, as `webhooks.front.ways_in` tells it."""
    pages = Blueprint("dashboard", __name__, url_prefix="/dashboard", template_folder="templates")
    _sign_in(pages, desk, ways)
    _read(pages, desk)
    _print(pages, desk, ways)
    _do(pages, desk)
    export_pages(pages, desk, _session, _greet)
    import_pages(pages, desk, _session, _greet, _page)
    for name, value in (
        ("menu", lambda: MENU),
        ("picture", picture),
        ("said", said),
        ("numbers", numbers),
    ):
        pages.add_app_template_global(value, name)

    @pages.errorhandler(SignedOut)
    def signed_out(_error: SignedOut) -> tuple[str, int]:
        return render_template("dashboard/ask.html", used=bool(session.pop(_SESSION, "")), ways=ways()), 401

    @pages.errorhandler(NotYours)
    def not_theirs(_error: NotYours) -> Response:
        log.warning("a page of the dashboard was asked for that is not theirs, or not there")
        return sorry(404, "Not Found")

    return pages


def _sign_in(pages: Blueprint, desk: Desk, ways: Ways) -> None:
    @pages.get("/in/<word>")
    def link(word: str) -> str:
        """A button and nothing else: what only looks at a link, as the previews of chats do, opens nothing."""
        return render_template("dashboard/in.html", word=word)

    @pages.post("/in")
    def come() -> tuple[str, int] | Answer:
        opened = desk.open(_word(request.form.get("word", "")))
        _forget()
        if opened is None:
            return render_template("dashboard/ask.html", used=True, ways=ways()), 403
        session[_SESSION] = opened
        return redirect(url_for("dashboard.home"), 303)

    @pages.post("/out")
    def out() -> Answer:
        desk.leave(_session())
        _forget()
        return redirect(url_for("dashboard.home"), 303)


def _read(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/")
    def home() -> Answer:
        guest = _greet(desk.guest(_session()))
        return redirect(url_for("dashboard.sheet", hub_id=min(guest.hubs), name="today"), 303)

    @pages.get("/<int:hub_id>/step")
    def step(hub_id: int) -> str:
        guest, found = desk.step(_session())
        _of_theirs(_greet(guest), hub_id)
        return _page("dashboard/step.html", guest, hub_id, "step", step=found)

    @pages.get("/<int:hub_id>/<name>")
    @pages.get("/<int:hub_id>/<name>/<int:id>")
    def sheet(hub_id: int, name: str, id: int = 0) -> str:
        guest, found = desk.page(_session(), hub_id, name, id, request.args)
        _greet(guest)
        came = {"told": session.pop("told", ""), "refused": session.pop("refused", "")}
        return _page("dashboard/sheet.html", guest, hub_id, name, sheet=found, id=id, kept=_kept(), **came)

    @pages.get("/<int:hub_id>/<name>/<table>.csv")
    @pages.get("/<int:hub_id>/<name>/<int:id>/<table>.csv")
    def csv(hub_id: int, name: str, table: str, id: int = 0) -> Response:
        guest, found = desk.page(_session(), hub_id, name, id, request.args, whole=True)
        _greet(guest)
        for part in found.parts:
            if part.table and part.table.name == table:
                return Response(
                    as_csv(part.table),
                    content_type="text/csv; charset=utf-8",
                    headers={"Content-Disposition": f'attachment; filename="{table}-{guest.today}.csv"'},
                )
        raise NotYours


def _print(pages: Blueprint, desk: Desk, ways: Ways) -> None:
    @pages.get("/<int:hub_id>/poster")
    def poster(hub_id: int) -> str:
        """For a wall, in any of our languages."""
        guest = _greet(desk.guest(_session()))
        _of_theirs(guest, hub_id)
        lang = request.args.get("lang", "")
        if lang in LANGUAGES:
            read_by(guest.reader._replace(lang=lang))
        made = desk.posters(_session(), hub_id)
        word = hub_word(hub_id)
        more = {"says": word, "ways": leading(ways(), word), "languages": NAMES, "made": made}
        return _page("dashboard/poster.html", guest, hub_id, "poster", **more)

    @pages.get("/<int:hub_id>/group")
    def group(hub_id: int) -> str:
        """What the network looks for, to be pasted into a group, in any of our languages and for either app."""
        guest = _greet(desk.guest(_session()))
        lang = request.args.get("lang", "")
        if lang in LANGUAGES:
            read_by(guest.reader._replace(lang=lang))
        text = desk.group_text(_session(), hub_id, reader().lang)
        links = {channel: link for channel, _label, link in leading(ways(), "") if link and channel != "SMS"}
        by = request.args.get("by", "")
        by = by if by in links else next(iter(links), "")
        lines = "\n".join(say(line) for line in written(text, guest.hubs[hub_id], links.get(by, "")))
        more = {"text": text, "lines": lines, "apps": list(links), "by": by, "languages": NAMES}
        return _page("dashboard/group.html", guest, hub_id, "needs", **more)

    @pages.get("/<int:hub_id>/poster/<int:id>")
    def poster_of(hub_id: int, id: int) -> str:
        """That of an organisation, which the organisation made in the chat."""
        card, word = desk.poster(_session(), hub_id, id)
        guest = _greet(desk.guest(_session()))
        lang = request.args.get("lang", "")
        if lang in LANGUAGES:
            read_by(guest.reader._replace(lang=lang))
        more = {"card": card, "says": word, "ways": leading(ways(), word), "languages": NAMES}
        return _page("dashboard/organisation.html", guest, hub_id, "poster", **more)


def _do(pages: Blueprint, desk: Desk) -> None:
    @pages.post("/<int:hub_id>/do")
    def do(hub_id: int) -> Answer:
        """A button of the chat, or words that answer its question."""
        form = request.form
        _of_theirs(desk.guest(_session()), hub_id)
        desk.act(_session(), form.get("deed", "")[:100], form.get("words", ""), _word(form.get("once", "")))
        return redirect(url_for("dashboard.step", hub_id=hub_id), 303)

    @pages.post("/<int:hub_id>/send/<action>")
    def send(hub_id: int, action: str) -> Answer:
        """A form of a page; what comes of it is said on the page it came from."""
        form, typed = request.form, dict[str, Any]()
        _greet(desk.guest(_session()))
        try:
            told = desk.send(_session(), hub_id, action, form, _word(form.get("once", "")))
        except NotYours:
            raise
        except Refusal as refused:
            told, typed = refused.message, _typed(form)  # stands there again
            if not isinstance(refused, Looked):
                session["refused"] = action  # its fields say so
        session["told"] = say(told)
        name, id = form.get("page", "today"), form.get("of", "")
        here: dict[str, Any] = {"id": int(id)} if is_id(id) else {}  # of one thing: back to its page
        return redirect(url_for("dashboard.sheet", hub_id=hub_id, name=name, **here, **typed), 303)


def _typed(form: Mapping[str, str]) -> dict[str, str]:
    """What was written in words, by field."""
    return {
        name: words[:_SHORT]
        for name, words in form.items()
        if words and (name.startswith((NEW_NAMES, FURTHER_NAMES)) or name == TYPED)
    }


def _page(template: str, guest: Guest, hub_id: int, name: str, **more: object) -> str:
    return render_template(template, guest=guest, hub_id=hub_id, name=name, once=secrets.token_urlsafe(12), **more)


def _session() -> str:
    kept = session.get(_SESSION, "")
    return kept if isinstance(kept, str) else ""


def _forget() -> None:
    """All that this browser keeps, but for the language it reads."""
    lang = reader().lang
    session.clear()
    remember(lang)


def _greet(guest: Guest) -> Guest:
    read_by(guest.reader)
    remember(guest.reader.lang)
    g.today = guest.today
    return guest


def _of_theirs(guest: Guest, hub_id: int) -> None:
    if hub_id not in guest.hubs:
        raise NotYours


def _kept() -> dict[str, str]:
    """What was asked for besides, without the names that an address of ours gives a meaning."""
    return {name: request.args[name] for name in _ASKED if name in request.args}


def _word(text: str) -> str:
    """A word of ours as it came back, without what a chat may have left at the end of a link."""
    return "".join(char for char in text if char.isascii() and (char.isalnum() or char in "-_"))
