"""What puts a draft right: which words, what a title becomes, and how often a card says then what was wanted."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bench.corrections import FOLDER, LEFT, NOTHING, PARTLY, RIGHT, WRONG, Line, lines, said, verdict
from bench.revisions import FOLDER as MARKED
from bench.revisions import marked_lines
from bench.volunteers.world import Image, scratch
from bot.engine import State
from bot.understand.retitled import Said, retitled
from bot.understand.revised import Draft, revised_in
from bot.understanding.marking import REVISED
from core.text.normal import fold

pytestmark = pytest.mark.words

_TODAY = date(2026, 12, 2)
_GROUPS = sorted(file.stem for file in FOLDER.glob("*.jsonl"))


def _said(*told: str) -> list[Said]:
    """ "-gates", "+stands", ">for children", in this order."""
    return [Said(one[0], one[1:], 1.0, at) for at, one in enumerate(told)]


@pytest.mark.parametrize(
    ("title", "told", "then"),
    [
        ("Pintar las porterías de la cancha", ("-las porterías", "+las gradas"), "Pintar las gradas de la cancha"),
        ("Afinar el piano de la biblioteca", ("-un piano", "+un órgano"), "Afinar un órgano de la biblioteca"),
        ("Afinar el piano de la biblioteca", ("+piano vertical",), "Afinar el piano vertical de la biblioteca"),
        ("contador", ("-contador", "+un plomero"), "un plomero"),
        (
            "quien enseñe a llevar las cuentas",
            ("+clases de Excel para llevar las cuentas",),
            "clases de Excel para llevar las cuentas",
        ),
        ("contador", ("+un plomero",), "plomero"),
        ("Forrar libros infantiles", ("-infantiles",), "Forrar libros"),
        ("Cuidar a los niños, los sábados", ("-los sábados", "+los domingos"), "Cuidar a los niños, los domingos"),
        ("nurse, at the hospital", ("-the hospital", "+at the clinic"), "nurse, at the clinic"),
        ("nurse", ("-the hospital", ">at the clinic"), "nurse, at the clinic"),
        ("nurse", (">for 30 people", ">at night"), "nurse, for 30 people, at night"),
        ("nurse for 30 people", (">for 30 people",), "nurse for 30 people"),
        ("دروس خياطة للستات", ("-خياطة", "+تطريز"), "دروس تطريز للستات"),
        ("دهان", (">في المدرسة",), "دهان، في المدرسة"),
        ("دروس يوم السبت والتلات", ("-التلات", "+السبت والاربع"), "دروس يوم السبت والاربع"),
        (
            "lessons on Saturday and Tuesday",
            ("-Tuesday", "+Saturday and Wednesday"),
            "lessons on Saturday and Wednesday",
        ),
        ("Paint the fence", ("-paint the fence",), ""),
    ],
)
def test_a_title_changes_where_words_of_it_are_wrong(title: str, told: tuple[str, ...], then: str) -> None:
    assert retitled(title, _said(*told)) == then


def test_a_title_keeps_what_is_hardly_said_to_go() -> None:
    unsure = Said("-", "infantiles", 0.6, 0)
    assert retitled("Forrar libros infantiles", [unsure]) == "Forrar libros infantiles"


def test_all_parts_are_found_at_once() -> None:
    draft = Draft("need", "pintar la escuela", "180", "2026-12-04", "Tela")
    found = revised_in("no es en Tela, es en Danlí, y son 5 horas no 3", draft, "es", _TODAY)
    assert {part: {(one.sign, fold(one.words)) for one in told} for part, told in found.items()} == {
        "place": {("-", "tela"), ("+", "danli")},
        "hours": {("+", "5 horas"), ("-", "3")},
    }


@pytest.mark.parametrize("text", ["", "…", "\u200f", "🙂", "a" * 5000, "no " * 2000])
def test_anything_may_be_written(text: str) -> None:
    revised_in(text, Draft("need", "painting", "60", "2026-12-04", "Tela"), "en", _TODAY)


@pytest.mark.parametrize("group", _GROUPS)
def test_the_lines_to_measure_with_are_whole(group: str) -> None:
    for one in lines(group):
        parts = {"what", "where"} if one.kind == "offer" else {"what", "hours", "by", "where"}
        assert set(one.card) == parts, one.place
        assert set(one.then) <= parts, one.place
        assert one.says, one.place


@pytest.mark.parametrize("file", sorted(MARKED.glob("*.txt")), ids=lambda file: file.stem)
def test_marks_can_be_read_and_none_is_left(file: Path) -> None:
    found = list(marked_lines(file))
    assert found
    for one in found:
        assert not re.search(r"[\[\]]", one.text), one.text
        assert all(kind in REVISED.kinds and start < end for start, end, kind in one.pieces), one.text


def test_what_is_measured_was_not_learnt() -> None:
    learnt = {one.text for file in MARKED.glob("*.txt") for one in marked_lines(file)}
    assert not learnt & {one.says for group in _GROUPS for one in lines(group)}


@pytest.mark.parametrize(
    ("then", "after", "published", "told"),
    [
        ({"hours": "5"}, {"hours": "300"}, False, RIGHT),
        ({"hours": "5", "by": "2026-12-05"}, {"hours": "300"}, False, PARTLY),
        ({"hours": "5"}, {}, False, NOTHING),
        ({"hours": "5"}, {"what": "painting a wall"}, False, WRONG),
        ({"hours": "5"}, {"hours": "300"}, True, LEFT),
        ({}, {}, True, RIGHT),
        ({"what": "paint three walls"}, {"what": "Paint the three walls"}, False, RIGHT),
    ],
)
def test_a_verdict(then: dict[str, str], after: dict[str, str], published: bool, told: str) -> None:
    card = {"what": "paint a wall", "hours": "3", "by": "2026-12-04", "where": "Tela"}
    answers = {"what": "paint a wall", "hours": "180", "by": "2026-12-04", "where": "at:Tela", **after}
    line = Line("en", 1, "need", card, "…", then)
    assert verdict(line, State("need", "sure", ("yes",), answers), published=published) == told


@pytest.mark.wide
def test_most_cards_say_then_what_was_wanted() -> None:
    """Of lines that nothing is tuned on, fifteen of each of three languages."""
    scenes: dict[str, Image] = {}
    with scratch() as place:
        judged = [
            verdict(one, after, published=published)
            for group in ("ar", "en", "es")
            for one in list(lines(group))[1:30:2]
            for after, published in (said(one, Path(place), scenes),)
        ]
    assert judged.count(RIGHT) >= 0.5 * len(judged)
    assert judged.count(WRONG) <= 0.3 * len(judged)
