"""How does a screen look as one text? Paragraphs, then the choices, printed also where there are buttons."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from bot.channels.channel import Button, Limits
from bot.wording.voice import ELLIPSIS, FSI, LRI, PDI, RLM, Frame, Voice
from core.messages import Code, Option, Screen, _
from core.text.clean import cut

# The strictest channel's limit (WhatsApp's reply buttons). Catalogue labels keep to it; typed ones are shortened.
BUTTON_LABEL = 20

_ISOLATES = str.maketrans(dict.fromkeys((FSI, LRI, PDI)))


class Page(NamedTuple):
    """A screen in words: its paragraphs, the label of each option, and the choices as they are printed ('' if none)."""

    lines: list[str]
    labels: list[str]
    choices: str

    @property
    def text(self) -> str:
        return "\n\n".join([*self.lines, self.choices] if self.choices else self.lines)


def compose(voice: Voice, screen: Screen, numbers: bool, frame: Frame) -> Page:
    """The screen in words, as long as it comes out."""
    lines = [_begun(voice.say(line, frame)) for line in screen.lines]
    if voice.rtl:
        lines = [_from_the_right(line) for line in lines]
    labels = [voice.show(option.label, frame) for option in screen.options]
    if not numbers and screen.code:
        return Page(lines, labels, voice.say(_("To open it, write {code}.", code=Code(screen.code)), frame))
    return Page(lines, labels, _choices(voice, screen.options, labels, numbers))


def buttons(voice: Voice, options: tuple[Option, ...], labels: list[str], limits: Limits) -> tuple[Button, ...]:
    """A button for every choice, or none at all: half a row of buttons would hide the other choices. Those that would
    look alike begin with the number that they have in the text.
    """
    if not limits.button_bytes or len(options) > limits.buttons:
        return ()
    if any(len(option.id.encode()) > limits.button_bytes for option in options):
        return ()
    shown = [label if len(label) <= BUTTON_LABEL and label[:1] != FSI else _short(label) for label in labels]
    if len(set(shown)) < len(shown):
        alike = Counter(shown)
        shown = [
            _short(voice.numeral(n) + label) if alike[label] > 1 else label for n, label in enumerate(shown, start=1)
        ]
    return tuple(Button(option.id, label) for option, label in zip(options, shown, strict=True))


def _begun(text: str) -> str:
    """A line that begins with what an organisation is ("an NGO") begins with a capital letter."""
    return text[:1].upper() + text[1:] if text[:1].islower() else text


def _from_the_right(text: str) -> str:
    """Every line of an Arabic text begins with an Arabic letter or the mark that stands for one."""
    if "\n" in text:
        return "\n".join([_from_the_right(line) for line in text.split("\n")])
    return text if not text or "\u0620" <= text[0] <= "\u064a" else RLM + text


def _choices(voice: Voice, options: tuple[Option, ...], labels: list[str], numbers: bool) -> str:
    printed = []
    n = 0
    for option, label in zip(options, labels, strict=True):
        if numbers and option.numbered:
            n += 1
            printed.append(voice.numeral(n) + label)
        else:
            printed.append(f"{voice.mark}· {label}")
    return "\n".join(printed)


def _short(label: str) -> str:
    if label[:1] == FSI and label.find(PDI) == len(label) - 1:
        label = label[1:-1]  # nothing but typed words: the button has a direction of its own
    if len(label) <= BUTTON_LABEL:
        return label
    bare = label.translate(_ISOLATES)
    return bare if len(bare) <= BUTTON_LABEL else cut(bare, BUTTON_LABEL - 1) + ELLIPSIS
