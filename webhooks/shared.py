"""What an organisation opened: its statement, its report, its poster, its hours, by a word nobody guesses."""

from __future__ import annotations

from flask import Blueprint, abort, g, render_template, request
from werkzeug.wrappers import Response

from bot.desk.shared import Shared
from core.languages import LANGUAGES, NAMES
from core.settings import Settings
from webhooks.door import Door
from webhooks.front import leading, ways_in
from webhooks.spreadsheet import as_csv
from webhooks.web import read_by

_ASKED = ("period", "from", "to", "year")


def shared_pages(settings: Settings, door: Door) -> Blueprint:
    """All under /s. A wrong word, one whose time is over and one that was taken back are answered alike."""
    pages = Blueprint("shared", __name__, url_prefix="/s", template_folder="templates")

    @pages.get("/<word>")
    def page(word: str) -> str | Response:
        asked = request.args.get("lang", "")
        wish = asked if asked in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or ""
        found = door.shared(word, wish, request.args)
        if found is None:
            abort(404)
        read_by(found.reader)
        g.today = found.today
        if found.hours:
            return _file(as_csv(found.hours), found.today)
        kept = {name: value for name in _ASKED if (value := request.args.get(name, ""))}
        return render_template(
            "shared/poster.html" if found.poster else "shared/sheet.html",
            it=found,
            sheet=found.sheet,
            word=word,
            kept=kept,
            names=NAMES,
            ways=_ways(settings, door, found),
        )

    @pages.after_request
    def unlisted(answer: Response) -> Response:
        """Whoever has the address reads it; search engines do not keep it."""
        answer.headers["X-Robots-Tag"] = "noindex, noarchive"
        return answer

    return pages


def _file(content: bytes, day: str) -> Response:
    name = f"comunidas-{day}.csv"
    answer = Response(content, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _ways(settings: Settings, door: Door, found: Shared) -> list[tuple[str, str, str]]:
    return leading(ways_in(settings, door.front()), found.word) if found.poster else []
