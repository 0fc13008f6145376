"""What stands before the name of an organisation, and what is none, as people write it when they join."""

from __future__ import annotations

import pytest

from bot.understand.who.introduced import Whose, whose
from bot.understand.who.names import is_name


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("ok fine. Beit el Nissa, Tripoli Lebanon", Whose("Beit el Nissa", "Tripoli", "LB")),
        ("Great, Bekaa Farmers Coop, Zahle", Whose("Bekaa Farmers Coop", "Zahle")),
        ("yeah fine - Peckham Pantry, London", Whose("Peckham Pantry", "London")),
        ("génial, Union des Pêcheurs, Mbour", Whose("Union des Pêcheurs", "Mbour")),
        ("finalement oui, Union des Pêcheurs, Mbour", Whose("Union des Pêcheurs", "Mbour")),
        ("my org is Sunrise Day Care Centre, we're located in Pune, India",
         Whose("Sunrise Day Care Centre", "Pune", "IN")),
        ("The name is Al Amal Women's Committee and the city is Irbid", Whose("Al Amal Women's Committee", "Irbid")),
        ("mon association c'est Union des Pêcheurs, on est à Mbour", Whose("Union des Pêcheurs", "Mbour")),
        ("Le nom c'est Comité des Handicapés de Gabès et la ville c'est Gabès",
         Whose("Comité des Handicapés de Gabès", "Gabès")),
        ("mi organización es Casa Luz y la ciudad es Tela", Whose("Casa Luz", "Tela")),
        ("Bonjour je suis bénévole aux Restos du Coeur à Rennes", Whose("Restos du Coeur", "Rennes")),
        ("Mahila Shakti Self Help Group, Village Rampur, Dist. Varanasi, UP",
         Whose("Mahila Shakti Self Help Group", "Village Rampur, Dist. Varanasi, UP")),
        ("Super Mamans, Dakar", Whose("Super Mamans", "Dakar")),
        ("Great Lakes Foundation, Kisumu", Whose("Great Lakes Foundation", "Kisumu")),
        ("Perfect Day Care, Pune", Whose("Perfect Day Care", "Pune")),
    ],
)  # fmt: skip
def test_a_comment_before_the_name_is_no_part_of_it(text: str, who: Whose) -> None:
    assert whose(text) == who


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("fr", "je suis étudiant à Lyon", False),
        ("fr", "je suis infirmière à Thiès, sans association", False),
        ("fr", "le plus vite possible", False),
        ("en", "our organisation is looking for a nurse", False),
        ("en", "I am Because We Are, Kampala", True),
    ],
)
def test_what_somebody_is_names_no_organisation(lang: str, text: str, name: bool) -> None:
    who = whose(text)
    assert is_name(who.name, lang, who.town) is name
