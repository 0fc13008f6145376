"""How is a picture drawn? As an SVG in the page, from the reader's side: direction and anchor stand on every text.

The same figures are in the table below it, so a screen reader hears its title and goes on to the table.
"""

from __future__ import annotations

from markupsafe import Markup

from core.messages import Message, Value
from core.panel.sheet import Bars, Heat, Lines, Picture
from webhooks.dashboard.sheets import said
from webhooks.web import reader, say

_WIDE, _ROW, _LABEL = 640, 22, 220
_SHADES = (1.0, 0.72, 0.5, 0.34)


def picture(drawn: Picture, title: Message) -> Markup:
    """The SVG of a picture; '' where there is nothing to draw."""
    match drawn:
        case Bars():
            return _bars(drawn, title)
        case Lines():
            return _lines(drawn, title)
        case Heat():
            return _heat(drawn, title)


def _rtl() -> bool:
    return reader().lang == "ar"


def _x(at: float, width: float = 0) -> float:
    """A place from the reader's own side."""
    return round(_WIDE - at - width if _rtl() else at, 1)


def _text(at: float, y: float, words: str, anchor: str = "start") -> Markup:
    direction = "rtl" if _rtl() else "ltr"
    return Markup('<text x="{}" y="{}" direction="{}" text-anchor="{}">{}</text>').format(
        _x(at), round(y, 1), direction, anchor, words
    )


def _svg(height: float, inner: list[Markup], title: Message) -> Markup:
    return Markup('<svg class="picture" role="img" viewBox="0 0 {} {}" aria-label="{}">{}</svg>').format(
        _WIDE, round(height), say(title), Markup("").join(inner)
    )


def _short(value: Value, most: int = 30) -> str:
    words = said(value)
    return words if len(words) <= most else words[: most - 1] + "…"


def _bars(drawn: Bars, title: Message) -> Markup:
    most = max((amount for _name, amounts in drawn.rows for amount in amounts), default=0)
    if not most:
        return Markup("")
    inner: list[Markup] = []
    y = 0.0
    if len(drawn.series) > 1:
        inner, y = _legend(drawn.series)
    for name, amounts in drawn.rows:
        inner.append(_text(0, y + 15, _short(name)))
        for place, amount in enumerate(amounts):
            width = round((_WIDE - _LABEL - 60) * amount / most, 1)
            inner.append(_rect(_LABEL, y + 3, width, _ROW - 6, place))
            inner.append(_text(_LABEL + width + 6, y + 15, said(amount)))
            y += _ROW
        y += 6
    return _svg(y, inner, title)


def _rect(at: float, y: float, width: float, height: float, shade: int) -> Markup:
    return Markup('<rect class="bar" x="{}" y="{}" width="{}" height="{}" fill-opacity="{}"/>').format(
        _x(at, width), round(y, 1), width, height, _SHADES[shade % len(_SHADES)]
    )


def _legend(series: tuple[Message, ...]) -> tuple[list[Markup], float]:
    found: list[Markup] = []
    for place, name in enumerate(series):
        found += [_rect(0, place * _ROW + 4, 14, 14, place), _text(22, place * _ROW + 16, say(name))]
    return found, len(series) * _ROW + 8.0


def _lines(drawn: Lines, title: Message) -> Markup:
    amounts = [amount for _at, all_of in drawn.points for amount in all_of if amount is not None]
    if len(drawn.points) < 2 or not amounts:
        return Markup("")
    most, high, foot = max(*amounts, 1), 170, 30
    step = (_WIDE - 80) / (len(drawn.points) - 1)
    inner: list[Markup] = []
    if len(drawn.series) > 1:
        for place, name in enumerate(drawn.series):
            inner += [_stroke(f"{_x(0)},{high + 44 + place * _ROW} {_x(40)},{high + 44 + place * _ROW}", place)]
            inner += [_text(50, high + 48 + place * _ROW, say(name))]
        foot += 12 + len(drawn.series) * _ROW
    inner += [_text(0, 14, said(most)), _text(0, high, said(0))]
    inner.append(Markup('<line class="axis" x1="0" y1="{0}" x2="{1}" y2="{0}"/>').format(high + 4, _WIDE))
    for place, _name in enumerate(drawn.series):
        dots = [
            f"{_x(60 + at * step)},{round(high - (high - 14) * amount / most, 1)}"
            for at, (_when, all_of) in enumerate(drawn.points)
            if (amount := all_of[place]) is not None
        ]
        inner.append(_stroke(" ".join(dots), place))
    inner.append(_text(60, high + 22, _short(drawn.points[0][0])))
    inner.append(_text(60 + step * (len(drawn.points) - 1), high + 22, _short(drawn.points[-1][0]), "end"))
    return _svg(high + foot, inner, title)


def _stroke(points: str, place: int) -> Markup:
    dashes = ("none", "8 4", "2 4", "12 4 2 4")[place % 4]
    return Markup('<polyline class="line" points="{}" stroke-dasharray="{}"/>').format(points, dashes)


def _heat(drawn: Heat, title: Message) -> Markup:
    most = max((cell or 0 for row in drawn.cells for cell in row), default=0)
    if not most:
        return Markup("")
    size = min(40.0, (_WIDE - _LABEL) / len(drawn.names))
    inner = [_text(_LABEL + size * (at + 0.35), 14, said(at + 1)) for at in range(len(drawn.names))]
    for down, name in enumerate(drawn.names):
        y = 20 + down * size
        inner.append(_text(0, y + size * 0.65, f"{said(down + 1)}. {_short(name, 24)}"))
        for across, cell in enumerate(drawn.cells[down]):
            if cell:
                place = (_x(_LABEL + across * size, size - 2), round(y, 1), size - 2)
                inner.append(
                    Markup('<rect class="bar" x="{0}" y="{1}" width="{2}" height="{2}" fill-opacity="{3}"/>').format(
                        *place, round(0.2 + 0.8 * cell / most, 2)
                    )
                )
    return _svg(24 + size * len(drawn.names), inner, title)
