"""On the doorstep only what looks like a name joins: questions are answered, requests kept, and nothing said twice."""

from __future__ import annotations

import pytest

from bot.conversation.session import load_session
from bot.understand.who.introduced import Whose, who_writes, whose
from bot.understand.who.names import is_name
from core.db import Database
from core.vault import Vault
from tests.faults import rows
from tests.story import YES, Story, answer, telling
from tests.test_apart import SAID

HELLO = {"es": "hola", "ar": "مرحبا", "en": "hello", "fr": "bonjour", "pt": "olá"}
HELP = {"es": "contadora, 3 horas", "ar": "محاسبة، ٣ ساعات", "en": "accountant", "fr": "comptable", "pt": "contadora"}
NOTE = {"es": "cifrada", "ar": "مشفر", "en": "encrypted", "fr": "chiffrée", "pt": "criptografado"}
BEGIN = {"es": "Para aceptar", "ar": "للموافقة", "en": "To accept", "fr": "Pour accepter", "pt": "Para aceitar"}
NO_NAMES = {
    "es": ("necesitamos ayuda", "qué es esto", "no entiendo nada", "cómo funciona"),
    "ar": ("ما هذا", "مش فاهم", "شو هاد", "كيف بتشتغلوا"),
    "en": ("what is this", "I do not understand", "what do you do?", "how does it work"),
    "fr": ("c'est quoi", "je ne comprends pas", "que faites-vous ?", "comment ça marche"),
    "pt": ("o que é isso", "não entendi nada", "o que vocês fazem?", "como funciona"),
}
NEEDS = {
    "es": ("necesitamos una enfermera para 3 horas mañana", "enfermera"),
    "ar": ("محتاجين ممرضة ٣ ساعات بكرة", "ممرضة"),
    "en": ("we need a nurse for 3 hours tomorrow", "nurse"),
    "fr": ("nous cherchons une infirmière, 3 heures, demain", "infirmière"),
    "pt": ("precisamos de uma enfermeira por 3 horas amanhã", "enfermeira"),
}
INTRODUCED = {
    "es": ("somos la asociación de mujeres de Puebla", "Puebla", "asociación de mujeres de Puebla"),
    "ar": ("احنا جمعية النور", "طنطا", "جمعية النور"),
    "en": ("we are Light House", "Lagos", "Light House"),
    "fr": ("nous sommes l'association des femmes de Thiès", "Thiès", "association des femmes de Thiès"),
    "pt": ("somos a associação de mulheres do Recife", "Recife", "associação de mulheres do Recife"),
}
MORE = {
    "es": "¿quién ofrece clases?",
    "ar": "محتاجين مساعدة",
    "en": "we need help",
    "fr": "qui propose des cours ?",
    "pt": "quem oferece aulas?",
}
WORDS = {
    "es": ("menú", "saldo", "cancelar"),
    "ar": ("القائمة", "الرصيد", "إلغاء"),
    "en": ("menu", "balance", "cancel"),
    "fr": ("menu", "solde", "annuler"),
    "pt": ("menu", "saldo", "cancelar"),
}
UNSURE = {"es": "no sé", "ar": "لا أعرف", "en": "not sure", "fr": "je ne sais pas", "pt": "não sei"}
HELP_WORD = {"es": "ayuda", "ar": "مساعدة", "en": "help", "fr": "aide", "pt": "ajuda"}


def at_the_door(story: Story, lang: str) -> None:
    story.hub(*SAID[lang].hub)
    story.langs["luz"] = lang
    assert NOTE[lang] in answer(story, HELLO[lang])


def names(story: Story) -> list[tuple[str, str]]:
    return [(name, town) for _id, name, town in rows(story, "organisation", "id", "name", "town")]


@pytest.mark.parametrize("lang", HELLO)
@pytest.mark.words
def test_questions_are_answered_and_are_no_name(lang: str, story: Story) -> None:
    at_the_door(story, lang)
    for words in (*NO_NAMES[lang], HELP_WORD[lang]):
        told = answer(story, words)
        assert HELP[lang] in told, words
        assert BEGIN[lang] in told
        assert NOTE[lang] not in told
    assert names(story) == []


@pytest.mark.parametrize("lang", HELLO)
@pytest.mark.words
def test_what_comes_later_is_said_to_come_later(lang: str, story: Story) -> None:
    at_the_door(story, lang)
    told = [answer(story, words) for words in WORDS[lang]]
    assert told[0] == told[1]
    assert all(BEGIN[lang] in one and NOTE[lang] not in one for one in told)
    assert all(not one.startswith(BEGIN[lang]) for one in told)
    assert names(story) == []


