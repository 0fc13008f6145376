"""What in a listing would let readers go round the exchange? Contact details, shown as "•••" until both sides agree."""

import re

HIDDEN = "•••"

_TOP = "com|org|net|info|io|me|app|link|site|online|ly|gl|edu|gob|gov|ong|ngo"
_EMAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
_AT = r"(?:\(at\)|\[at\]|\barroba\b|\(arroba\))"
_DOT = r"(?:\.|\bpunto\b|\bdot\b|\bponto\b)"
_SPOKEN_EMAIL = rf"\b[\w.+-]{{1,64}}\s?{_AT}\s?[\w-]{{1,63}}(?:\s?{_DOT}\s?\w{{2,20}}){{1,3}}"
_LINK = (
    r"(?:https?://|www\.|tg://)\S{1,2000}"
    rf"|\b(?:[\w-]{{1,63}}\.){{1,4}}(?:{_TOP})(?:\.[a-z]{{2}})?\b(?:/\S{{0,2000}})?"
    r"|\b(?:[\w-]{1,63}\.){1,4}[a-z]{2}/\S{1,2000}"
)
_HANDLE = r"(?<![\w@])@[A-Za-z]\w{3,31}\b"
_CONTACT = re.compile("|".join((_SPOKEN_EMAIL, _EMAIL, _LINK, _HANDLE)), re.IGNORECASE)
# Seven to fifteen digits (E.164), with the signs people put between them.
_PHONE = re.compile(r"(?<![\w.,:/])(?:\+|00)?\(?\d(?:[ \u00a0().\-–‑/]{0,3}\d){6,16}(?!\w)")
# Each of them has one of these: most texts have none, and are looked through once.
_SIGN = re.compile(r"[@./(\[\d]|arroba", re.IGNORECASE)

_DATE = r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{2}|\d{4})|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}"
_YEAR = r"(?:19|20)\d\d"
_CLOCK = r"\d{1,2}[.:]\d\d"
_GROUPED = r"\d{1,3}(?:[., ]\d{3})*[., ]000"
_ONE = f"(?:{_DATE}|{_YEAR}|{_CLOCK}|{_GROUPED})"
_ORDINARY = re.compile(rf"{_ONE}(?:\s?[-–/ ]\s?{_ONE})*")


def mask_contacts(text: str) -> str:
    """The text with phone numbers, links, e-mail addresses and @names replaced by "•••".

    Ordinary numbers, dates, times, years and ranges of them stay as they are. Linear in the length of the text.
    """
    if not _SIGN.search(text):
        return text
    return _PHONE.sub(_phone, _CONTACT.sub(HIDDEN, text))


def _phone(found: re.Match[str]) -> str:
    return found.group() if _ORDINARY.fullmatch(found.group()) else HIDDEN
