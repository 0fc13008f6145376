"""Several services in one message: a list is a list, and what may be one service stays one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understand import items_in


def skills_of(text: str, lang: str, today: date = date(2026, 11, 24)) -> tuple[str, ...]:
    return tuple(one.what for one in items_in(text, lang, today, "offer"))


_A_LIST_IS_CUT_INTO_ITS_SERVICE = [
        ("sabemos hacer logos, videos cortos y fotos", "es", ("hacer logos", "videos cortos", "fotos")),
        (
            "ofrecemos:\n- clases de inglés\n- contabilidad\n- transporte",
            "es",
            ("clases de inglés", "contabilidad", "transporte"),
        ),
        ("نقدم ترجمة وتصميم وتصوير", "ar", ("ترجمة", "تصميم", "تصوير")),
        (
            "we can teach maths, fix laptops and translate letters",
            "en",
            ("teach maths", "fix laptops", "translate letters"),
        ),
        ("logos, videos y fotos", "es", ("logos", "videos", "fotos")),
        ("carpintería, plomería, electricidad, 3 horas, en Tela", "es", ("carpintería", "plomería", "electricidad")),
        ("reparamos bicicletas y cortamos el pelo", "es", ("reparamos bicicletas", "cortamos el pelo")),
        ("couture, cuisine et jardinage", "fr", ("couture", "cuisine", "jardinage")),
        ("design, fotografia, tradução", "pt", ("design", "fotografia", "tradução")),
        (
            "aulas de violão, conserto de computadores, transporte de caixas",
            "pt",
            ("aulas de violão", "conserto de computadores", "transporte de caixas"),
        ),
        ("carpintería y plomería", "es", ("carpintería", "plomería")),
        ("ofrecemos contabilidad a distancia y clases de inglés", "es", ("contabilidad", "clases de inglés")),
        ("we offer accounting online and English classes", "en", ("accounting", "English classes")),
        (
            "on peut réparer des ordinateurs à distance et enseigner l'anglais",
            "fr",
            ("réparer des ordinateurs", "enseigner l'anglais"),
        ),
        ("نصلح كمبيوترات عن بعد ونعلم إنجليزي", "ar", ("نصلح كمبيوترات", "نعلم إنجليزي")),
        ("oferecemos contabilidade à distância e aulas de inglês", "pt", ("contabilidade", "aulas de inglês")),
        ("ترجمة، تصميم، تصوير", "ar", ("ترجمة", "تصميم", "تصوير")),
        ("نقدر نعمل تصميم، مونتاج، وترجمة", "ar", ("تصميم", "مونتاج", "ترجمة")),
        ("nosotras cosemos uniformes y hacemos bordados", "es", ("cosemos uniformes", "hacemos bordados")),
        ("نقدم محاسبة ونصمم شعارات", "ar", ("محاسبة", "نصمم شعارات")),
        ("نصلح الحواسيب ونترجم الوثائق", "ar", ("نصلح الحواسيب", "نترجم الوثائق")),
        ("كنقدمو دروس الانجليزية وكنصلحو الحواسب", "ar", ("دروس الانجليزية", "كنصلحو الحواسب")),
        ("nous proposons la comptabilité et nous créons des logos", "fr", ("comptabilité", "créons des logos")),
        ("we offer accounting and we design logos", "en", ("accounting", "design logos")),
        ("plumbing\npainting\ngardening", "en", ("plumbing", "painting", "gardening")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "most",
    [
        0.4,
        pytest.param(
            0.12, marks=pytest.mark.xfail(strict=True, reason="two jobs, each told by its verb, are taken for one")
        ),
    ],
)
def test_a_list_is_cut_into_its_services(most: float) -> None:
    wrong = [text for text, lang, services in _A_LIST_IS_CUT_INTO_ITS_SERVICE if skills_of(text, lang) != services]
    assert len(wrong) <= most * len(_A_LIST_IS_CUT_INTO_ITS_SERVICE), wrong


@pytest.mark.parametrize(
    ("text", "lang", "when"),
    [
        ("los sábados ofrecemos carpintería y plomería", "es", ", los sábados"),
        ("ofrecemos carpintería y plomería, el viernes", "es", ", el viernes"),
        ("ofrecemos carpintería y plomería mañana", "es", ", mañana (25/11)"),
        ("oferecemos carpintaria e encanamento aos sábados", "pt", ", aos sábados"),
    ],
)
def test_a_day_said_once_for_a_list_stands_behind_each(text: str, lang: str, when: str) -> None:
    services = skills_of(text, lang, date(2026, 11, 24))
    assert len(services) == 2
    assert all(service.endswith(when) for service in services), services


@pytest.mark.parametrize(
    ("text", "lang", "when"),
    [
        (
            "le podemos hacer unas baleadas para una reunion, y doña Tencha puede enseñar costura los martes",
            "es",
            "los martes",
        ),
        ("منقدم تلات شغلات: 1 تصليح كهربا للبيوت 2 دروس انكليزي للولاد 3 نقل غراض بالفان كل سبت", "ar", "سبت"),
        ("عنا كهربجي بيصلح كهربا البيوت، وعنا معلمة انكليزي للولاد، وعنا فان لنقل الغراض كل يوم سبت", "ar", "سبت"),
    ],
)
def test_a_day_said_right_behind_the_last_of_several_is_of_that_one(text: str, lang: str, when: str) -> None:
    *others, last = skills_of(text, lang, date(2026, 11, 24))
    assert others
    assert when in last
    assert not any(when in service for service in others), others


def test_nothing_that_is_said_behind_a_list_is_lost() -> None:
    said = "ofrecemos carpintería, pintura y plomería. También damos clases de guitarra"
    assert skills_of(said, "es") == ("carpintería", "pintura", "plomería", "clases de guitarra")


_WHAT_MAY_BE_ONE_SERVICE_OR_NON = [
        ("", "es"),
        ("contabilidad", "es"),
        ("traducción de inglés y francés", "es"),
        ("papel y lápiz", "es"),
        ("ofrecemos clases de inglés, francés y alemán", "es"),
        ("hola, buenas tardes, gracias", "es"),
        ("ofrecemos un taller, 3 horas, el viernes, en Tela", "es"),
        ("sound and light", "en"),
        ("damos clases de guitarra y de piano los sábados en Tela", "es"),
        ("we are a group of nurses, we visit homes, call us", "en"),
        ("ورشة عمل", "ar"),
        ("وجبات ساخنة", "ar"),
        ("نطبخ وجبات ونوزعها على العائلات", "ar"),
        ("نعلم الأطفال ونساعدهم في الواجبات", "ar"),
        ("we cook meals and we deliver them", "en"),
        ("we offer accounting and we have ten volunteers", "en"),
        ("ofrecemos diseño y maquetación de folletos", "es"),
        ("damos clases de inglés y francés para niños", "es"),
    ]  # fmt: skip


def test_what_may_be_one_service_or_none_is_no_list() -> None:
    wrong = [text for text, lang in _WHAT_MAY_BE_ONE_SERVICE_OR_NON if skills_of(text, lang)]
    assert len(wrong) <= 0.12 * len(_WHAT_MAY_BE_ONE_SERVICE_OR_NON), wrong


@given(
    st.text(max_size=300) | st.text(alphabet="logs, y\n-•.وتص، 3h", max_size=60),
    st.sampled_from(["es", "ar", "en", "fr", "pt", "xx"]),
)
def test_any_text_lists_nothing_or_two_to_ten_of_its_own_words(text: str, lang: str) -> None:
    services = skills_of(text, lang)
    assert len(services) != 1
    assert len(services) <= 10
    assert all(service.strip() for service in services)
