"""A listing says all that its writer said of the service, and nothing of when, where and how long."""

from datetime import date

import pytest

from bot.understand import both_of, understand
from tests.story import Story

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("lang", "typed", "whole"),
    [
        ("en", "we offer: Accountant, can set up your books and do the yearly accounts",
         "Accountant, can set up your books and do the yearly accounts"),
        ("es", "ofrecemos: Psicóloga, acompaño a personas que vivieron violencia",
         "Psicóloga, acompaño a personas que vivieron violencia"),
        ("es", "buscamos maestra q enseñe a leer a señoras grandes", "maestra q enseñe a leer a señoras grandes"),
        ("es", "asesoría legal para una familia venezolana que pide refugio",
         "asesoría legal para una familia venezolana que pide refugio"),
        ("pt", "formação em primeiros socorros para a equipa", "formação em primeiros socorros para a equipa"),
        ("fr", "nous proposons : Interprète en langue des signes, réunions et rendez-vous",
         "nous proposons : Interprète en langue des signes, réunions et rendez-vous"),
        ("ar", "نقدم: سباك، بصلح مواسير وحنفيات", "سباك، بصلح مواسير وحنفيات"),
        ("en", "we can repair computers online and teach English", "repair computers and teach English"),
        ("ar", "نقدم محاسبة عن بعد ودروس انجليزي", "محاسبة ودروس انجليزي"),
        ("es", "damos clases en línea y presenciales", "clases en línea y presenciales"),
        ("es", "ofrecemos reparar radios a distancia y enseñar bordado", "reparar radios y enseñar bordado"),
        ("pt", "oferecemos consertar computadores à distância e ensinar inglês",
         "consertar computadores e ensinar inglês"),
        ("fr", "on peut réparer des radios à distance et enseigner le wolof",
         "réparer des radios et enseigner le wolof"),
        ("ar", "نصلح كمبيوترات عن بعد ونعلم إنجليزي", "نصلح كمبيوترات ونعلم إنجليزي"),
        ("es", "necesitamos reparar computadoras a distancia y traducir un folleto",
         "reparar computadoras y traducir un folleto"),
        ("en", "we need computer repair online and English lessons", "computer repair and English lessons"),
        (
            "es",
            "necesitamos clases de inglés a distancia y que sean de tarde",
            "clases de inglés a distancia y que sean de tarde",
        ),
        # what is done on the net is not what it is without it
        ("es", "necesitamos publicidad en línea y contabilidad", "publicidad en línea y contabilidad"),
        ("en", "we need marketing online and a website", "marketing online and a website"),
        # when, where and how long are answers of their own
        ("es", "necesitamos un contador, 3 horas, antes del viernes, para el informe anual",
         "contador, 3 horas, antes del viernes, para el informe anual"),
        ("es", "ofrecemos contabilidad para asociaciones, todo a distancia", "contabilidad para asociaciones"),
        (
            "es",
            "necesito ayuda para llenar un formulario que vence el lunes",
            "llenar un formulario que vence el lunes",
        ),
        # another sentence, thanks and who asks are none of it
        ("es", "ayuden pues con un gasfitero q destape cañerias, somos la guarderia del barrio",
         "gasfitero q destape cañerias, somos la guarderia del barrio"),
        ("es", "nuestra cooperativa hace traducción al kaqchikel y la ofrece a quien la necesite",
         "hace traducción al kaqchikel y la ofrece a quien la necesite"),
        ("ar", "نحن مكتب محاسبة ونقدم محاسبة للجمعيات أونلاين", "نحن مكتب محاسبة ونقدم محاسبة للجمعيات"),
        ("fr", "nous savons faire des logos, des vidéos courtes et des photos",
         "faire des logos, des vidéos courtes et des photos"),
        # what they bring themselves is no offer
        ("es", "necesitamos albañil para el baño, el material lo damos nosotros, 2 horas, el viernes",
         "albañil para el baño, el material lo damos nosotros"),
        ("es", "necesitamos cocinera, nosotros ponemos la comida", "cocinera, nosotros ponemos la comida"),
        ("pt", "precisamos de pintor, a tinta a gente dá, 3 horas, na sexta", "pintor, a tinta a gente dá"),
        ("en", "we need a painter, we provide the paint, 3 hours on Friday", "painter, we provide the paint"),
        ("es", "podemos dar una mano con la costura", "costura"),
        # a place in town has no answer of its own
        ("es", "ocupamos payaso, una hora mañana en el parque central", "payaso, una hora mañana en el parque central"),
        (
            "es",
            "necesitamos albañil el viernes en la escuela Lempira, 3 horas",
            "albañil el viernes en la escuela Lempira",
        ),
        ("es", "necesitamos un técnico de sonido el sábado 2 horas en el salón comunal",
         "técnico de sonido el sábado 2 horas en el salón comunal"),
        ("es", "necesitamos cocinera mañana 3 horas en Comayagua", "cocinera"),
        ("pt", "precisamos de palhaço, 1 hora amanhã na praça", "palhaço, 1 hora amanhã na praça"),
        ("pt", "precisamos de enfermeira amanhã no posto, uma hora", "enfermeira amanhã no posto"),
        ("pt", "precisamos de gente amanhã pra montar as barracas, 3 horas", "montar as barracas"),
        ("pt", "precisamos de pedreiro 3 horas no máximo na sexta", "pedreiro"),
        ("en", "we need a nurse, one hour tomorrow at the hospital", "nurse, one hour tomorrow at the hospital"),
        ("fr", "il nous faut un clown, une heure demain au parc central", "clown, une heure demain au parc central"),
        ("ar", "نحتاج ممرضة ساعة واحدة غدا في المستشفى", "ممرضة ساعة واحدة غدا في المستشفى"),
        # what somebody can do says more than that she can help, or come
        ("pt", "temos uma enfermeira que pode dar palestra", "enfermeira que pode dar palestra"),
        ("pt", "temos uma van que pode levar cadeirantes", "van que pode levar cadeirantes"),
        ("fr", "nous avons un menuisier qui peut réparer des bancs", "menuisier qui peut réparer des bancs"),
        ("fr", "on a une couturière qui peut coudre des blouses", "couturière qui peut coudre des blouses"),
        ("es", "tenemos una enfermera que puede dar charlas", "enfermera que puede dar charlas"),
        ("en", "we have a nurse who can give talks", "nurse who can give talks"),
        (
            "pt",
            "temos contadores voluntários que podem ajudar qualquer associação",
            "contadores voluntários que podem ajudar qualquer associação",
        ),
        ("pt", "precisamos de um pedreiro que pode vir sábado, 3h", "pedreiro que pode vir"),
        ("fr", "on cherche un plombier qui peut venir samedi, 2h", "plombier qui peut venir"),
    ],
)  # fmt: skip
def test_all_that_is_said_of_the_service_belongs_to_it(lang: str, typed: str, whole: str) -> None:
    assert understand(typed, lang, TODAY).whole == whole


