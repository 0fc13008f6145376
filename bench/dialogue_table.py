"""Print the acts and the policy's table into docs/dialogue.md: `python -m bench.dialogue_table`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.dialogue import rows
from bot.understanding import acts

DOCS = Path(__file__).resolve().parents[1] / "docs/dialogue.md"
_BEGINS, _ENDS = "<!-- {name}: python -m bench.dialogue_table -->", "<!-- end of {name} -->"


def main() -> None:
    """Write both tables anew."""
    DOCS.write_text(printed(DOCS.read_text(encoding="utf-8")), encoding="utf-8")


def printed(text: str) -> str:
    """The page with both tables as they are now."""
    for name, lines in (("acts", _acts()), ("policy", _policy())):
        begins, ends = _BEGINS.format(name=name), _ENDS.format(name=name)
        before, _begins, rest = text.partition(begins)
        _old, _ends, behind = rest.partition(ends)
        text = f"{before}{begins}\n" + "\n".join(lines) + f"\n{ends}{behind}"
    return text


def _acts() -> Iterator[str]:
    yield "| act | kind | may come to | interrupts | for example |"
    yield "|---|---|---|---|---|"
    for act in acts().values():
        effects = ", ".join(sorted(act.effects)) or "–"
        yield f"| {act.name} | {act.kind} | {effects} | {'yes' if act.interrupts else 'no'} | {act.example} |"


def _policy() -> Iterator[str]:
    yield "| on the screen | act | move | what |"
    yield "|---|---|---|---|"
    for row in rows():
        what = f"`{row.what}`".replace("|", "\\|") if row.what else ""
        yield f"| {'any' if row.screen == '*' else row.screen} | {row.act} | {row.move} | {what} |"


if __name__ == "__main__":
    main()
