"""Words are read before the transaction; a conversation that moves on meanwhile is read again as it stands then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.channels.channel import Incoming
from bot.handle import Handler
from bot.understand import reading
from bot.understanding.model import Model
from core.db import Database, Tx
from core.moderation import model
from core.remembered import remembered, remembering
from tests.faults import rows
from tests.story import Story

_NEEDS = {
    "es": "buscamos quien nos ayude a podar los árboles del patio el viernes, unas 3 horas",
    "ar": "محتاجين حد يساعدنا نقلم شجر الحوش يوم الجمعة، حوالي ٣ ساعات",
    "en": "we are looking for somebody to prune the trees in our yard on Friday, some 3 hours",
    "fr": "on cherche quelqu'un pour tailler les arbres de la cour vendredi, environ 3 heures",
    "pt": "procuramos alguém para podar as árvores do pátio na sexta, umas 3 horas",
}


@pytest.mark.parametrize("lang", _NEEDS)
def test_what_takes_long_is_done_before_the_transaction(
    story: Story, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    story.hub()
    for said in ("hola", "Casa Luz, Tegucigalpa", "sí"):
        story.say("luz", said)
    inside: list[bool] = [False]
    worked: list[tuple[str, bool]] = []
    writing = Database.writing

    def written(db: Database, work: Callable[[Tx], Any]) -> Any:
        inside[0] = True
        try:
            return writing(db, work)
        finally:
            inside[0] = False

    def noted(what: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*args: Any, **named: Any) -> Any:
            worked.append((what, inside[0]))
            return work(*args, **named)

        return asked

    monkeypatch.setattr(Database, "writing", written)
    monkeypatch.setattr("core.moderation.chances", noted("danger", model.chances))
    monkeypatch.setattr("bot.understand.reading._strongest", noted("rules", reading._strongest))
    monkeypatch.setattr("bot.understanding.model.Model.likely", noted("acts", Model.likely))
    story.say("luz", _NEEDS[lang])
    assert {what for what, _inside in worked} == {"danger", "rules", "acts"}
    assert [what for what, inside_it in worked if inside_it] == []


def test_a_conversation_that_moves_on_meanwhile_is_read_again(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story.hub()
    for said in ("hola", "Casa Luz, Tegucigalpa", "sí", "necesitamos contador, 3 horas, viernes"):
        story.say("luz", said)
    ahead = Handler._read_ahead
    meanwhile = iter(("cancelar",))

    def overtaken(handler: Handler, incoming: Incoming) -> None:
        ahead(handler, incoming)
        for said in meanwhile:  # from another of their phones' keyboards, say: read later and answered first
            story.say("luz", said)

    monkeypatch.setattr(Handler, "_read_ahead", overtaken)
    answered = story.say("luz", "sí, está muy bien así, publíquenlo por favor")
    assert not any("Publicado" in text for _who, text in answered)
    assert rows(story, "listing", "id") == []


def test_nothing_outlives_the_message() -> None:
    asked: list[str] = []

    @remembered
    def work(text: str) -> str:
        asked.append(text)
        return text.upper()

    with remembering():
        assert (work("a"), work("a"), work("b")) == ("A", "A", "B")
    assert asked == ["a", "b"]
    with remembering():
        work("a")
    assert (work("a"), asked) == ("A", ["a", "b", "a", "a"])
