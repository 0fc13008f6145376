"""The part of the local Bot API server that keeps command menus and descriptions, as strict as the real one."""

from __future__ import annotations

import json
import re
from abc import abstractmethod
from collections.abc import Mapping

from bot.doubles.telegram_files import Refused


class MenuKeeper:
    """State a test may read: `commands` (language → command → text), `chat_commands` (chat → the same), `descriptions`
    ((which, language) → text)."""

    def clear_menus(self) -> None:
        """None was set."""
        self.commands: dict[str, dict[str, str]] = {}
        self.chat_commands: dict[int, dict[str, str]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}

    @abstractmethod
    def _reachable(self, params: Mapping[str, str]) -> int: ...

    def _set_my_commands(self, params: Mapping[str, str]) -> object:
        commands = json.loads(params.get("commands", ""))
        language = params.get("language_code", "")
        if not re.fullmatch(r"([a-z]{2})?", language) or len(commands) > 100:
            raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
        for each in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", each["command"]) or not 1 <= len(each["description"]) <= 256:
                raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
        menu = {each["command"]: each["description"] for each in commands}
        if chat := self._scope(params):
            self.chat_commands[chat] = menu
        else:
            self.commands[language] = menu
        return True

    def _delete_my_commands(self, params: Mapping[str, str]) -> object:
        if chat := self._scope(params):
            self.chat_commands.pop(chat, None)
        else:
            self.commands.pop(params.get("language_code", ""), None)
        return True

    def _get_my_commands(self, params: Mapping[str, str]) -> object:
        chat = self._scope(params)
        menu = self.chat_commands.get(chat) if chat else self.commands.get(params.get("language_code", ""))
        return [{"command": name, "description": text} for name, text in (menu or {}).items()]

    def _scope(self, params: Mapping[str, str]) -> int:
        """The chat that the commands are for; 0 = all."""
        scope = json.loads(params.get("scope", "{}"))
        if not scope or scope == {"type": "default"}:
            return 0
        if set(scope) != {"type", "chat_id"} or scope["type"] != "chat":
            raise Refused(400, "Bad Request: can't parse BotCommandScope")
        return self._reachable({"chat_id": str(scope["chat_id"])})

    def _set_my_description(self, params: Mapping[str, str]) -> object:
        return self._described(params, "description", 512)

    def _set_my_short_description(self, params: Mapping[str, str]) -> object:
        return self._described(params, "short_description", 120)

    def _described(self, params: Mapping[str, str], what: str, most: int) -> bool:
        language, text = params.get("language_code", ""), params.get(what, "")
        if not re.fullmatch(r"([a-z]{2})?", language) or len(text) > most:
            raise Refused(400, "Bad Request: BOT_DESCRIPTION_INVALID")
        self.descriptions[what, language] = text
        return True
