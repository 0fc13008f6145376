"""Who lives here, and what does somebody do who takes their telephone into their hand?

A person reads what stands there and presses, types, quotes or writes something of their own. What a conversation asks
they answer to the point, mostly. They are careful, hasty, silent, or confused: each has their own weights.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from bot.conversation.session import Session
from tests.months.phone import Phone, Shown


class Trade(NamedTuple):
    """A service as people ask for it and offer it, in Spanish and Arabic."""

    es: str
    ar: str


TRADES = (
    Trade("contabilidad", "محاسبة"),
    Trade("diseño gráfico", "تصميم جرافيك"),
    Trade("traducción", "ترجمة"),
    Trade("electricista", "كهربائي"),
    Trade("reparación de impresoras", "إصلاح طابعات"),
    Trade("asesoría legal", "استشارات قانونية"),
    Trade("transporte", "نقل"),
    Trade("fotografía", "تصوير"),
)
ORGANISATIONS = (
    ("es", "Casa Luz, Tegucigalpa", "America/Tegucigalpa"),
    ("ar", "جمعية النور، القاهرة", "Africa/Cairo"),
    ("es", "Cocina Comunitaria, Tegucigalpa", "America/Tegucigalpa"),
    ("ar", "مركز الأمل، القاهرة", "Africa/Cairo"),
    ("es", "Colectivo Sol, Tegucigalpa", "America/Tegucigalpa"),
    ("es", "Taller Mar, La Ceiba", "America/Tegucigalpa"),
)
_EXCHANGE = re.compile(r"[1١][0-9٠-٩]{3}(?=[:. ])")
NEEDS = {
    "es": (
        *("necesitamos {} a distancia", "necesitamos {}, {} horas, a distancia, antes del viernes", "ocupamos {}"),
        "busco {} por {} horas, a distancia, en 5 días",
    ),
    "ar": ("نحتاج {} عن بعد", "نحتاج {} {} ساعات عن بعد", "محتاجين {} ضروري", "نحتاج إلى {} عن بعد قبل الخميس"),
}
OFFERS = {
    "es": ("ofrecemos {} a distancia", "podemos ayudar con {}", "hacemos {}"),
    "ar": ("نقدم {} عن بعد", "نقدم خدمة {}", "نستطيع المساعدة في {}"),
}
WORDS = {
    "es": (
        *("saldo", "saldo", "menú", "intercambios", "nuestros pedidos", "ayuda", "gracias", "hola", "ok", "buscar"),
        *(
            "intercambios",
            "intercambios",
            "👍",
            "mañana les digo",
            "sí",
            "no",
            "volver",
            "cancelar",
            "persona",
            "movimientos",
            "ya está hecho",
        ),
        *(
            "ya lo recibimos",
            "no vino nadie",
            "no podemos",
            "¿cuándo vienen?",
            "1001",
            "1002",
            "asdf",
            "7",
            "aceptamos",
        ),
    ),
    "ar": (
        *(
            "الرصيد",
            "التبادلات",
            "التبادلات",
            "التبادلات",
            "القائمة",
            "مساعدة",
            "شكرا",
            "مرحبا",
            "تمام",
            "بحث",
            "نعم",
            "لا",
            "رجوع",
        ),
        *("إلغاء", "غدا نخبركم", "😊", "تم العمل", "استلمنا الخدمة", "لم يأت أحد", "لا نستطيع", "١٠٠١", "١٠٠٢", "٧"),
        *("موافقون", "متى تأتون؟"),
    ),
}
ANSWERS = {
    "es": {
        "hours": ("2", "1 hora", "3 horas", "2 horas", "media hora", "no sé"),
        "by": ("el viernes", "mañana", "en 5 días", "la próxima semana", "no sé", "pasado mañana"),
        "day": ("el viernes", "mañana", "en 4 días", "el lunes"),
        "where": ("a distancia", "Tegucigalpa", "en nuestra sede"),
        "text": ("todo bien", "muy amables", "no"),
        "words": ("llegamos a las 10", "¿traen el material?"),
        "why": ("así lo vimos las dos partes",),
        "reason": ("1", "2", "no podemos ese día"),
        "stars": ("5", "4", "3"),
        "org": ("{}",),
    },
    "ar": {
        "hours": ("2", "ساعة", "٣ ساعات", "ساعتين", "نصف ساعة", "لا أعرف"),
        "by": ("الجمعة", "غدا", "بعد ٥ أيام", "الأسبوع القادم", "لا أعرف", "بعد غد"),
        "day": ("الجمعة", "غدا", "بعد ٤ أيام", "الاثنين"),
        "where": ("عن بعد", "القاهرة", "في مقرنا"),
        "text": ("كل شيء جيد", "شكرا لكم", "لا"),
        "words": ("نصل الساعة العاشرة", "هل المواد معكم؟"),
        "why": ("هكذا رأى الطرفان",),
        "reason": ("1", "2", "لا نستطيع في هذا اليوم"),
        "stars": ("5", "4", "3"),
        "org": ("{}",),
    },
}
LIKES = {
    **{"prop": 9, "acc": 9, "done": 6, "ok": 8, "see": 3, "rev": 3, "fig": 4, "dayok": 4, "renew": 2, "answer": 5},
    **{"late": 1, "fewer": 1, "terms": 1.5, "no": 0.4, "back": 0.1, "cancel": 0.3, "prob": 0.2, "absent": 0.3},
    **{"day": 0.6, "nofig": 0.7, "dayno": 0.7, "write": 1, "hours": 1, "sugg": 2, "same": 3, "decide": 6, "came": 1},
    **{"adm": 1, "undo": 0.2, "approve": 9, "yes": 9, "need": 1, "offer": 1, "ours": 1, "down": 0.3, "rest": 0.3},
    **{
        "stop": 0.02,
        "erase": 0.0,
        "leave": 0.02,
        "menu": 0.3,
        "cancel_flow": 0.5,
        "person": 0.1,
        "block": 0.02,
        "mute": 0.2,
    },
    **{"on": 6, "safe": 2, "take": 3, "say": 1, "pass": 5, "deny": 3, "flag": 0.2, "own": 3},
}
"""How much people are drawn to a choice, by the last part of its id."""
AWAITED = frozenset(("prop", "acc", "done", "ok", "fig", "dayok", "adm", "undook", "approve", "decide", "rev"))
"""What somebody else waits for: people look for it among what came."""
NEVER = (
    "erase",
    "delete",
    "lock",
    "leave",
    "unlink",
    "take_out",
    "pin",
    "stop",
    "new_phone",
    "suspend",
    "freeze",
    "join",
    "remove",
    "hide",
)


@dataclass
class Temper:
    """How somebody is: how often they look, and what they do then. Each 0 to 1, but `looks` a day."""

    looks: float = 2
    acts: float = 0.7
    types_numbers: float = 0.35
    quotes: float = 0.05
    old: float = 0.05
    own_words: float = 0.1
    twice: float = 0.05
    edits: float = 0.03
    strays: float = 0.02
    posts: float = 0.2


TEMPERS = (
    Temper(),
    Temper(looks=3, acts=0.9, twice=0.2, types_numbers=0.6),  # hasty
    Temper(looks=0.8, acts=0.8, posts=0.2),  # seldom here
    Temper(looks=1.5, old=0.25, edits=0.12, strays=0.08, own_words=0.3),  # confused
)


@dataclass
class Person:
    """`place` is the organisation's name and town in one line, as they introduce themselves."""

    name: str
    lang: str
    zone: str
    phone: Phone
    temper: Temper
    place: str = ""
    wants: tuple[Trade, ...] = ()
    gives: tuple[Trade, ...] = ()
    coordinates: bool = False
    acts: bool = False  # a coordinator, for an organisation without a phone just now
    away_until: int = 0
    joined: bool = False
    offered: int = 0
    pressed: set[str] = field(default_factory=set)


