"""The one way to Twilio's REST API, shared by the WhatsApp and SMS channels.

The library's own HTTP client has no time-out and logs addresses, and region or edge cannot point it at another
server: hence `_Http`. The client is synchronous, so calls run in threads of their own: when Twilio hangs it must not
occupy the threads that the rest of the worker shares.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from twilio.base.exceptions import TwilioException
from twilio.rest import Client

from bot.channels.channel import Filled, Incoming, Receipt, Rejected, SendError, Throttled, Unreachable, Unread
from bot.channels.download import download, host_of
from bot.channels.twilio_codes import failure
from bot.channels.twilio_forms import MOST_MEDIA, read_inbound
from bot.channels.wire import sound

TIMEOUT = 10.0
FETCH_S = 12.0
_MEDIA = re.compile(r"[A-Z]{2}[0-9a-f]{32}/ME[0-9a-f]{32}")
# twilio.com/docs/messaging/api/media-resource; the last for accounts whose files are older
_STORES = frozenset(("mms.twiliocdn.com", "media.twiliocdn.com"))
_SHARED = frozenset(("s3-external-1.amazonaws.com", "s3.amazonaws.com"))
THREADS = 32
_MOST_MISSED = 5_000
_GARBAGE = (ValueError, KeyError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class Account:
    """Whose door it is, and where: `api_base_url` replaces scheme and host of every call, '' keeps Twilio's."""

    sid: str
    token: str
    api_base_url: str = ""
    public_base_url: str = ""
    timeout: float = TIMEOUT


class TwilioDoor:
    """Posts messages and lists inbound ones; raises only the `SendError` tree."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._http = _Http(account.api_base_url, account.timeout)
        self._client = Client(account.sid, account.token, http_client=self._http)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="twilio")

    async def post(self, to: str, text: str, ref: int, sender: Mapping[str, str]) -> Receipt:
        """Send one message; `sender` is `from_` or `messaging_service_sid`, `ref` comes back in the status callback."""
        return await self._send({"to": to, "body": sound(text), **sender}, ref)

    async def post_media(self, to: str, url: str, text: str, ref: int, sender: Mapping[str, str]) -> Receipt:
        """A file at an address of ours, which Twilio fetches; `text` may be ''."""
        words = {"body": sound(text)} if text else {}
        return await self._send({"to": to, "media_url": [url], **words, **sender}, ref)

    async def post_content(self, to: str, filled: Filled, ref: int, sender: Mapping[str, str]) -> Receipt:
        """The same for a Content with its variables, which must not be empty (errors/21656)."""
        fields: dict[str, Any] = {"to": to, "content_sid": filled.sid, **sender}
        if filled.variables:
            numbered = {str(place): sound(value) for place, value in enumerate(filled.variables, 1)}
            fields["content_variables"] = json.dumps(numbered, ensure_ascii=False)
        return await self._send(fields, ref)

    async def fetch(self, ref: str, most: int) -> bytes:
        """The file of "message/media" ids, with the account's credentials; Twilio sends us on to its own store."""
        if not _MEDIA.fullmatch(ref):
            raise Rejected("gone")
        message, _slash, media = ref.partition("/")
        base, account = self._account.api_base_url or "https://api.twilio.com", self._account
        url = f"{base}/2010-04-01/Accounts/{account.sid}/Messages/{message}/Media/{media}"
        work = partial(download, url, most, seconds=FETCH_S, auth=(account.sid, account.token), allowed=self._is_store)
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _is_store(self, url: str) -> bool:
        """Whether an address is where Twilio keeps files, or of the server that stands in for Twilio."""
        base = self._account.api_base_url
        if base and url.startswith(f"{base}/"):
            return True
        host = host_of(url)
        return host in _STORES or (host in _SHARED and urlsplit(url).path.startswith("/media.twiliocdn.com/"))

    def ask(self, method: str, url: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """One call of another API of Twilio's, JSON both ways; it blocks until the answer is there."""
        try:
            answer = self._client.request(
                method, url, data=dict(body) if body else None, headers={"Content-Type": "application/json"}
            )
            found = answer.json()
        except _GARBAGE:
            raise Unreachable("garbage") from None
        if not isinstance(found, dict):
            raise Unreachable("garbage")
        if answer.status_code >= 400:
            raise failure(str(found.get("code") or answer.status_code))
        return found

    async def _send(self, fields: dict[str, Any], ref: int) -> Receipt:
        if self._account.public_base_url:
            fields["status_callback"] = f"{self._account.public_base_url}/twilio/status?m={ref}"
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._post, fields)

    async def missed_inbound(self, to: str, since: int) -> list[Incoming | Unread]:
        """Inbound messages to our address `to` from `since` (epoch ms) on, oldest first; claims sort out the known."""
        start = datetime.fromtimestamp(since / 1000, UTC)
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._missed, to, start)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._http.close()

    def _post(self, fields: dict[str, Any]) -> Receipt:
        try:
            sid = self._client.messages.create(**fields).sid
        except TwilioException as error:
            raise _failure(error) from None
        except _GARBAGE:  # 2xx, but no message inside: whether it was sent is unknown
            raise Unreachable("garbage") from None
        if not isinstance(sid, str) or not sid:
            raise Unreachable("garbage")
        return Receipt(sid)

    def _missed(self, to: str, since: datetime) -> list[Incoming | Unread]:
        # Twilio's clock and ours differ a little; listing a little more is harmless, a little less loses a message.
        since -= timedelta(seconds=2)
        try:
            listed = self._client.messages.list(to=to, date_sent_after=since, limit=_MOST_MISSED, page_size=1000)
            inbound = [
                (_came_at(message), _as_form(message) | self._media_of(message))
                for message in listed
                if message.direction == "inbound"
            ]
        except TwilioException as error:
            raise _failure(error) from None
        except _GARBAGE:
            raise Unreachable("garbage") from None
        return [read_inbound(form, at) for at, form in reversed(inbound)]

    def _media_of(self, message: Any) -> dict[str, str]:
        """The fields of a webhook's form that name a message's files: the list of messages only counts them."""
        if (message.num_media or "0") == "0":
            return {}
        fields: dict[str, str] = {}
        for n, media in enumerate(self._client.messages(message.sid).media.list(limit=MOST_MEDIA)):
            path = f"/2010-04-01/Accounts/{self._account.sid}/Messages/{message.sid}/Media/{media.sid}"
            fields |= {
                f"MediaUrl{n}": f"https://api.twilio.com{path}",
                f"MediaContentType{n}": media.content_type or "",
            }
        return fields


