"""Where a simulated conversation takes place: of each language a country, its organisations, and services.

The sentences of the pools were written for the cards that their brief shows ("painting the classroom, 3 hours, by
Friday"), so these services stand here in each language. Names are invented.
"""

from __future__ import annotations

from typing import NamedTuple

LANGUAGES = ("es", "ar", "arabizi", "en", "fr", "pt")
"""Languages of the volunteers. Who writes arabizi reads Arabic."""
CHANNELS = ("telegram", "whatsapp", "sms")
MONDAY = 1_796_050_800_000
"""2026-11-30, 15:00 UTC: today for whoever reads "Friday" in a sentence of the pools."""
TODAY = "2026-11-30"


class Cast(NamedTuple):
    """`painting` is what the volunteer's own request asks for, `moving` what a partner and the volunteer exchange."""

    country: str
    zone: str
    prefix: str
    towns: tuple[str, ...]
    mine: str
    partner: str
    others: tuple[str, ...]
    newcomers: tuple[str, ...]
    renamed: tuple[str, ...]
    people: tuple[str, ...]
    painting: str
    moving: str
    further: tuple[str, ...]
    friday: str
    yes: str
    hello: str

    @property
    def town(self) -> str:
        return self.towns[0]


CASTS = {
    "es": Cast(
        "HN",
        "America/Tegucigalpa",
        "+504",
        ("Tela", "Danlí", "Comayagua", "Choluteca"),
        "Casa Luz",
        "Taller Semilla",
        ("Radio Esperanza", "Escuela Morazán", "Cocina del Barrio"),
        ("Patronato Los Pinos", "Red de Mujeres Lencas", "Club Juvenil Sol", "Biblioteca Abierta"),
        ("Casa Aurora", "Fundación Horizonte", "Grupo Las Flores"),
        ("Marta", "Luis", "Rosa", "Pedro"),
        "pintar el aula",
        "mover sillas",
        ("clases de guitarra", "arreglar bicicletas", "corte de pelo"),
        "viernes",
        "sí",
        "hola",
    ),
    "ar": Cast(
        "EG",
        "Africa/Cairo",
        "+20",
        ("القاهرة", "الإسكندرية", "أسيوط", "المنصورة"),
        "بيت النور",
        "ورشة الأمل",
        ("راديو الحي", "مدرسة المستقبل", "مطبخ الخير"),
        ("بيت الياسمين", "رابطة أهل الحي", "نادي الشباب", "مكتبة النيل"),
        ("بيت الفجر", "بيت السلام", "رابطة الزهور"),
        ("منى", "أحمد", "سعاد", "كريم"),
        "دهان الفصل",
        "نقل كراسي",
        ("دروس جيتار", "تصليح دراجات", "حلاقة"),
        "الجمعة",
        "نعم",
        "مرحبا",
    ),
    "en": Cast(
        "NG",
        "Africa/Lagos",
        "+234",
        ("Lagos", "Ibadan", "Abuja", "Enugu"),
        "Light House",
        "Seed Workshop",
        ("Hope Radio", "Morning School", "Corner Kitchen"),
        ("Riverside Women's Group", "Unity Youth Club", "Open Library", "Harvest Cooperative"),
        ("Sunrise House", "Green Field Circle", "New Horizon"),
        ("Grace", "Tunde", "Mary", "Peter"),
        "painting the classroom",
        "moving chairs",
        ("guitar lessons", "repairing bicycles", "haircuts"),
        "Friday",
        "yes",
        "hello",
    ),
    "fr": Cast(
        "SN",
        "Africa/Dakar",
        "+221",
        ("Dakar", "Thiès", "Saint-Louis", "Kaolack"),
        "Maison Lumière",
        "Atelier Graine",
        ("Radio Espoir", "École du Matin", "Cuisine du Quartier"),
        ("Femmes du Fleuve", "Club des Jeunes", "Bibliothèque Ouverte", "Coopérative Récolte"),
        ("Maison Aurore", "Cercle Vert", "Nouvel Horizon"),
        ("Awa", "Moussa", "Marie", "Pierre"),
        "peindre la salle de classe",
        "déplacer des chaises",
        ("cours de guitare", "réparer des vélos", "coupe de cheveux"),
        "vendredi",
        "oui",
        "bonjour",
    ),
    "pt": Cast(
        "BR",
        "America/Recife",
        "+55",
        ("Recife", "Olinda", "Caruaru", "Natal"),
        "Casa Clara",
        "Oficina Semente",
        ("Rádio Esperança", "Escola da Manhã", "Cozinha do Bairro"),
        ("Mulheres do Rio", "Clube Jovem", "Biblioteca Aberta", "Cooperativa Colheita"),
        ("Casa Aurora", "Círculo Verde", "Novo Horizonte"),
        ("Ana", "João", "Rosa", "Paulo"),
        "pintar a sala de aula",
        "carregar cadeiras",
        ("aulas de violão", "consertar bicicletas", "corte de cabelo"),
        "sexta-feira",
        "sim",
        "olá",
    ),
}
LATIN = {
    "القاهرة": "el Qahera",
    "الإسكندرية": "Eskenderia",
    "أسيوط": "Asyut",
    "المنصورة": "Mansoura",
    "بيت النور": "Beit el Nour",
    "ورشة الأمل": "Warshet el Amal",
    "راديو الحي": "Radio el Hay",
    "مدرسة المستقبل": "Madraset el Mostaqbal",
    "مطبخ الخير": "Matbakh el Kheir",
    "بيت الياسمين": "Beit el Yasmin",
    "رابطة أهل الحي": "Rabtet Ahl el Hay",
    "نادي الشباب": "Nadi el Shabab",
    "مكتبة النيل": "Maktabet el Nil",
    "بيت الفجر": "Beit el Fagr",
    "بيت السلام": "Beit el Salam",
    "رابطة الزهور": "Rabtet el Zohour",
    "منى": "Mona",
    "أحمد": "Ahmed",
    "سعاد": "Soad",
    "كريم": "Karim",
}
"""How who writes Arabic in Latin letters spells these names."""


def cast_of(lang: str) -> Cast:
    """The cast of a volunteer's language."""
    return CASTS[interface(lang)]


def interface(lang: str) -> str:
    """The language in which the bot answers."""
    return "ar" if lang == "arabizi" else lang


def spelt(name: str, lang: str) -> str:
    """A name as a volunteer of that language types it."""
    return LATIN.get(name, name) if lang == "arabizi" else name
