"""An organisation's hours as a CSV file that a spreadsheet opens safely, in the language of who opens it."""

from __future__ import annotations

import csv
import io

from bot.wording.cells import cells_of
from core.export.package import harmless
from core.look.reports import ExportCard
from core.messages import Message, _
from webhooks.web import say

_MARKS = dict.fromkeys((*range(0x2066, 0x206A), 0x200E, 0x200F))
_HEAD = (_("Day"), _("What for"), _("Exchange"), _("With"), _("Minutes"), _("Balance in minutes"))
_WHAT: dict[str, tuple[Message, Message]] = {  # where they come in, where they go out
    "grant": (_("Hours to begin with"), _("Hours to begin with")),
    "settle": (_("Service given"), _("Service received")),
    "donation": (_("A gift of hours to us"), _("A gift of hours from us")),
}
_PUT_RIGHT = _("Put right")


def as_csv(card: ExportCard) -> bytes:
    """With the mark by which spreadsheets know the letters; minutes are whole numbers, less than zero where they go."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, delimiter=cells_of(card.country).between, lineterminator="\r\n")
    rows.writerow(_plain(say(head)) for head in _HEAD)
    for one in card.rows:
        what = _WHAT.get(one.kind, (_PUT_RIGHT, _PUT_RIGHT))[one.minutes < 0]
        rows.writerow(
            (one.day, _plain(say(what)), one.number or "", harmless(_plain(one.other)), one.minutes, one.balance)
        )
    return out.getvalue().encode("utf-8-sig")


def _plain(text: str) -> str:
    """Without the marks that keep directions apart in a chat."""
    return text.translate(_MARKS)
