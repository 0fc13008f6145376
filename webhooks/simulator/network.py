"""The pages of a visitor's own network, its dashboard first of all, under /simulator/network.

They are the real ones, in an application of their own: its key and its cookie are no others', so that who signed in
here is nobody at the real desk, and each request finds nothing but the network of the visitor who sent it.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import cast

from flask import Blueprint, Flask, abort, redirect, request, session
from werkzeug.local import LocalProxy
from werkzeug.wrappers import Response

from bot.desk import Desk
from bot.simulator.values import Exhausted
from webhooks.door import Door
from webhooks.simulator.door import Simulator
from webhooks.simulator.visitors import VISITOR
from webhooks.web import reader

PREFIX = "/simulator/network"

_here: ContextVar[Door] = ContextVar("network")
HERE = cast(Door, LocalProxy(_here))
"""The house of the network whose page is being made."""
DESK = cast(Desk, LocalProxy(lambda: _here.get().desk))


def network_pages(simulator: Simulator, inner: Flask) -> Blueprint:
    """Hands what comes to `inner`, whose pages ask HERE and DESK, within the visitor's network."""
    pages = Blueprint("network", __name__, url_prefix=PREFIX)

    @pages.get("/")
    def beginning() -> Response:
        return redirect("/simulator", 303)

    @pages.route("/<path:path>", methods=["GET", "POST"])
    def page(path: str) -> Response:
        try:
            with simulator.inside(str(session.get(VISITOR, "")), acts=request.method == "POST") as house:
                return _answered(inner, house, path)
        except LookupError:
            abort(404)
        except Exhausted:
            abort(429)

    return pages


def _answered(inner: Flask, house: Door, path: str) -> Response:
    """Its sign-in page speaks the language that the visitor chose here."""
    script = request.environ.get("SCRIPT_NAME", "") + PREFIX
    moved = {"SCRIPT_NAME": script, "PATH_INFO": f"/{path}", "HTTP_ACCEPT_LANGUAGE": reader().lang}
    token = _here.set(house)
    try:
        return Response.from_app(inner.wsgi_app, {**request.environ, **moved}, buffered=True)
    finally:
        _here.reset(token)
