"""What is not tested here is said: a run without a browser is green, and nobody takes it for the whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.wide
@pytest.mark.parametrize("processes", ["0", "2"])
def test_a_run_without_a_browser_says_at_its_end_what_it_skipped_and_what_to_install(
    tmp_path: Path, processes: str
) -> None:
    """As `make test` runs them: the process that sums up is then none of those that test."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_") and name != "CI"}
    line = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", processes, "tests/browser/test_front.py"]
    done = subprocess.run(
        line, cwd=ROOT, env=env | {"PATH": str(tmp_path)}, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (said,) = [line for line in done.stdout.splitlines() if "SKIPPED, " in line]
    assert "SKIPPED, 3 tests: no chromium here: apt-get install" in said
