"""Who are they, and where? People greet, agree, say their own name and write "in" where others write a comma."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understand.presenting.placed import apart
from bot.understand.who.introduced import Whose, town_and_country, who_and_told, who_writes, whose
from tests.calls import calls_of

SAID = [
    # who writes, and a yes before the name
    ("je suis Fatou Diop, de l'ONG Sunu Gox, Ziguinchor, Sénégal", "ONG Sunu Gox", "Ziguinchor", "SN"),
    ("moi c'est Fatou de l'association Jappoo, à Mbour", "association Jappoo", "Mbour", ""),
    ("moi c rosa, je travaille pr l'asso Main Amie a Oran", "asso Main Amie", "Oran", ""),
    ("c fatou de l'asso Main Amie, Oran", "asso Main Amie", "Oran", ""),
    ("ici fatou, asso Main Amie a Oran", "asso Main Amie", "Oran", ""),
    ("ici Lumière, association à Thiès", "Lumière, association", "Thiès", ""),
    ("Oui j'accepte. Association Jappoo, Mbour", "Association Jappoo", "Mbour", ""),
    ("Oi! Aqui é a Ana do Instituto Semear, Salvador", "Instituto Semear", "Salvador", ""),
    ("aceito. Associação Luz, Recife", "Associação Luz", "Recife", ""),
    ("Hi, I'm Amina from Bright Minds, Ibadan", "Bright Minds", "Ibadan", ""),
    ("yes I accept. Bright Minds, Ibadan", "Bright Minds", "Ibadan", ""),
    ("Sí, acepto, Casa Luz, Tela", "Casa Luz", "Tela", ""),
    ("Soy María, de la Cooperativa Sol, en Tela", "Cooperativa Sol", "Tela", ""),
    ("موافق، جمعية النور، طنطا", "جمعية النور", "طنطا", ""),
    # somebody's name before it, known as one
    ("Hi there, Lina from Pixel Youth, Amman", "Pixel Youth", "Amman", ""),
    ("hello this is Musa, Garden of Hope, Arusha", "Garden of Hope", "Arusha", ""),
    ("Peter Otieno, Clean Streets, Mombasa", "Clean Streets", "Mombasa", ""),
    ("salut, c'est Ibou, GIE Sahel Bio, Thiès", "GIE Sahel Bio", "Thiès", ""),
    ("Bonsoir, Salma Ben Ali, Collectif Femmes Debout, Sfax", "Collectif Femmes Debout", "Sfax", ""),
    ("Hola, Marta de la asociación Pan y Vida, Choluteca", "asociación Pan y Vida", "Choluteca", ""),
    ("Marta de Pan y Vida, Choluteca", "Pan y Vida", "Choluteca", ""),
    ("Luis, el contador de la Fundación Paz, Tela", "Fundación Paz", "Tela", ""),
    ("María de los Ángeles Pérez, Fundación Luz, Tela", "Fundación Luz", "Tela", ""),
    ("oi, é o Marcos, Associação Casa Aberta, Recife", "Associação Casa Aberta", "Recife", ""),
    ("السلام عليكم، سامي، جمعية يافا الخيرية، إربد", "جمعية يافا الخيرية", "إربد", ""),
    ("مرحبا، لينا من بيكسل يوث، عمّان", "بيكسل يوث", "عمّان", ""),
    ("نور من مبادرة إيد بإيد، طرابلس", "مبادرة إيد بإيد", "طرابلس", ""),
    ("hi, this is Ann from the Riverside Food Bank in Leeds", "Riverside Food Bank", "Leeds", ""),
    ("soy Elías y represento al Patronato Barrio Abajo, La Ceiba", "Patronato Barrio Abajo", "La Ceiba", ""),
    ("ola buenas soi Rosa de la olla comun El Progreso en Villa Nueva", "olla comun El Progreso", "Villa Nueva", ""),
    ("Bonjour Mehdi de Code Pour Tous, Sfax", "Code Pour Tous", "Sfax", ""),
    ("slm, ana nadia men jam3eyet el amal, sfax", "jam3eyet el amal", "sfax", ""),
    ("habla Gabriela Paz, nutricionista, de la ONG Vida Sana, Tela", "ONG Vida Sana", "Tela", ""),
    ("Stitch Together, Kampala", "Stitch Together", "Kampala", ""),
    ("Rosa de los Vientos, Tela", "Rosa de los Vientos", "Tela", ""),
    ("José de la Cruz Foundation, Tela", "José de la Cruz Foundation", "Tela", ""),
    ("Ana and Friends, Leeds", "Ana and Friends", "Leeds", ""),
    ("Mujeres, Tierra y Vida, Tela", "Mujeres, Tierra y Vida", "Tela", ""),
    # for whom somebody works
    ("trabajo con Manos Unidas en Comayagua", "Manos Unidas", "Comayagua", ""),
    ("Hi, I volunteer at Green Hands, Kampala", "Green Hands", "Kampala", ""),
    ("Bonjour, je travaille avec l'ONG Eau Vive à Bamako", "ONG Eau Vive", "Bamako", ""),
    ("Olá, trabalho com o Instituto Semear em Belém", "Instituto Semear", "Belém", ""),
    ("أهلا، أنا أعمل مع جمعية النور في طنطا", "جمعية النور", "طنطا", ""),
    ("مرحبا أنا رامي، ومؤسستنا اسمها بيت الحكمة في نابلس", "بيت الحكمة", "نابلس", ""),
    # what it is called
    ("Notre association s'appelle Dar Tifl et nous sommes à Meknès", "Dar Tifl", "Meknès", ""),
    ("Nossa associação se chama Flor de Lótus e fica em Belém", "Flor de Lótus", "Belém", ""),
    ("Our organisation is called Bright Minds and we are in Ibadan", "Bright Minds", "Ibadan", ""),
    ("Nuestra organización se llama Casa Luz y estamos en Tela", "Casa Luz", "Tela", ""),
    ("جمعيتنا اسمها النور واحنا في طنطا", "النور", "طنطا", ""),
    ("somos una cooperativa de café de Danlí, se llama Flor de Café", "Flor de Café", "Danlí", ""),
    ("We are a women's group called Bright Minds, Ibadan", "Bright Minds", "Ibadan", ""),
    ("on est une association de quartier à Thiès, on s'appelle Keur Jamm", "Keur Jamm", "Thiès", ""),
    ("somos um coletivo de Recife chamado Margens", "Margens", "Recife", ""),
    ("احنا جمعية خيرية من طنطا اسمها النور", "النور", "طنطا", ""),
    # as a form
    ("Nom : Association Espoir\nVille : Dakar", "Association Espoir", "Dakar", ""),
    ("Association Espoir. Ville : Dakar", "Association Espoir", "Dakar", ""),
    ("Nome: Instituto Semear\nCidade: Salvador", "Instituto Semear", "Salvador", ""),
    ("Name: Bright Minds\nTown: Ibadan", "Bright Minds", "Ibadan", ""),
    ("Nombre: Casa Luz\nCiudad: Tela", "Casa Luz", "Tela", ""),
    ("اسم الجمعية: النور\nالمدينة: طنطا", "النور", "طنطا", ""),
    # a word before the town or the country
    ("On est l'asso Keur Jamm à Thiès", "asso Keur Jamm", "Thiès", ""),
    ("Association Ibn Rochd basée à Rabat", "Association Ibn Rochd", "Rabat", ""),
    ("Nous sommes l'association Amal de Salé, au Maroc", "association Amal de Salé", "Salé", "MA"),
    ("Somos a Associação Luz, de Recife", "Associação Luz", "Recife", ""),
    ("Hope Centre in Lagos", "Hope Centre", "Lagos", ""),
    ("جمعية النور بالقاهرة", "جمعية النور", "القاهرة", ""),
    ("تعاونية نسائية فتارودانت", "تعاونية نسائية", "تارودانت", ""),
    ("جمعية أطفال فلسطين", "جمعية أطفال فلسطين", "", ""),
    ("جمعية Nile Women بطنطا", "جمعية Nile Women", "طنطا", ""),
    ("جمعية الأمل بمدينة المنيا", "جمعية الأمل", "المنيا", ""),
    ("جمعية الأمل بمدينة نصر", "جمعية الأمل", "مدينة نصر", ""),
    ("جمعية أصدقاء البيئة بصفاقس، تونس", "جمعية أصدقاء البيئة", "صفاقس", "TN"),
    ("تعاونية نساء برشيد", "تعاونية نساء برشيد", "", ""),  # a town of its own, and no "in Rosetta"
    ("جمعية سيدات بلبيس", "جمعية سيدات بلبيس", "", ""),
    ("بالقاهرة", "", "القاهرة", ""),
    ("معاك سارة من جمعية النور في المنيا", "جمعية النور", "المنيا", ""),
    ("معاكم جمعية النور بطنطا", "جمعية النور", "طنطا", ""),
    ("gam3eyet el noor fel mansoura", "gam3eyet el noor", "mansoura", ""),
    ("jam3iyet nour b sfax", "jam3iyet nour", "sfax", ""),
    ("e7na gam3eyet resala fi tanta", "gam3eyet resala", "tanta", ""),
    ("Hna Carmen, Cali", "Hna Carmen", "Cali", ""),
    ("We are Hope Centre from Kisumu in Kenya", "Hope Centre", "Kisumu", "KE"),
    ("Somos la asociación Amal de Salé, en Marruecos", "asociación Amal de Salé", "Salé", "MA"),
    ("نحن جمعية الأمل من سلا في المغرب", "جمعية الأمل", "سلا", "MA"),
    # a state behind the town
    ("Associação de Moradores do Coque, Recife - PE", "Associação de Moradores do Coque", "Recife, PE", ""),
    ("Coletivo Margens, São Paulo/SP", "Coletivo Margens", "São Paulo, SP", ""),
    ("Somos a Casa das Mulheres em Olinda, Pernambuco", "Casa das Mulheres", "Olinda, Pernambuco", ""),
    ("Bright Minds Foundation, Ibadan, Oyo State", "Bright Minds Foundation", "Ibadan, Oyo State", ""),
]
NAMES = [
    ("Sí Se Puede, Lima", "Sí Se Puede"),
    ("Casa Llamada Esperanza, Tela", "Casa Llamada Esperanza"),
    ("Oui Dire, Dakar", "Oui Dire"),
    ("Sim à Vida, Recife", "Sim à Vida"),
    ("Hola Vecino, Tela", "Hola Vecino"),
    ("We Are One, Nairobi", "We Are One"),
    ("Nous Sommes le Monde, Dakar", "Nous Sommes le Monde"),
    ("Collectif Nous Sommes en Lutte, Dakar", "Collectif Nous Sommes en Lutte"),
    ("Femmes en Marche, Dakar", "Femmes en Marche"),
    ("Youth in Action, Nairobi", "Youth in Action"),
    ("De Mujer a Mujer, Cali", "De Mujer a Mujer"),
    ("Friends in Lagos, Nairobi", "Friends in Lagos"),
    ("Médecins du Monde en Colombie, Dakar", "Médecins du Monde en Colombie"),
    ("Amis de Dakar, Thiès", "Amis de Dakar"),
    ("Red de Mujeres, El Alto", "Red de Mujeres"),
    ("A Coruña Solidaria, A Coruña", "A Coruña Solidaria"),
    ("Manos, Tierra, Lima", "Manos, Tierra"),
]


@pytest.mark.parametrize(("words", "name", "town", "country"), SAID)
def test_only_the_name_is_the_name_and_only_the_town_the_town(words: str, name: str, town: str, country: str) -> None:
    assert whose(words) == (name, town, country)


@pytest.mark.parametrize(("words", "name"), NAMES)
def test_a_name_that_says_yes_hello_we_or_in_stays_whole(words: str, name: str) -> None:
    assert whose(words) == (name, words.rpartition(", ")[2], "")


@pytest.mark.parametrize("words", ["nous sommes à Dakar", "estamos en Tela", "we are in Lagos", "estamos em Recife"])
def test_who_only_says_where_has_said_no_name(words: str) -> None:
    assert whose(words) == ("", words.split()[-1], "")


@pytest.mark.parametrize(
    ("words", "town", "country"),
    [
        ("à Mbour", "Mbour", ""),
        ("c'est à Mbour au Sénégal", "Mbour", "SN"),
        ("em Recife/PE", "Recife, PE", ""),
        ("we are in Kisumu, in Kenya", "Kisumu", "KE"),
        ("estamos en Tela", "Tela", ""),
        ("في طنطا", "طنطا", ""),
        ("in the Philippines", "", "PH"),
        ("A Coruña", "A Coruña", ""),
    ],
)
def test_a_town_is_asked_for_and_answered_in_a_sentence(words: str, town: str, country: str) -> None:
    assert town_and_country(words) == (town, country)


@pytest.mark.parametrize(
    "endless", ["a in ", "a ", "، ", "hola, ", "soy Ana de ", "Dakar in ", "x - ", "and we are in "]
)
def test_an_answer_of_pages_takes_as_much_longer_as_it_is_long(endless: str) -> None:
    whose("Casa Luz, Tela")  # the lists are read

    def work(letters: int) -> int:
        return calls_of(lambda: whose((endless * letters)[:letters]))

    assert work(4000) < 5 * work(1000)


def test_what_somebody_tells_behind_their_town_is_no_part_of_it() -> None:
    assert apart("Casa Luz in Dakar, " + "and we sew " * 100).startswith("Casa Luz, Dakar, and we sew")


@pytest.mark.parametrize(
    ("lang", "said", "name", "town"),
    [
        ("es", "hola, somos Manos del Sur, de Quito, y también tenemos cocineras", "Manos del Sur", "Quito"),
        ("en", "hello, we are Hope for All from Kampala, we offer sewing lessons", "Hope for All", "Kampala"),
        ("en", "Hi! We're Friday Club from Accra and we also have a translator", "Friday Club", "Accra"),
        ("fr", "nous sommes l'association Terre Neuve et nous avons deux infirmières", "association Terre Neuve", ""),
        ("ar", "حنا تعاونية أركان من أكادير وعندنا خياطات يقدرو يعاونو", "تعاونية أركان", "أكادير"),
        ("ar", "هلا، احنا جمعية بكرة أحلى من طنطا ومحتاجين سباك", "جمعية بكرة أحلى", "طنطا"),
        ("ar", "نحن جمعية زهرة المدائن في القدس. لدينا مترجمون متطوعون", "جمعية زهرة المدائن", "القدس"),
    ],
)
def test_a_name_ends_where_it_is_told_what_they_have_or_need(lang: str, said: str, name: str, town: str) -> None:
    found = who_writes(said, lang)
    assert found is not None
    assert (found.name, found.town) == (name, town)


@pytest.mark.parametrize(
    ("lang", "said", "name", "town"),
    [
        ("es", "Le saluda Carmen Paz, directora de la Asociación Renacer, San Pedro Sula. Ofrecemos talleres",
         "Asociación Renacer", "San Pedro Sula"),
        ("es", "hola le escribo de la escuela normal de Danlí, necesitamos libros", "escuela normal de Danlí", "Danlí"),
        ("es", "aquí Marta, del comedor Manos Abiertas (La Ceiba), necesitamos cocineras",
         "comedor Manos Abiertas", "La Ceiba"),
        ("es", "mi organización se llama Pan y Vida, estamos ubicados en Tela y necesitamos pan", "Pan y Vida", "Tela"),
        ("es", "Comité de agua El Naranjal acá, de Yoro. nos urge un fontanero", "Comité de agua El Naranjal", "Yoro"),
        ("es", "Me presento: soy la Lic. Sofía Mejía, de Abogados Sin Límites, Tela", "Abogados Sin Límites", "Tela"),
        ("es", "la cooperativa Las Flores de Danlí necesita un contador", "cooperativa Las Flores de Danlí", "Danlí"),
        ("es", "somos Casa Luz en Tela necesitamos un contador", "Casa Luz", "Tela"),
        ("en", "Hello, Omar from Clear Books here. We are accountants and offer bookkeeping", "Clear Books", ""),
        ("en", "Sara here from Open Doors, Amman", "Open Doors", "Amman"),
        ("en", "hello, Ken here from Savannah Coders, Nairobi. We build websites", "Savannah Coders", "Nairobi"),
        ("en", "BuildTogether here, volunteer carpenters", "BuildTogether", ""),
        ("en", "this is Grace with Hope for Girls in Kampala, we need a logo", "Hope for Girls", "Kampala"),
        ("en", "this is House of Hope, Amman", "House of Hope", "Amman"),
        ("en", "this is Grace and we are Hope for Girls, Amman", "Hope for Girls", "Amman"),
        ("en", "My name is Daniel and I run a youth centre called Bright Futures in Nairobi. We need a cook",
         "Bright Futures", "Nairobi"),
        ("en", "I represent Green Hands, a gardening group from Amman. We can help", "Green Hands", "Amman"),
        ("en", "Clear Books, Zarqa", "Clear Books", "Zarqa"),
        ("fr", "c'est Moussa du cabinet Équilibre à Dakar, on peut former", "cabinet Équilibre", "Dakar"),
        ("ar", "معكم آدم من ستوديو الصدى في عمان، بنعمل مونتاج", "ستوديو الصدى", "عمان"),
        ("ar", "معك رامي من شركة الأفق في عمان، بنقدر نصمم مواقع", "شركة الأفق", "عمان"),
        ("ar", "مرحبا انا سامي من ورشة النور للكهرباء بخان يونس", "ورشة النور للكهرباء", "خان يونس"),
        ("ar", "انا ريم مدربة تطريز من بيت لحم متطوعة مع جمعية زهرة", "جمعية زهرة", ""),
        ("ar", "نحن فريق شباب من نابلس اسمه بكرا أحلى، بدنا مصور", "بكرا أحلى", "نابلس"),
        ("ar", "معك محمود من نادي شباب رفح، نقدر نساعد بالنقل", "نادي شباب رفح", ""),
        ("ar", "هنا جمعية رعاية الطفل، الاسكندرية", "جمعية رعاية الطفل", "الاسكندرية"),
        ("fr", "je m'appelle Karim, je suis bénévole à La Main Tendue, Tunis. On a besoin d'un plombier",
         "Main Tendue", "Tunis"),
        ("fr", "l'association Espoir de Dakar a besoin d'un comptable", "association Espoir de Dakar", "Dakar"),
        ("pt", "A Cozinha Solidária, de Natal, está precisando de voluntários", "A Cozinha Solidária", "Natal"),
    ],
)  # fmt: skip
def test_people_say_in_many_ways_whom_they_write_for(lang: str, said: str, name: str, town: str) -> None:
    found = who_writes(said, lang)
    assert found is not None
    assert found[:2] == (name, town)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Help needed here, please"),
        ("en", "this is great, with thanks"),
        ("es", "Ayuda aquí"),
        ("es", "hola, soy Ana del taller de costura, necesitamos tela"),
        ("ar", "احنا مكتب محاسبة"),
        ("ar", "معكم آدم من الصدى في عمان، بنعمل مونتاج"),
        ("en", "first afternoon done, 4 hours so far"),
        ("es", "Casa Luz, 2 veces por semana"),
        ("es", "buenas tardes, Tegucigalpa"),
    ],
)
def test_not_all_that_has_a_comma_or_here_presents_somebody(lang: str, said: str) -> None:
    assert who_writes(said, lang) is None


def test_a_town_in_the_name_is_not_shown_twice() -> None:
    assert Whose("escuela de Danlí", "Danlí").shown() == "escuela de Danlí"
    assert Whose("بيت النور", "عمان").shown() == "بيت النور، عمان"
    assert Whose("جمعية شباب المرسى", "تونس", "TN").shown() == "جمعية شباب المرسى، تونس"


_PIECES = (
    *("this is", "Ana", "here", "from", "with", "Casa Luz", "and we are", "soy", "le saluda", "de", "acá", "el taller"),
    *("Sol", "Tela", "معك", "من", "شركة", "الأفق", "هنا", ",", "'", "(", ")", ".", "-", "we need", "2 h", "\n", "😀"),
)


@given(st.lists(st.sampled_from(_PIECES), max_size=9), st.sampled_from(("es", "en", "ar", "fr", "pt")))
def test_any_order_of_what_people_write_of_themselves_can_be_read(pieces: list[str], lang: str) -> None:
    text = " ".join(pieces)
    found = whose(text)
    assert all(len(part) <= len(text) for part in found)
    surely, both = who_writes(text, lang), who_and_told(text, lang)
    assert surely is None or surely.name
    assert both is None or both[1] in text
