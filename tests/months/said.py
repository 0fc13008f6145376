"""Is what a member reads of hours what the ledger holds? Read as a person would, in Spanish and in Arabic.

Nothing here knows how the bot makes its sentences; whoever changes one that tells of hours changes it here as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tests.months.books import Hours, Page
from tests.months.texting import bare

_UNSEEN = re.compile("[\u200e\u200f\u2066-\u2069]")
_PLAIN = str.maketrans("٠١٢٣٤٥٦٧٨٩\u00a0", "0123456789 ")


class Tongue(NamedTuple):
    """How a language says it: `unmoved` are words of cards whose exchange moved no hours yet, or none any more."""

    balance: re.Pattern[str]
    amounts: tuple[tuple[re.Pattern[str], int], ...]
    completed: re.Pattern[str]
    undone: re.Pattern[str]
    listed: re.Pattern[str]
    done: str
    head: re.Pattern[str]
    unmoved: tuple[str, ...]


def _amounts(*said: tuple[str, int]) -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple((re.compile(pattern), minutes) for pattern, minutes in said)


def _line(pattern: str) -> re.Pattern[str]:
    return re.compile(bare(pattern), re.MULTILINE)


def _words(*words: str) -> tuple[str, ...]:
    return tuple(map(bare, words))


TONGUES = (
    Tongue(
        balance=_line(
            r"^Saldo: (?P<has>.+?)(?P<zero> por debajo de cero)?\.\s(?:Horas apartadas para intercambios|Apartado): "
            r"(?P<aside>.+?)\.\s(?:Ahora pueden|Pueden) recibir: (?P<usable>.+?)(?:, pues .+?)?\."
        ),
        amounts=_amounts((r"(\d+) horas?", 60), (r"media hora", 30), (r" y media", 30), (r"(?: y )?(\d+) minutos?", 1)),
        completed=_line(
            r"^(?:Intercambio )?(\d+) completado(?P<gift>, un regalo)?: .*?(?:\. Duración: (.+?)\.$|; (.+?)\.$|\.$)"
        ),
        undone=_line(r"^Intercambio (\d+): .* pide que se devuelvan las horas por .* \(([^()]+)\),"),
        listed=_line(
            r"^(\d+): .*, con .*\. (Completado|Terminó|Acordado(?: para [^.]*)?|Una propuesta"
            r"|En espera de la otra organización|Hecho, falta confirmar)\.$"
        ),
        done="Completado",
        head=_line(r"^(?:Intercambio |Propuesta )?(\d{4,})(?: acordado)?(?: como regalo|, regalo)?: "),
        unmoved=_words(
            *("¿Aceptan?", "¿Se hizo?", "¿Lo recibieron?", "Ahora le toca"),
            *("Cuando esté hecho, avísame.", "Cuando lo reciban, avísame."),
            *("no se movió ninguna hora", "No se movió ninguna hora", "Se deshizo; horas devueltas"),
            *("¿Pueden ayudar?", "¿Se lo propongo?", "organización puede responder hasta", "Ahora confirma"),
            *("Avísame cuando", "Avísame al recibirlo", "puede darse por recibido"),
        ),
    ),
    Tongue(
        balance=_line(
            r"^الرصيد(?P<zero> أقل من الصفر بهذا القدر)?: (?P<has>.+?)[.؛]\s(?:محجوز للتبادلات|محجوز): "
            r"(?P<aside>.+?)[.؛]\s(?:يمكنكم الآن تلقي|يمكنكم تلقي|للتلقي): (?P<usable>.+?)(?:، إذ .+?)?\."
        ),
        amounts=_amounts(
            *((r"لا توجد ساعات", 0), (r"ساعة واحدة", 60), (r"ساعتان", 120), (r"(\d+) (?:ساعات|ساعة)", 60)),
            *((r"نصف ساعة", 30), (r" ونصف", 30), (r"ساعة", 60), (r"(?: و)?دقيقة واحدة", 1), (r"(?: و)?دقيقتان", 2)),
            (r"(?: و)?(\d+) (?:دقائق|دقيقة)", 1),
        ),
        completed=_line(r"^اكتمل التبادل (\d+)(?P<gift>، هدية)?: .*?(?:\. المدة: (.+?)\.$|؛ (.+?)\.$|\.$)"),
        undone=_line(r"^التبادل (\d+): يطلب فريق .* إعادة ساعات هذه الخدمة: .* المدة: (.+?)\.$"),
        listed=_line(
            r"^رقم (\d+): .*، مع: .*\. (اكتمل|انتهى|تم الاتفاق|متفق عليه، اليوم: [^.]*|اقتراح|في انتظار المنظمة الأخرى"
            r"|تمت الخدمة وبقي التأكيد)\.$"
        ),
        done="اكتمل",
        head=_line(r"^(?:التبادل|الاقتراح) (\d+)(?: متفق عليه)?(?:، (?:وهو )?هدية)?[:.] "),
        unmoved=_words(
            *("هل تقبلون؟", "هل تمت الخدمة؟", "هل تلقيتم الخدمة؟", "الآن دور المنظمة الأخرى", "أخبروني عند"),
            *("لم تنتقل أي ساعات", "أُلغي أثره وعادت الساعات"),
            *("هل يمكنكم المساعدة؟", "هل أسألها؟", "آخر موعد لرد المنظمة", "الآن دوره في", "هل تمت؟", "تلقيتموها؟"),
        ),
    ),
)


def seen(text: str) -> str:
    """What a person sees: no marks of direction, and all digits alike; accents may have been left out."""
    return bare(_UNSEEN.sub("", text).translate(_PLAIN))


def minutes(words: str, tongue: Tongue) -> int:
    """An amount in words. Raises ValueError where nobody could tell how much that is."""
    total, rest = 0, words
    while rest:
        for pattern, unit in tongue.amounts:
            if found := pattern.match(rest):
                total += unit * (int(found[1]) if found.re.groups else 1)
                rest = rest[found.end() :]
                break
        else:
            raise ValueError(f"no amount: {words!r}")
    return total


def balance(text: str) -> Hours | None:
    """The balance that a message tells; None where it tells none."""
    for tongue in TONGUES:
        if found := tongue.balance.search(seen(text)):
            has, aside, usable = (minutes(found[part], tongue) for part in ("has", "aside", "usable"))
            return Hours(-has if found["zero"] else has, aside, usable)
    return None


def completed(text: str) -> dict[int, int | None]:
    """The exchanges that a message calls completed, or asks to undo, with the minutes that it names.

    A gift has 0, a line of a list None.
    """
    said: dict[int, int | None] = {}
    for tongue in TONGUES:
        for found in tongue.listed.finditer(seen(text)):
            if found[2] == tongue.done:
                said[int(found[1])] = None
        said |= {int(found[1]): minutes(found[2], tongue) for found in tongue.undone.finditer(seen(text))}
        for found in tongue.completed.finditer(seen(text)):
            hours = found[3] or found[4]
            said[int(found[1])] = 0 if found["gift"] else minutes(hours, tongue) if hours else None
    return said


def unmoved(text: str) -> set[int]:
    """The exchanges that a message tells of as of such for which no hours have moved, or went back."""
    said: set[int] = set()
    for tongue in TONGUES:
        words = seen(text)
        said |= {int(found[1]) for found in tongue.listed.finditer(words) if found[2] != tongue.done}
        heads = [*tongue.head.finditer(words)]
        for n, head in enumerate(heads):
            end = heads[n + 1].start() if n + 1 < len(heads) else len(words)
            if any(mark in words[head.start() : end] for mark in tongue.unmoved):
                said.add(int(head[1]))
    return said


def wrong(text: str, organisation_id: int | None, page: Page) -> Iterator[str]:
    """What a member of that organisation reads, and the ledger held otherwise."""
    told = balance(text)
    holds = page.hours.get(organisation_id or 0)
    if told is not None and told != holds:
        yield f"organisation {organisation_id} reads {told}, and the ledger held {holds}: {text!r}"
    for number, hours in completed(text).items():
        real = page.exchanges.get(number)
        if real is None or not real.completed or (hours is not None and hours != real.moved):
            yield f"exchange {number} is called completed with {hours} minutes, and was {real}: {text!r}"
    for number in unmoved(text):
        real = page.exchanges.get(number)
        if real is None or real.moved:
            yield f"exchange {number} is told of as if no hours had moved, and was {real}: {text!r}"
