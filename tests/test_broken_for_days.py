"""How long something has been so is no length of the work that is asked for, and stays in the words."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("lang", "said", "whole"),
    [
        ("fr", "notre pompe est en panne depuis 3 jours, il faut un mécanicien", None),
        ("fr", "ça fait 3 jours qu'on est sans eau, besoin d'un plombier", None),
        ("fr", "panne de courant il y a 2 jours, on cherche un électricien", None),
        ("fr", "le toit fuit depuis deux semaines on cherche un couvreur", None),
        ("pt", "a bomba está parada há 3 dias, precisamos de um mecânico", None),
        ("pt", "a máquina quebrou 4 dias atrás, procuramos um técnico", None),
        ("pt", "a geladeira tá quebrada faz 2 dias, preciso de um técnico", None),
        ("es", "la bomba está dañada desde hace 3 días, necesitamos un técnico", None),
        ("es", "llevamos 3 días sin agua, buscamos plomero", None),
        ("en", "the pump has been broken for 3 days, we need a mechanic", None),
        ("en", "our van broke down 3 days ago, we need a mechanic", None),
        ("ar", "المضخة عطلانة من ٣ أيام، نحتاج ميكانيكي", None),
    ],
)
def test_how_long_it_has_been_so_is_no_work(lang: str, said: str, whole: str | None) -> None:
    read = understand(said, lang, TODAY)
    assert (read.intent, read.slots.get("hours"), read.slots.get("deadline")) == ("post_need", None, None)


@pytest.mark.parametrize(
    ("lang", "said", "hours"),
    [
        ("fr", "la pompe est en panne depuis 3 jours, il faut un mécanicien 2 heures", 2),
        ("fr", "besoin d'un chauffeur pendant 3 jours", 24),
        ("fr", "on cherche un menuisier, il y a 3 jours de travail", 24),
        ("pt", "precisamos de um pintor, faz 2 dias de trabalho", 16),
        ("pt", "a gente faz 3 horas de faxina", 3),
        ("es", "tenemos 3 horas para dar clases de inglés", 3),
        ("es", "nuestra voluntaria hace 3 horas de costura", 3),
        ("en", "we need a driver for 3 days", 24),
        ("ar", "نحتاج مدرب لدورة من يومين", 16),
    ],
)
def test_days_of_work_are_still_counted(lang: str, said: str, hours: int) -> None:
    assert understand(said, lang, TODAY).slots["hours"] == hours
