"""GET /media/<word>: a file that somebody is to receive, under an address that cannot be guessed and ends."""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort

from webhooks.door import Door

_WORD = re.compile(r"[\w-]{32}", re.ASCII)


def media_pages(door: Door) -> Blueprint:
    """A wrong address and one whose time is over are answered alike."""
    pages = Blueprint("media", __name__)

    @pages.get("/media/<word>")
    def file(word: str) -> Response:
        found = door.file(word) if _WORD.fullmatch(word) else None
        if found is None:
            abort(404)
        answer = Response(found.data, content_type=found.type)
        answer.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        answer.headers["Cache-Control"] = "private, no-store"
        answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return answer

    return pages
