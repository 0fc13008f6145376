"""Telegram and Twilio without sockets: the real channels, whose requests go straight to the doubles of the servers.

What goes wrong on the way is drawn from one seeded generator at the moment of the request, so a seed always plays the
same. What a server took stands on a telephone at once; `taken` knows of which message of ours it was, and how often.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Executor, Future
from contextvars import ContextVar
from random import Random
from typing import Any

import requests
from requests.adapters import BaseAdapter
from telegram.error import NetworkError, TimedOut

from bot.channels.channel import Outgoing, Receipt
from bot.channels.sms import SmsChannel
from bot.channels.telegram import Request, TelegramChannel, make_bot
from bot.channels.twilio_door import Account, TwilioDoor
from bot.channels.whatsapp import WhatsAppChannel
from bot.doubles import TelegramApi, TwilioApi
from bot.doubles.server import Answer, Call, Fault, dropped, garbage, status

BASE = "https://bot.example.org"
_ref: ContextVar[int] = ContextVar("ref", default=0)


class Killed(BaseException):
    """The worker dies here, as a process dies: nothing that waits for it may catch this."""


class Network:
    """Both providers. `bad` is how likely a send goes wrong; `dies` how likely its worker dies with it."""

    def __init__(self, rng: Random, arrive: Callable[[str, Any, int], None]) -> None:
        """`arrive(channel, sent, ref)` hears of what a provider took."""
        self.rng, self._arrive = rng, arrive
        self.telegram, self.twilio = TelegramApi(), TwilioApi()
        self.bad = self.dies = 0.0
        self.excused: Counter[int] = Counter()
        """How often a message may have arrived once more, since nobody heard that it had."""
        self.taken: Counter[int] = Counter()
        self.came: Counter[int] = Counter()
        """How often it stood on a telephone."""
        self.parts: dict[int, int] = {}
        """How many parts the carrier made of an SMS."""
        self.under_way: set[int] = set()
        """What was taken since `landed`: what of it is not written down when a worker dies goes out again."""
        self.faults: Counter[str] = Counter()
        self.unwanted: Counter[str] = Counter()
        """How often something was sent by SMS to who wrote STOP, and the answer said so."""

    def channels(self) -> dict[str, Any]:
        """New ones, as a process that starts has them."""
        return {"telegram": Telegram(self), "whatsapp": WhatsApp(self), "sms": Sms(self)}

    def close(self) -> None:
        self.telegram.close()
        self.twilio.close()

    def request(self, server: TelegramApi | TwilioApi, call: Call) -> Answer | None:
        """What the server says; None where the line breaks."""
        sends = call.path.endswith(("/sendMessage", "/Messages.json")) and call.method == "POST"
        fault = self._drawn(server) if sends else None
        if sends and self.dies and self.rng.random() < self.dies:
            if self.rng.random() < 0.5:
                self._taken(server, call)
            self.faults["killed"] += 1
            raise Killed
        if fault is None:
            return self._answered(server, call) if sends else server.answer(call)
        if fault.after or (fault.answer is not None and 200 <= fault.answer.status < 300):
            self.excused[_ref.get()] += 1
        if fault.after:
            self._taken(server, call)
            self.under_way.discard(_ref.get())
        return None if fault.drop or fault.silent else fault.answer

    def landed(self) -> None:
        """All that was taken is written down."""
        self.under_way.clear()

    def lost(self, unwritten: Collection[int]) -> None:
        """A worker died: what providers took from it, of `unwritten`, may arrive once more."""
        self.excused.update(self.under_way & set(unwritten))
        self.landed()

    def _drawn(self, server: TelegramApi | TwilioApi) -> Fault | None:
        if self.rng.random() >= self.bad:
            return None
        wait = self.rng.choice((1, 3, 30, 300))
        name, fault = self.rng.choice(
            (
                ("lost", dropped()),
                ("taken, answer lost", dropped(after=True)),
                ("5xx", status(self.rng.choice((500, 502, 503)))),
                ("nonsense", garbage()),
                ("429", server.too_many(wait)),
            )
        )
        self.faults[name] += 1
        return fault

    def _answered(self, server: TelegramApi | TwilioApi, call: Call) -> Answer:
        answer = self._taken(server, call)
        if b"21610" in answer.body:
            self.unwanted[call.params["To"]] += 1
        return answer

    def _taken(self, server: TelegramApi | TwilioApi, call: Call) -> Answer:
        sent: Sequence[Any] = server.sent
        before = len(sent)
        answer = server.answer(call)
        for one in sent[before:]:
            self.taken[_ref.get()] += 1
            self.under_way.add(_ref.get())
            by_twilio = "whatsapp" if getattr(one, "to", "").startswith("whatsapp:") else "sms"
            self._arrive("telegram" if server is self.telegram else by_twilio, one, _ref.get())
        return answer


class _Line(Request):
    """What python-telegram-bot asks, asked of the double."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self._network = network

    async def do_request(self, url: str, method: str, request_data: Any = None, **_more: Any) -> tuple[int, bytes]:
        path = url.removeprefix(BASE)
        params = dict(request_data.json_parameters) if request_data else {}
        answer = self._network.request(self._network.telegram, Call(method, path, params, {}))
        if answer is None:
            raise self._network.rng.choice((TimedOut, NetworkError))("the line broke")
        return answer.status, answer.body


