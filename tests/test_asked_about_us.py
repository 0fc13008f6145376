"""Questions about data and about who is behind this are answered, and offer or ask for nothing."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from tests.story import Story, answer

pytestmark = pytest.mark.words

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("lang", "text", "intent"),
    [
        ("en", "is my data safe?", "known"),
        ("en", "can the government read this?", "known"),
        ("en", "who can see my phone number?", "known"),
        ("en", "do you share our data with donors?", "known"),
        ("en", "are you a real person or a robot", "help"),
        ("en", "who runs this?", "help"),
        ("en", "can my colleague use it too", "inviting"),
        ("fr", "mes données sont en sécurité?", "known"),
        ("fr", "la police peut lire ça?", "known"),
        ("fr", "est-ce que vous partagez nos données avec les bailleurs?", "known"),
        ("fr", "est-ce que les bénévoles sont assurés?", "help"),
        ("fr", "je sais pas ce qu'on peut proposer, des idées?", "help"),
        ("fr", "on peut demander quoi comme aide?", "help"),
        ("fr", "ma collègue peut l'utiliser aussi?", "inviting"),
        ("fr", "inscription", "help"),
        ("fr", "je voudrais m'inscrire svp", "help"),
        ("fr", "je voudrais faire partie du reseau svp", "help"),
        ("fr", "comment on gagne des heures?", "help"),
        ("fr", "comment je fais pour effacer mon compte?", "delete_my_data"),
        ("fr", "je fais comment pour changer de langue?", "change_language"),
        ("fr", "comment on quitte ?", "stop"),
        ("fr", "on voudrait participer à la collecte", "post_offer"),
        ("pt", "quero me cadastrar", "help"),
        ("pt", "quero entrar na rede", "help"),
        ("pt", "gostaria de me inscrever", "help"),
        ("pt", "como faço pra me cadastrar?", "help"),
        ("pt", "como a gente ganha horas?", "help"),
        ("pt", "como faço pra apagar td?", "delete_my_data"),
        ("pt", "como faço pra mudar de idioma?", "change_language"),
        ("pt", "como sair daqui?", "stop"),
        ("pt", "faço pão e bolo", "post_offer"),
        ("fr", "on n'a besoin de rien pr le moment merci", "no"),
        ("fr", "pas besoin d'aide merci", "no"),
        ("pt", "não precisamos de nada agora, obrigada", "no"),
        ("en", "we need help with data safety training", "post_need"),
        ("fr", "la mairie peut prêter une salle", "post_offer"),
        ("fr", "nous formons à la sécurité des données", "post_offer"),
    ],
)
def test_a_question_about_us_is_no_listing(lang: str, text: str, intent: str) -> None:
    assert understand(text, lang, TODAY).intent == intent


@pytest.mark.parametrize(
    ("lang", "hello", "text", "says"),
    [
        ("en", "hello", "is my data safe?", "I keep your address in this chat (encrypted)"),
        ("fr", "bonjour", "la police peut lire ça?", "si une autorité les demande"),
    ],
)
def test_a_newcomer_who_asks_about_data_reads_what_is_kept(
    story: Story, lang: str, hello: str, text: str, says: str
) -> None:
    story.hub(langs=("es", "en", "fr"))
    story.langs["luz"] = lang
    answer(story, hello)
    assert says in answer(story, text)
