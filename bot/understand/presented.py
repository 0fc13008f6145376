"""Which words of an answer to "who are you, and where?" are neither the name nor the town: "yes. We are …, based in …".

People do not fill in a form: they greet, agree, say their own name, and put "in" where we expect a comma.
"""

from __future__ import annotations

import re

from core.listings import distances

from .lands import country_named
from .towns import is_town

_ART = r"(?:(?:el|la|los|las|le|les|the|os?|as?|une?|um|uma|an?)\s+|l['’]\s*)?"
_ORG = (
    r"(?:asso(?:c|ciations?)?|asociaci[oó]n|associa[cç][aã]o|ongs?|ngo|cbo|gie|col(?:l?ectif|l?ective|ectivo|etivo)"
    r"|fond[ae]tion|foundation|fundaci[oó]n|funda[cç][aã]o|co-?op[eé]rativ[ae]|group[e]?|grupo|cent(?:re|er|ro)"
    r"|institut[eo]?|r[eé]seau|red|rede|network|club[e]?|comit[eéê]|committee|uni[oó]n|uni[aã]o"
    r"|f[eé]d[eé]ra(?:tion|ci[oó]n)|maison|casa|[eé]cole|escuela|escola|school|proje(?:t|to|ct)|proyecto|amicale"
    r"|organi[sz]ation|organizaci[oó]n|organiza[cç][aã]o"
    r"|(?:ال)?(?:جمعية|منظمة|مؤسسة|تعاونية|مبادرة|مجموعة|مركز|شبكة|نادي|اتحاد|رابطة))\b"
)
_WHO = r"(?:(?:[^\W\d_]|['’.-])+[,،]?\s+){0,4}?"  # their own name, or what they are there
_OF = r"(?:d(?:e|el|u|es|[aoe]s?)\s+|d['’]\s*|from\s+|with\s+|at\s+|of\s+|من\s+)"

_OPENING = re.compile(
    r"\s*(?:hola|buen[oa]s(?:\s+(?:d[ií]as|tardes|noches))?|hello|hi|hey|good\s+(?:morning|afternoon|evening)"
    r"|bonjour|bonsoir|salut|salam|salaam|ol[aá]|oi|bom\s+dia|boa\s+(?:tarde|noite)"
    r"|مرحبا|أهلا|اهلا|السلام عليكم|سلام|صباح الخير|مساء الخير"
    r"|oui|ok|okay|d['’]accord|c['’]est\s+d['’]accord|(?:j['’]|nous\s+|on\s+)accept(?:e|ons)|s[ií]m?|claro|vale|dale"
    r"|(?:de\s+acuerdo)|(?:s[ií]\s+)?acept(?:o|amos)|aceit(?:o|amos)|concord(?:o|amos)"
    r"|yes|(?:(?:yes\s+)?(?:i|we)\s+(?:accept|agree))|agreed|نعم|موافق(?:ون|ين|ة)?|أوافق|اوافق|نوافق|أقبل|نقبل)"
    r"(?:\s*[,،.!;:\n–-]+\s*|\s+(?=(?:oui|s[ií]m?|yes|نعم|j['’]|i\s+a|we\s+a|acep|acei|موافق)))",
    re.IGNORECASE,
)
"""A greeting or a yes that something follows: "Sí Se Puede" and "Hola Vecino" are names."""
_GREETED = re.compile(r"\s*(?:hola|hello|hi|bonjour|ol[aá]|oi|مرحبا|السلام عليكم)\s+", re.IGNORECASE)
_INTRODUCED = re.compile(
    r"\s*(?:"
    # who writes, and for whom
    rf"(?:soy|me\s+llamo|mi\s+nombre\s+es|(?:eu\s+)?sou|me\s+chamo|meu\s+nome\s+[eé]|je\s+suis|je\s+m['’]appelle"
    rf"|i\s+am|i['’]?m|my\s+name\s+is|(?:انا|أنا)|اسمي)\s+{_WHO}{_OF}"
    rf"|(?:moi\s+)?(?:c['’]est|this\s+is|it['’]?s|ici|aqu[ií](?:\s+(?:es|[eé]))?|es|معاك[مو]?|معكم?)\s+(?:[ao]\s+)?"
    rf"(?!{_ART}{_ORG}){_WHO}{_OF}(?={_ART}{_ORG})"
    # the organisation
    r"|(?:nosotr[oa]s\s+|n[oó]s\s+)?somos\s+(?:d(?:e|[aoe]s?)\s+)?|(?:les\s+)?escrib(?:o|imos)\s+(?:de|desde)\s+"
    r"|aqu[ií]\s+(?:es\s+)?|aqui\s+[eé]\s+|represent(?:o|amos)\s+(?:a\s+)?"
    rf"|a\s+gente\s+[eé]\s+(?={_ART}{_ORG})"
    r"|we\s+are(?:\s+from)?\s+|we['’]?re(?:\s+from)?\s+|this\s+is\s+|(?:i|we)\s+represent\s+"
    r"|nous\s+sommes(?:\s+de)?\s+|on\s+est\s+|ici\s+|(?:je|nous)\s+repr[eé]sent(?:e|ons)\s+"
    rf"|(?:moi\s+)?c['’]est\s+(?={_ART}{_ORG})"
    r"|(?:احنا|إحنا|نحن|حنا|نحنا|[ei]?7na|[ei]hna|ne[7h]na)(?:\s+(?:من|men|mn))?\s+|مع(?:اك[مو]?|كم?)\s+|[أن]مثل\s+"
    # what it is called
    r"|(?:notre|mon|l['’])\s*\w+\s+s['’]appelle\s+|nous\s+nous\s+appelons\s+|on\s+s['’]appelle\s+"
    r"|(?:(?:nuestr[oa]|mi|la|el)\s+\w+\s+se\s+llama|nos\s+llamamos)\s+"
    r"|(?:(?:a\s+|o\s+)?(?:noss[oa]|minha|meu)\s+\w+\s+(?:se\s+)?chama(?:-se)?|nos\s+chamamos)\s+"
    r"|(?:(?:our|my|the)\s+\w+\s+is\s+(?:called|named)|we\s+are\s+called)\s+"
    r"|(?:اسمنا|(?:جمعيتنا|منظمتنا|مؤسستنا|مجموعتنا|مبادرتنا)\s+اسمها|اسم\s+(?:جمعيتنا|منظمتنا|مؤسستنا|مجموعتنا))\s+"
    rf"){_ART}",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:We Are|This Is|Nous Sommes|On Est|Nosotr[oa]s Somos|Nós Somos|A Gente)\b")