class Deed(NamedTuple):
    """What somebody does: `kind` is words, danger (in words), number, quote, tap, edit, group, sticker or none."""

    kind: str
    words: str = ""
    on: Shown | None = None
    choice: str | None = None
    old: bool = False


def choose(rng: Random, who: Person, session: Session) -> Deed:
    """What they do now, by what stands on their telephone and what is being asked."""
    temper, shown = who.temper, who.phone.shown
    if not shown:
        return Deed("words", {"es": "hola", "ar": "مرحبا"}[who.lang])
    if rng.random() < temper.strays:
        return Deed(rng.choice(("group", "sticker")), "hola a todos")
    if rng.random() < temper.edits:
        return Deed("edit", _posting(rng, who) if rng.random() < 0.5 else rng.choice(WORDS[who.lang]))
    if len(shown) > 3 and rng.random() < temper.old:
        return _on(rng, who, rng.choice(shown[:-1]), old=True)
    if session.flow:
        return _answered(rng, who, session)
    if rng.random() < 0.8 and (awaited := _awaited(rng, who)):
        return awaited
    if who.coordinates and not who.acts:
        newest = shown[-1]
        if any(id[:2] in ("o:", "c:", "f:", "i:", "a:") for id in _ids(newest)) and rng.random() < 0.8:
            return _on(rng, who, newest)
        return Deed("words", {"es": "coordinación", "ar": "التنسيق"}[who.lang]) if rng.random() < 0.4 else Deed("none")
    if rng.random() < temper.own_words:
        return Deed("words", rng.choice(WORDS[who.lang]))
    if rng.random() < temper.posts * (0.3 if who.offered > 3 else 1):
        who.offered += 1
        return Deed("words", _posting(rng, who))
    newest = [one for one in shown[-6:] if one.choices or one.buttons]
    if not newest:
        return Deed("words", rng.choice(WORDS[who.lang]))
    return _on(rng, who, newest[-1] if rng.random() < 0.75 else rng.choice(newest))


