"""A question on a terminal: how it is printed, and what a typed answer means."""

import re
from collections.abc import Mapping
from typing import Final

from rutengine.cli.prompting import listed, number_in, span
from rutengine.interview.records import Question
from rutengine.rendering.outline import Block, Outline
from rutengine.vocabulary.possible import Between

_RANGE: Final = re.compile(r"([0-9]{1,4})(?:\s*(?:-|to)\s*([0-9]{1,4}))?")
_LEGEND: Final = re.compile(r" \(([^()]*)\)$")
_YES: Final = ("1", "y", "yes")
_NO: Final = ("2", "n", "no")
_WIDE: Final = 10
"""From which number on a range is offered in the prompt."""

_LONG: Final = 15
"""After more options than these the question is asked again, because it may have left the screen."""


def tell_question(question: Question, titles: Mapping[str, str]) -> Outline:
    """Return the outline of a question, with what can be answered.

    Arguments:
        question: the question.
        titles: short words for members of sets, where they have any.
    """
    before, stop, last = bare(question).rpartition(". ")
    blocks = [Block("paragraph", sentence) for sentence in (before + stop.rstrip(), last) if sentence]
    legend = _LEGEND.search(question.ask)
    if legend is not None and question.kind == "number":
        blocks.append(Block("aside", legend[1]))
    if question.sensitive:
        blocks.append(Block("aside", f"Personal: {question.decline[0].lower()}{question.decline[1:]}"))
    options = listed(_options(question, titles))
    again = (Block("paragraph", last),) if len(options) > _LONG else ()
    return (*blocks, *options, *again)


def bare(question: Question) -> str:
    """Return what is asked, without what the values mean."""
    return _LEGEND.sub("", question.ask)


def expected(question: Question) -> str:
    """Return in a few words what can be typed."""
    match question.kind:
        case "number" if question.high is not None and question.high >= _WIDE:
            return f"{question.low} to {question.high}, or a range such as 3-6"
        case "number":
            return f"{question.low} to {question.high}"
        case "set":
            several = ", several as in 2, 5" if len(question.options) > 1 else ""
            return f"{span(len(question.options))}{several}; 0 for none"
        case _:
            return span(len(question.options))


def read_answer(question: Question, text: str) -> object:
    """Return the answer that a text is, or None if it is none."""
    match question.kind:
        case "number":
            return _number(question, text)
        case "set":
            return _members(question, text)
        case "yes or no":
            return True if text.lower() in _YES else False if text.lower() in _NO else None
        case "choice":
            place = number_in(text, len(question.options))
            return None if place is None else question.options[place].value


def _options(question: Question, titles: Mapping[str, str]) -> list[str]:
    match question.kind:
        case "yes or no":
            return ["yes", "no"]
        case "set":
            return [titles.get(str(option.value), option.label) for option in question.options]
        case _:
            return [option.label for option in question.options]


def _number(question: Question, text: str) -> object:
    found = _RANGE.fullmatch(text.lower())
    if found is None:
        return None
    least = int(found[1])
    most = int(found[2] or least)
    if not (question.low or 0) <= least <= most <= (question.high or 0):
        return None
    return least if least == most else Between(least, most)


def _members(question: Question, text: str) -> object:
    typed = [word for word in re.split(r"[\s,;]+", text) if word]
    if typed == ["0"]:
        return frozenset()
    places = [number_in(word, len(question.options)) for word in typed]
    chosen = frozenset(question.options[place].value for place in places if place is not None)
    return None if not places or None in places else chosen
