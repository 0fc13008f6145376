"""What in a listing would let readers go round the exchange? Contact details, shown as "•••" until both sides agree."""

import re
import unicodedata

from core.text.spoken import spoken_numbers, words

HIDDEN = "•••"

_TOP = "com|org|net|info|io|me|app|link|site|online|ly|gl|edu|gob|gov|ong|ngo"
# Every two-letter domain of a country. Where no space was typed after a full stop, the next word may look like one:
# words of our languages that lead on to another are a domain only where none follows, answers never are.
_COUNTRY = (
    "ac ad ae af ag ar aw ax az ba bb bd bf bg bh bi bj bm bn bo br bs bt bw bz cc cd cf cg ch ck cl cm cn co cr cu cv "
    "cw cx cy cz dj dk dm dz ec ee eg er fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hn "
    "hr ht hu id ie im iq jm jo jp ke kg kh km kn kp kr kw ky kz lb lc lk lr ls lt lu lv ly ma mc md mg mh mk ml mm mo "
    "mp mq mr ms mt mu mv mw mx mz nc nf ng nl np nr nu nz om pe pg ph pk pl pm pn ps pt pw py qa ro rs ru rw sb sc "
    "sd sg sh sk sl sm sn sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn tr tt tv tw tz ua ug uk uy uz vc vg vi "
    "vn vu wf ws xk ye yt za zm zw"
).replace(" ", "|")
_LEADS_ON = (
    "ai al am ao as at au be by ca ci de do es et eu fi il in io ir is it je ki la li mn my na ne ni pa pr re sa se ta "
    "to um us va ve"
).replace(" ", "|")
_EMAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
_AT_WORD = r"(?:arroba|arobase|at|آت|ات)"
_DOT_WORD = r"(?:punto|ponto|point|dot|نقطة|نقطه)"
_AT = rf"(?:[(\[{{]\s?(?:@|{_AT_WORD})\s?[)\]}}]|\b(?:arroba|arobase)\b)"
_DOT = rf"(?:\.|[(\[{{]\s?(?:\.|{_DOT_WORD})\s?[)\]}}]|\b{_DOT_WORD}\b)"
_SPOKEN_EMAIL = (
    rf"\b[\w.+-]{{1,64}}\s?{_AT}\s?[\w-]{{1,63}}(?:\s?{_DOT}\s?\w{{2,20}}){{1,3}}"
    rf"|\b[\w.+-]{{1,64}}\s(?:at|آت|ات)\s[\w-]{{1,63}}(?:\s{_DOT_WORD}\s\w{{2,20}}\b){{1,3}}"
)
_LINK = (
    r"(?:https?://|www\.|tg://)\S{1,2000}"
    rf"|\b(?:[\w-]{{1,63}}\.){{1,4}}(?:{_TOP})(?:\.[a-z]{{2}})?\b(?:/\S{{0,2000}})?"
    r"|\b(?:[\w-]{1,63}\.){1,4}[a-z]{2}/\S{1,2000}"
    rf"|\b(?:[\w-]{{1,63}}\.){{0,3}}(?=[\w-]{{0,62}}[a-z])[\w-]{{3,63}}\."
    rf"(?:(?:{_COUNTRY})\b|(?:{_LEADS_ON})\b(?![ \t]+\w|[-'’]))"
)
_HANDLE = r"(?<![\w@])@[A-Za-z]\w{3,31}\b"
_CONTACT = re.compile("|".join((_SPOKEN_EMAIL, _EMAIL, _LINK, _HANDLE)), re.IGNORECASE)
# Seven to fifteen digits (E.164), with the signs people put between them, also glued to a word ("Tel:9999").
# What goes on from another number behind a sign ("8:00-12:00") is no beginning.
_BETWEEN = r"[ \u00a0().\-–—‐‑‒/_·\ufe0f\u20e3]{0,3}"
_PHONE = re.compile(rf"(?<!\d)(?<!\d[.:/])(?:\+|00)?\(?\d(?:{_BETWEEN}\d){{6,16}}(?:\ufe0f?\u20e3)?(?!\d)")
# Each of them has one of these: most texts have none, and are looked through once.
_SIGN = re.compile(r"[@./(\[{\d]|arroba|arobase|\bat\b|\b[آا]ت\b", re.IGNORECASE)

