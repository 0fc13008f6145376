"""`python -m bot …`: one command each for whoever runs ComuniDAS; errors are one sentence and exit status 2."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bot.commands import (
    chat,
    concepts,
    data,
    doctor,
    export,
    hubs,
    invites,
    lists,
    misunderstood,
    reindex,
    serve,
    telegram,
    whatsapp,
)
from core.errors import Misconfigured, Refusal, Unavailable

_GROUPS = (
    serve,
    chat,
    data,
    export,
    lists,
    hubs,
    invites,
    telegram,
    whatsapp,
    misunderstood,
    concepts,
    reindex,
    doctor,
)


def parser() -> argparse.ArgumentParser:
    """Every command with its help."""
    made = argparse.ArgumentParser(prog="python -m bot", description="ComuniDAS, a time bank by chat.")
    commands = made.add_subparsers(metavar="COMMAND", required=True, title="commands")
    for one in _GROUPS:
        one.add(commands)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status for the shell: 0 done, 1 something is wrong, 2 could not be done."""
    args = parser().parse_args(arguments)
    try:
        status: int = args.run(args)
    except (Misconfigured, Refusal, Unavailable) as error:
        print(error, file=sys.stderr)
        return 2
    except (KeyboardInterrupt, EOFError):
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read our output had enough
        sys.stderr.close()
        return 0
    return status


if __name__ == "__main__":
    sys.exit(main())
