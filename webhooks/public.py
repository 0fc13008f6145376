"""The page of a hub that everybody can read, where its policy wants one, and the small one for other people's sites."""

from __future__ import annotations

import segno
from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from bot.cards.data import FEW, figures, told
from bot.cards.short_words import hub_word
from bot.wording import Reader
from core.languages import LANGUAGES, NAMES
from core.look.public import PublicHub
from core.public_pages import number_in
from core.settings import Settings
from webhooks.dashboard.sheets import said
from webhooks.door import Door
from webhooks.front import leading, ways_in
from webhooks.web import read_by


def public_pages(settings: Settings, door: Door) -> Blueprint:
    """All under /h. What is not there, what is closed and what wants no page is answered alike."""
    pages = Blueprint("public", __name__, url_prefix="/h", template_folder="templates")
    pages.add_app_template_global(qr, "qr")

    def hub_at(address: str) -> PublicHub:
        number = number_in(address)
        found = door.hub(number) if number else None
        if found is None:
            abort(404)
        lang = _asked() or request.accept_languages.best_match(LANGUAGES) or found.languages[0]
        read_by(Reader(lang, found.country))
        return found

    def filled(template: str, hub: PublicHub) -> str:
        return render_template(
            template,
            hub=hub,
            ways=leading(ways_in(settings, door.front()), hub_word(hub.id)),
            word=hub_word(hub.id),
            names=NAMES,
            base=settings.public_base_url,
            figures=(*figures(hub.figures), FEW),
            told=lambda count: said(told(count)),
        )

    @pages.get("/<address>")
    def page(address: str) -> ResponseReturnValue:
        hub = hub_at(address)
        if address != hub.slug:
            return redirect(url_for("public.page", address=hub.slug, lang=_asked()))
        return filled("public/hub.html", hub)

    @pages.get("/<address>/embed")
    def embed(address: str) -> str:
        """What organisations may show within a page of theirs; nothing is done on it."""
        hub = hub_at(address)
        g.embeddable = True
        return filled("public/embed.html", hub)

    return pages


def qr(link: str) -> Markup:
    """A QR code as SVG for the page itself: nobody else's server learns who joins."""
    drawn = segno.make(link, error="m", micro=False).svg_inline(omitsize=True, svgclass="qr", lineclass=None)
    return Markup(drawn)  # noqa: S704 - made of numbers by segno: the link is in its modules, not in its text


def _asked() -> str | None:
    """The language that the address names."""
    lang = request.args.get("lang", "")
    return lang if lang in LANGUAGES else None
