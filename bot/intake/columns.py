"""What are the columns of a list called, and what may stand in them? In any of our languages, as people write it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bot.cards.listing import KINDS
from bot.wording import Reader, Wording
from core.intake.values import COLUMNS, DAY, HOURS, KIND, ORGANISATION, PLACE, POST, TOWN, WHAT
from core.languages import LANGUAGES
from core.messages import Message, _
from core.text.normal import words


class Column(NamedTuple):
    """Its title, and what to write there, for a person."""

    title: Message
    hint: Message


NEED, OFFER, REMOTE = _("Request"), _("Offer"), _("From a distance")

TITLES: dict[str, Column] = {
    ORGANISATION: Column(
        _("Organisation"), _("Its name, on every line. A line with nothing else about it adds the organisation alone.")
    ),
    KIND: Column(_("Kind"), _("Community group, Registered NGO, Company or Public body. Empty: not sure.")),
    TOWN: Column(_("Town"), _("Where it is. On the first line of each new organisation.")),
    POST: Column(_("Request or offer"), _("Which of the two this line is. Empty: neither.")),
    WHAT: Column(_("What"), _("In a few words what it needs or offers, without phone numbers.")),
    HOURS: Column(_("Hours"), _("How long it takes, like 3 or 1.5. Empty: not known yet.")),
    DAY: Column(_("By which day"), _("The last day, like 27/11/2026. Empty: no hurry.")),
    PLACE: Column(_("Where"), _("A town, or “from a distance”. Empty: where the organisation is.")),
}

# What else they are called, beside the titles above in each language.
_ALSO: dict[str, str] = {
    ORGANISATION: "organization, org, organizacion, nombre, nombre de la organizacion, organisation name, name, "
    "nom, association, asociacion, nome, organizacao, nome da organizacao, المنظمة, منظمة, الجمعية, جمعية, "
    "اسم المنظمة, اسم الجمعية, الاسم",
    KIND: "type, tipo, tipo de organizacion, type of organisation, categoria, genre, نوع, النوع, نوع المنظمة",
    TOWN: "city, ciudad, municipio, localidad, pueblo, ville, commune, cidade, المدينة, مدينة, البلدة, بلدة",
    POST: "need or offer, necesidad u oferta, pedido o oferta, pedido u oferta, besoin ou offre, demande ou offre, "
    "necessidade ou oferta, طلب أو عرض, طلب او عرض, طلب/عرض",
    WHAT: "que, servicio, descripcion, service, description, quoi, o que, servico, descricao, ماذا, الخدمة, الوصف",
    HOURS: "hour, hora, heure, duration, duracion, duree, duracao, tiempo, الساعات, ساعات, المدة",
    DAY: "day, date, by, fecha, fecha limite, para cuando, dia, jour, date limite, pour quand, data, prazo, ate, "
    "التاريخ, تاريخ, اليوم, آخر موعد, الموعد",
    PLACE: "place, lugar, donde, lieu, ou, local, onde, المكان, مكان, أين",
}
_POSTS = {
    "need": "need, needs, needed, request, requests, r, necesidad, necesita, necesitan, pedido, pide, piden, besoin, "
    "besoins, demande, necessidade, precisa, precisam, طلب, الطلب, احتياج, حاجة, نحتاج, تحتاج, يحتاج",
    "offer": "offer, offers, offered, o, oferta, ofrece, ofrecen, offre, offres, propose, oferece, oferecem, عرض, "
    "العرض, نعرض, تعرض, تقدم, يقدم",
}
_KINDS = {
    "grassroots": "grassroots, community group, group, collective, grupo, colectivo, comunitario, grupo comunitario, "
    "groupe, collectif, coletivo, مجموعة, مبادرة, مجموعة أهلية",
    "cso": "cso, ngo, registered ngo, ong, osc, asociacion civil, fundacion, association, fondation, associacao, "
    "fundacao, جمعية, مؤسسة, منظمة غير حكومية",
    "company": "company, business, empresa, negocio, entreprise, societe, شركة",
    "public": "public body, public, government, municipality, publico, publica, gobierno, alcaldia, municipalidad, "
    "organismo publico, mairie, organisme public, governo, prefeitura, orgao publico, جهة حكومية, بلدية, حكومة",
}
_REMOTE = (
    "remote, online, from a distance, a distancia, en linea, virtual, remoto, a distance, en ligne, عن بعد, اونلاين"
)


@cache
def column_of(title: str) -> str:
    """The column that is called so in any of our languages, or ''."""
    return _titles().get(_form(title), "")


def languages_of(titles: tuple[str, ...]) -> tuple[str, ...]:
    """The languages in which these titles are ours, the one of most first."""
    forms = {_form(title) for title in titles}
    found = {lang: sum(_form(said(TITLES[name].title, lang)) in forms for name in COLUMNS) for lang in LANGUAGES}
    return tuple(sorted((lang for lang in found if found[lang]), key=lambda lang: -found[lang]))


def post_of(cell: str) -> str:
    """'need' or 'offer', or '' where it says neither."""
    return _spoken("post").get(_form(cell), "")


def kind_of(cell: str) -> str:
    """A kind of organisation, or '' where it says none of them."""
    return _spoken("kind").get(_form(cell), "")


def is_remote(cell: str) -> bool:
    """Whether a place says that no place is needed."""
    return _form(cell) in _spoken("remote")


def said(message: Message, lang: str) -> str:
    """A title as a reader of that language sees it."""
    return _wording().say(message, Reader(lang))


@cache
def _titles() -> dict[str, str]:
    found = {_form(title): name for name in COLUMNS for title in _ALSO[name].split(",")}
    return found | {_form(said(TITLES[name].title, lang)): name for name in COLUMNS for lang in LANGUAGES}


@cache
def _spoken(about: str) -> dict[str, str]:
    """What a cell may say, in its comparison form → what it means."""
    listed, labels = {
        "post": (_POSTS, {"need": NEED, "offer": OFFER}),
        "kind": (_KINDS, KINDS),
        "remote": ({"remote": _REMOTE}, {"remote": REMOTE}),
    }[about]
    found = {_form(word): meaning for meaning, row in listed.items() for word in row.split(",")}
    return found | {_form(said(label, lang)): meaning for meaning, label in labels.items() for lang in LANGUAGES}


def _form(text: str) -> str:
    return " ".join(words(text))


@cache
def _wording() -> Wording:
    return Wording()
