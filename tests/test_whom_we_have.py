"""Who has somebody that needs something asks for it, and offers nobody: "tenemos un paciente que necesita oxígeno"."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("lang", "said", "service", "whole"),
    [
        ("es", "tenemos un paciente que necesita oxigeno", "oxigeno", "un paciente que necesita oxigeno"),
        ("es", "tenemos una señora enferma que ocupa silla de ruedas", "silla de ruedas",
         "señora enferma que ocupa silla de ruedas"),
        ("es", "tengo un grupo de mujeres que requieren capacitacion", "capacitacion",
         "un grupo de mujeres que requieren capacitacion"),
        ("es", "hay una muchacha que necesita un psicologo", "psicologo", "psicologo"),
        ("es", "tenemos un evento el sabado y ocupamos sillas", "sillas", "sillas"),
        ("es", "tenemos una fiesta el domingo, ocupamos mesas", "mesas", "mesas"),
        ("es", "tenemos que pintar la escuela el sabado", "pintar la escuela", "pintar la escuela"),
        ("es", "tenemos problemas con la computadora", "problemas con la computadora", "problemas con la computadora"),
        ("es", "tenemos goteras en el techo", "goteras en el techo", "goteras en el techo"),
        ("en", "we have two ladies who need a midwife", "midwife", "two ladies who need a midwife"),
        ("en", "we have a party on friday and we need chairs", "chairs", "chairs"),
        ("en", "we want 3 nurses x 2 hours on monday", "3 nurses", "3 nurses"),
        ("en", "we need 3 masons for 4 hours on saturday", "3 masons", "3 masons"),
        ("en", "we would like to talk to a lawyer about rent", "lawyer about rent", "lawyer about rent"),
        ("en", "any one can sew 15 aprons, we will give the fabric", "sew 15 aprons",
         "sew 15 aprons, we will give the fabric"),
    ],
)  # fmt: skip
def test_what_is_needed_for_whom_we_have_is_a_request(lang: str, said: str, service: str, whole: str) -> None:
    read = understand(said, lang, TODAY)
    assert (read.intent, read.slots["service"]) == ("post_need", service)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "tenemos comida para familias que la necesiten"),
        ("es", "tenemos ropa para los que necesitan"),
        ("es", "tenemos sillas que ya no ocupamos"),
        ("es", "tenemos muchas sillas y podemos prestarlas"),
        ("en", "we have clothes for people who need them"),
        ("en", "we have a van if you need it"),
        ("en", "our driver can take people to hospital"),
        ("en", "3 hours free on friday"),
    ],
)
def test_what_we_have_for_others_stays_an_offer(lang: str, said: str) -> None:
    assert understand(said, lang, TODAY).intent == "post_offer"


@pytest.mark.parametrize(
    ("lang", "said"), [("es", "tengo una consulta"), ("es", "tenemos una duda"), ("en", "we have a question")]
)
def test_a_question_that_we_have_is_no_offer(lang: str, said: str) -> None:
    assert understand(said, lang, TODAY).intent == "help"


def test_who_can_mend_what_broke_is_asked_with_what_broke() -> None:
    read = understand("se nos quemó el refrigerador de las vacunas, quien lo puede revisar?", "es", TODAY)
    assert read.intent == "post_need"