@pytest.mark.parametrize("lang", HELLO)
def test_a_request_on_the_doorstep_is_kept_for_afterwards(
    lang: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    need, what = NEEDS[lang]
    with telling(sqlite_db, vault, now) as story:
        at_the_door(story, lang)
        assert NOTE[lang] not in answer(story, need)
        assert what in answer(story, SAID[lang].join[1])
        answer(story, SAID[lang].yes)
        assert rows(story, "listing", "what", "minutes") == [(what, 180)]


@pytest.mark.parametrize("lang", HELLO)
def test_a_request_in_place_of_the_town_is_kept_too(lang: str, sqlite_db: Database, vault: Vault, now: int) -> None:
    need, what = NEEDS[lang]
    name, town, known_as = INTRODUCED[lang]
    with telling(sqlite_db, vault, now) as story:
        at_the_door(story, lang)
        asked = answer(story, name)
        assert f"⁨{known_as}⁩" in asked
        for words in (need, *NO_NAMES[lang], HELP_WORD[lang], UNSURE[lang], MORE[lang]):
            told = answer(story, words)
            assert told.endswith(asked), words
            assert told != asked, words
        assert names(story) == []
        assert what in answer(story, town)
        assert names(story) == [(known_as, town)]


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ("Buscamos Paz, Managua", ("Buscamos Paz", "Managua")),
        ("Manos que Ayudan, Tela", ("Manos que Ayudan", "Tela")),
        ("manos que ayudan, managua", ("manos que ayudan", "managua")),
        ("We Care, Nairobi", ("We Care", "Nairobi")),
        ("مساعدة الأيتام، بيروت", ("مساعدة الأيتام", "بيروت")),
        ("Aide et Action, Dakar", ("Aide et Action", "Dakar")),
        ("Abuso Cero, Lima", ("Abuso Cero", "Lima")),
    ],
)
@pytest.mark.words
def test_a_name_may_say_something(words: str, joined: tuple[str, str], story: Story) -> None:
    at_the_door(story, "es")
    answer(story, words)
    assert names(story) == [joined]


@pytest.mark.words
def test_a_wrong_name_is_taken_back_before_the_town(story: Story) -> None:
    at_the_door(story, "es")
    assert "⁨trabajo sola⁩" in answer(story, "trabajo sola")
    assert "Para aceptar" in answer(story, "volver")
    answer(story, "Casa Luz, Tegucigalpa")
    assert names(story) == [("Casa Luz", "Tegucigalpa")]


@pytest.mark.words
def test_who_asks_what_this_is_first_is_not_asked_about_it_later(story: Story) -> None:
    story.hub()
    answer(story, "buenas, qué es esto?")
    joined = answer(story, "Casa Luz, Tegucigalpa")
    assert "qué es esto" not in joined
    assert "1. Pedir ayuda" in joined


def test_the_digits_do_not_change_when_somebody_joins_one_of_two_networks(db: Database, vault: Vault, now: int) -> None:
    with telling(db, vault, now, "telegram") as story:
        story.hub("شبكة القاهرة", "EG", "Africa/Cairo", ("ar",))
        story.hub("Red Demo")
        story.langs["nour"] = "ar"
        said = [
            "\n".join(text for _who, text in story.say("nour", words)) for words in ("مرحبا", "بيت النور، القاهرة", "1")
        ]
    for text in said:
        assert "١." in text
        assert "1." not in text


@pytest.mark.parametrize(
    ("first", "again", "name", "town"),
    [
        ("جمعية الأمل", "جمعية الأمل، القاهرة", "جمعية الأمل", "القاهرة"),
        ("Casa Luz de Tela", "sí", "Casa Luz de Tela", "Tela"),
        ("Casa Luz", "Siguatepeque, Comayagua", "Casa Luz", "Siguatepeque, Comayagua"),
    ],
)
@pytest.mark.words
def test_name_and_town_once_more_in_answer_to_the_town_are_both(
    first: str, again: str, name: str, town: str, story: Story
) -> None:
    story.hub(approval=False)
    for words in ("hola", first, again):
        story.say("luz", words)
    assert rows(story, "organisation", "name", "town") == [(name, town)]