class _Http:
    """What the library needs of an HTTP client, with a time-out, another host, and our errors."""

    def __init__(self, base_url: str, timeout: float) -> None:
        self._base = urlsplit(base_url) if base_url else None
        self._timeout = timeout
        self._session = requests.Session()
        self._session.trust_env = False  # it would read the whole environment at each request
        self._ways: dict[str, dict[str, Any]] = {}
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, HTTPAdapter(pool_maxsize=THREADS))

    def request(
        self,
        method: str,
        url: str,
        params: Any = None,
        data: Any = None,
        headers: Any = None,
        auth: Any = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> requests.Response:
        """As Twilio's library calls it; `timeout` in seconds.

        Raises `Unreachable` without an answer or for 5xx, `Throttled` for a 429 that names its pause.
        """
        as_json = (headers or {}).get("Content-Type") == "application/json"
        url = self._moved(url)
        try:
            answer = self._session.request(
                method,
                url,
                params=params,
                data=None if as_json else data,
                json=data if as_json else None,
                headers=headers,
                auth=auth,
                timeout=timeout or self._timeout,
                allow_redirects=allow_redirects,
                **self._way(url),
            )
        except requests.Timeout:
            raise Unreachable("timeout") from None
        except requests.RequestException:
            raise Unreachable("network") from None
        if answer.status_code == 429:
            wait = answer.headers.get("Retry-After", "")
            # a date, nonsense or nothing: no pause that could be kept exactly, so later and later
            raise Throttled(float(wait)) if _is_seconds(wait) else Unreachable("429")
        if answer.status_code >= 500:
            raise Unreachable(str(answer.status_code))
        return answer

    def close(self) -> None:
        self._session.close()

    def _way(self, url: str) -> dict[str, Any]:
        """The proxy and the authorities that the environment names for that host, asked for once."""
        host = urlsplit(url).netloc
        if host not in self._ways:
            with requests.Session() as asking:
                self._ways[host] = dict(asking.merge_environment_settings(url, {}, None, None, None))
        return self._ways[host]

    def _moved(self, url: str) -> str:
        if self._base is None:
            return url
        return urlunsplit(urlsplit(url)._replace(scheme=self._base.scheme, netloc=self._base.netloc))


def _is_seconds(header: str) -> bool:
    return header.isascii() and header.isdigit() and len(header) < 6


def _failure(error: TwilioException) -> SendError:
    """Errors of single resources carry a code; a refused list only the answer itself, so there its status decides."""
    code = getattr(error, "code", None) or getattr(error.args[-1] if error.args else None, "status_code", None)
    return failure(str(code)) if code else Unreachable("garbage")


def _as_form(message: Any) -> dict[str, str]:
    """A listed message as the form that our webhook would have got."""
    return {
        "MessageSid": message.sid or "",
        "From": message.from_ or "",
        "To": message.to or "",
        "Body": message.body or "",
        "NumMedia": str(message.num_media or "0"),
    }


def _came_at(message: Any) -> int:
    sent = message.date_sent or message.date_created
    return int(sent.timestamp() * 1000) if sent else 0
