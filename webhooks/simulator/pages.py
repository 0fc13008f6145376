"""The simulator's page and its forms; scripts get the same in parts, as it happens or when they ask."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from bot.simulator.values import Exhausted, Full, PhoneView, View
from bot.wording import Reader
from core.messages import Amount, Code, Message, Moment
from core.relay.pieces import CALLED
from core.settings import Settings
from webhooks.simulator.door import Simulator
from webhooks.simulator.forms import acts_of, seen_of
from webhooks.simulator.links import linked
from webhooks.simulator.names import FLOWS, QUESTIONS, VALUES, answered, named
from webhooks.simulator.network import PREFIX
from webhooks.simulator.parts import parts
from webhooks.simulator.streams import Streams, told
from webhooks.simulator.tries import tries
from webhooks.simulator.visitors import origin, ours, visitor
from webhooks.simulator.words import ACCOUNTS, ENTRIES, HOLDS, INTENTS, STEPS
from webhooks.web import read_by, reader, remember

SCENES = ("", "first", "fund", "overdue")
_HUB = ("HN", "America/Tegucigalpa")
"""Whose clock the page shows: the invented hub's."""
COMING = "Coming-Percent"
"""The header by which the page that waits is told how far it is; without it what it waits for is there."""
_NEWEST = 5
"""Messages of each telephone that a page begins with; those before them are a link away."""


def simulator_pages(settings: Settings, simulator: Simulator) -> Blueprint:
    """GET /simulator, its news, and POST /simulator/act; a quarter of its threads may keep streams open."""
    pages = Blueprint("simulator", __name__, url_prefix="/simulator")
    streams = Streams(settings.web_threads // 4)
    pages.add_app_template_filter(linked)

    @pages.before_request
    def speak() -> None:
        if request.args.get("lang"):
            remember(reader().lang)
        read_by(Reader(reader().lang, *_HUB))

    @pages.context_processor
    def words() -> dict[str, Any]:
        def say_in(lang: str, id: str) -> str:
            return simulator.say(lang, Message(id))

        def tries_on(phone: PhoneView) -> list[str]:
            return [simulator.say(phone.lang, message) for message in tries(phone)]

        return {
            "called": CALLED,
            **{"intents": INTENTS, "steps": STEPS, "holds": HOLDS, "entries": ENTRIES, "accounts": ACCOUNTS},
            **{"flows": FLOWS, "questions": QUESTIONS, "values": VALUES, "answered": answered, "named": named},
            "say_in": say_in,
            "tries": tries_on,
            "amount": Amount,
            "moment": Moment,
            "code": _code,
        }

    @pages.get("")
    def page() -> ResponseReturnValue:
        scene = _scene(request.args.get("scene"))
        view = simulator.look(visitor(new=True), scene)
        if view is None:
            came = {"percent": simulator.percent(), "scenes": SCENES}
            return render_template("simulator/waiting.html", **came), 200, {COMING: str(came["percent"])}
        return _page(view)

    @pages.post("/act")
    def act() -> ResponseReturnValue:
        who, scene = visitor(new=True), _scene(request.form.get("scene"))
        if request.form.get("do") == "afresh":
            simulator.afresh(who)
            return redirect(f"/simulator?scene={scene or ''}", 303)
        try:
            for one in acts_of(request.form, request.files.get("file")):
                view = simulator.act(who, scene, one, origin(), ours(settings) + PREFIX)
        except LookupError:
            abort(400)
        except (Full, Exhausted) as stop:
            return _stopped(stop)
        if _scripted():
            return jsonify(parts(view, seen_of(request.form.get("seen", ""))))
        place = request.form.get("phone", "")[:1]
        return redirect(f"/simulator?scene={view.scene}" + (f"#{place}" if place else "&controls=#controls"), 303)

    @pages.get("/file/<phone>/<int:n>")
    def file(phone: str, n: int) -> Response:
        found = simulator.file(visitor(), phone, n)
        if found is None:
            abort(404)
        sight, data = found
        answer = Response(data, content_type=sight.type)
        how = "inline" if sight.kind == "photo" else "attachment"
        answer.headers["Content-Disposition"] = f'{how}; filename="{phone}{n}.{sight.ending}"'
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return answer

    @pages.get("/news")
    def news() -> ResponseReturnValue:
        view = simulator.look(visitor(), _scene(request.args.get("scene")))
        if view is None:
            return Response(status=204)
        return jsonify(parts(view, seen_of(request.args.get("seen", ""))))

    @pages.get("/events")
    def events() -> ResponseReturnValue:
        who, scene = visitor(), _scene(request.args.get("scene"))
        if not streams.take(who):
            return Response(status=204)  # a browser gives up its stream then, and the script asks for news instead
        seen = seen_of(request.headers.get("Last-Event-ID") or request.args.get("seen", ""))
        events = stream_with_context(told(simulator, who, scene, seen))
        answer = Response(events, content_type="text/event-stream")
        answer.call_on_close(lambda: streams.end(who))
        return answer

    return pages


def _page(view: View) -> str:
    shown = {"newest": _NEWEST, "whole": request.args.get("whole"), "controls": "controls" in request.args}
    return render_template("simulator/page.html", view=view, scenes=SCENES, **shown)


def _stopped(stop: Exception) -> ResponseReturnValue:
    """Everybody is busy, or this world has seen enough."""
    kind = "full" if isinstance(stop, Full) else "exhausted"
    status = 503 if kind == "full" else 429
    if _scripted():
        return jsonify(problem=render_template("simulator/problem.html", problem=kind)), status
    return render_template("simulator/stopped.html", problem=kind), status


def _code(number: int) -> Code:
    return Code(str(number))


def _scene(asked: str | None) -> str | None:
    if asked is not None and asked not in SCENES:
        abort(404)
    return asked


def _scripted() -> bool:
    return request.headers.get("X-Requested-With") == "fetch"