@pytest.mark.parametrize(
    ("lang", "words", "name"),
    [
        ("es", "el lunes a las 9 por zoom", False),
        ("es", "5 horas", False),
        ("ar", "بكرة الساعة 9", False),
        ("en", "tomorrow at 3 pm", False),
        ("fr", "lundi à 9h au local", False),
        ("es", "Movimiento 19 de Abril", True),
        ("es", "Club 24 Horas", True),
        ("pt", "Coletivo 25 de Janeiro", True),
    ],
)
def test_a_time_of_day_is_no_name(lang: str, words: str, name: bool) -> None:
    assert is_name(words, lang) is name


@pytest.mark.parametrize(
    ("lang", "first", "yes", "name", "town"),
    [
        ("es", "hola, somos Consultorio Popular, de Danlí", "sí, aceptamos", "Consultorio Popular", "Danlí"),
        ("ar", "مرحبا، احنا جمعية النور، طنطا ومحتاجين محاسب", "موافق", "جمعية النور", "طنطا"),
        ("en", "Hi! We are Bright Minds from Ibadan and we need an accountant", "yes", "Bright Minds", "Ibadan"),
        ("fr", "Bonjour, c'est Awa de l'association Jappoo à Mbour", "oui j'accepte", "association Jappoo", "Mbour"),
        ("pt", "Oi, tudo bem? Somos o Coletivo Margens, de Recife", "sim", "Coletivo Margens", "Recife"),
        ("pt", "somos o Cursinho Popular Dandara, de Salvador", "sim", "Cursinho Popular Dandara", "Salvador"),
        ("es", "Hola buenas, somos Casa Luz, de Tela, necesitamos un contador", "dale", "Casa Luz", "Tela"),
        ("ar", "السلام عليكم، احنا جمعية النور في المنصورة وعايزين محاسب", "موافقين", "جمعية النور", "المنصورة"),
        ("en", "hi there, we're Code for Good from Nairobi, we can build websites", "ok", "Code for Good", "Nairobi"),
    ],
)
@pytest.mark.words
def test_who_said_who_they_are_at_first_joins_with_a_yes(
    lang: str, first: str, yes: str, name: str, town: str, story: Story
) -> None:
    story.hub(langs=("es", "ar", "en", "fr", "pt"))
    story.langs["luz"] = lang
    comma = "، " if lang == "ar" else ", "
    for words in (first, "5"):
        assert f"\u2068{name}{comma}{town}\u2069" in answer(story, words)  # "Are you …? Then “ok” is enough."
    assert rows(story, "organisation", "name", "town") == []
    story.say("luz", yes)
    assert rows(story, "organisation", "name", "town") == [(name, town)]


@pytest.mark.parametrize(
    ("lang", "first", "yes", "what"),
    [
        (
            "es",
            "buenas tardes, soy Marta de la Asociación de Mujeres Tejedoras de La Esperanza, Intibucá. nos hace falta "
            "alguien que nos ayude a llevar la contabilidad",
            "sí está bien",
            "alguien que nos ayude a llevar la contabilidad",
        ),
        ("es", "soy Ana de Casa Luz, Tela. necesitamos un contador", "sí", "contador"),
        ("ar", "مرحبا، احنا جمعية النور، طنطا ومحتاجين محاسب", "موافق", "محاسب"),
        ("en", "Hi, we are Bright Minds, Ibadan. We need an accountant", "yes", "accountant"),
        ("fr", "Bonjour, c'est Awa de l'association Jappoo, Mbour. on cherche un comptable", "oui", "comptable"),
        ("pt", "Oi, somos o Coletivo Margens, Recife. precisamos de um contador", "sim", "contador"),
        ("es", "somos Taller de Costura Luz, Tela", "sí", ""),
        ("es", "hola, somos Comedor Popular, de Danlí", "sí", ""),
    ],
)
@pytest.mark.words
def test_what_they_asked_for_behind_their_name_is_on_the_card_that_follows(
    lang: str, first: str, yes: str, what: str, story: Story
) -> None:
    story.hub(langs=("es", "ar", "en", "fr", "pt"))
    story.langs["luz"] = lang
    answer(story, first)
    told = answer(story, yes)
    assert rows(story, "organisation", "id") == [(1,)]
    assert (f"\u2068{what}\u2069" in told) if what else ("?" not in told)