@pytest.mark.parametrize(
    ("lang", "typed", "whole"),
    [
        ("es", "necesitamos clases de costura los sábados", "clases de costura los sábados"),
        ("es", "los sábados necesitamos clases de costura, 2 horas", "los sábados necesitamos clases de costura"),
        ("es", "necesitamos apoyo escolar de lunes a viernes", "apoyo escolar de lunes a viernes"),
        ("es", "necesitamos un contador una vez al mes", "contador una vez al mes"),
        ("es", "necesitamos un contador, 2 horas el viernes", "contador"),
        (
            "es",
            "necesito que alguien nos arregle la computadora mañana 2 horas",
            "que alguien nos arregle la computadora",
        ),
        ("es", "necesitamos que alguien nos cuide los niños el viernes", "que alguien nos cuide los niños"),
        ("pt", "preciso que alguém me conserte o telhado", "que alguém me conserte o telhado"),
        ("ar", "نحتاج دروس خياطة كل سبت من 9 إلى 12", "دروس خياطة كل سبت من 9 إلى 12"),
        ("ar", "محتاجين محاسب مرتين في الشهر", "محاسب مرتين في الشهر"),
        ("ar", "بدنا مدرسة، ساعة كل يوم تلات", "مدرسة، ساعة كل يوم تلات"),
        ("en", "we offer sewing classes on Saturdays", "sewing classes on Saturdays"),
        ("en", "we need a driver on Monday and Tuesday", "driver on Monday and Tuesday"),
        ("fr", "on cherche un prof le mardi et le jeudi", "prof le mardi et le jeudi"),
        ("fr", "on cherche un plombier le samedi 28 novembre", "plombier"),
        ("fr", "on cherche un comptable une fois par mois", "comptable une fois par mois"),
        ("fr", "on cherche un comptable, 2h la semaine prochaine", "comptable"),
        ("pt", "oferecemos aulas de costura todos os sábados", "aulas de costura todos os sábados"),
        ("pt", "precisamos de contador, 2 horas por semana", "contador, 2 horas por semana"),
        ("fr", "on peut donner des cours le week end surtout", "cours le week end surtout"),
        ("fr", "on peut garder des enfants surtout le week-end", "garder des enfants surtout le week-end"),
        ("fr", "on peut garder des enfants ce week-end", "garder des enfants ce week-end (29/11)"),
        ("pt", "damos aulas só no fim de semana", "aulas só no fim de semana"),
        ("fr", "on a besoin d'un chauffeur apres midi, 3h", "chauffeur apres midi"),
    ],
)
def test_how_often_stays_in_what_others_read_as_no_answer_holds_it(lang: str, typed: str, whole: str) -> None:
    assert understand(typed, lang, TODAY).whole == whole


