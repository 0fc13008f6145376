"""Sentences that were once taken for something else get what they ask for, and nothing is published by mistake."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import guess_language, understand
from bot.understand.asked import says_any_day
from bot.understand.calendar.dates import read_day
from bot.understand.coordinators import coordinators_page
from core.db import Database
from core.vault import Vault
from tests.faults import agreed, offered_far_away, rows
from tests.story import Story, answer, telling
from tests.test_apart import SAID

pytestmark = pytest.mark.words

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.fixture
def story(story: Story) -> Story:
    offered_far_away(story)
    return story


@pytest.mark.parametrize(
    ("lang", "said", "service", "hours"),
    [
        ("ar", "محتاجين محاسب ضروري", "محاسب", None),
        ("ar", "نحتاج طباخ ضروري", "طباخ", None),
        ("ar", "محتاجين كهربائي مستعجل ساعتين", "كهربائي", 2),
        ("ar", "خاصنا نجار دغيا", "نجار", None),
        ("es", "necesitamos cocinero ya mismo", "cocinero", None),
        ("en", "need an electrician asap 2 hours", "electrician", 2),
        ("fr", "besoin d'un électricien vite, 2 heures", "électricien", 2),
        ("pt", "preciso de eletricista já, 2 horas", "eletricista", 2),
    ],
)
def test_urgency_leaves_the_service_named(lang: str, said: str, service: str, hours: int | None) -> None:
    read = understand(said, lang, TODAY)
    assert (read.intent, read.slots["service"], read.slots.get("hours")) == ("post_need", service, hours)
    assert read.slots["urgency"] == "high"


@pytest.mark.parametrize(
    ("lang", "said", "whom"),
    [
        (
            "es",
            "tenemos contadores voluntarios que pueden ayudar a cualquier asociación en línea",
            "contadores voluntarios",
        ),
        ("es", "en nuestra asociación hay carpinteros que podrían ayudar los sábados", "carpinteros"),
        ("es", "tenemos psicólogas que atienden por videollamada", "psicólogas"),
        ("en", "our members include two lawyers who could support other groups for free", "two lawyers"),
        ("en", "we've got three electricians who can help anyone who needs it", "three electricians"),
        ("fr", "parmi nos membres il y a des menuisiers qui pourraient aider le samedi", "menuisiers"),
        ("pt", "temos contadores voluntários que podem ajudar qualquer associação online", "contadores voluntários"),
        ("pt", "a gente tem um motorista que pode levar móveis", "motorista"),
        ("ar", "عندنا محاسبين متطوعين يقدروا يساعدوا أي جمعية أونلاين", "محاسبين متطوعين"),
        ("ar", "لدينا محاسبون متطوعون يمكنهم مساعدة أي جمعية عن بعد", "محاسبون متطوعون"),
        ("ar", "لدينا ممرضة تستطيع المساعدة", "ممرضة"),
    ],
)
def test_who_can_help_is_offered_and_not_whom_they_help(lang: str, said: str, whom: str) -> None:
    read = understand(said, lang, TODAY)
    assert (read.intent, read.slots["service"]) == ("post_offer", whom)


@pytest.mark.parametrize(
    ("lang", "said", "intent", "service"),
    [
        (
            "es",
            "hola, somos Fundación Semilla de Choluteca y tenemos psicólogas que atienden",
            "post_offer",
            "psicólogas",
        ),
        ("es", "hola somos Sábado Solidario de Quito, tenemos cocineras que pueden ayudar", "post_offer", "cocineras"),
        ("es", "Somos Mañana Mejor. Necesitamos sillas", "post_need", "sillas"),
        ("en", "hi we're Better Tomorrow from Lagos and we are looking for a driver", "post_need", "driver"),
        ("en", "hello, this is Sunday Kitchen from Bristol and we have cooks who can help", "post_offer", "cooks"),
        ("fr", "bonjour, on est Jappoo de Mbour et on a une infirmière qui peut aider", "post_offer", "infirmière"),
        ("fr", "ici Lundi Matin\non cherche un chauffeur", "post_need", "chauffeur"),
        (
            "pt",
            "somos o Clube de Domingo de Curitiba e queremos oferecer oficinas de horta",
            "post_offer",
            "oficinas de horta",
        ),
        ("ar", "احنا جمعية بكرة أحلى من طنطا ومحتاجين سباك", "post_need", "سباك"),
        ("ar", "احنا جمعية النور من الجيزة وعندنا محاسبين يقدروا يساعدوا", "post_offer", "محاسبين"),
        ("ar", "حنا تعاونية أركان من أكادير وعندنا خياطات يقدرو يعاونو", "post_offer", "خياطات"),
    ],
)
def test_the_name_of_who_writes_says_nothing_of_what_they_ask(lang: str, said: str, intent: str, service: str) -> None:
    read = understand(said, lang, TODAY)
    assert (read.intent, read.slots["service"], read.slots.get("deadline")) == (intent, service, None)


@pytest.mark.parametrize(
    ("lang", "said", "service"),
    [
        ("es", "necesitamos contadores que nos ayuden", "contadores"),
        ("en", "we need accountants who can help us", "accountants"),
        ("ar", "نحن مجموعة مصورين ومحتاجين سباك", "سباك"),
    ],
)
def test_who_is_to_help_us_is_still_asked_for(lang: str, said: str, service: str) -> None:
    read = understand(said, lang, TODAY)
    assert (read.intent, read.slots["service"]) == ("post_need", service)


@pytest.mark.parametrize(
    ("lang", "said", "what", "why"),
    [
        ("es", "necesitamos -3 horas de pintura", "pintura", "más de cero"),
        ("es", "necesitamos 0 horas de pintura", "pintura", "más de cero"),
        ("en", "we need -3 hours of house painting", "house painting", "more than zero"),
        ("fr", "il nous faut -3 heures de peinture", "peinture", "plus de zéro"),
        ("pt", "precisamos de -3 horas de contabilidade", "contabilidade", "mais que zero"),
    ],
)
def test_hours_below_zero_are_said_to_be_so_and_the_service_is_kept(
    lang: str, said: str, what: str, why: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as told:
        told.hub(*SAID[lang].hub)
        told.langs["luz"] = lang
        for words in SAID[lang].join:
            answer(told, words)
        assert why in answer(told, said)
        assert why in answer(told, "-2")
        answer(told, "2")
        answer(told, "27/11")
        answer(told, SAID[lang].yes)
        ((named, minutes),) = rows(told, "listing", "what", "minutes")
        assert what in named
        assert minutes == 120


def test_hours_below_zero_change_no_card(story: Story) -> None:
    answer(story, "necesitamos un pintor, 3 horas, jueves")
    told = answer(story, "-2 horas")
    assert "más de cero" in told
    assert "3 horas" in told


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "no este viernes, el siguiente"),
        ("en", "not this Friday, the next one"),
        ("ar", "مش الجمعة دي، اللي بعدها"),
        ("ar", "ليس هذه الجمعة بل التي بعدها"),
        ("fr", "pas ce vendredi, le suivant"),
        ("pt", "não nesta sexta, na próxima"),
    ],
)
def test_the_friday_after_the_one_that_is_not_meant(lang: str, said: str) -> None:
    assert read_day(said, lang, TODAY) == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("lang", "said", "intent"),
    [
        ("es", "qué más puedo hacer", "help"),
        ("es", "cuál es la diferencia entre oferta y pedido?", "help"),
        ("es", "qué tengo disponible", "balance"),
        ("en", "what else can I do?", "help"),
        ("en", "what is the difference between an offer and a request?", "help"),
        ("en", "what do we have available?", "balance"),
        ("ar", "ايه الفرق بين العرض والطلب؟", "help"),
        ("ar", "مين بيقدم دروس إنجليزي؟", "find_matches"),
        ("fr", "quelle est la différence entre une offre et un besoin ?", "help"),
        ("fr", "qu'est-ce que j'ai de disponible ?", "balance"),
        ("pt", "qual a diferença entre oferta e pedido?", "help"),
        ("pt", "o que tenho disponível?", "balance"),
    ],
)
def test_a_question_is_no_offer(lang: str, said: str, intent: str) -> None:
    assert understand(said, lang, TODAY).intent == intent


@pytest.mark.parametrize(
    ("lang", "said", "told"),
    [
        ("es", "cómo va el intercambio?", "No tienen intercambios"),
        ("ar", "كيف ماشي التبادل؟", "تبادل"),
        ("en", "How is the exchange going?", "exchanges"),
        ("fr", "où en est l'échange ?", "échange"),
        ("pt", "como vai a troca?", "troca"),
    ],
)
def test_how_the_exchange_is_going_opens_the_exchanges(
    lang: str, said: str, told: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        story.hub(*SAID[lang].hub)
        story.langs["luz"] = lang
        for words in SAID[lang].join:
            answer(story, words)
        by_number = answer(story, "3")
        assert answer(story, said) == by_number
        assert told in by_number


@pytest.mark.parametrize(
    ("said", "lang"),
    [
        ("hello", "en"),
        ("Hello!", "en"),
        ("hi", "en"),
        ("olá", "pt"),
        ("oi", "pt"),
        ("hola", "es"),
        ("kan9ermo dorous bla flouss", "ar"),
    ],
)
def test_a_greeting_tells_the_language(said: str, lang: str) -> None:
    assert guess_language(said) == lang


@pytest.mark.parametrize("channel", ["console", "whatsapp"])
def test_hello_is_answered_in_english_where_no_app_tells(
    channel: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now, channel) as told:
        told.hub()
        assert "To accept and begin" in answer(told, "hello", "ade")
        assert "Para aceitar" in answer(told, "olá", "bia")


def test_we_can_help_opens_the_suggestion_that_waits_for_it(story: Story) -> None:
    answer(story, "necesitamos un contador, 3 horas, viernes")
    answer(story, "sí")
    answer(story, "menú", "sol")
    assert "Propuesta ⁦1001⁩" in answer(story, "podemos ayudar", "sol")
    answer(story, "1", "sol")
    assert rows(story, "exchange", "state") == [("proposed",)]
    assert len(rows(story, "listing", "id")) == 2


def test_that_nothing_is_understood_is_no_offer_and_no_request(story: Story) -> None:
    for begin in ("1", "2"):
        asked = answer(story, begin)
        assert answer(story, "no entiendo nada").endswith(asked)
        answer(story, "menú")
    assert len(rows(story, "listing", "id")) == 1


def test_who_gives_to_the_fund_where_a_need_is_asked_asks_for_nothing(story: Story) -> None:
    answer(story, "1")
    assert "fondo" in answer(story, "queremos donar 2 horas al fondo")
    assert len(rows(story, "listing", "id")) == 1


@pytest.mark.parametrize("words", ["donar ropa", "clothes donation"])
def test_clothes_are_no_hours_to_give_away(story: Story, words: str) -> None:
    assert "pedido o una oferta" in answer(story, words)


def test_hours_alone_are_not_what_is_needed_and_are_kept(story: Story) -> None:
    asked = answer(story, "1")
    assert answer(story, "٤ ساعات").endswith(asked)
    answer(story, "un pintor")
    card = answer(story, "27/11")
    assert "4 horas" in card


def test_from_a_distance_is_no_day_and_is_kept(story: Story) -> None:
    answer(story, "1")
    answer(story, "un pintor")
    answer(story, "2")
    for said in ("a distancia", "عن بعد"):
        assert "Para cuándo" in answer(story, said)
    card = answer(story, "27/11")
    assert "Lugar: a distancia" in card
    assert "27 de noviembre" in card


def test_who_minds_children_is_somebody(story: Story) -> None:
    answer(story, "busco alguien que cuide 25 niños, 2 horas, el viernes")
    answer(story, "sí")
    assert rows(story, "listing", "id", "what")[-1][1] == "alguien que cuide 25 niños"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "nos trataron mal y nos gritaron"),
        ("es", "nos humillaron"),
        ("es", "nos pidieron dinero"),
        ("ar", "صرخوا علينا"),
        ("ar", "عاملونا بشكل سيئ"),
        ("ar", "طلبوا منا فلوس"),
        ("en", "they treated us badly and yelled at us"),
        ("es", "me están pidiendo dinero"),
        ("ar", "شتمنا"),
        ("en", "they asked us for money"),
        ("en", "they asked me for money"),
        ("fr", "ils nous ont crié dessus"),
        ("fr", "ils nous ont demandé de l'argent"),
        ("fr", "elle a crié sur nos bénévoles"),
        ("fr", "il m'a insultée"),
        ("pt", "gritaram com a gente"),
        ("pt", "nos trataram mal"),
    ],
)
@pytest.mark.parametrize("joined", [True, False])
def test_harm_reaches_a_person_at_once(
    lang: str, said: str, joined: bool, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as told:
        told.hub(*SAID[lang].hub)
        told.langs["luz"] = lang
        for words in SAID[lang].join[: 2 if joined else 1]:
            answer(told, words)
        answer(told, said)
        ((_id, token),) = rows(told, "parked_case", "id", "sealed")
        assert isinstance(token, bytes)
        assert said in vault.open(token)


@pytest.mark.parametrize("joined", [True, False])
def test_what_may_be_danger_is_asked_about_before_a_person_hears_of_it(
    joined: bool, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as told:
        told.hub(*SAID["pt"].hub)
        told.langs["luz"] = "pt"
        for words in SAID["pt"].join[: 2 if joined else 1]:
            answer(told, words)
        assert "Há alguém em perigo" in answer(told, "ele gritou comigo")
        answer(told, "sim")
        assert len(rows(told, "parked_case", "id", "sealed")) == 1


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "un voluntario nos insultó"),
        ("en", "a volunteer insulted us"),
        ("fr", "un bénévole nous a insultés"),
        ("pt", "insultaram a gente"),
        ("ar", "شتمنا"),
    ],
)
def test_harm_told_where_it_is_asked_what_they_need_is_no_request(
    lang: str, said: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as told:
        told.hub(*SAID[lang].hub)
        told.langs["luz"] = lang
        for words in (*SAID[lang].join, "1", said):
            answer(told, words)
        ((_id, token),) = rows(told, "parked_case", "id", "sealed")
        assert vault.open(token) == said


@pytest.mark.parametrize(
    "said", ["support for abused women", "therapy for harassed women", "a workshop against harassing"]
)
def test_help_for_those_who_were_treated_badly_is_a_service(
    said: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as told:
        told.hub(*SAID["en"].hub)
        told.langs["luz"] = "en"
        for words in SAID["en"].join:
            answer(told, words)
        answer(told, said)
        assert rows(told, "parked_case", "id") == []


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "quiero borrar todo"),
        ("ar", "أريد حذف كل شيء"),
        ("en", "I want to delete everything"),
        ("fr", "je veux tout effacer"),
        ("pt", "quero apagar tudo"),
    ],
)
def test_everything_is_deleted_only_after_a_yes_and_not_read_as_a_cancel(
    lang: str, said: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as told:
        told.hub(*SAID[lang].hub)
        told.langs["luz"] = lang
        for words in SAID[lang].join:
            answer(told, words)
        answer(told, said)
        answer(told, "1")
        assert rows(told, "membership", "person_id", "organisation_id") == []


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "llegamos pero nadie abrió la puerta"),
        ("ar", "وصلنا ولم يفتح لنا أحد"),
        ("ar", "رحنا وما كان فيه حد"),
        ("en", "we came but nobody opened the door"),
        ("fr", "on est venus mais personne n'a ouvert"),
        ("fr", "nous sommes arrivés et il n'y avait personne"),
        ("pt", "chegamos mas ninguém abriu a porta"),
        ("pt", "chegamos e não tinha ninguém"),
        # nor do two lengths of time that do not tally, nor hours that were not counted
        ("pt", "terminaram, eram 5 horas mas ficaram 2 horas"),
        ("ar", "البنت ماجاتش وحنا خلصنا الكار تاع الدراري"),
        ("en", "it says we have 3 hours but we gave 6 last month"),
    ],
)
def test_who_came_in_vain_tells_of_a_problem_and_confirms_nothing(lang: str, said: str) -> None:
    assert understand(said, lang, date(2026, 11, 24)).intent == "dispute"


@pytest.mark.parametrize("word", ["persona", "BAJA"])
def test_silence_that_was_asked_for_ends_with_no_question(story: Story, word: str) -> None:
    answer(story, "necesitamos un pintor, 3 horas, jueves")
    told = answer(story, word)
    assert "pintor" not in told
    assert "?" not in told
    back = answer(story, {"persona": "menú", "BAJA": "ALTA"}[word])
    assert "pintor" in back
    answer(story, "sí")
    assert "pintor" in [what for _id, what in rows(story, "listing", "id", "what")]


def test_what_is_written_to_a_person_in_mid_question_is_no_answer_to_it(story: Story) -> None:
    answer(story, "1")
    answer(story, "persona")
    answer(story, "me da miedo contarlo")
    assert "pintor" not in answer(story, "es urgente")
    assert "¿Qué necesitan?" in answer(story, "menú")


@pytest.mark.parametrize("word", ["BAJA", "persona"])
def test_a_newcomer_who_wants_silence_gets_it(word: str, sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as told:
        told.hub()
        answer(told, "hola")
        assert "Para aceptar" not in answer(told, word)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "otra organización quiere entrar, ¿qué tiene que hacer?"),
        ("es", "quiero recomendar la plataforma a otra organización"),
        ("en", "another organisation wants to join"),
        ("fr", "une autre association veut rejoindre"),
        ("pt", "quero convidar outra organização"),
        ("ar", "جمعية أخرى تريد الانضمام"),
    ],
)
def test_another_organisation_that_should_come_in_is_no_refusal(lang: str, said: str) -> None:
    assert understand(said, lang, TODAY).intent != "decline_match"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "el lunes a las 9 por zoom, les paso el link luego"),
        ("en", "monday at 9 on zoom, I will send the link"),
        ("fr", "lundi à 9h sur zoom, je vous envoie le lien"),
        ("ar", "الاثنين الساعة 9 على زووم، رح ابعتلكم الرابط"),
    ],
)
def test_when_and_where_two_meet_is_no_request(lang: str, said: str) -> None:
    assert understand(said, lang, TODAY).intent == "out_of_scope"


@pytest.mark.parametrize("said", ["no hay problema", "ningún problema", "no problem", "sem problema"])
def test_no_problem_tells_of_none(said: str, sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as begun:
        agreed(begun)
        assert "1. Hay un problema" not in answer(begun, said)
        assert "1. Decir a coordinación" in answer(begun, "hay un problema con lo que hicieron")


@pytest.mark.parametrize(("said", "intent"), [("siiiiiii", "yes"), ("s" + "i" * 1000, "out_of_scope")])
def test_a_yes_is_drawn_out_by_people_and_not_by_a_stuck_key(said: str, intent: str) -> None:
    assert understand(said, "es", TODAY).intent == intent


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "Otra organización quiere entrar, ¿qué tiene que hacer?"),
        ("en", "How can another organisation join?"),
        ("fr", "une autre association veut rejoindre"),
        ("pt", "quero convidar outra organização"),
        ("ar", "كيف تنضم جمعية أخرى؟"),
    ],
)
def test_how_another_organisation_comes_in_is_shown(lang: str, said: str) -> None:
    assert coordinators_page(said, lang) == "invite"


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("عايزين نقدم محاسبة أونلاين", "post_offer"),
        ("عايزين نساعد في المحاسبة", "post_offer"),
        ("بدي قدم ترجمة", "post_offer"),
        ("عايزين محاسبة", "post_need"),
        ("عايزين نطلب محاسبة", "post_need"),
        ("بدنا نقدم شكوى", "dispute"),
    ],
)
def test_who_wants_to_give_what_is_also_a_trade_offers_it(words: str, intent: str) -> None:
    assert understand(words, "ar", TODAY).intent == intent


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "no hay prisa"),
        ("en", "no hurry, take your time"),
        ("fr", "pas d'urgence"),
        ("pt", "quando puderem"),
        ("ar", "مفيش استعجال"),
        ("ar", "على راحتكم"),
    ],
)
def test_who_is_in_no_hurry_leaves_the_day_open(lang: str, words: str) -> None:
    assert says_any_day(words, lang)
