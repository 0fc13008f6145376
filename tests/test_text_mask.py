"""What lets readers go round the exchange is hidden until both sides agree; ordinary numbers are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.mask import HIDDEN, mask_contacts


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
    ],
)
def test_ways_to_reach_someone_are_hidden(contact: str) -> None:
    masked = mask_contacts(f"pintar la casa, escriban a {contact} por favor")
    assert masked == f"pintar la casa, escriban a {HIDDEN} por favor"


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
        "aula @ piso 2",
    ],
)
def test_ordinary_numbers_stay(ordinary: str) -> None:
    assert mask_contacts(ordinary) == ordinary


@given(st.text(max_size=300) | st.text(alphabet="0123456789.-+()@ a/:", max_size=120))
def test_any_text_is_masked_without_complaint_and_once_is_enough(text: str) -> None:
    masked = mask_contacts(text)
    assert mask_contacts(masked) == masked


def test_long_runs_of_digits_and_dots_cost_no_more_than_reading_them() -> None:
    assert mask_contacts("1." * 50_000)
    assert mask_contacts("a." * 50_000)