@pytest.mark.parametrize(
    ("lang", "typed", "whole"),
    [
        ("es", "ofrecemos 3 horas de contabilidad el viernes", "3 horas de contabilidad el viernes"),
        ("es", "podemos dar clases de inglés mañana de 4 a 6", "clases de inglés mañana (25/11) de 4 a 6"),
        ("es", "ofrecemos cortes de pelo hasta el 15 de diciembre", "cortes de pelo hasta el 15 de diciembre"),
        ("ar", "نقدم محاسبة ٣ ساعات يوم الجمعة", "محاسبة ٣ ساعات يوم الجمعة"),
        ("en", "we can offer 2 hours of accounting on Friday", "2 hours of accounting on Friday"),
        ("fr", "nous proposons 3 heures de comptabilité vendredi", "3 heures de comptabilité vendredi"),
        ("pt", "oferecemos 3 horas de contabilidade na sexta", "3 horas de contabilidade na sexta"),
    ],
)
def test_hours_and_a_day_stay_among_the_words_of_an_offer_which_is_asked_for_neither(
    lang: str, typed: str, whole: str
) -> None:
    assert understand(typed, lang, TODAY).whole == whole


def test_two_single_days_are_still_a_day_to_be_ready_by() -> None:
    assert understand("we need a driver on Monday and Tuesday", "en", TODAY).slots["deadline"] == "2026-11-30"
    assert "deadline" not in understand("necesitamos clases martes y jueves", "es", TODAY).slots


def test_readers_see_what_an_offer_says_after_the_comma(story: Story) -> None:
    story.hub(langs=("es", "ar"))
    story.langs = {"ana": "es", "nur": "ar"}
    story.say("ana", "ofrecemos: Psicóloga, acompaño a personas que vivieron violencia, a distancia")
    story.say("ana", "Casa Ana, La Ceiba")
    story.say("ana", "1")
    story.say("nur", "نحتاج دعماً نفسياً لنساء تعرضن للعنف، ساعتين، قبل الجمعة، عن بعد")
    story.say("nur", "جمعية نور، القاهرة")
    story.say("nur", "دعم نفسي")  # of the services that are in doubt
    told = next(text for who, text in story.say("nur", "1") if who == "nur")
    assert "Psicóloga, acompaño a personas que vivieron violencia" in told


@pytest.mark.parametrize(
    ("lang", "typed", "whole"),
    [
        # what is needed, and not the occasion
        ("en", "we need a photographer for our annual meeting on 20 January", "photographer for our annual meeting"),
        ("en", "we need a translator for our meeting on Monday", "translator for our meeting"),
        # what it is for, also behind the day
        ("es", "necesitamos un camión el sábado para mover estantes", "camión el sábado para mover estantes"),
        ("ar", "بدنا سيارة نقل يوم السبت لنقل الرفوف القديمة", "سيارة نقل يوم السبت لنقل الرفوف القديمة"),
        # a call to whoever reads it says nothing of it
        ("es", "tenemos goteras en el techo, ¿alguien nos podría ayudar?", "goteras en el techo"),
        ("en", "we need to fix the roof, can anyone help?", "fix the roof"),
        ("ar", "عنا تسريب مي بالمركز، حدا بيقدر يساعدنا؟", "عنا تسريب مي بالمركز"),
        ("en", "we need someone to fix three laptops, they dont turn on", "fix three laptops, they dont turn on"),
        # who only comes and looks is asked for because of what is told before
        (
            "fr",
            "la pompe du village marche plus si quelqu'un peut passer demain",
            "la pompe du village marche plus si quelqu'un peut passer",
        ),
        (
            "ar",
            "المية مقطوعة عندنا في العيادة لو حد يقدر يجي يشوف",
            "المية مقطوعة عندنا في العيادة لو حد يقدر يجي يشوف",
        ),
        ("ar", "صاحبي كهربائي وبيقول ممكن يكشف على السلوك", "كهربائي وبيقول ممكن يكشف على السلوك"),
        # a lawyer's contract is none of those that nobody here can help with
        ("pt", "a gente tá precisando de um advogado pra ver um contrato de aluguel",
         "advogado pra ver um contrato de aluguel"),
    ],
)  # fmt: skip
def test_what_is_needed_is_told_whole_and_nothing_beside_it(lang: str, typed: str, whole: str) -> None:
    assert understand(typed, lang, TODAY).whole == whole


