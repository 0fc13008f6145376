"""Are words the name of an organisation or a town, and no sentence?"""

import re
from datetime import date
from functools import lru_cache

from bot.understand.amounts.clocks import find_clocks
from bot.understand.amounts.hours import find_hours
from bot.understand.calendar.dates import find_days
from bot.understand.calendar.repeats import find_repeats
from bot.understand.cues.intents import OUT_OF_SCOPE
from bot.understand.lexis.leading import listed
from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.tokens import has_figure, tokenise
from bot.understand.presenting.kinds import is_kind_and_name
from bot.understand.presenting.presented import says_what_they_do, says_who, tells_a_story
from bot.understand.reading import glimpse
from bot.understand.shape import is_question
from bot.understand.where.towns import is_town
from core.text.clean import clean

_LONGEST, _MOST, _FEW = 200, 12, 5
_IN_NO_NAME = small("in_no_name")
_OF_OURS = small("of_ours")
_SPEAKING, _BUTTONS = small("speaking_inside"), small("our_buttons")
_KINDS, _ME = listed("presented", "kinds"), listed("presented", "me")
_MY_NAME, _PARENT_OF = listed("presented", "my_name"), listed("presented", "parent_of")
_ANY_DAY = date(2000, 1, 3)
_SMALL = 3  # letters of "de", "del"
_OF_A_CHILD = 2  # words of «أم أحمد»
_TIMES = small("times")
# Those who say what "we" do write a sentence, whatever their phone writes large.
_WE, _WE_END, _NO = small("speaking"), tuple(small("speaking_ends")), small("begins_no_name")


@lru_cache(maxsize=64)  # one answer is asked about again while it is read
def is_name(text: str, lang: str, town: str = "") -> bool:
    """Whether words may be the name of an organisation (with its `town`, where one was written) or of a town.

    A name may say something ("Manos que Ayudan", "Buscamos Paz"): it does where it is written large, or before a town.
    """
    text = clean(text, _LONGEST)
    forms = tokenise(text).words()
    if not forms or len(forms) > _MOST or is_question(text) or _says_when(text, lang):
        return False
    if is_town(text):
        return True
    if _is_somebody(text, forms):
        return False
    if town and (is_no_town(town, lang) or is_question(town)):
        return False  # "two afternoons done, 4 hours so far"
    if _OF_OURS.issuperset(forms) and not (town and len(forms) > 1 and is_large(text)):
        return False  # "intercambios", "our hours": what is looked for here, and no name
    if one(lang, "urgency").whole(forms) is not None or (_ME.at(forms, 0) and not is_large(text)):
        return False  # "le plus vite possible", "je suis étudiante"
    if (tells_a_story(text) or says_what_they_do(text)) and not is_large(text):
        return False
    if not _SPEAKING.isdisjoint(forms) and not is_large(text) and not is_town(town) and not is_kind_and_name(text):
        return False  # "la verdad no tenemos idea, usted diga"
    if _KINDS.whole(forms) is not None:
        return False  # "association", جمعية: what it is, not what it is called
    if len(forms) > 1 and not town and not _IN_NO_NAME.isdisjoint(forms) and not is_kind_and_name(text):
        return False  # «ممكن سؤال», and «مبادرة بدنا نعيش» is a name
    if glimpse(text, lang) == OUT_OF_SCOPE and glimpse(f"{text}, {town}", lang) == OUT_OF_SCOPE:
        return not (len(forms) > 1 and forms[0] in _NO)
    speaks = forms[0] in _WE or forms[0].endswith(_WE_END) or forms[0] in _NO
    if is_large(text) and (town or not speaks):
        return True
    return not speaks and len(forms) <= _FEW and is_town(town)


def _is_somebody(text: str, forms: list[str]) -> bool:
    """Like "me llamo Sara", «اسمي سارة», «أم أحمد»: who writes, and not for whom; «أم النور الخيرية» may be a group."""
    if _PARENT_OF.at(forms, 0) is not None and len(forms) == _OF_A_CHILD:
        return True
    mine = _MY_NAME.at(forms, 0)
    return mine is not None and not is_kind_and_name(" ".join(text.split()[mine[1] :]))


def is_no_town(text: str, lang: str) -> bool:
    """Like "un día", "el sábado si se puede", "3 pues", "soy María": an answer to another question than where.

    "25 de Mayo" and "Santo Domingo" are towns.
    """
    tokens = tokenise(clean(text, _LONGEST))
    if is_town(text) or not tokens.forms:
        return False
    if len(tokens.forms) == 1 and tokens.forms[0] in _BUTTONS:
        return True  # "publicar": what they wanted to press
    if has_figure(tokens):
        return not is_large(text)
    when = find_hours(tokens, lang) or find_days(tokens, lang, _ANY_DAY)
    return bool(when) or says_who(text) or listed("presented", "me").at(tokens.forms, 0) is not None


def _says_when(text: str, lang: str) -> bool:
    """Like "el lunes a las 9 por zoom", "5 horas": no name has a time of day, or is a length of time."""
    tokens = tokenise(text)
    timed = {at for span in find_hours(tokens, lang) for at in range(span.start, span.end)}
    if not has_figure(tokens):
        if is_large(text):
            return False
        if len(tokens.forms) == 1:
            return text.islower() and bool(find_days(tokens, lang, _ANY_DAY))  # "demain"
        again = find_repeats(tokens, lang, find_days(tokens, lang, _ANY_DAY), [], [])
        timed.update(at for span in again for at in range(span.start, span.end))
        left = [form for at, form in enumerate(tokens.forms) if at not in timed]
        return bool(timed) and all(len(form) <= _SMALL for form in left)  # "una hora", "cada lunes"
    counted = 0 in timed or not _TIMES.isdisjoint(tokens.forms)
    if timed and counted and not is_large(text):
        return True  # «٣ ساعات باليوم», «٣ مرات كل مرة ساعتين»
    return bool(find_clocks(tokens, lang, find_days(tokens, lang, _ANY_DAY)))


def is_large(text: str) -> bool:
    """Whether every word but small ones begins with a capital letter, and not all letters are capitals."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return bool(words) and not text.isupper() and all(word[0].isupper() for word in words)
