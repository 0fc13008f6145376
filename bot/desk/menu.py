"""The pages as they stand in the menu of the coordinators' pages."""

from __future__ import annotations

from core.messages import Message, _

MENU: tuple[tuple[str, Message], ...] = (
    ("today", _("Today")),
    ("needs", _("Requests")),
    ("offers", _("Offers")),
    ("exchanges", _("Exchanges")),
    ("members", _("Organisations")),
    ("fund", _("Solidarity fund")),
    ("pictures", _("Pictures")),
    ("report", _("Report")),
    ("services", _("Services")),
    ("missed", _("Not understood")),
    ("undelivered", _("Not delivered")),
    ("import", _("Import")),
    ("exports", _("Exports")),
    ("rules", _("Rules")),
    ("poster", _("Poster")),
)