@pytest.mark.parametrize(
    ("lang", "typed"),
    [
        ("fr", "Nous accompagnons les ONG sur la recherche de financement"),
        ("es", "también hacemos electricidad"),
        ("en", "we also do electrical work"),
        ("fr", "on crée des sites"),
        ("pt", "a gente cria sites"),
    ],
)
def test_what_they_say_they_do_is_an_offer(lang: str, typed: str) -> None:
    assert understand(typed, lang, TODAY).intent == "post_offer"


@pytest.mark.parametrize(
    ("lang", "typed", "intent"),
    [
        ("es", "no quiero que me escriban de noche", "quiet_hours"),
        ("es", "de noche no molesten por favor", "quiet_hours"),
        ("es", "no quiero que me escriban más", "stop"),
        ("es", "¿qué hacen con mis datos?", "known"),
        ("en", "what do you do with my data?", "known"),
        ("fr", "que faites-vous de mes données ?", "known"),
        ("pt", "o que fazem com meus dados?", "known"),
        ("ar", "ماذا تفعلون ببياناتي؟", "known"),
    ],
)
def test_nights_are_quiet_without_stopping_all_and_data_are_told_of(lang: str, typed: str, intent: str) -> None:
    assert understand(typed, lang, TODAY).intent == intent


@pytest.mark.parametrize(
    ("lang", "typed", "intent"),
    [
        ("es", "podemos dar una mano con la costura, 2 horas, el viernes", "post_offer"),
        ("es", "podemos echar la mano con la costura", "post_offer"),
        ("es", "damos una mano con los trámites", "post_offer"),
        ("es", "necesitamos una mano con la contabilidad", "post_need"),
        ("es", "nos echan una mano con la mudanza?", "post_need"),
        ("es", "necesitamos costurera, la tela la ponemos nosotros, 2 horas, el viernes", "post_need"),
    ],
)
def test_who_gives_a_hand_offers_and_who_brings_the_cloth_asks(lang: str, typed: str, intent: str) -> None:
    assert understand(typed, lang, TODAY).intent == intent


def test_a_request_and_an_offer_beside_it_are_both_kept_and_their_own_part_is_none() -> None:
    assert both_of("necesitamos pintor, damos clases de inglés", "es") is not None
    assert both_of("necesitamos cocinera, nosotros ponemos la comida", "es") is None
    assert both_of("necesitamos que nos poden los árboles, nosotros damos el almuerzo", "es") is None


@pytest.mark.parametrize(
    ("lang", "typed", "whole", "by"),
    [
        ("es", "ofrecemos yoga todos los días menos lunes", "yoga todos los días menos lunes", None),
        ("es", "ofrecemos costura entre semana, menos viernes", "costura entre semana, menos viernes", None),
        ("es", "ofrecemos yoga cualquier dia q no sea lunes", "yoga cualquier dia q no sea lunes", None),
        ("pt", "oferecemos yoga todos os dias exceto quinta", "yoga todos os dias exceto quinta", None),
        ("en", "we offer yoga every day except Monday", "yoga every day except Monday", None),
        ("fr", "nous proposons du yoga tous les jours sauf lundi", "yoga tous les jours sauf lundi", None),
        ("es", "necesitamos plomero, 2 horas, después del 15", "plomero, 2 horas, después del 15", None),
        ("es", "necesitamos plomero, 2 horas, no antes del 10", "plomero, 2 horas, no antes del 10", None),
        ("es", "necesitamos plomero, 2 horas, a partir de enero", "plomero, 2 horas, a partir de enero", None),
        ("es", "necesitamos plomero, 2 horas, antes del 15", "plomero", "2026-12-15"),
        ("pt", "precisamos de encanador, 2 horas, só depois do natal", "encanador, 2 horas, só depois do natal", None),
        (
            "pt",
            "precisamos de encanador, 2 horas, a partir de segunda",
            "encanador, 2 horas, a partir de segunda",
            None,
        ),
        ("pt", "precisamos de encanador, 2 horas, entre dia 5 e 10", "encanador", "2026-12-10"),
        ("es", "necesitamos pintor del 4 al 10", "pintor", "2026-12-10"),
        ("es", "necesitamos pintor la semana del 7", "pintor", "2026-12-13"),
        ("es", "necesitamos chofer el domingo 13 todo el día", "chofer", "2026-12-13"),
        ("es", "necesitamos cocinera el jueves 10 medio día", "cocinera", "2026-12-10"),
        ("es", "necesitamos dj para kermés el dom 6/12 de 14 a 18 hs", "dj para kermés, de 14 a 18 hs", "2026-12-06"),
        ("es", "necesitamos dj el domingo 6 de 10 a 12", "dj, de 10 a 12", "2026-12-06"),
    ],
)
def test_the_first_day_and_a_day_left_out_are_no_day_by_which(
    lang: str, typed: str, whole: str, by: str | None
) -> None:
    found = understand(typed, lang, TODAY)
    assert found.whole == whole
    assert found.slots.get("deadline") == by