class Telegram(TelegramChannel):
    """The real one on such a line."""

    def __init__(self, network: Network) -> None:
        super().__init__(network.telegram.token, BASE)
        self._bot = make_bot(network.telegram.token, BASE, _Line(network), _Line(network))

    async def send(self, address: str, outgoing: Outgoing, ref: int) -> Receipt:
        _ref.set(ref)
        return await super().send(address, outgoing, ref)


class WhatsApp(WhatsAppChannel):
    """The real one, whose door leads to the double and keeps no threads."""

    def __init__(self, network: Network) -> None:
        super().__init__(_door(network), network.twilio.whatsapp_from)

    async def send(self, address: str, outgoing: Outgoing, ref: int) -> Receipt:
        _ref.set(ref)
        return await super().send(address, outgoing, ref)


class Sms(SmsChannel):
    """The real one through such a door."""

    def __init__(self, network: Network) -> None:
        super().__init__(_door(network), network.twilio.sms_from)

    async def send(self, address: str, outgoing: Outgoing, ref: int) -> Receipt:
        _ref.set(ref)
        return await super().send(address, outgoing, ref)


def _door(network: Network) -> TwilioDoor:
    api = network.twilio
    door = TwilioDoor(Account(api.account_sid, api.auth_token, "https://api.twilio.com", BASE))
    door._threads = _AtOnce()  # type: ignore[assignment]  one thread: what happens, happens in order
    door._http._session.mount("https://", _Wire(network))
    return door


class _AtOnce(Executor):
    """Does it where it is asked."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  whoever waits for it sees it
            done.set_exception(error)
        return done


class _Wire(BaseAdapter):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self._network = network

    def send(self, request: requests.PreparedRequest, *_args: Any, **_more: Any) -> requests.Response:
        from bot.doubles.server import _call

        body = request.body or b""
        call = _call(
            request.method or "",
            (request.url or "").removeprefix("https://api.twilio.com"),
            dict(request.headers),
            body if isinstance(body, bytes) else str(body).encode(),
        )
        answer = self._network.request(self._network.twilio, call)
        if answer is None:
            raise self._network.rng.choice((requests.ConnectionError, requests.Timeout))("the line broke")
        made = requests.Response()
        made.status_code, made._content = answer.status, answer.body
        made.headers.update(answer.headers)
        made.request, made.url = request, request.url or ""
        return made

    def close(self) -> None:
        """Nothing is open."""