"""As a name says it that is written large."""
_NAME_LABEL = re.compile(
    r"\s*(?:nom|nombre|nome|name|asso(?:ciation)?|asociaci[oó]n|associa[cç][aã]o|organi[sz]ation|organizaci[oó]n"
    r"|organiza[cç][aã]o|الاسم|اسم\s+\w+|الجمعية|المنظمة)(?:\s+(?:de|of)\s+[^:\n]{0,20})?\s*[:：]\s*",
    re.IGNORECASE,
)
_PLACE_LABEL = re.compile(
    r"(?<=\S)[\s.,،;-]*\b(?:ville|lieu|pays|ciudad|pueblo|lugar|pa[ií]s|cidade|munic[ií]pio|town|city|place|country|location"
    r"|(?:ال)?مدينة|المكان|البلد)\s*[:：]\s*",
    re.IGNORECASE,
)
_BASED = re.compile(
    # what only says where
    r"[\s,،.]+(?:(?:et\s+nous\s+sommes\s+)?(?:bas[eé]e?s?|situ[eé]e?s?)\s+(?:à|a|au|aux|en|dans)"
    r"|(?:con\s+sede|ubicad[oa]s?)\s+en|de\s+la\s+ciudad\s+de|(?:com\s+sede|sediad[oa]s?)\s+(?:em|n[oa]s?)|da\s+cidade\s+d[eo]"
    r"|(?:and\s+we\s+are\s+|which\s+is\s+)?(?:based|located)\s+(?:in|at)|و?مقر(?:ها|نا)\s+في)\s+"
    # a second sentence
    r"|(?:\s*[,،.]\s*|\s+)(?:(?<=[,،.]\s)|(?:et|y|e|and)\s+|و)(?:(?:nous\s+sommes|on\s+est|elle\s+est)\s+(?:à|a|au|aux|en)"
    r"|(?:estamos|est[aá]|queda)\s+en|(?:estamos|fica(?:mos)?|est[aá])\s+(?:em|n[oa]s?)"
    r"|(?:we\s+are|we['’]?re|it\s+is|it['’]?s)\s+(?:in|at|from)|(?:احنا|إحنا|نحن|حنا|هي)\s+في)\s+",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"((?:nous\s+sommes|on\s+est|elle\s+est|c['’]est|estamos|est[aá]|es|fica(?:mos)?|[eé]|we\s+are|we['’]?re|it\s+is|it['’]?s"
    r"|احنا|إحنا|نحن|هي)\s+)?"
    r"(?:(?:à|a|au|aux|en|em|in|at|from|nos?|nas?|de|du|do|da|desde|dans|في|من)\s+|d['’]\s*)",
    re.IGNORECASE,
)
_AT = re.compile(r"\s(?:à|a|au|aux|en|em|in|at|from|desde|في|f[ie]?l?|b[ie]l|b)\s+", re.IGNORECASE)
_JOINED = re.compile("(?<=\\s)ب(?=[\u0621-\u064a]{3})")
"""«بالقاهرة»: "in" is written together with its town."""
_OF_TOWN = re.compile(r"\s(?:de|d[oau]|of|من)\s+|\sd['’]\s*", re.IGNORECASE)
_LONGEST = 300  # letters of an answer that is looked through: the patterns take their time with what is longer
_ENDS = re.compile(r"[,،;؛(\n]|\s[-–—|/]\s|$")


