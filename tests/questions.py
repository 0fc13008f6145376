"""How many questions does a screen ask, and do its choices answer one?"""

from __future__ import annotations

from core.messages import Screen

_OF_ONE = ("Do you mean {first} or {second}?", "Is it right? Write", "Which part")
"""How those begin that only put the question below them in other words."""


def one_question(screen: Screen) -> str:
    """What is wrong with it; '' where nothing is: all choices of a conversation carry one token and one key, nothing
    else stands beside them, and nothing else is asked.
    """
    asked = {tuple(option.id.split(":")[1:3]) for option in screen.options if option.id.startswith("q:")}
    others = [option.id for option in screen.options if not option.id.startswith("q:")]
    if len(asked) > 1:
        return f"choices of several questions: {asked}"
    if asked and others:
        return f"other choices beside those of a question: {others}"
    lines = [line.id for line in screen.lines if not line.id.startswith(_OF_ONE)]
    questions = [line for line in lines if line.rstrip().endswith("?")]
    return f"several questions: {questions}" if len(questions) > 1 else ""
