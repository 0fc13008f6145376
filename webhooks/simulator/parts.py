"""What of the page changes: each part as the template writes it, so that with and without scripts it reads the same."""

from __future__ import annotations

import json
from typing import Any

from flask import render_template

from bot.simulator.values import PhoneView, View

_OWN = 12
"""How many of one's newest messages may still be under way."""


def parts(view: View, seen: dict[str, int]) -> dict[str, Any]:
    """The page's moving parts, and of each telephone what it was not shown yet; `seen` is from `shown`."""
    return {
        "hub": render_template("simulator/hub.html", view=view),
        "clock": render_template("simulator/clock.html", view=view),
        "proof": render_template("simulator/proof.html", view=view),
        "drawer": render_template("simulator/drawer.html", view=view),
        "phones": {phone.key: _phone(phone, seen.get(phone.key, 0)) for phone in view.phones},
    }


def shown(view: View) -> dict[str, int]:
    """How far each telephone is shown with this view."""
    return {phone.key: phone.last for phone in view.phones}


def signature(view: View) -> str:
    """Equal for views that look the same but for the clock."""
    state = [(phone._replace(bubbles=()), _ways(phone)) for phone in view.phones]
    return json.dumps([state, view.alive, view.armed, view.repeats, view.sums], default=str)


def _phone(phone: PhoneView, last: int) -> dict[str, Any]:
    new = [bubble for bubble in phone.bubbles if bubble.n > last]
    return {
        "head": render_template("simulator/head.html", phone=phone),
        "state": render_template("simulator/state.html", phone=phone),
        "first": phone.bubbles[0].n if phone.bubbles else 0,
        "last": phone.last,
        "new": render_template("simulator/bubbles.html", phone=phone, bubbles=new) if new else "",
        "ways": {
            bubble.n: render_template("simulator/way.html", way=bubble.way)
            for bubble in [one for one in phone.bubbles if one.mine][-_OWN:]
        },
    }


def _ways(phone: PhoneView) -> list[tuple[int, str]]:
    return [(one.n, one.way) for one in phone.bubbles if one.way]