@pytest.mark.parametrize(
    ("lang", "first", "yes"),
    [("es", "hola, somos Casa Luz, de Tela", "1. Sí"), ("ar", "مرحبا، احنا جمعية النور، طنطا", "\u200f1. نعم")],
)
@pytest.mark.words
def test_who_has_said_who_they_are_joins_by_the_first_choice(lang: str, first: str, yes: str, story: Story) -> None:
    story.hub(langs=("es", "ar", "en", "fr", "pt"))
    story.langs["luz"] = lang
    assert yes in answer(story, first)
    answer(story, "3" if lang == "es" else "2")  # the languages come behind it
    assert rows(story, "organisation", "name") == []
    answer(story, "1")
    assert len(rows(story, "organisation", "name")) == 1


@pytest.mark.parametrize("first", ["hola", "necesitamos un contador", "somos muchos y necesitamos ayuda"])
@pytest.mark.words
def test_a_yes_alone_joins_nobody(first: str, story: Story) -> None:
    story.hub()
    story.langs["luz"] = "es"
    for words in (first, "sí"):
        told = answer(story, words)
    assert told.startswith(BEGIN["es"])
    assert rows(story, "organisation", "name") == []


@pytest.mark.parametrize(
    ("lang", "first", "name"),
    [
        ("en", "Hello, Ben here. I am with Tech4All in Nairobi and we repair computers", "Tech4All"),
        ("es", "Buenas, les escribo de la Junta de Agua de San Matías, me pasaron este número", "Junta de Agua"),
        ("en", "Hi I'm Peter. Our organisation is called Clean Streets, based in Mombasa", "Clean Streets"),
        ("pt", "Olá, trabalho com o Instituto Semear em Belém", "Instituto Semear"),
        ("en", "Hello! We're the Lakeside Group (Entebbe). Can we join?", "Lakeside Group"),
        ("es", "Asociación de Madres de Choloma. Queremos saber cómo participar", "Asociación de Madres"),
        ("ar", "مرحبا، أنا المهندس خالد من نادي التكنولوجيا - عمان", "نادي التكنولوجيا"),
    ],
)
@pytest.mark.words
def test_a_yes_joins_whoever_presented_themselves_and_what_was_but_said_of_them_asks_nothing(
    story: Story, lang: str, first: str, name: str
) -> None:
    story.hub(langs=("es", "ar", "en", "fr", "pt"))
    story.langs["luz"] = lang
    assert name in "\n".join(text for _who, text in story.say("luz", first))
    told = "\n".join(text for _who, text in story.say("luz", YES[lang]))
    assert name in told
    flow = load_session(rows(story, "conversation", "state")[-1][0]).flow
    asked = "repair computers" if first.endswith("we repair computers") else None
    assert (flow and flow.said().get("what")) == asked


@pytest.mark.words
def test_what_they_are_is_no_offer_and_what_they_offer_next_keeps_who_they_are(story: Story) -> None:
    story.hub(langs=("es", "ar", "en", "fr", "pt"))
    story.langs.update(grace="en", paco="es")
    story.say("grace", "Good morning. My name is Grace and I run a small library in Kisumu")
    story.say("grace", "Sunrise Library, Kisumu")
    assert load_session(rows(story, "conversation", "state")[-1][0]).flow is None
    story.say("paco", "Taller Luz, Danlí")
    story.say("paco", "ofrecemos electricista")
    told = "\n".join(text for _who, text in story.say("paco", "sí"))
    assert "Taller Luz" in told
    assert "electricista" in told


@pytest.mark.words
def test_who_writes_their_own_name_again_reads_how_they_stand_here(story: Story) -> None:
    story.hub()
    story.langs["luz"] = "es"
    story.say("luz", "hola")
    story.say("luz", "Casa Luz, Tela")
    told = "\n".join(text for _who, text in story.say("luz", "Casa Luz, en Danlí"))
    assert "Casa Luz" in told
    assert "Desde ahora: ⁨Casa Luz⁩, ⁨Danlí⁩" in told  # where they are now, to be agreed to
    assert "pedido o una oferta" not in told


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "me llamo Sara"),
        ("en", "my name is Sara"),
        ("fr", "je m'appelle Sara"),
        ("pt", "me chamo Sara"),
        ("ar", "اسمي سارة"),
        ("ar", "انا اسمي محمد"),
        ("ar", "سميتي فاطمة"),
        ("ar", "ام احمد"),
        ("ar", "لسه معندناش اسم، مجموعة شباب"),
        ("ar", "عندنا متطوعات يقدرون يخيطون كمامات"),
        ("ar", "تقدم مؤسستنا استشارات في الحوكمة"),
    ],
)
def test_who_writes_and_what_they_do_is_no_name_of_an_organisation(lang: str, words: str) -> None:
    assert not is_name(words, lang)


