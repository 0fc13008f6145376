"""Twilio's Content API with its rules, and WhatsApp's reviewers behind it.

    api.review("approved")                    # all that wait; or review("rejected", "INVALID_FORMAT", only="case")
    api.delete_content(sid)                   # somebody did in the console

Rules: twilio.com/docs/content, docs/api/errors/21654–21656 and 63021; Meta's limits for session messages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.doubles import rules
from bot.doubles.server import Answer, Call

_PLACE = re.compile(r"\{\{(\d+)\}\}")
_LANGUAGES = {"ar", "en", "es", "fr", "pt_BR", "pt_PT"}
_FIELDS = {"friendly_name", "language", "variables", "types"}
_CATEGORIES = {"UTILITY", "MARKETING", "AUTHENTICATION"}
_MARKS = re.compile("[\u2066-\u2069\u200f]")


class Refused(Exception):
    """An error answer with one of Twilio's codes."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.answer = refusal(status, code, message)


class TwilioContents:
    """The Contents of the account: `contents` by SID, with the approval that was asked for."""

    def __init__(self) -> None:
        self.contents: dict[str, dict[str, Any]] = {}

    # what reviewers and operators do

    def review(self, status: str, reason: str = "", only: str = "") -> int:
        """WhatsApp decides about all that wait (whose name has `only` in it); how many."""
        waiting = [
            one["approval_requests"]
            for one in self.contents.values()
            if one["approval_requests"]["status"] in ("received", "pending") and only in one["friendly_name"]
        ]
        for asked in waiting:
            asked.update(status=status, rejection_reason=reason)
        return len(waiting)

    def pause(self, name: str) -> None:
        """WhatsApp stops an approved template, whose name has `name` in it."""
        for one in self.contents.values():
            if name in one["friendly_name"]:
                one["approval_requests"]["status"] = "paused"

    def delete_content(self, sid: str) -> None:
        del self.contents[sid]

    def is_approved(self, sid: str) -> bool:
        found = self.contents.get(sid)
        return found is not None and found["approval_requests"]["status"] == "approved"

    def types_of(self, sid: str) -> str:
        return " ".join(self.contents[sid]["types"])

    # the server's side

    def answer_content(self, call: Call) -> Answer:
        if call.method == "GET" and call.path == "/v1/ContentAndApprovals":
            return self._listed(call.params)
        if call.method == "POST" and call.path == "/v1/Content":
            return self._created(call)
        asked = re.fullmatch(r"/v1/Content/(HX\w{32})/ApprovalRequests/whatsapp", call.path)
        if call.method == "POST" and asked and asked[1] in self.contents:
            return self._submitted(self.contents[asked[1]], call.params)
        raise Refused(404, 20404, "The requested resource was not found")

    def filled(self, form: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What the person reads, and the (title, id) of what may be tapped."""
        if "Body" in form:
            raise Refused(400, 21619, "Body and ContentSid exclude each other")
        content = self.contents.get(form["ContentSid"])
        if content is None:
            raise Refused(400, 21655, "The ContentSid is invalid")
        values = _variables(form.get("ContentVariables"), content["variables"])
        ((kind, type),) = content["types"].items()

        def fill(text: str) -> str:
            return _PLACE.sub(lambda place: values[place[1]], text)

        body = fill(type["body"])
        rows = type["actions"] if kind == "twilio/quick-reply" else type["items"]
        name = "title" if kind == "twilio/quick-reply" else "item"
        buttons = tuple((fill(row[name]), fill(row["id"])) for row in rows)
        _check_filled(kind, body, buttons, approved=content["approval_requests"]["status"] == "approved")
        return body, buttons

    def _listed(self, query: Mapping[str, str]) -> Answer:
        size, page = int(query.get("PageSize", 50)), int(query.get("Page", 0))
        if not 1 <= size <= 1000:
            raise Refused(400, 20006, "Page size must be between 1 and 1000")
        found = list(self.contents.values())
        more = len(found) > (page + 1) * size
        next_url = (
            f"https://content.twilio.com/v1/ContentAndApprovals?PageSize={size}&Page={page + 1}" if more else None
        )
        meta = {"key": "contents", "page": page, "page_size": size, "next_page_url": next_url}
        return Answer.json(200, {"contents": found[page * size : (page + 1) * size], "meta": meta})

    def _created(self, call: Call) -> Answer:
        if not call.headers.get("content-type", "").startswith("application/json"):
            raise Refused(415, 20415, "Unsupported media type")
        if set(call.params) - _FIELDS or {"language", "types"} - set(call.params):
            raise Refused(400, 20001, f"wrong fields: {sorted(call.params)}")
        types, variables = json.loads(call.params["types"]), json.loads(call.params.get("variables", "{}"))
        if call.params["language"] not in _LANGUAGES:
            raise Refused(400, 20001, "unknown language")
        if not types:  # the API takes it, and an empty template is the result
            raise Refused(400, 20001, "a content without a type")
        for kind, type in types.items():
            _check_type(kind, type, variables)
        sid = f"HX{len(self.contents) + 1:032x}"
        self.contents[sid] = {
            "sid": sid,
            "friendly_name": call.params.get("friendly_name", ""),
            "language": call.params["language"],
            "variables": variables,
            "types": types,
            "approval_requests": {"status": "unsubmitted", "rejection_reason": "", "name": "", "category": ""},
        }
        return Answer.json(201, self.contents[sid])

    def _submitted(self, content: dict[str, Any], form: Mapping[str, str]) -> Answer:
        name, category = form.get("name", ""), form.get("category", "")
        if (
            set(form) != {"name", "category"}
            or category not in _CATEGORIES
            or not re.fullmatch(r"[a-z0-9_]{1,512}", name)
        ):
            raise Refused(400, 20001, "wrong name or category")
        asked = content["approval_requests"]
        if asked["status"] != "unsubmitted" or any(
            one["approval_requests"]["name"] == name and one["language"] == content["language"]
            for one in self.contents.values()
        ):
            raise Refused(400, 20001, "submitted before, or a template of that name exists")
        if "twilio/list-picker" in content["types"]:
            raise Refused(400, 20001, "list pickers cannot be approved")
        body = _MARKS.sub("", next(iter(content["types"].values()))["body"])
        format_ok = not re.search(r"^\{\{|\}\}$|\}\}\s*\{\{|[\n\t]|\s{5}", body)
        wrong = "" if format_ok and all(content["variables"].values()) else "INVALID_FORMAT"
        asked.update(name=name, category=category, status="rejected" if wrong else "received", rejection_reason=wrong)
        return Answer.json(201, asked)


def refusal(status: int, code: int, message: str) -> Answer:
    info = f"https://www.twilio.com/docs/errors/{code}"
    return Answer.json(status, {"code": code, "message": message, "more_info": info, "status": status})


def refuse(wrong: rules.Code | None) -> None:
    """Say no where a rule is broken."""
    if wrong:
        raise Refused(400, *wrong)


def _check_type(kind: str, type: Mapping[str, Any], variables: Mapping[str, str]) -> None:
    if kind == "twilio/quick-reply":
        rows, wanted, most, name, longest = type.get("actions"), {"body", "actions"}, 10, "title", 20
    elif kind == "twilio/list-picker":
        rows, wanted, most, name, longest = type.get("items"), {"body", "button", "items"}, 10, "item", 24
        if not 1 <= len(type.get("button", "")) <= 20:
            raise Refused(400, 20001, "a list needs a button of at most 20 characters")
    else:
        raise Refused(400, 20001, f"unknown content type {kind}")
    if set(type) != wanted or not type["body"] or not isinstance(rows, list) or not 1 <= len(rows) <= most:
        raise Refused(400, 20001, f"wrong {kind}")
    for row in rows:
        if set(row) != {name, "id"} or not row[name] or not row["id"]:
            raise Refused(400, 20001, f"wrong row in {kind}")
        if not _PLACE.search(row[name]) and len(row[name]) > longest:
            raise Refused(400, 20001, "a title is too long")
    used = set(_PLACE.findall(json.dumps(type)))
    if used - set(variables):
        raise Refused(400, 20001, f"no sample for {sorted(used - set(variables))}")


def _variables(text: str | None, samples: Mapping[str, str]) -> dict[str, str]:
    """Given values over the samples; anything but an object of non-empty strings is 21656."""
    try:
        given = json.loads(text) if text is not None else {}
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise Refused(400, 21656, "The ContentVariables are invalid")
    refuse(rules.variables(list(given.values())))
    if set(given) - set(samples):
        raise Refused(400, 21656, "ContentVariables has variables that the content does not have")
    return {**samples, **given}


def _check_filled(kind: str, body: str, buttons: tuple[tuple[str, str], ...], *, approved: bool) -> None:
    refuse(rules.whatsapp_content(kind, body, buttons, approved=approved))
