"""Every choice of a story's screens, its label typed: it must lead where its button leads."""

from __future__ import annotations

from typing import Any

from bot.channels.channel import Incoming
from bot.conversation.choosing import _ALWAYS
from bot.conversation.dialogue import Dialogue
from bot.conversation.heard import Heard
from bot.conversation.session import Session
from bot.conversation.stage import Decision
from bot.handle import Handled
from bot.understand.words import word
from core.db import Tx
from core.messages import Message, Option
from tests.story import Story


class Typed:
    """Notes each label of a story's screens that does not do, typed, what its button does."""

    def __init__(self, story: Story) -> None:
        self.astray: list[str] = []
        self.tried = 0
        self._story = story
        self._answer = story.handler._answer
        vars(story.handler)["_answer"] = self._answered

    def _answered(self, tx: Tx, incoming: Incoming, found: Any, screen: Any, session: Session, *rest: Any) -> Handled:
        handled = self._answer(tx, incoming, found, screen, session, *rest)
        now = self._story.now
        session = session._replace(screen=handled.outbound_id)
        look = self._story.handler._reads(tx, found, now)
        options = screen.options
        shown = [one for one in options if one.numbered and (session.flow or one.id in session.idle)]
        for option in shown if session.before is None else ():  # that one is read before the dialogue (bot/danger.py)
            self._try(option, look, session, found)
        return handled

    def _try(self, option: Option, look: Any, session: Session, found: Any) -> None:
        reader = found.me
        label = option.label if isinstance(option.label, str) else self._say(option.label, found)
        if word(label) in _ALWAYS or not label:
            return
        self.tried += 1
        by_tap = self._decide("", option.id, look, session, found)
        by_word = self._decide(label, "", look, session, found)
        if _gist(by_tap) != _gist(by_word):
            self.astray.append(
                f"{reader.lang}: “{label}” ({option.id.split(':')[0]}): {_gist(by_word)} is not {_gist(by_tap)}"
            )

    def _decide(self, words: str, payload: str, look: Any, session: Session, found: Any) -> Decision:
        heard = Heard(Incoming("console", "x", "x", words=words, payload=payload), look, lambda m: self._say(m, found))
        return Dialogue(heard, session, look).decide()

    def _say(self, message: Message, found: Any) -> str:
        from bot.handle import _reader

        return self._story.wording.say(message, _reader(found))


def _gist(decision: Decision) -> tuple[Any, ...]:
    """What is done or said, without the names that are made anew each time."""
    flow, screen = decision.session.flow, decision.screen
    return (
        decision.command,
        screen and [line.id for line in screen.lines],
        screen and [option.label for option in screen.options],
        flow and (flow.flow, flow.asking, flow.answers),
    )
