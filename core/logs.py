"""Log lines that hold one event each and nobody's secrets: control characters are escaped, chatty libraries muted.

People's words, addresses and payloads are never passed to a logger. Libraries do it behind our back: httpx logs
addresses with the bot's token in them, twilio's client the recipient. So those speak from WARNING on only, and of an
exception just its type and place are printed, since its message may quote what somebody wrote.
"""

from __future__ import annotations

import logging
import sys
import time
import traceback
from types import TracebackType
from typing import TextIO

from core.errors import Misconfigured, Unavailable

_QUIET = (
    "httpx",
    "httpcore",
    "telegram",
    "twilio",
    "urllib3",
    "werkzeug",
    "sqlalchemy",
    "alembic",
    "asyncio",
    "waitress",
)
_TELLS = (Misconfigured, Unavailable, OSError)  # their messages are ours or the system's, never a person's

Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def escaped(text: str) -> str:
    r"""The text on one line: control, format and other unprintable characters as `\n`, `\x1b`, `\u202e`."""
    return text if text.isprintable() else "".join(c if c.isprintable() else _code(c) for c in text)


class OneLine(logging.Formatter):
    """`2026-11-24T15:00:00Z INFO bot.poller message`, whatever the message holds."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))

    def format(self, record: logging.LogRecord) -> str:
        return escaped(super().format(record).replace("\n", " | "))

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = escaped(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Failure) -> str:
        kind, error, trace = ei
        if kind is None or error is None:
            return ""
        places = (f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-6:])
        said = f": {error}" if isinstance(error, _TELLS) else ""
        return f"{kind.__qualname__}{escaped(said)} at " + " > ".join(places)


def set_up(level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Send every log to `stream` (default: standard error) in our form; called once by each process."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(OneLine())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _code(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
