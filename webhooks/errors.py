"""What is said when a request cannot be answered: to a program as before, to a person a page in their language.

Nothing of the request is repeated and nothing of the fault is shown; one sentence says what to do.
"""

from __future__ import annotations

import logging

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as WerkzeugResponse

from core.errors import Unavailable
from core.messages import Message, _

log = logging.getLogger(__name__)

RETRY_AFTER = 5
_MACHINES = ("/telegram/", "/twilio/", "/health/", "/metrics", "/summary.json")
_ROOMS = ("/dashboard/", "/simulator")
"""Pages of which each has a beginning of its own."""

SAYS: dict[int, Message] = {
    400: _("Something was missing in what was sent. Go back, load that page again, and send it once more."),
    401: _("You are not signed in. Ask for a new link in the chat."),
    403: _("This was refused, since it came from a page that is not ours. Open ours and do it there."),
    404: _("There is no page here. Look at the address again, or go to the beginning."),
    405: _("Nothing opens like this here. Go back, and use the buttons of that page."),
    413: _("This is too large to be sent at once. Send a smaller file or fewer words."),
    421: _("This address is not ours. Open the one that you got from your network."),
    429: _("That was a lot in a short time. Please wait a minute, then try again."),
    500: _("Something went wrong on our side, and it has been noted. Please try again in a few minutes."),
    503: _("We cannot get at our data just now. Please try again in a minute."),
}
_OTHER, _OURS = SAYS[400], SAYS[500]


def answer_errors(app: Flask) -> None:
    """For every page of the application."""

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> WerkzeugResponse:
        if error.code is None or error.code < 400:  # a redirect
            return error.get_response()
        answer = sorry(error.code, error.name)
        answer.headers.extend((name, value) for name, value in error.get_headers() if name == "Allow")
        return answer

    @app.errorhandler(Unavailable)
    def unavailable(away: Unavailable) -> Response:
        log.warning("a sender was asked to come back: %s", away.sentence)
        answer = sorry(503, "Service Unavailable")
        answer.headers["Retry-After"] = str(RETRY_AFTER)
        return answer

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> Response:
        log.error("a request failed at %s", request.endpoint or "an unknown page", exc_info=error)
        return sorry(500, "Internal Server Error")


def sorry(code: int, name: str) -> Response:
    """As JSON where only programs come, as a page where a browser asks, else as one plain line."""
    if request.path.startswith(_MACHINES):
        answer = jsonify(error=name.lower())
    elif "text/html" in request.headers.get("Accept", "") and (page := _page(code)):
        answer = Response(page, content_type="text/html; charset=utf-8")
    else:
        answer = Response(f"{code} {name}\n", content_type="text/plain; charset=utf-8")
    answer.status_code = code
    return answer


def _page(code: int) -> str:
    room = next((room for room in _ROOMS if request.path.startswith(room)), "/")
    says = SAYS.get(code, _OURS if code >= 500 else _OTHER)
    try:
        return render_template("error.html", says=says, beginning=request.script_root + room)
    except Exception:  # whatever broke the page may break this one too, and the sender still gets an answer
        log.exception("the page that says sorry cannot be written")
        return ""