def _awaited(rng: Random, who: Person) -> Deed | None:
    """What they have not answered yet, mostly the newest of it; by quote or button where others came since."""
    for one in reversed(who.phone.shown):
        waits = [id for id in _ids(one) if id.rpartition(":")[2] in AWAITED and id not in who.pressed]
        if waits and rng.random() < 0.7:
            who.pressed.update(waits)
            return _on(rng, who, one, answer=True)
    return None


def _answered(rng: Random, who: Person, session: Session) -> Deed:
    """To the point, mostly: typed, or one of the choices that were shown."""
    flow = session.flow
    assert flow is not None
    newest = who.phone.shown[-1]
    mine = [one for one in who.phone.shown[-4:] if any(id.startswith("q:") for id in _ids(one))]
    if rng.random() < 0.05:
        return Deed("words", rng.choice(WORDS[who.lang]))
    if flow.asking in ("org", "name", "town") and who.place and not who.joined:
        return Deed("words", who.place)
    typed = ANSWERS[who.lang].get(flow.asking) if flow.asking != "org" or who.place else None
    if flow.asking == "what":
        return Deed("words", _posting(rng, who))
    if mine and (typed is None or rng.random() < 0.3):
        return _on(rng, who, mine[-1], answer=True)
    if typed:
        return Deed("words", rng.choice(typed).format(who.place))
    if flow.asking == "sure":
        return Deed("words", {"es": "sí", "ar": "نعم"}[who.lang])
    return _on(rng, who, newest) if _ids(newest) else Deed("words", "1")


def _ids(one: Shown) -> tuple[str, ...]:
    return one.choices or tuple(data for _label, data in one.buttons)


def _on(rng: Random, who: Person, one: Shown, *, old: bool = False, answer: bool = False) -> Deed:
    """A choice of that message, of those that they like."""
    liked = [(id, _liked(id, answer=answer)) for id in _ids(one)]
    liked = [(id, weight) for id, weight in liked if weight]
    if not liked or (not answer and rng.random() > who.temper.acts):
        return Deed("words", rng.choice(WORDS[who.lang])) if rng.random() < 0.15 else Deed("none")
    id = rng.choices([id for id, _weight in liked], [weight for _id, weight in liked])[0]
    return _pressed(rng, who, one, id, old=old)


def press(who: Person, wanted: Callable[[str], bool], rng: Random, *, newest: bool = False) -> Deed | None:
    """The newest choice of that kind; None where none stands on the telephone. `newest`: only of the last message."""
    for one in reversed(who.phone.shown[-1:] if newest else who.phone.shown):
        if found := [id for id in _ids(one) if wanted(id)]:
            return _pressed(rng, who, one, rng.choice(found), old=one is not who.phone.newest)
    return None


def _pressed(rng: Random, who: Person, one: Shown, id: str, *, old: bool) -> Deed:
    """By button, number, or number and quote."""
    labels = {data: label for label, data in one.buttons}
    number = str(one.choices.index(id) + 1) if id in one.choices else ""
    if number and who.lang == "ar" and rng.random() < 0.5:
        number = number.translate(str.maketrans("123456789", "١٢٣٤٥٦٧٨٩"))
    if number and who.phone.channel == "sms" and (waits := _number_of(one)) and one is not who.phone.newest:
        return Deed("words", waits)  # what it means there, another has taken since: they ask for the card
    if number and who.phone.channel != "sms" and rng.random() < who.temper.quotes:
        return Deed("quote", number, one, id, old)
    if id in labels and not (number and rng.random() < who.temper.types_numbers):
        return Deed("tap", labels[id], one, id, old)
    return Deed("number", number, one, id, old) if number else Deed("none")


def _number_of(one: Shown) -> str:
    found = _EXCHANGE.search(one.text)
    return found[0] if found else ""


def _liked(id: str, *, answer: bool) -> float:
    parts = id.split(":")
    if any(never in id for never in NEVER):
        return 0
    if id.startswith("q:"):
        return {"yes": 8, "no": 0.7, "change": 0.5}.get(parts[-1], 2) if answer or id else 1
    if parts[0] == "z":
        return 1.5
    if parts[0] == "lang" and parts[-1] not in ANSWERS:
        return 0.02
    if parts[0] == "o":
        return {"see": 5, "is_grassroots": 9, "is_cso": 9}.get(parts[-1], 0.05)
    verb = parts[-1].partition("-")[0]
    return LIKES.get(verb, LIKES.get(parts[1] if len(parts) > 1 else "", 0.5))


def _posting(rng: Random, who: Person) -> str:
    if who.gives and rng.random() < 0.5:
        return rng.choice(OFFERS[who.lang]).format(getattr(rng.choice(who.gives), who.lang))
    wanted = getattr(rng.choice(who.wants or TRADES), who.lang)
    return rng.choice(NEEDS[who.lang]).format(wanted, rng.randint(1, 4))
