"""Log lines that hold one event each and nobody's secrets: control characters are escaped, chatty libraries muted.

People's words, addresses and payloads are never passed to a logger. Libraries do it behind our back: httpx logs
addresses with the bot's token in them, twilio's client the recipient. So those speak from WARNING on only, and of an
exception just its type and place are printed, since its message may quote what somebody wrote.
"""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict

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
_SYSTEM = ("builtins", "socket", "ssl")
"""Where the system's own errors are from; requests makes its own of them, which quote whole addresses."""

Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def escaped(text: str) -> str:
    r"""The text on one line: control, format and other unprintable characters as `\n`, `\x1b`, `\u202e`."""
    return text if text.isprintable() else "".join(c if c.isprintable() else _code(c) for c in text)


def line_formatter(*, as_json: bool = False) -> logging.Formatter:
    """One event, one line: `2026-11-24T15:00:00Z INFO bot.poller message`, or the same as a JSON object."""
    chain = (structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name, structlog.stdlib.ExtraAdder(), _told)
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=chain,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _as_json if as_json else _as_text],
    )


def _told(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """When it happened, and of an exception its kind and place."""
    record: logging.LogRecord = event["_record"]
    event["timestamp"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
    if failure := event.pop("exc_info", None):
        event["exception"] = _failure(failure)
    return event


def _as_text(_logger: Any, _name: str, event: EventDict) -> str:
    when, level, place, said = (event.pop(name, "") for name in ("timestamp", "level", "logger", "event"))
    what = [said, *(event.pop(name) for name in ("exception", "stack_info") if event.get(name))]
    more = "".join(f" {name}={value!r}" for name, value in sorted(event.items()))
    return escaped(f"{when} {level.upper()} {place} " + " | ".join(what) + more)


def _as_json(_logger: Any, _name: str, event: EventDict) -> str:
    return json.dumps(event, default=repr, sort_keys=True)


def _failure(failure: Failure) -> str:
    kind, error, trace = failure
    if kind is None or error is None:
        return ""
    places = (f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-6:])
    said = f": {error}" if _tells(error) else ""
    return f"{kind.__qualname__}{escaped(said)} at " + " > ".join(places)


def _tells(error: BaseException) -> bool:
    """Whether what it says is ours or the system's, never a person's."""
    ours = isinstance(error, Misconfigured | Unavailable)
    return ours or (isinstance(error, OSError) and type(error).__module__ in _SYSTEM)


def _without_the_task(record: logging.LogRecord) -> bool:
    """asyncio tells of a task by showing all of it, with what its exception says: the first line is enough."""
    record.msg = str(record.msg).partition("\n")[0]
    return True


def set_up(level: int = logging.INFO, stream: TextIO | None = None, *, as_json: bool = False) -> None:
    """Send every log to `stream` (default: standard error) in our form; called once by each process."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(line_formatter(as_json=as_json))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.raiseExceptions = False  # a line that cannot be written is not told with all that led to it
    logging.getLogger("asyncio").addFilter(_without_the_task)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _code(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