_DATE = r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{2}|\d{4})|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}"
_YEAR = r"(?:14|19|20)\d\d"  # of the Hijra, too
_CLOCK = r"\d{1,2}[.:]\d\d"
_GROUPED = r"\d{1,3}(?:[., ]\d{3})*[., ]000"
# In two lines: a number that goes on in a line that holds nothing else.
_TWO_LINES = re.compile(
    rf"(?<!\d)(?<!\d[.:/])(\+?\(?\d(?:{_BETWEEN}\d){{2,11}}) ?\n ?(\d(?:{_BETWEEN}\d){{2,11}})(?=[ .,;!]*(?:\n|\Z))"
)
_SHORTEST, _LONGEST = 7, 15
_BLOCKS = ((0xB2, 0xBA), (0x2070, 0x2090), (0x2460, 0x2500), (0x2776, 0x2793), (0x1F100, 0x1F10B))
_DRESSED = {
    code: str(value)
    for first, end in _BLOCKS
    for code in range(first, end)
    if (value := unicodedata.digit(chr(code), None)) is not None
}
"""Figures that are no digits by their kind: ⑨, ❾, ⁹, each for its own."""
_ONE = f"(?:{_DATE}|{_YEAR}|{_CLOCK}|{_GROUPED})"
_ORDINARY = re.compile(rf"{_ONE}(?:\s?[-–—/_ ]\s?{_ONE})*")


_OF_YEAR = re.compile(rf"\d{{1,5}}\s?[-–/]\s?{_YEAR}|{_YEAR}\s?[-–/]\s?\d{{1,5}}")
_CALLED = re.compile(
    r"([^\W\d_]+)\W{1,3}(?:(?:n(?:o|úm|um|ro|úmero|umero|umber)?[.º°]{0,2}|رقم)\W{0,3})?\Z", re.IGNORECASE
)
_NEAR = 40


def mask_contacts(text: str) -> str:
    """The text with phone numbers, links, e-mail addresses and @names replaced by "•••", also numbers in words.

    Ordinary numbers, dates, times, years and ranges of them stay as they are. Linear in the length of the text.
    """
    for begin, end in reversed(spoken_numbers(text)):
        text = f"{text[:begin]}{HIDDEN}{text[end:]}"
    plain = text if text.isascii() else text.translate(_DRESSED)
    if not _SIGN.search(plain):
        return text
    text = _numbers_out(_CONTACT.sub(HIDDEN, text), _PHONE)
    return _numbers_out(text, _TWO_LINES) if "\n" in text else text


def _numbers_out(text: str, which: re.Pattern[str]) -> str:
    """Found in plain figures, which stand at the same places."""
    parts, end = [], 0
    for found in which.finditer(text if text.isascii() else text.translate(_DRESSED)):
        hides = _is_phone(found) if which is _PHONE else _goes_on(found)
        parts += [text[end : found.start()], HIDDEN if hides else text[found.start() : found.end()]]
        end = found.end()
    return "".join((*parts, text[end:]))


def _is_phone(found: re.Match[str]) -> bool:
    return not (_ORDINARY.fullmatch(found.group()) or _is_law(found))


def _is_law(found: re.Match[str]) -> bool:
    """«Decreto 1377/2013»: number and year behind a word for it."""
    if not _OF_YEAR.fullmatch(found.group()):
        return False
    called = _CALLED.search(found.string, max(0, found.start() - _NEAR), found.start())
    return called is not None and called[1].casefold() in words().of_laws


def _goes_on(found: re.Match[str]) -> bool:
    digits = sum(map(str.isdigit, found.group()))
    return _SHORTEST <= digits <= _LONGEST and not any(map(_ORDINARY.fullmatch, found.groups()))
