"""The files of the local Bot API server: kept by their id, handed out only to who has the token."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from typing import Any

from bot.doubles.server import Answer


class Refused(Exception):
    """An answer with ok = false."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.answer = refusal(code, description, **parameters)


class TelegramFiles:
    """What `getFile` and the file addresses know."""

    token: str
    _lock: threading.RLock

    def __init__(self) -> None:
        self._files: dict[str, tuple[str, bytes]] = {}  # file id → kind, content

    def keep(self, kind: str, content: bytes) -> str:
        """A file of that kind with Telegram from now on; its id."""
        with self._lock:
            id = f"{kind}-{len(self._files)}_AgAC"
            self._files[id] = (kind, content)
        return id

    def _get_file(self, params: Mapping[str, str]) -> object:
        id = params.get("file_id", "")
        if id not in self._files:
            raise Refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        kind, content = self._files[id]
        if len(content) > 20 << 20:
            raise Refused(400, "Bad Request: file is too big")
        return {"file_id": id, "file_unique_id": "u", "file_size": len(content), "file_path": f"{kind}s/{id}"}

    def _file(self, path: str) -> Answer:
        """The bytes, for who has the token only."""
        found = re.fullmatch(r"/file/bot([^/]+)/\w+/([\w-]+)", path)
        if not found or found[1] != self.token or found[2] not in self._files:
            return refusal(404, "Not Found")
        return Answer(200, self._files[found[2]][1], {"Content-Type": "application/octet-stream"})


def refusal(code: int, description: str, **parameters: int) -> Answer:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return Answer.json(code, body | ({"parameters": parameters} if parameters else {}))
