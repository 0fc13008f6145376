"""What lets readers go round the exchange is hidden until both sides agree; ordinary numbers are not."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.mask import HIDDEN, mask_contacts

_LINK = re.compile(r"://|www\.")  # which leads out, and is meant to be masked
SENTENCES = sorted((Path(__file__).parent / "data" / "understanding").rglob("*.jsonl"))


@pytest.mark.parametrize(
    "contact",
    [
        "+504 9876-5432",
        "9876 5432 10",
        "(011) 4567-8901",
        "٠١٢٣٤٥٦٧٨٩",
        "luz@casa.org",
        "luz arroba casa punto org",
        "https://casa.org/luz?x=1",
        "www.casa.org",
        "casaluz.com",
        "t.me/casaluz",
        "@casaluz",
        "casaluz.hn",
        "casaluz.mx/taller",
        "talleres.casaluz.co",
        "casaluz.com.ar",
        "ong.eg",
        "jamaia-nour.ma",
        "luz (at) gmail (dot) com",
        "luz [at] gmail [dot] com",
        "luz (arroba) gmail (punto) com",
        "luz at gmail dot com",
        "luz arroba gmail ponto com",
        "luz arobase gmail point com",
        "luz آت gmail نقطة com",
    ],
)
def test_ways_to_reach_someone_are_hidden(contact: str) -> None:
    masked = mask_contacts(f"pintar la casa, escriban a {contact} por favor")
    assert masked == f"pintar la casa, escriban a {HIDDEN} por favor"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Tel:99991234", "Tel:•••"),
        ("tel:+50499991234", "tel:•••"),
        ("Cel.9999-1234", "Cel.•••"),
        ("WhatsApp:9999 1234, gracias", "WhatsApp:•••, gracias"),
        ("واتساب:٠١٠٠١٢٣٤٥٦٧", "واتساب:•••"),
        ("رقمي ٠١٠٠١٢٣٤٥٦٧ب", "رقمي •••ب"),
        ("llámame al99991234ok", "llámame al•••ok"),
        ("9999_1234", "•••"),
        ("9999—1234", "•••"),
        ("9️⃣9️⃣9️⃣9️⃣ 1️⃣2️⃣3️⃣4️⃣", "•••"),
        ("horario 8:00-12:00,99991234", "horario 8:00-12:00,•••"),
        ("⑨⑨⑧⑦⑥⑤④③ en el punto ②", "••• en el punto ②"),
        ("contabilidad 9988\n7766", "contabilidad •••"),
        ("llámame al nueve nueve, ocho siete, seis cinco, cuatro tres y gracias", "llámame al ••• y gracias"),
        ("noventa y nueve, ochenta y siete, cincuenta y cuatro, treinta y dos", "•••"),
        ("zéro six douze trente-quatre cinquante-six soixante-dix-huit, merci", "•••, merci"),
        ("call nine eight seven two zero one double four three", "call •••"),
        ("zero um nove oito sete meia cinco quatro", "•••"),
        ("رقمي صفر واحد صفر اتنين تلاتة تسعة خمسة سبعة واحد", "رقمي •••"),
        ("تسعة وتسعين واحد وعشرين اربعة وثلاثين خمسين", "•••"),
        ("9 nueve 8 ocho siete 7 seis cinco", "•••"),
    ],
)
def test_a_number_is_hidden_also_where_it_is_glued_to_what_stands_beside_it(typed: str, shown: str) -> None:
    assert mask_contacts(typed) == shown


@pytest.mark.parametrize(
    "ordinary",
    [
        "25 niños de 7 a 12 años",
        "27/11/2026 a las 10:30",
        "2026-11-27",
        "de 2024-2026",
        "1.000.000 semillas",
        "a 3 km, 45 minutos",
        "el 5 de diciembre",
        "horario:8:00-12:00,14:00-17:30hs",
        "8.30-12.45hs",
        "2026-11-27T10:00",
        "2024—2026",
        "1447-1448هـ",
        "120*80*60 cm",
        "días 24,25,26,27",
        "1,000,000 semillas",
        "aula @ piso 2",
        "necesitamos ayuda.es urgente",
        "no pudimos.no, gracias",
        "besoin d'aide.la semaine prochaine",
        "meet us at school. Ok?",
        "EE. UU., S.A. de C.V., p. ej., 10.30 am",
        "informe.pdf y foto.jpg",
        "uno, dos, tres, cuatro, cinco, seis, siete, ocho",
        "niños de siete, ocho, nueve, diez, once, doce y trece años",
        "dix, neuf, huit, sept, six, cinq, quatre, trois",
        "deux mille quatre cent quatre-vingt-dix-neuf, quatre-vingt-dix-huit",
        "de dos a tres horas, cuatro o cinco personas, seis sillas, siete mesas",
        "mil novecientos noventa y nueve, dos mil veinticuatro",
        "arroz 12500\n3400 frijoles",
        "2024\n3500",
        "Decreto 1377/2013, ley n.º 1581-2012, loi n° 2004-575, قانون رقم 1234/2015",
    ],
)
def test_ordinary_numbers_stay(ordinary: str) -> None:
    assert mask_contacts(ordinary) == ordinary


@pytest.mark.parametrize("ending", ["", ".", ", gracias", "\nhasta mañana"])
def test_a_domain_that_is_also_a_word_is_one_where_no_word_follows(ending: str) -> None:
    assert mask_contacts("está en casaluz.es" + ending) == f"está en {HIDDEN}" + ending


def test_what_people_write_stays_as_it_is_also_where_they_forget_the_space_after_a_full_stop() -> None:
    lines = (line for file in SENTENCES for line in file.read_text(encoding="utf-8").splitlines())
    told = [text for line in lines if not _LINK.search(text := json.loads(line)["text"])]
    assert len(told) > 2000
    assert [text for text in told if mask_contacts(text) != text] == []
    glued = [text for text in (re.sub(r"\. +", ".", text) for text in told) if mask_contacts(text) != text]
    assert glued == []


@given(st.text(max_size=300) | st.text(alphabet="0123456789.-+()@ a/:", max_size=120))
def test_any_text_is_masked_without_complaint_and_once_is_enough(text: str) -> None:
    masked = mask_contacts(text)
    assert mask_contacts(masked) == masked


def test_long_runs_of_digits_and_dots_cost_no_more_than_reading_them() -> None:
    assert mask_contacts("1." * 50_000)
    assert mask_contacts("a." * 50_000)
