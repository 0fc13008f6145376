"""The plan of the house holds: arrows point one way, and modules stay small enough to be read at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
MODULES = sorted(file for room in ("bot", "core", "webhooks") for file in (ROOT / room).rglob("*.py"))


def lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def test_every_import_goes_the_way_of_the_arrows() -> None:
    # in a process of its own: the tool sets up logging anew, which silences every logger there is
    program = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_module_is_longer_than_can_be_read_at_once() -> None:
    assert not {str(file.relative_to(ROOT)): lines(file) for file in MODULES if lines(file) > 800}


def test_half_of_the_modules_are_short() -> None:
    assert median(lines(file) for file in MODULES if lines(file)) < 150


def test_each_module_says_first_what_it_answers() -> None:
    written = [file for file in MODULES if lines(file)]
    assert not [str(file) for file in written if not file.read_text(encoding="utf-8").startswith('"""')]
