"""What may be kept of what a person typed? Everything a reader can see, and nothing that steers the screen."""

import re
import unicodedata
from functools import lru_cache

# Invisible or steering characters (Unicode 15: Cc, Cs, bidi controls, zero-width, invisible operators, fillers, tags).
# Joiners (200C, 200D) are not here: they carry meaning in some places, see `_STRAY_JOINER`.
_HIDDEN_RANGES = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e007f"
)
_EMOJI = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
_ARABIC = "\u0620-\u065f\u066e-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"

_HIDDEN = re.compile(f"[{_HIDDEN_RANGES}]+")
_STRAY_JOINER = re.compile(
    f"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])|(?<![{_ARABIC}])\u200c|\u200c(?![{_ARABIC}])"
)
_SPACES = re.compile(r"\s+")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# A line in which there is nothing to do: most messages. Double spaces are looked for apart.
_PLAIN = re.compile(
    f"[^{_HIDDEN_RANGES}\t\n\r\x0b\x0c\x1c-\x1f\x85\u00a0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u3000]*"
)
# Marks on one letter: as many as any language needs, and as Unicode lets pass in a stream (UAX 15). To put thousands of
# them in their order takes the square of their number: seconds for one message.
_MOST_MARKS = 30
_PILE = re.compile(rf"[^\w\s]{{{_MOST_MARKS + 1},}}")  # no mark is a letter
# A raw text is looked at up to this many times the wanted length, so that a megabyte costs no more than a page.
_RAW_FACTOR = 8
_LONGEST_CLUSTER = 64


def clean(raw: str, longest: int = 4000) -> str:
    """What a person typed, safe to keep: at most `longest` characters, never cut inside a visible character.

    Control, bidi, zero-width and tag characters and lone surrogates are gone; joiners stay in emoji and Arabic words;
    runs of space are one space, or one or two newlines. The result is NFC, and `clean(clean(x)) == clean(x)`.
    """
    text = raw.strip()
    if len(text) <= longest and _is_plain(text):
        return text
    text = raw.lstrip()[: longest * _RAW_FACTOR]
    text = _STRAY_JOINER.sub("", _HIDDEN.sub("", _LINE_ENDS.sub("\n", text)))
    text = _unpiled(unicodedata.normalize("NFC", _unpiled(text)))
    text = _SPACES.sub(_one_space, text).strip()
    return text if len(text) <= longest else _STRAY_JOINER.sub("", cut(text, longest)).rstrip()


def cut(text: str, longest: int) -> str:
    """The beginning of `text`, at most `longest` characters, ending between two visible characters (graphemes)."""
    if len(text) <= longest:
        return text
    end = max(longest, 0)
    while end > max(longest - _LONGEST_CLUSTER, 0) and _joined(text, end):
        end -= 1
    if end == 0 or _joined(text, end):  # a monster of stacked marks: no boundary in reach
        end = max(longest, 0)
    return text[:end].rstrip()


def brief(text: str, longest: int = 40) -> str:
    """The beginning of a text, for a label: whole words where they leave enough of it, and an ellipsis."""
    if len(text) <= longest:
        return text
    kept = cut(text, longest - 1)
    words = kept if text[len(kept)].isspace() else kept.rpartition(" ")[0].rstrip(" ,;:،؛")
    return (words if len(words) * 2 > longest else kept) + "…"


@lru_cache(maxsize=16)  # each who reads a message makes sure
def _is_plain(raw: str) -> bool:
    if _PLAIN.fullmatch(raw) is None or "  " in raw:
        return False
    return raw.isascii() or (_unpiled(raw) == raw and unicodedata.is_normalized("NFC", raw))


def _unpiled(text: str) -> str:
    return _PILE.sub(_fewer_marks, text)


def _fewer_marks(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for char in run.group():
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def _one_space(run: re.Match[str]) -> str:
    lines = run.group().count("\n")
    return "\n" * min(lines, 2) if lines else " "


def _joined(text: str, at: int) -> bool:
    """Do the characters before and after position `at` belong to one grapheme? (UAX 29, as far as chats need it.)"""
    before, after = text[at - 1], text[at]
    if after in "\u200c\u200d" or before == "\u200d" or unicodedata.category(after) in ("Mn", "Me", "Mc"):
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff":
        return True
    return _is_flag_half(after) and _flag_halves_before(text, at) % 2 == 1


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flag_halves_before(text: str, at: int) -> int:
    count = 0
    while count < min(at, _LONGEST_CLUSTER) and _is_flag_half(text[at - 1 - count]):
        count += 1
    return count
