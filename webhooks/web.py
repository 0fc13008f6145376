"""What every page for people shares: its reader's language and direction, its sentences, and what guards it.

A template writes `{{ _("Sentence with {place}", place=value) }}` or `_n(one, many, n)`; the catalogues find it there.
Values are those of core/messages.py; what comes out is text, which the template escapes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, abort, g, request, session
from flask_wtf import CSRFProtect
from markupsafe import Markup
from werkzeug.routing import IntegerConverter

from bot.wording import Reader, Wording
from core.languages import LANGUAGES
from core.messages import Day, Message, Moment, Value
from core.settings import Settings
from core.vault import derived_word
from webhooks.typed import in_arabic, typed

LARGEST = 256 * 1024
"""Bytes of a request body; Telegram's longest update has less than 100 KB, a text of Twilio's 1,600 letters."""
WITH_A_FILE = 7 * 1024 * 1024
"""The same where somebody sends a file in the simulator."""
COOKIE = "__Host-comunidas"
DEVELOPING_COOKIE = "comunidas_here"
"""Where there is no https: no browser keeps a `__Host-` cookie then."""
_FIRST, _LANG = "es", "lang"
_POLICY = (
    "default-src 'none'; object-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors {who}"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY.format(who="'none'"),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_HSTS = {"Strict-Transport-Security": "max-age=31536000"}
_KEPT_S = 600
"""So long a browser asks no more for a sheet or a script of ours: on a slow line each question is a second."""
_SAFE = ("GET", "HEAD", "OPTIONS")
_HERE = re.compile(r"localhost|127(?:\.\d+){3}|::1")


class _Id(IntegerConverter):
    """A number in an address: with more digits than any of ours has (core/look: is_id) it leads nowhere."""

    regex = r"\d{1,15}"


def dress(app: Flask, settings: Settings, machines: Sequence[Blueprint]) -> None:
    """Cookies, headers and sentences of an application; `machines` are what programs post to, with proofs of their own.

    A POST from a page carries `{{ csrf_token() }}` in its field `csrf_token`.
    """
    https = settings.public_base_url.startswith("https://")
    app.config.update(
        SECRET_KEY=derived_word(settings.secret_keys[0], "web"),
        SECRET_KEY_FALLBACKS=[derived_word(key, "web") for key in settings.secret_keys[1:]],
        SESSION_COOKIE_NAME=COOKIE if https else DEVELOPING_COOKIE,
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SEND_FILE_MAX_AGE_DEFAULT=_KEPT_S,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        WTF_CSRF_SSL_STRICT=False,  # it wants a referrer, and our pages send none
    )
    app.url_map.converters["int"] = _Id
    guard = CSRFProtect(app)
    for pages in machines:
        guard.exempt(pages)
    if https:
        app.before_request(_ours(urlsplit(settings.public_base_url).hostname or "", machines))
    app.before_request(_same_site)
    _speak(app)

    @app.after_request
    def dressed(answer: Response) -> Response:
        headers = _HEADERS | (_HSTS if https else {})
        if g.get("embeddable"):
            headers = headers | {"Content-Security-Policy": _POLICY.format(who="*")}
            del headers["X-Frame-Options"]
        for name, value in headers.items():
            answer.headers.setdefault(name, value)
        if answer.location and answer.location.startswith(request.host_url):  # which whoever asks has written
            answer.location = "/" + answer.location.removeprefix(request.host_url).lstrip("/")
        if answer.location and 300 <= answer.status_code < 400:
            answer.set_data(b"")  # it would repeat that address
        return answer


def _ours(host: str, machines: Sequence[Blueprint]) -> Callable[[], None]:
    """Pages for people are there under our own name; under another, somebody leads people on, or looks for a way in.
    Who watches us from beside asks by whatever name we have there, and so do providers, who sign or know a secret.
    """
    programs = {pages.name for pages in machines}

    def check() -> None:
        asked = urlsplit("//" + request.host).hostname or ""
        if asked != host and not _HERE.fullmatch(asked) and request.blueprint not in programs:
            abort(421)

    return check


def _same_site() -> None:
    """A form of another site is refused before it is read; browsers say where a request comes from."""
    if request.method not in _SAFE and request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        abort(403)


# ---- who reads ----------------------------------------------------------------------------------------------------


def read_by(reader: Reader) -> None:
    """From here on, this answer speaks to that reader."""
    g.reader = reader


def reader() -> Reader:
    """To whom this answer speaks: whoever signed in, else what `?lang=`, an earlier page or the browser says."""
    known = g.get("reader")
    if isinstance(known, Reader):
        return known
    wanted = (request.args.get("lang", ""), session.get(_LANG, ""))
    lang = next((one for one in wanted if one in LANGUAGES), "")
    found = g.reader = Reader(lang or request.accept_languages.best_match(LANGUAGES) or _FIRST)
    return found


def remember(lang: str) -> None:
    """That language for all this browser reads from now on, also where nobody is signed in and for what fails."""
    if session.get(_LANG) != lang:
        session[_LANG] = lang


def say(message: Message | str) -> str:
    """A message as its reader reads it; somebody's words as they are."""
    return message if isinstance(message, str) else _wording().say(message, reader(), g.get("today", ""))


def briefly(value: Day | Moment) -> str:
    """A day or a moment in as few letters as a table wants: "Fri 27 Nov, 10:00"."""
    return _wording().say(Message("{value}", {"value": value}), reader()._replace(short=True), g.get("today", ""))


def decimal(hundredths: int) -> str:
    """A number with two decimals, as its reader writes it."""
    return _wording().decimal(hundredths, reader())


@cache
def _wording() -> Wording:
    return Wording()


def _speak(app: Flask) -> None:
    def one(id: str, **params: Value) -> str:
        return say(Message(id, params))

    def counted(id: str, plural: str, n: int, **params: Value) -> str:
        return say(Message(id, {"n": n, **params}, plural))

    def lang() -> str:
        return reader().lang

    def direction() -> str:
        return "rtl" if reader().lang == "ar" else "ltr"

    def theirs(words: str) -> Markup:
        return typed(words, reader().lang)

    app.jinja_env.globals.update(_=one, _n=counted, say=say, lang=lang, direction=direction, in_arabic=in_arabic)
    app.jinja_env.filters["typed"] = theirs
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
