"""How many days are "one day", "una semana", «يومين»? Said of a day that is moved by them."""

from bot.understand.amounts.stretches import number_or_one
from bot.understand.lexis.lexicon import numbered, one
from bot.understand.lexis.tokens import tokenise
from core.text.clean import clean

_LONGEST, _MOST = 60, 60  # letters; days by which anything is moved
_BEHIND = 4  # words behind "postpone" in which its length begins


def days_in(text: str, lang: str) -> int:
    """The days that the words are as a whole; 0 where they are anything else."""
    forms = tokenise(clean(text, _LONGEST)).forms
    found = days_at(forms, 0, lang)
    return found[0] if found and found[1] == len(forms) else 0


def put_off(text: str, lang: str) -> int:
    """By how many days something is to be later: "postpone it a week", «نأجلها أسبوعين»; 0 where no length is said."""
    forms = tokenise(clean(text, _LONGEST)).forms
    for _at, end, _said in one(lang, "moved").all_in(forms):
        for at in range(end, end + _BEHIND):
            found = days_at(forms, at, lang)
            if found and found != (1, at + 1):  # "postpone the day"
                return found[0]
    return 0


def longest(forms: list[str], lang: str) -> int:
    """The days of the longest stretch in the words; 0 for none."""
    return max((found[0] for at in range(len(forms)) if (found := days_at(forms, at, lang))), default=0)


def days_at(forms: list[str], at: int, lang: str) -> tuple[int, int] | None:
    """The days of a length that begins here, and the place behind it."""
    if span := numbered(lang, "calendar", "spans").at(forms, at):
        return span
    number = number_or_one(forms, at, lang) if at < len(forms) else None
    many, at = (number[0][0], number[1]) if number and len(number[0]) == 1 else (1, at)
    unit = numbered(lang, "calendar", "units").at(forms, at)
    days = int(many) * unit[0] if unit and many == int(many) else 0
    return (days, unit[1]) if unit and 0 < days <= _MOST else None
