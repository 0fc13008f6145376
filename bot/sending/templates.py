"""Which Contents do we want at Twilio? A template for each kind of alert, a screen for each number of choices.

Each in every language of ours. A name carries a fingerprint of what it says, so a changed sentence is a new template
and the old one serves until that is approved.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson

from bot.channels.twilio_contents import Definition
from bot.sending.briefs import KINDS, SEE
from bot.sending.content_book import BODY, QUICK_REPLIES, ROWS, choices_kind
from bot.wording import Reader, Wording
from bot.wording.voice import FSI, LRI, PDI
from core.contents import SESSION, TEMPLATE
from core.languages import LANGUAGES
from core.messages import Message, _

_LANGUAGES = {"pt": "pt_BR"}  # WhatsApp has no Portuguese without a country
_MARKS = str.maketrans(dict.fromkeys((FSI, LRI, PDI)))
_PLACE = re.compile(r"\{\{\d+\}\}")
_CHOOSE = _("Choose")
_LABEL = 20
_CATEGORIES = frozenset(("UTILITY", "MARKETING", "AUTHENTICATION"))


class Wanted(NamedTuple):
    """`category` is '' for what is only used inside the 24 hours, which needs no approval."""

    use: str
    kind: str
    lang: str
    places: str
    category: str
    definition: Definition


def wanted(wording: Wording) -> Iterator[Wanted]:
    """All of them, templates first."""
    for kind in KINDS:
        for lang in LANGUAGES:
            yield _template(wording, kind, lang)
    for count in range(1, ROWS + 1):
        for lang in LANGUAGES:
            yield _session(wording, count, lang)


def refusable(wording: Wording) -> Iterator[str]:
    """What WhatsApp would refuse of all the templates."""
    for one in wanted(wording):
        if one.use == TEMPLATE:
            yield from problems(one)


def problems(wanted: Wanted) -> Iterator[str]:
    """What WhatsApp would refuse, so that it is found before it is sent there."""
    where = f"{wanted.lang}: template {wanted.kind}"
    (type,) = wanted.definition.types.values()
    body = str(type["body"]).translate(_MARKS)
    bare = _PLACE.sub("", body)
    found = _PLACE.findall(body)
    if found and (body.startswith(found[0]) or body.endswith(found[-1]) or _PLACE.match(body)):
        yield f"{where}: begins or ends with a place"
    if re.search(r"\}\}\s*\{\{", body):
        yield f"{where}: two places side by side"
    if set(found) != {f"{{{{{place}}}}}" for place in wanted.definition.variables}:
        yield f"{where}: its places are {found}"
    if not all(value.strip() for value in wanted.definition.variables.values()):
        yield f"{where}: a sample is empty"
    if len(body) > BODY or re.search(r"[\n\t]|\s{5}", bare):
        yield f"{where}: too long, or with lines or gaps that WhatsApp does not take"
    if wanted.category not in _CATEGORIES:
        yield f"{where}: {wanted.category!r} is no category"
    if any(not 1 <= len(action["title"]) <= _LABEL for action in type["actions"]):
        yield f"{where}: a button is empty or has more than {_LABEL} characters"


def _template(wording: Wording, kind: str, lang: str) -> Wanted:
    known = KINDS[kind]
    numbers = {name: f"{{{{{n}}}}}" for n, name in enumerate(known.places, 1)}
    reader = Reader(lang, digits="latn")
    body = wording.say(Message(known.sentence.id, numbers), reader)
    if lang != "ar":  # without them a name in another script reads well enough, and reviewers see plain text
        body = body.translate(_MARKS)
    actions = [{"title": wording.say(_label(), reader), "id": SEE.id}]
    samples = {str(n): known.samples[name] for n, name in enumerate(known.places, 1)}
    types = {"twilio/quick-reply": {"body": body, "actions": actions}}
    return Wanted(TEMPLATE, kind, lang, " ".join(known.places), known.category, _named(kind, lang, samples, types))


def _session(wording: Wording, count: int, lang: str) -> Wanted:
    kind = choices_kind(count)
    pairs = [(f"{{{{{2 * n}}}}}", f"{{{{{2 * n + 1}}}}}") for n in range(1, count + 1)]
    samples = {"1": "…"} | {str(n): f"{n}" for n in range(2, 2 * count + 2)}
    if count <= QUICK_REPLIES:
        actions = [{"title": title, "id": id} for title, id in pairs]
        types: dict[str, Any] = {"twilio/quick-reply": {"body": "{{1}}", "actions": actions}}
    else:
        items = [{"item": title, "id": id} for title, id in pairs]
        button = wording.say(_CHOOSE, Reader(lang))[:_LABEL]
        types = {"twilio/list-picker": {"body": "{{1}}", "button": button, "items": items}}
    return Wanted(SESSION, kind, lang, "", "", _named(kind.replace("-", "_"), lang, samples, types))


def _label() -> Message:
    assert isinstance(SEE.label, Message)
    return SEE.label


def _named(kind: str, lang: str, samples: dict[str, str], types: dict[str, Any]) -> Definition:
    language = _LANGUAGES.get(lang, lang)
    what = orjson.dumps([language, samples, types], option=orjson.OPT_SORT_KEYS)
    fingerprint = hashlib.sha256(what).hexdigest()[:8]
    return Definition(f"comunidas_{kind}_{lang}_{fingerprint}", language, samples, types)