def without_introduction(text: str) -> str:
    """ "yes. We are the women's group" → "women's group", as typed; any other text as it is."""
    rest = text
    while (found := _OPENING.match(rest)) and found.end() < len(rest):
        rest = rest[found.end() :]
    if (label := _NAME_LABEL.match(rest)) and label.end() < len(rest):
        return rest[label.end() :].strip()
    after = _GREETED.match(rest)
    found = _INTRODUCED.match(rest, after.end() if after else 0)
    bare = rest[found.end() :].strip() if found and not _TITLE.match(found.group()) else ""
    if len(bare) > 1:
        return bare
    return rest.strip() if len(rest.strip()) > 1 else text


def apart(text: str) -> str:
    """The same with a comma where "based in", "Town:" or "in" before a town that we know says where the name ends."""
    if len(text) > _LONGEST:
        return text
    text = _BASED.sub(", ", _PLACE_LABEL.sub(", ", text))
    for found in (*_AT.finditer(text), *_JOINED.finditer(text)):
        end = _ENDS.search(text, found.end())
        place = text[found.end() : end.start()] if end else ""
        behind = text[end.end() :] if end else ""
        if found.re is _JOINED and not _joined(f"ب{place}"):
            continue
        place = _bare_town(place)
        there = not is_town(behind) or country_named(behind, place)
        if (known_town(place) and there) or (not behind and country_named(place)):
            return f"{apart(text[: found.start()].rstrip())}, {place}{text[end.start() :] if end else ''}"
    return text


def only_place(text: str) -> bool:
    """Whether words say where, and not who: "we are in Dakar"."""
    lead = _LEAD.match(text)
    return bool(_joined(text) or (lead and (lead[1] or known_town(text[lead.end() :]))))


def led_in(text: str) -> str:
    """What stands behind "in", "au" or "من" where that leads in a place; '' where nothing does."""
    lead = _LEAD.match(text)
    return _joined(text) or (text[lead.end() :].strip() if lead and not known_town(text) else "")


def _joined(text: str) -> str:
    """The town of «بالقاهرة»; '' for any other text."""
    rest = _bare_town(text[1:]) if _JOINED.match(f" {text}", 1) else ""
    return rest if rest and known_town(rest) and not known_town(text) else ""  # برشيد is a town of its own


def _bare_town(place: str) -> str:
    """«مدينة طنطا» is طنطا, and «مدينة نصر» is called so."""
    rest = place.strip().removeprefix("مدينة ").strip()
    return rest if known_town(rest) and not known_town(place) else place.strip()


def of_which_town(name: str) -> str:
    """The town at the end of a name ("Association Amal de Salé"), or ''."""
    ends = [name[found.end() :] for found in _OF_TOWN.finditer(name)]
    return next((end for end in ends if known_town(end)), "")


def known_town(text: str) -> bool:
    """Whether it is the name of a town that we know, in one of our two lists."""
    return is_town(text) or distances.is_town(text.strip())
