"""A newcomer's message may hold several things: each is taken up, and what is missing is asked."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from bot.conversation.session import RESUMED, Session, dump_session
from bot.engine import State
from core.db import Q
from core.tables import conversation
from tests.faults import neighbours, rows
from tests.story import Story, answer

_MARKS = {0x2066: None, 0x2068: None, 0x2069: None, 0x200F: None}


def said(story: Story, who: str, words: str) -> str:
    return "\n".join(text for at, text in story.say(who, words) if at == who).translate(_MARKS)


NEEDS_FIRST = [
    (
        "es",
        "hola, ocupo que alguien nos venga a ver la estufa que no enciende, "
        "somos el comedor Pan de Vida aquí en Tegus, yo soy Marlene",
        "si esos somos nosotros",
        "Pan de Vida",
        "estufa",
    ),
    (
        "ar",
        "السلام عليكم، احنا محتاجين حد يعملنا صفحة فيسبوك للجمعية، وانا نهى من جمعية نور الحروف في المنصورة",
        "ايوة احنا بالظبط",
        "جمعية نور الحروف",
        "صفحة فيسبوك",
    ),
    (
        "en",
        "hi, we are Clean Streets from Mombasa, my name is Peter. We need somebody to repair our computers",
        "yes that's us",
        "Clean Streets",
        "repair our computers",
    ),
]


@pytest.mark.parametrize(("lang", "first", "yes", "name", "what"), NEEDS_FIRST, ids=[row[0] for row in NEEDS_FIRST])
def test_a_need_beside_who_they_are_is_gone_on_with_after_joining(
    story: Story, lang: str, first: str, yes: str, name: str, what: str
) -> None:
    story.hub(langs=("es", "ar", "en"))
    story.langs["luz"] = lang
    assert name in said(story, "luz", first)
    told = said(story, "luz", yes)
    assert name in told
    assert what in told
    assert [row[0] for row in rows(story, "organisation", "name")] == [row_name(name)]


def row_name(name: str) -> str:
    return "comedor Pan de Vida" if name == "Pan de Vida" else name


def test_what_they_are_called_is_noted_for_their_colleagues(story: Story) -> None:
    story.hub()
    story.langs["luz"] = "es"
    said(story, "luz", "hola, somos Casa Luz de Tela, yo soy Marlene")
    assert "Anoté tu nombre" in said(story, "luz", "sí")
    assert "1: Marlene (tú)" in said(story, "luz", "personas")
    assert "Marlene" not in rows(story, "conversation", "state")[0][0]


def test_a_code_in_the_first_sentence_is_acknowledged_with_who_they_are(story: Story) -> None:
    hub_id = story.hub()
    code = story.code("hub", hub_id)
    story.langs["luz"] = "es"
    who = "somos la escuelita de fut Los Chapulines d Oaxaca"
    told = said(story, "luz", f"q onda, me pasaron este codigo {code} {who}")
    assert "Tengo tu código: con él entran en Red Demo." in told
    assert "¿Son escuelita de fut Los Chapulines, Oaxaca (México)?" in told
    said(story, "luz", "sip ya")
    assert rows(story, "organisation", "name", "town") == [("escuelita de fut Los Chapulines", "Oaxaca")]


def test_a_code_alone_is_acknowledged_and_name_and_town_beside_it_come_as_a_card_at_once(story: Story) -> None:
    hub_id = story.hub()
    code = story.code("hub", hub_id)
    story.langs["luz"] = "ar"
    said(story, "luz", "مرحبا")
    assert "وصلني رمزكم" in said(story, "luz", code)
    told = said(story, "luz", f"ما انا كتبته فوق، الكود {code} واحنا جمعية نور الحروف من المنصوره وانا اسمي نها")
    assert "جمعية نور الحروف" in told
    assert "هل هذا صحيح؟" in told
    said(story, "luz", "اه هاد احنا")
    assert rows(story, "organisation", "name") == [("جمعية نور الحروف",)]


@pytest.mark.parametrize("yes", ["ahora si eso es", "sip ya", "así es, somos nosotros"])
def test_the_card_takes_a_yes_in_other_words(story: Story, yes: str) -> None:
    story.hub()
    story.langs["luz"] = "es"
    said(story, "luz", "hola")
    assert "¿Está bien?" in said(story, "luz", "mire somos la fundacion Manos de Abuela de aqui de tegucigalpa")
    said(story, "luz", yes)
    assert rows(story, "organisation", "name") == [("fundacion Manos de Abuela",)]


def test_who_was_here_before_needs_nothing_by_saying_so(story: Story) -> None:
    story.hub(langs=("es", "ar"))
    story.langs["luz"] = "ar"
    said(story, "luz", "مرحبا")
    said(story, "luz", "احنا جمعية نور الحروف المنصورة، كنت معاكو قبل كدا")
    assert "كنت معاكو" not in said(story, "luz", "نعم")


@pytest.mark.parametrize(
    ("words", "name", "town"),
    [
        ("Casa Sol, Etla, Oaxaca", "Casa Sol", "Etla, Oaxaca"),
        ("احنا نادي شباب الحي الشمالي بإربد، معكم خالد", "نادي شباب الحي الشمالي", "إربد"),
        ("مساء الخير، من القاهرة واحنا مكتبة النيل", "مكتبة النيل", "القاهرة"),
        ("um we are Open Library from Lagos", "Open Library", "Lagos"),
    ],
)
def test_a_name_is_whole_and_nothing_else(story: Story, words: str, name: str, town: str) -> None:
    story.hub(langs=("es", "ar", "en"))
    story.langs["luz"] = "ar" if "\u0600" < words[0] < "\u06ff" else "es"
    said(story, "luz", "/start")
    said(story, "luz", words)
    if not rows(story, "organisation", "name"):
        said(story, "luz", "نعم" if story.langs["luz"] == "ar" else "sí")
    assert rows(story, "organisation", "name", "town") == [(name, town)]


def test_a_town_that_nobody_knows_is_where_its_region_or_all_others_are(story: Story) -> None:
    story.hub()
    for who, words in [("ana", "Casa Sol, Oaxaca"), ("bea", "Los Nopales, Puebla"), ("cleo", "La Rueda, Etla")]:
        story.langs[who] = "es"
        said(story, who, "hola")
        said(story, who, words)
    assert [row[0] for row in rows(story, "organisation", "country")] == ["MX", "MX", "MX"]


# ---- people -----------------------------------------------------------------------------------------------------


def with_colleague(story: Story, words: str) -> None:
    neighbours(story)
    told = said(story, "luz", "invitar a un colega")
    code = next(word.strip(".,:") for word in told.split() if word.strip(".,:").isdigit() and len(word) >= 7)
    story.langs["lupe"] = "es"
    said(story, "lupe", words.format(code=code))


def test_a_colleague_who_says_who_they_are_is_taken_out_by_name(story: Story) -> None:
    with_colleague(story, "hola, soy Lupe de Casa Luz, me pasaron esto {code}")
    assert "¿Sacar a Lupe de Casa Luz?" in said(story, "luz", "saquen a Lupe, ya no trabaja con nosotros")


def test_one_without_a_name_is_told_by_when_and_from_where_they_came(story: Story) -> None:
    with_colleague(story, "{code}")
    assert "sin nombre (" in said(story, "luz", "personas")
    assert "¿Sacar a quien está aquí desde" in said(story, "luz", "Lupe ya no está con nosotros, quítenla")


def test_the_number_of_the_list_says_whom_and_the_card_is_enough(story: Story) -> None:
    with_colleague(story, "hola, soy Lupe, {code}")
    said(story, "luz", "personas")
    assert "¿Sacar a Lupe" in said(story, "luz", "quiten a la persona 2, ya no trabaja aquí")
    said(story, "luz", "no")
    said(story, "luz", "personas")
    said(story, "luz", "1")
    assert "¿Sacar a Lupe" in said(story, "luz", "quítenla, ya no está con nosotros")


def test_ones_own_name_is_noted_where_it_is_said(story: Story) -> None:
    neighbours(story)
    assert "lo anoté" in said(story, "luz", "mi nombre es Beto, apúntalo")
    assert "1: Beto (tú)" in said(story, "luz", "personas")


@pytest.mark.parametrize("words", ["English", "4", "hola", "saldo"])
def test_joining_goes_on_though_it_came_back_before(story: Story, words: str) -> None:
    story.hub()
    story.say("sol", "hola")
    waits = Session(token="aaaa", idle=("lang:ar", "lang:en"), parked=State("join", "org", (), {}, {RESUMED: "yes"}))
    with story.db.write() as tx:
        tx.run(Q(update(conversation).values(state=dump_session(waits))))
    assert answer(story, words, who="sol")
    assert rows(story, "parked_case", "code") == []
