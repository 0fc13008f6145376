"""The pages as they stand in the menu of the coordinators' pages."""

from __future__ import annotations

from core.messages import Message, _

MENU: tuple[tuple[str, Message], ...] = (("today", _("Today")),)
