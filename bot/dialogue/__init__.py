"""What is done about a message: its situation, what it may mean there, and the move whose expected cost is least.

`situation_of` says what is on somebody's screen, `readings` what the words may mean there, with probabilities, and
`choose` which row of the table (`data/policy.tsv`) is best by what a mistake would cost. docs/dialogue.md tells it all.
The conversation does not ask it yet; `python -m bot why` does.
"""

from bot.dialogue.policy import Choice, choose, places, rows
from bot.dialogue.readings import Reading, readings
from bot.dialogue.situation import Focus, Situation, situation_of

__all__ = ["Choice", "Focus", "Reading", "Situation", "choose", "places", "readings", "rows", "situation_of"]
