"""Do volunteers get everyday goals done by chat? Simulated people talk with the whole bot; it is judged and counted.

    python -m bench.volunteers                          some hundreds of conversations on the training pools
    python -m bench.volunteers --half test --conversations 10000 --jobs 2 --traces FILE

A volunteer has a goal, facts, a language, a channel, a temper and patience. At each screen it reads structure (the
question, the choices, whose card it is) and never wording, chooses what serves the goal, and says it by a sentence from
a pool that people wrote who saw only a persona and a screen. Whether the goal is reached is read from the database of
both sides: done, done with trouble, failed, or harm. docs/dialogue-measured.md says how to read the figures.
"""

from bench.volunteers.figures import causes, table, write_traces
from bench.volunteers.goals import GOALS
from bench.volunteers.play import VERDICTS, Outcome, Who, converse, drawn, run
from bench.volunteers.pools import FOLDER, HALVES, Pools, Sentence, faults, prompts, read

__all__ = [
    "FOLDER",
    "GOALS",
    "HALVES",
    "VERDICTS",
    "Outcome",
    "Pools",
    "Sentence",
    "Who",
    "causes",
    "converse",
    "drawn",
    "faults",
    "prompts",
    "read",
    "run",
    "table",
    "write_traces",
]
