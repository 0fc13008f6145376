"""Where a visit may begin: each scene is a conversation that is really held, and stops where it gets interesting."""

from __future__ import annotations

from collections.abc import Callable

from bot.simulator.world import World

Line = tuple[str, str] | int
"""(telephone, what is written there, or after a "!" the label of a button on it), or days that go by."""

_HELLO: tuple[Line, ...] = (("a", "hola"), ("b", "مرحبا"), ("c", "coordinación"))
_LESSONS: tuple[Line, ...] = (
    ("b", "نحتاج دروس رياضيات للأطفال عن بعد، ساعتان، قبل الخميس"),
    ("b", "نعم"),
)
_AGREED: tuple[Line, ...] = (*_LESSONS, ("a", "1"), ("b", "1"))

SCENES: dict[str, tuple[Line, ...]] = {
    "": _HELLO,
    # an Arabic request has found a Spanish offer, whose owner is asked
    "first": (*_HELLO, *_LESSONS),
    # the fund was given hours; a request that is more than its organisation has waits for a coordinator's yes
    "fund": (
        *_HELLO,
        ("b", "نريد التبرع بثماني ساعات للصندوق"),
        ("b", "نعم"),
        ("a", "donar 1 hora al fondo"),
        ("a", "1"),
        ("a", "necesitamos una traducción al árabe, 8 horas, antes del viernes"),
        ("a", "1"),
        ("a", "pedir al fondo"),
        ("a", "1"),
        ("a", "La escuela se quedó sin luz y damos las clases en casa."),
        ("a", "1"),
    ),
    # agreed, the day is past, both were asked whether it happened, and one side says that there is a problem
    "overdue": (
        *_HELLO,
        *_AGREED,
        7,
        ("a", "!Ya se hizo"),
        ("b", "!رؤية"),
        ("b", "!توجد مشكلة"),
        ("b", "!ليس كما اتفقنا"),
        ("b", "جاء الدرس ساعة واحدة فقط"),
    ),
}


def play(world: World, lines: tuple[Line, ...], heard: Callable[[int], None]) -> None:
    """Hold the conversation; `heard` is told after each line how many there were."""
    for number, line in enumerate(lines, 1):
        if isinstance(line, int):
            world.pass_days(line)
        elif line[1].startswith("!"):
            _press(world, line[0], line[1][1:])
        else:
            world.say(*line)
        heard(number)


def _press(world: World, key: str, label: str) -> None:
    """The newest button of that label on the telephone."""
    for bubble in reversed(world.phones[key].bubbles):
        labels = [button.label for row in bubble.keys for button in row]
        if label in labels:
            world.tap(key, bubble.n, labels.index(label))
            return
    raise LookupError(label)
