"""Twilio's Content API: what is there of ours, and how WhatsApp's approval of it stands.

https://www.twilio.com/docs/content/content-api-resources
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from bot.channels.channel import Unreachable
from bot.channels.twilio_door import TwilioDoor

_URL = "https://content.twilio.com/v1"
_PAGES = 50


class Definition(NamedTuple):
    """One Content before it is at Twilio: `name` is unique, `variables` are samples by place ("1", "2", …)."""

    name: str
    language: str
    variables: Mapping[str, str]
    types: Mapping[str, Any]


class Standing(NamedTuple):
    """One that is there; `status` in WhatsApp's words."""

    sid: str
    status: str
    reason: str


class TwilioContents:
    """All calls block. Raises the `SendError`s of the door."""

    def __init__(self, door: TwilioDoor) -> None:
        self._door = door

    def standing(self) -> dict[str, Standing]:
        """Every Content of the account by its name."""
        return {str(one.get("friendly_name")): _standing(one) for page in self._pages() for one in page}

    def create(self, definition: Definition) -> str:
        """Its SID."""
        body = {
            "friendly_name": definition.name,
            "language": definition.language,
            "variables": dict(definition.variables),
            "types": dict(definition.types),
        }
        sid = self._door.ask("POST", f"{_URL}/Content", body).get("sid")
        if not isinstance(sid, str) or not sid.startswith("HX"):
            raise Unreachable("garbage")
        return sid

    def submit(self, sid: str, name: str, category: str) -> Standing:
        """Ask WhatsApp to approve it; how it stands then."""
        url = f"{_URL}/Content/{sid}/ApprovalRequests/whatsapp"
        found = self._door.ask("POST", url, {"name": name, "category": category})
        return Standing(sid, str(found.get("status") or "received"), str(found.get("rejection_reason") or ""))

    def _pages(self) -> Iterator[list[dict[str, Any]]]:
        url: str | None = f"{_URL}/ContentAndApprovals?PageSize=500"
        for _page in range(_PAGES):
            if not url:
                return
            found = self._door.ask("GET", url)
            listed, meta = found.get("contents"), found.get("meta")
            if not isinstance(listed, list) or not isinstance(meta, dict):
                raise Unreachable("garbage")
            yield [one for one in listed if isinstance(one, dict)]
            url = meta.get("next_page_url")


def _standing(one: Mapping[str, Any]) -> Standing:
    asked = one.get("approval_requests")
    found = asked if isinstance(asked, dict) else {}
    status = str(found.get("status") or "unsubmitted").lower()
    return Standing(str(one.get("sid")), status, str(found.get("rejection_reason") or ""))
