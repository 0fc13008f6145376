"""`python -m bot.catalogues extract | update | prune | check`: from source to catalogues, and what is wrong there."""

from __future__ import annotations

import sys

from bot.catalogues.checks import check
from bot.catalogues.files import ROOT, prune, template, update

_USAGE = """usage: python -m bot.catalogues extract | update | prune | check
  extract  write locales/messages.pot from the source
  update   the same, and bring its sentences into every catalogue
  prune    drop sentences that the source no longer has
  check    say what is wrong; exit status 1 if anything is"""


def main(arguments: list[str]) -> int:
    """Run one command; the exit status for the shell."""
    match arguments:
        case ["extract"]:
            (ROOT / "locales" / "messages.pot").write_bytes(template())
        case ["update"]:
            update()
        case ["prune"]:
            prune()
        case ["check"]:
            problems = check()
            print("\n".join(problems) or "nothing to mend")
            return 1 if problems else 0
        case _:
            print(_USAGE, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
