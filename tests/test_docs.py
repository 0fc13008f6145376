"""What the documentation says is so: its commands, settings, links, paths, tables, and the README's conversation."""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.__main__ import parser
from bot.channels.twilio_codes import CODES
from bot.understand.words import GLOBAL
from core.db import Database
from core.exchange_states import STATES
from core.policy import Policy
from core.settings import read_settings
from core.taxonomy import taxonomy
from core.text.normal import digits
from core.vault import Vault
from tests.story import telling
from tests.test_install_files import SET_BY_THE_HOST, Asked

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
TRANSLATED = (ROOT / "README.es.md", ROOT / "README.ar.md")
ABOUT = (README, *TRANSLATED, ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
NAMES = [str(page.relative_to(ROOT)) for page in ABOUT]
# Words and not lines: where lines were counted, they grew to a thousand letters, and cells to a hundred words.
MOST_WORDS, WIDEST_LINE, FULLEST_CELL = 4_200, 200, 50

_FENCED = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^ {4,}\S.*$", re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_PATH = re.compile(r"(?:bot|core|webhooks|locales|migrations|tests|bench|docs|deploy)/[\w./-]*")
_COMMAND = re.compile(r"python -m bot (?P<rest>[^`\n]*)")
_SETTING = re.compile(r"(?:HUB|TELEGRAM|TWILIO|PUBLIC|DATABASE)_[A-Z_]+")
_MAKE = re.compile(r"\bmake ([a-z]+(?: [a-z]+)*)")
_TYPED = re.compile(r"(?:make|python3?|docker|(?:\.venv/bin/)\w+) .+|/(?:as|quit)\b")
_OUTSIDE = re.compile(r"(?:^|[\s`(])(?:/work|/tmp|/home|~/)|\.\./shared|shared/design|language-guide")
_MARKS = str.maketrans(dict.fromkeys("\u2066\u2068\u2069\u200f"))

every_page = pytest.mark.parametrize("page", ABOUT, ids=NAMES)
every_translation = pytest.mark.parametrize("page", TRANSLATED, ids=lambda page: page.name)


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def code(text: str) -> str:
    """All that stands as code in a page: blocks and spans, one a line."""
    return "\n".join([*_FENCED.findall(text), *_INDENTED.findall(text), *_SPAN.findall(text)])


def spans(text: str) -> list[str]:
    """The inline code of a page."""
    return _SPAN.findall(_FENCED.sub("", text))


def column(page: str, heading: str, at: int = 0) -> list[str]:
    """The code in column `at` of the first table under a heading."""
    return [found for row in table_of(page, heading) for found in _SPAN.findall(row.split("|")[1 + at])]


def table_of(page: str, heading: str) -> list[str]:
    """The rows of the first table under a heading."""
    _before, _heading, after = read(ROOT / page).partition(f"## {heading}\n")
    assert after, f"{page} has no heading {heading!r}"
    table = re.search(r"(?:^\|.*\n)+", after, re.MULTILINE)
    assert table, f"no table under {heading!r}"
    return table.group().splitlines()[2:]


# ---- tests ------------------------------------------------------------------------------------------------------


def test_every_test_that_the_page_on_security_relies_on_is_there() -> None:
    written = {test for test in spans(read(ROOT / "docs" / "security.md")) if test.startswith("test_")}
    there = {
        test
        for file in (ROOT / "tests").rglob("test_*.py")
        for test in re.findall(r"^def (test_\w+)", read(file), re.MULTILINE)
    }
    assert len(written) > 30
    assert written <= there, written - there


# ---- commands ---------------------------------------------------------------------------------------------------


def commands_of(made: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands below a parser, by name; none for one that has no commands."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in made._actions:  # argparse tells nobody else
        if isinstance(action, argparse._SubParsersAction):
            found.update(action.choices)
    return found


def unknown(typed: str) -> Iterator[str]:
    """What argparse would not know in `hub add --name X`; words in capitals stand for anything."""
    made = parser()
    for word in re.sub(r"#.*|['\"]", "", typed).split():
        below = commands_of(made)
        if word.startswith("--"):
            if not any(word.partition("=")[0] in action.option_strings for action in made._actions):
                yield word
        elif below and word.islower():
            if word not in below:
                yield word
                return
            made = below[word]
        elif below:
            return


@every_page
def test_every_command_of_the_documentation_exists(page: Path) -> None:
    typed = [found["rest"] for found in _COMMAND.finditer(code(read(page)))]
    assert not {one: wrong for one in typed if (wrong := [*unknown(one)])}


def test_a_command_that_does_not_exist_is_noticed() -> None:
    assert [*unknown("runn")] == ["runn"]
    assert [*unknown("hub remove")] == ["remove"]
    assert [*unknown("restore FILE --replase")] == ["--replase"]
    assert not [*unknown("hub add --country HN   # or another")]


def test_every_command_is_told_of_somewhere() -> None:
    told = "\n".join(code(read(page)) for page in ABOUT)
    assert not [name for name in commands_of(parser()) if f"python -m bot {name}" not in told]


@every_page
def test_every_make_target_of_the_documentation_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", read(ROOT / "Makefile"), re.MULTILINE))
    named = {target for found in _MAKE.findall(code(read(page))) for target in found.split()}
    assert named <= targets


def test_the_plain_commands_of_the_readme_are_those_of_make_test() -> None:
    made = read(ROOT / "Makefile").partition("\nbench:")[0]
    recipe = re.findall(r"^\t\$\(BIN\)/(.*?)(?: \$\(TESTS\))?$", made, re.MULTILINE)
    plain = re.findall(r"^ {4}\.venv/bin/(.*)$", read(README), re.MULTILINE)
    assert recipe
    assert not [command for command in recipe if command not in plain]


# ---- the README in other languages -------------------------------------------------------------------------------


def typed(text: str) -> set[str]:
    """What a page tells the reader to type, from blocks and spans."""
    lines = (line.strip() for line in code(text).splitlines())
    return {found.group() for line in lines if (found := _TYPED.match(line))}


def without_tests() -> str:
    """The README but for how to run its tests, to which the others lead."""
    before, _heading, after = read(README).partition("### Tests without make\n")
    return before + after.partition("\n## ")[2]


@every_translation
def test_a_translated_readme_tells_to_type_the_same_commands(page: Path) -> None:
    told = typed(without_tests())
    assert {"make run", "make chat", "make test", "python -m bot hub list", "python -m bot lock"} <= told
    assert told <= typed(read(page)) <= typed(read(README))


@every_translation
def test_a_translated_readme_leads_wherever_the_readme_leads(page: Path) -> None:
    others = {other.name for other in (README, *TRANSLATED)}
    there = {link.partition("#")[0] for link in _LINK.findall(read(page))} - others
    named = {link.partition("#")[0] for link in _LINK.findall(without_tests())} - others
    assert not {link for link in named - there if not link.startswith("docs/pictures/")}


def settings_table(page: Path) -> list[tuple[list[str], list[str], list[str]]]:
    """Of each row the settings, the code beside them, and the numbers, whatever their digits."""
    heading = {"README.es.md": "La configuración", "README.ar.md": "الإعدادات"}.get(page.name, "Settings")
    rows = [line.split("|")[1:4] for line in table_of(page.name, heading)]
    beside = [" ".join(cells[1:]) for cells in rows]
    return [
        (_SPAN.findall(cells[0]), sorted(_SPAN.findall(text)), sorted(re.findall(r"[0-9]+", digits(text))))
        for cells, text in zip(rows, beside, strict=True)
    ]


@every_translation
def test_the_settings_of_a_translated_readme_are_those_of_the_readme_with_the_same_values(page: Path) -> None:
    assert len(settings_table(README)) > 20
    assert settings_table(page) == settings_table(README)


def test_each_readme_leads_to_the_others_first() -> None:
    for page in (README, *TRANSLATED):
        others = {other.name for other in (README, *TRANSLATED)} - {page.name}
        assert set(_LINK.findall(read(page).partition("\n\n")[0])) == others


@every_translation
def test_a_translated_readme_shows_the_simulator_in_its_language(page: Path) -> None:
    language = page.name.split(".")[1]
    assert f"](docs/pictures/simulator.{language}.png)" in read(page).partition("\n## ")[0]


def test_code_between_arabic_words_keeps_its_dots_and_strokes_in_their_place() -> None:
    text = _FENCED.sub("", read(ROOT / "README.ar.md"))
    edged = [span for span in spans(text) if not (span[0].isalnum() and span[-1].isalnum())]
    assert edged
    assert not [span for span in edged if f"`{span}`" in text.replace(f'<span dir="ltr">`{span}`</span>', "")]


# ---- settings ---------------------------------------------------------------------------------------------------


def test_the_readme_lists_the_settings_that_are_read_and_no_other(tmp_path: Path) -> None:
    env = Asked()
    read_settings(env, tmp_path)
    listed = column("README.md", "Settings")
    assert sorted(listed) == sorted(env.names - SET_BY_THE_HOST)


@every_page
def test_no_page_names_a_setting_that_does_not_exist(page: Path, tmp_path: Path) -> None:
    env = Asked()
    read_settings(env, tmp_path)
    named = {word for word in spans(read(page)) if _SETTING.fullmatch(word)}
    assert named <= env.names


# ---- links and paths --------------------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """The addresses of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", _FENCED.sub("", read(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@every_page
def test_every_link_leads_somewhere_in_the_project(page: Path) -> None:
    wrong = []
    for link in _LINK.findall(_FENCED.sub("", read(page))):
        if link.startswith(("https://", "http://")):
            continue
        target, _sign, anchor = link.partition("#")
        file = (page.parent / target).resolve() if target else page
        inside = file.exists() and file.is_relative_to(ROOT)
        if not inside or (anchor and anchor not in anchors(file)):
            wrong.append(link)
    assert not wrong


@every_page
def test_every_path_that_is_named_exists(page: Path) -> None:
    named = {path for path in spans(read(page)) if _PATH.fullmatch(path) and "NNN" not in path}
    assert not sorted(path for path in named if not (ROOT / path).exists())


def test_the_readme_leads_to_every_page() -> None:
    linked = {link.partition("#")[0] for link in _LINK.findall(read(README))}
    pages = {str(page.relative_to(ROOT)) for page in (ROOT / "docs").glob("*.md")}
    assert pages <= linked


def test_decisions_have_numbers_of_their_own() -> None:
    numbers = [file.name[:3] for file in (ROOT / "docs" / "decisions").glob("*.md")]
    assert len(numbers) == len(set(numbers))


@every_page
def test_the_documentation_speaks_of_this_project_alone(page: Path) -> None:
    assert not _OUTSIDE.findall(read(page))


@every_page
def test_a_page_is_short_enough_to_be_read(page: Path) -> None:
    text = read(page)
    lines = text.splitlines()
    cells = [cell for line in lines if line.lstrip().startswith("|") for cell in _SPAN.sub("", line).split("|")]
    assert len([word for word in text.split() if word != "|"]) <= MOST_WORDS
    assert not [line for line in lines if len(line) > WIDEST_LINE and not line.lstrip().startswith("|")]
    assert not [cell for cell in cells if len(cell.split()) > FULLEST_CELL]


def test_what_the_changelog_says_is_said_in_a_breath() -> None:
    text = read(ROOT / "CHANGELOG.md")
    said = [item.partition("\n\n")[0].split() for item in re.split(r"^\* ", text, flags=re.MULTILINE)[1:]]
    assert said
    assert not [" ".join(words) for words in said if len(words) > 60]
    assert len(text.split()) <= 3_000


# ---- tables that repeat what the code says ----------------------------------------------------------------------


def test_the_exchange_page_names_every_state() -> None:
    assert sorted(column("docs/exchange.md", "States")) == sorted(STATES)


def test_the_policy_table_names_every_rule_and_its_field() -> None:
    assert set(column("docs/exchange.md", "What a hub decides")) == {*Policy.__dataclass_fields__}


def test_the_channel_page_lists_every_code_with_what_we_do() -> None:
    codes = column("docs/channels.md", "Twilio's codes")
    kinds = column("docs/channels.md", "Twilio's codes", at=1)
    rows = [line for line in read(ROOT / "docs" / "channels.md").splitlines() if re.match(r"\| `\d{5}`", line)]
    told = {one: _SPAN.findall(row.split("|")[2])[0] for row in rows for one in _SPAN.findall(row.split("|")[1])}
    assert sorted(codes) == sorted(told)
    assert kinds
    assert told == {one: kind.__name__ for one, kind in CODES.items()}


def test_the_conversation_page_lists_every_word_that_works_anywhere() -> None:
    assert sorted(column("docs/conversation.md", "Words that work anywhere")) == sorted(GLOBAL)


def test_the_matching_page_counts_the_services() -> None:
    assert f"{len(taxonomy())} services" in read(ROOT / "docs" / "matching.md")


# ---- the conversation of the README -----------------------------------------------------------------------------

BEFORE = (
    ("nur", "نقدم تصميم شعارات عن بعد"),
    ("nur", "جمعية النور، القاهرة"),
    ("nur", "نعم"),
    ("luz", "hola"),
    ("luz", "Casa Luz, Tegucigalpa"),
)
_BLOCK = re.compile(r"(?<=```text\n)luz > .*?(?=\n```)", re.DOTALL)


def written(name: str, text: str) -> list[str]:
    """A message as the README shows it: without the marks that steer directions, further lines indented."""
    first, *rest = text.translate(_MARKS).split("\n")
    return [f"{name} < {first}", *(f"      {line}".rstrip() for line in rest)]


def played(block: str, say: Callable[[str, str], list[tuple[str, str]]]) -> Iterator[str]:
    """The block with what really arrives in place of the messages it shows; it need not show all of them."""
    arrived: list[tuple[str, str]] = []
    for at, line in enumerate(block.split("\n")):
        name, sign, words = [*line.split(" ", 2), "", ""][:3]
        if name and sign == ">":
            arrived = say(name, words)
            yield from ("", line) if at else (line,)
        elif name and sign == "<":
            first = next(message for message in arrived if message[0] == name)
            arrived.remove(first)
            yield from written(*first)
        elif line.startswith("("):
            yield line


@pytest.mark.costly
@pytest.mark.parametrize("page", [README, *TRANSLATED], ids=lambda page: page.name)
def test_the_conversation_of_a_readme_goes_as_it_is_written(
    page: Path, sqlite_db: Database, vault: Vault, now: int, request: pytest.FixtureRequest
) -> None:
    text = read(page)
    found = _BLOCK.search(text)
    assert found
    with telling(sqlite_db, vault, now) as story:
        story.hub()
        for who, words in BEFORE:
            story.say(who, words)
        real = "\n".join(played(found.group(), story.say))
    if request.config.getoption("--update"):
        page.write_text(text[: found.start()] + real + text[found.end() :], encoding="utf-8")
        return
    assert found.group() == real


@every_page
def test_no_page_carries_invisible_signs(page: Path) -> None:
    assert not {unicodedata.name(char) for char in read(page) if unicodedata.category(char) == "Cf"}
