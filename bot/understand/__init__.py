"""What does a person's free text ask for? `understand` gives one intent and the values named with it.

Slots, where they are named: `service` (the words that say what), `hours` (a number), `deadline` (ISO date), `place`
('remote' or a town as typed), `urgency` ('high'), `stars`, `comment`, `amount`, `recipient` ('fund' or a name),
`language`.
Pure and deterministic: tables and small grammars, and for what they do not know the nearest examples by the sentence
encoder, where there is one. No network. Unsure is unsure: `out_of_scope`.
"""

from .lexis.language import guess_language
from .posted import Posted, Timed, items_in, posted_in, title_in
from .reading import glimpse, prepare, says_more_than_what, understand, values_in
from .several.both import both_of
from .titled import Corrected, corrected_in, names_something, wording_in
from .values import Unclear, Understanding

__all__ = [
    "Corrected",
    "Posted",
    "Timed",
    "Unclear",
    "Understanding",
    "both_of",
    "corrected_in",
    "glimpse",
    "guess_language",
    "items_in",
    "names_something",
    "posted_in",
    "prepare",
    "says_more_than_what",
    "title_in",
    "understand",
    "values_in",
    "wording_in",
]
