"""How is a picture drawn? As an SVG in the page, from the reader's side: direction and anchor stand on every text.

The same figures are in the table below it, so a screen reader hears its title and goes on to the table.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from core.messages import Message, Value
from core.panel.sheet import Bars, Heat, Lines, Percent, Picture
from webhooks.dashboard.sheets import said
from webhooks.web import reader, say

_WIDE, _ROW = 420, 22  # so that it can be read on a telephone, where all of it is in sight
_SHADES = (1.0, 0.72, 0.5, 0.34)
_NAME, _SUM = 20, 66  # of bars: how high their name stands above them, and the place of what is written behind them
_LEFT, _HIGH = 56, 170  # of lines: where they begin, how high they go
_DOT = 3.5  # of lines: how far a dot reaches
_LABEL, _HEAD = 140, 130  # of a square: its names beside and above


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


def _upright(at: float, y: float, words: str) -> Markup:
    """Words that begin there and go up, turned so that they do from either side."""
    direction, turn = ("rtl", 90) if _rtl() else ("ltr", -90)
    return Markup('<text transform="translate({} {}) rotate({})" direction="{}" text-anchor="start">{}</text>').format(
        _x(at), round(y, 1), turn, direction, words
    )


def _svg(height: float, inner: list[Markup], title: Message, kind: str = "picture") -> Markup:
    return Markup('<svg class="{}" role="img" viewBox="0 0 {} {}" aria-label="{}">{}</svg>').format(
        kind, _WIDE, round(height), say(title), Markup("").join(inner)
    )


def _short(value: Value, most: int = 48) -> str:
    words = said(value)
    return words if len(words) <= most else words[: most - 1] + "…"


def _top(amounts: Iterable[int]) -> int:
    """The amount that reaches as far as there is place; of shares it is all of them."""
    most = max(amounts, default=0)
    return Percent(100) if isinstance(most, Percent) and most else most


# ---- bars ---------------------------------------------------------------------------------------------------------


def _bars(drawn: Bars, title: Message) -> Markup:
    most = _top(sum(all_of) if drawn.stacked else max(all_of) for _name, all_of in drawn.rows)
    if not most:
        return Markup("")
    inner: list[Markup] = []
    y = 0.0
    if len(drawn.series) > 1:
        inner, y = _legend(drawn.series)
    scale = (_WIDE - _SUM) / most
    for name, amounts in drawn.rows:
        inner.append(_text(0, y + 14, _short(name)))
        y += _NAME
        parts = tuple(enumerate(amounts))
        for row in (parts,) if drawn.stacked else tuple((part,) for part in parts):
            inner += _bar(row, y, scale)
            y += _ROW
        y += 6
    return _svg(y, inner, title)


def _bar(parts: tuple[tuple[int, int], ...], y: float, scale: float) -> list[Markup]:
    """Amounts after each other, each in the shade of its place, and what they are together."""
    found, at = [], 0.0
    for place, amount in parts:
        if amount:
            found.append(_rect(at, y + 3, round(amount * scale, 1), _ROW - 6, place))
            at += amount * scale
    whole = parts[0][1] if len(parts) == 1 else sum(amount for _place, amount in parts)
    return [*found, _text(at + 6, y + 15, said(whole))]


def _rect(at: float, y: float, width: float, height: float, shade: int) -> Markup:
    return Markup('<rect class="bar" x="{}" y="{}" width="{}" height="{}" fill-opacity="{}"/>').format(
        _x(at, width), round(y, 1), width, height, _SHADES[shade % len(_SHADES)]
    )


def _legend(series: tuple[Message, ...]) -> tuple[list[Markup], float]:
    found: list[Markup] = []
    for place, name in enumerate(series):
        found += [_rect(0, place * _ROW + 4, 14, 14, place), _text(22, place * _ROW + 16, say(name))]
    return found, len(series) * _ROW + 8.0


# ---- lines --------------------------------------------------------------------------------------------------------


def _lines(drawn: Lines, title: Message) -> Markup:
    amounts = [amount for _at, all_of in drawn.points for amount in all_of if amount is not None]
    if not amounts:
        return Markup("")
    most = _top(amounts) or 1
    last = len(drawn.points) - 1
    step = (_WIDE - _LEFT - 20) / max(last, 1)
    inner, foot = _names(drawn.series)
    inner += [_text(0, 14, said(most)), _text(0, _HIGH, said(0))]
    inner.append(Markup('<line class="axis" x1="0" y1="{0}" x2="{1}" y2="{0}"/>').format(_HIGH + 4, _WIDE))
    for place, _name in enumerate(drawn.series):
        along = [all_of[place] for _when, all_of in drawn.points]
        inner += _line([None if one is None else _place(at * step, one / most) for at, one in enumerate(along)], place)
    inner.append(_text(_LEFT, _HIGH + 22, _short(drawn.points[0][0])))
    if last:
        inner.append(_text(_LEFT + step * last, _HIGH + 22, _short(drawn.points[-1][0]), "end"))
    return _svg(_HIGH + foot, inner, title)


def _names(series: tuple[Message, ...]) -> tuple[list[Markup], float]:
    """What each line is, below them, and how high all that is."""
    if len(series) < 2:
        return [], 30.0
    found: list[Markup] = []
    for place, name in enumerate(series):
        y = _HIGH + 44 + place * _ROW
        found += [*_line([(_x(_DOT), y), (_x(40), y)], place), _text(50, y + 4, say(name))]
    return found, 42.0 + len(series) * _ROW


def _place(at: float, share: float) -> tuple[float, float]:
    return _x(_LEFT + at), round(_HIGH - (_HIGH - 14) * share, 1)


def _line(places: list[tuple[float, float] | None], place: int) -> list[Markup]:
    """A dot for each amount, joined with its neighbours; where nothing is told the line ends, and begins anew."""
    pieces: list[list[tuple[float, float]]] = [[]]
    for one in places:
        if one is not None:
            pieces[-1].append(one)
        elif pieces[-1]:
            pieces.append([])
    dots = [
        Markup('<circle class="dot" cx="{}" cy="{}" r="{}"/>').format(*one, _DOT) for piece in pieces for one in piece
    ]
    return [*(_stroke(piece, place) for piece in pieces if len(piece) > 1), *dots]


def _stroke(places: list[tuple[float, float]], place: int) -> Markup:
    dashes = ("none", "8 4", "2 4", "12 4 2 4")[place % 4]
    points = " ".join(f"{x},{y}" for x, y in places)
    return Markup('<polyline class="line" points="{}" stroke-dasharray="{}"/>').format(points, dashes)


# ---- who with whom ------------------------------------------------------------------------------------------------


def _heat(drawn: Heat, title: Message) -> Markup:
    most = max((cell or 0 for row in drawn.cells for cell in row), default=0)
    if not most:
        return Markup("")
    size = round(min(32.0, (_WIDE - _LABEL) / len(drawn.across)), 1)
    inner = [_upright(_LABEL + size * (at + 0.6), _HEAD - 6, _short(name, 17)) for at, name in enumerate(drawn.across)]
    for down, name in enumerate(drawn.down):
        y = _HEAD + down * size
        inner.append(_text(0, y + size * 0.65, _short(name, 18)))
        inner += [_square(_LABEL + at * size, y, size, cell, most) for at, cell in enumerate(drawn.cells[down])]
    return _svg(_HEAD + 4 + size * len(drawn.down), inner, title, "picture heat")  # its names have no more place


def _square(at: float, y: float, size: float, amount: int | None, most: int) -> Markup:
    """One of the grid, the darker the more."""
    if not amount:
        return Markup('<rect class="grid" x="{0}" y="{1}" width="{2}" height="{2}"/>').format(_x(at, size), y, size)
    shade = round(0.2 + 0.8 * amount / most, 2)
    return Markup('<rect class="grid bar" x="{0}" y="{1}" width="{2}" height="{2}" fill-opacity="{3}"/>').format(
        _x(at, size), round(y, 1), size, shade
    )
