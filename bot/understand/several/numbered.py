"""Is a list numbered in one line? "1) peluquero 2) plomero" and "1. plumber 2. cook" stand on lines of their own."""

import re

_NUMBER = re.compile(r"(?<![^\s:])([1-9])\s?[).](?=\s?[^\W\d])\s?")
_LEAST = 2


def on_lines(text: str) -> str:
    """The text with a line for each, in place of the number; as it is where the numbers do not go up from one."""
    found = list(_NUMBER.finditer(text))
    if len(found) < _LEAST or [int(one[1]) for one in found] != list(range(1, len(found) + 1)):
        return text
    ends = [*(one.start() for one in found[1:]), len(text)]
    parts = [text[one.end() : end].strip(" ,;.") for one, end in zip(found, ends, strict=True)]
    return "\n".join((text[: found[0].start()].rstrip(" :"), *parts))
