"""«Espera, mejor un albañil» while a request is being written: that one is changed, and no other begun beside it."""

from __future__ import annotations

from bot.conversation.apart import is_same
from bot.conversation.heard import Heard
from bot.conversation.hints import told_more
from bot.conversation.session import DRAFTS
from bot.engine import State
from bot.understand.cues.intents import POSTING
from bot.understand.details import is_detail
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import forms_of
from core.look import Look

_KEPT = {"need": ("what", "hours", "by", "where"), "offer": ("what", "where")}
_ARTICLES = small("indefinite")
_FEW = 2  # words of a service that no article leads, as in Arabic


def other_service(heard: Heard, look: Look, flow: State) -> dict[str, str]:
    """Canonical answers with another service in place of the one that is being asked about; {} where none is named."""
    kind = f"post_{flow.flow}" if flow.flow in DRAFTS else ""
    said, plainly = heard.instead() if kind and " " in heard.text else ("", False)
    if not kind or not said or is_detail(said, look.me.lang):  # «que sea por zoom» is no other service
        return {}
    meant = heard.again(said)
    asked = meant.understood()
    if asked.intent in POSTING - {kind} and asked.by == "words":
        return {}
    if not (plainly or (asked.intent == kind and asked.by == "words") or _is_brief(said)):
        return {}
    hints = told_more(meant, need=flow.flow == "need", new=False) or {"what": str(meant.named().get("service") or said)}
    what, before = hints.get("what", ""), flow.said().get("what", "")
    if not before or not look.names_service(what, meant.language()) or is_same(what, before):
        return {}
    return {key: value for key, value in hints.items() if key in _KEPT[flow.flow]}


def _is_brief(said: str) -> bool:
    """«perdón, un albañil», «عفوا، سباك»: nothing but the service."""
    forms = forms_of(said)
    return bool(forms) and (forms[0] in _ARTICLES or len(forms) <= _FEW)