@pytest.mark.parametrize(
    ("words", "town"),
    [
        ("مبادرة عندنا حلم", "عمان"),
        ("مدرسة الفرات الابتدائية", ""),
        ("ام درمان", ""),
        ("جمعية أم أحمد الخيرية", "طنطا"),
    ],
)
def test_a_name_in_arabic_that_looks_like_it_is_one(words: str, town: str) -> None:
    assert is_name(words, "ar", town)


@pytest.mark.parametrize(
    ("lang", "words", "name", "town"),
    [
        ("es", "Necesitamos un contador. Somos Casa Luz, de Tela", "Casa Luz", "Tela"),
        ("en", "We need a plumber. We are Hope House in Nairobi", "Hope House", "Nairobi"),
        ("fr", "On cherche un comptable. Nous sommes l'association Lumière, à Dakar", "association Lumière", "Dakar"),
        ("ar", "نود الانضمام. نحن جمعية الأمل في إربد ونحتاج محاسب", "جمعية الأمل", "إربد"),
        (
            "ar",
            "السلام عليكم، نود الانضمام إلى الشبكة. نحن مؤسسة تمكين المرأة الريفية، ومقرنا في مدينة تعز باليمن",
            "مؤسسة تمكين المرأة الريفية",
            "",
        ),
        ("ar", "راني من جمعية كافل اليتيم تاع وهران", "جمعية كافل اليتيم", "وهران"),
    ],
)
def test_who_presents_themselves_behind_what_they_want_is_read(lang: str, words: str, name: str, town: str) -> None:
    who = who_writes(words, lang)
    assert who is not None
    assert (who.name, who.town) == (name, town)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "Necesitamos un contador. Somos pocas y no sabemos de impuestos"),
        ("en", "we offer yoga. We are certified. I am from Kenya"),
        ("ar", "محتاجين محاسب. احنا ناس بسيطة ومش فاهمين"),
    ],
)
def test_what_is_said_of_oneself_behind_that_presents_nobody(lang: str, words: str) -> None:
    assert who_writes(words, lang) is None


@pytest.mark.parametrize("words", ["وعايزين نشترك", "حابين نسجل", "ونرغب بالانضمام اليكم"])
@pytest.mark.words
def test_who_wants_to_take_part_begins_no_listing(story: Story, words: str) -> None:
    at_the_door(story, "ar")
    read = "\n".join(text for to, text in story.say("luz", f"احنا جمعية رسالة في طنطا {words}") if to == "luz")
    if "هل هذا صحيح؟" in read:
        read += answer(story, "نعم")
    assert "أهلاً بكم. ⁨جمعية رسالة⁩" in read
    assert not any(listing in read for listing in ("كم ساعة", "العرض: ", "متى تحتاجون"))


@pytest.mark.parametrize(
    ("words", "name", "town"),
    [
        ("bueno, Comedor Santa Clara, Lima", "Comedor Santa Clara", "Lima"),
        ("ah ya, Comedor Santa Clara, Lima", "Comedor Santa Clara", "Lima"),
        ("sí claro, Comedor Santa Clara, Lima", "Comedor Santa Clara", "Lima"),
        ("bueno pues, Comedor Santa Clara, Lima", "Comedor Santa Clara", "Lima"),
        ("entiendo, es el Comedor Santa Clara, Lima", "Comedor Santa Clara", "Lima"),
        ("va, somos Comedor Santa Clara, Lima", "Comedor Santa Clara", "Lima"),
        ("pongame Comedor Santa Clara, Lima", "Comedor Santa Clara", "Lima"),
        ("listo, acepto. Comedor Santa Clara, Lima", "Comedor Santa Clara", "Lima"),
        ("aca del Comedor Santa Clara, Lima", "Comedor Santa Clara", "Lima"),
        ("la organización es Comedor Santa Clara y queda en Lima", "Comedor Santa Clara", "Lima"),
        ("blz, Cozinha Solidária da Azenha, Porto Alegre", "Cozinha Solidária da Azenha", "Porto Alegre"),
        ("ah tá, Cozinha Solidária da Azenha, Porto Alegre", "Cozinha Solidária da Azenha", "Porto Alegre"),
        ("entendi, é a Cozinha Solidária da Azenha, Porto Alegre", "Cozinha Solidária da Azenha", "Porto Alegre"),
        ("pode colocar Cozinha Solidária da Azenha, Porto Alegre", "Cozinha Solidária da Azenha", "Porto Alegre"),
        ("meu grupo é o Coletivo Mães de Maio, Fortaleza", "Coletivo Mães de Maio", "Fortaleza"),
        ("é a Associação de Catadores, Belo Horizonte", "Associação de Catadores", "Belo Horizonte"),
        ("somos do coletivo Mães de Maio do Nordeste, aqui de Fortaleza",
         "coletivo Mães de Maio do Nordeste", "Fortaleza"),
        # names that begin with such a word
        ("Bueno Vecino, Lima", "Bueno Vecino", "Lima"),
        ("Sí Se Puede, Lima", "Sí Se Puede", "Lima"),
        ("Va Pues Comunidad, Lima", "Va Pues Comunidad", "Lima"),
    ],
)  # fmt: skip
def test_small_talk_before_the_name_is_none_of_it(words: str, name: str, town: str) -> None:
    assert whose(words)[:2] == (name, town)


