"""Whether it is asked for, offered or looked for: with so many hours, by some of ours, of a form."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("lang", "said", "intent", "service"),
    [
        # so many hours of something are asked for, and not the fund's
        ("pt", "preciso de 3 horas de aula de inglês", "post_need", "aula de inglês"),
        ("pt", "precisamos de 4 horas de limpeza na sede", "post_need", "limpeza na sede"),
        ("pt", "precisamos de 5 horas do fundo", "request_support", None),
        # or given, and none to the fund
        ("pt", "damos 3 horas de aula de inglês", "post_offer", "aula de inglês"),
        ("pt", "oferecemos 6 horas de aula", "post_offer", "aula"),
        ("fr", "la radio offre une heure d'antenne aux associations", "post_offer", "antenne"),
        ("fr", "on offre 2 heures aux femmes de Pikine", "donate", None),
        # some of ours can do it
        ("fr", "nos jeunes savent monter des vidéos", "post_offer", "monter des vidéos"),
        ("fr", "notre chorale peut chanter à votre fête", "post_offer", "chanter à votre fête"),
        ("pt", "nossos jovens sabem editar vídeo", "post_offer", "editar vídeo"),
        ("fr", "nos femmes ne savent pas lire, on cherche une institutrice", "post_need", "institutrice"),
        # an application is no listing of theirs
        ("fr", "quelqu'un pourrait relire notre demande de subvention, compter 2 heures", "post_need",
         "relire notre demande de subvention"),
        ("fr", "relire notre demande", "my_listings", None),
        # what others offer is looked for
        ("fr", "y a des offres de jardinage en ce moment ?", "find_matches", "jardinage"),
        ("fr", "vous avez des offres de couture ?", "find_matches", "couture"),
        ("pt", "tem oferta de transporte?", "find_matches", "transporte"),
        # Libreville is not free
        ("fr", "cherchons psychologue 2h a libreville", "post_need", "psychologue"),
        ("fr", "je peux accompagner les enfants à l'école", "post_offer", "accompagner les enfants à l'école"),
        ("pt", "preciso de um gás de cozinha, quanto tá o botijão?", "out_of_scope", None),
    ],
)  # fmt: skip
def test_who_asks_is_told_from_who_offers(lang: str, said: str, intent: str, service: str | None) -> None:
    read = understand(said, lang, TODAY)
    assert (read.intent, read.slots.get("service")) == (intent, service)
