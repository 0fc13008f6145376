"""Which sentences does the source mark, and does it mark them well? Read from the syntax tree, nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.wording.catalogue import PLACE

_PACKAGES = ("core", "bot", "webhooks")
_DEFINED_IN = Path("core/messages.py")


@dataclass
class Source:
    """What the source says: ids that are labels of options, and what is wrong with the calls."""

    labels: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


def scan(root: Path) -> Source:
    """Look at every `_(…)`, `_n(…)` and `Option(…)` of our rooms."""
    found = Source()
    single: set[str] = set()
    counted: set[str] = set()
    for path in _files(root):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        where = str(path.relative_to(root))
        found.labels.update(_labels(nodes))
        bare = {id(node.value) for node in nodes if isinstance(node, ast.Attribute) and node.attr == "id"}
        for call in _calls(nodes):
            ids = _ids(call)
            if ids is None:
                found.problems.append(f"{where}:{call.lineno}: the sentence is not written out, so it is not extracted")
                continue
            (single if len(ids) == 1 else counted).add(ids[0])
            if id(call) not in bare:
                found.problems += [f"{where}:{call.lineno}: {problem}" for problem in _values(call, ids)]
    found.problems += [f"both single and counted: {id!r}" for id in sorted(single & counted)]
    return found


def _files(root: Path) -> Iterator[Path]:
    for package in _PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            if path.relative_to(root) != _DEFINED_IN:
                yield path


def _calls(nodes: Iterable[ast.AST]) -> Iterator[ast.Call]:
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "_n"):
            yield node


def _labels(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Ids inside the label of an `Option`, behind `yes=`, and in pairs of a verb and its label: `("no", _("No"))`."""
    for label in _label_nodes(nodes):
        for call in _calls(ast.walk(label)):
            yield from _ids(call) or []


def _label_nodes(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    for node in nodes:
        match node:
            case ast.Call(func=ast.Name(id="Option"), args=[_, label, *_]):
                yield label
            case ast.keyword(arg="yes" | "label", value=label):
                yield label
            case ast.Tuple(elts=[ast.Constant(value=str()), ast.Call() as label]):
                yield label


def _ids(call: ast.Call) -> list[str] | None:
    wanted = call.args[:1] if isinstance(call.func, ast.Name) and call.func.id == "_" else call.args[:2]
    ids = [arg.value for arg in wanted if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return ids if ids and len(ids) == len(wanted) else None


def _values(call: ast.Call, ids: list[str]) -> Iterator[str]:
    """Places without a value and values without a place; `**values` may hold anything."""
    places = {name for id in ids for name in PLACE.findall(id)}
    given = {keyword.arg for keyword in call.keywords if keyword.arg}
    if len(ids) > 1:
        given.add("n")
    if all(keyword.arg for keyword in call.keywords):
        yield from (f"no value for {{{name}}}" for name in sorted(places - given))
    yield from (f"no place for {name}" for name in sorted(given - places - {"n"}))