@pytest.mark.parametrize(
    ("lang", "first", "name", "town"),
    [
        (
            "fr",
            "je vous ecris au nom du dispensaire Sainte Therese de Jacmel",
            "dispensaire Sainte Therese de Jacmel",
            "Jacmel",
        ),
        ("fr", "slt c la radio Rurale de Kaolack on veut participer", "radio Rurale de Kaolack", "Kaolack"),
        ("fr", "nous sommes l'asso Espoir de Thiès on cherche un plombier", "asso Espoir de Thiès", "Thiès"),
    ],
)
def test_a_name_ends_behind_its_town(lang: str, first: str, name: str, town: str) -> None:
    assert who_writes(first, lang) == Whose(name, town)


@pytest.mark.parametrize(
    ("lang", "first", "town", "joined"),
    [
        ("fr", "Asso Femmes debout", "Pikine", [("Asso Femmes debout", "Pikine")]),
        ("pt", "Coletivo Margens", "Recife", [("Coletivo Margens", "Recife")]),
        ("fr", "Marie Diop", "Dakar", []),  # who writes, and no organisation
        ("fr", "on cherche un plombier", "Dakar", []),
    ],
)
@pytest.mark.words
def test_who_wrote_their_name_first_joins_with_their_town(
    lang: str, first: str, town: str, joined: list[tuple[str, str]], story: Story
) -> None:
    story.hub(langs=("es", "ar", "en", "fr", "pt"))
    story.langs["luz"] = lang
    story.say("luz", first)
    story.say("luz", town)
    assert rows(story, "organisation", "name", "town") == joined


@pytest.mark.parametrize(
    ("first", "second", "third", "joined"),
    [
        ("on est une cooperative de pecheurs de Mahdia", "Coop Al Bahr", "Mahdia", ("Coop Al Bahr", "Mahdia")),
        ("Asso Fleur", "Casa Nova", "ok", ("Asso Fleur", "Casa Nova")),  # towns are called so
    ],
)
@pytest.mark.words
def test_a_name_in_the_place_of_the_town_is_the_name(
    first: str, second: str, third: str, joined: tuple[str, str], story: Story
) -> None:
    story.hub(langs=("es", "ar", "en", "fr", "pt"))
    story.langs["luz"] = "fr"
    for words in ("bonjour", first, second, third):
        story.say("luz", words)
    assert rows(story, "organisation", "name", "town") == [joined]


@pytest.mark.parametrize(
    ("words", "name", "town", "country"),
    [
        ("عندنا جمعية اسمها بيت الورد في طرابلس لبنان", "بيت الورد", "طرابلس", "LB"),
        ("احنا تبع مركز أجيال، غزة", "مركز أجيال", "غزة", ""),
        ("تبع جمعية رؤيا بنابلس", "جمعية رؤيا", "نابلس", ""),
        ("a7na men jam3iyet el amal, Sfax", "jam3iyet el amal", "Sfax", ""),
        ("We are Blue House in Nairobi Kenya", "Blue House", "Nairobi", "KE"),
        ("Casa Azul em Lisboa Portugal", "Casa Azul", "Lisboa", "PT"),
        ("Amigos en Granada Vida", "Amigos en Granada Vida", "", ""),
    ],
)
def test_a_country_behind_the_town_needs_no_comma(words: str, name: str, town: str, country: str) -> None:
    assert whose(words) == (name, town, country)
