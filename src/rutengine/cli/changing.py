"""Change an answer that was given before, and take back what cannot be true together with the new one."""

from collections.abc import Mapping
from functools import reduce
from typing import Final

from rutengine.career.profile import Profile
from rutengine.cli.answering import bare, expected, read_answer, tell_question
from rutengine.cli.prompting import LeaveError, pick, read_line, say
from rutengine.diagnostics.errors import ProfileError
from rutengine.engine.interviews import Interview
from rutengine.interview.records import Question
from rutengine.rendering.plain import render_plain
from rutengine.rendering.telling_situations import sentence
from rutengine.vocabulary.possible import Between, Possible

_SKIPPED: Final = "skipped"
_SCALE: Final = 4
"""Up to which number a question asks for a place on a scale."""


def change(interview: Interview[Profile], titles: Mapping[str, str]) -> Interview[Profile]:
    """Ask which answer is changed and to what; return the interview after it, or the same one.

    Arguments:
        interview: the interview.
        titles: short words for members of sets, where they have any.
    """
    names = answered(interview)
    if not names:
        say("There is no answer to change yet.")
        return interview
    questions = [interview.question_on(name) for name in names]
    told = [f"{bare(asked)} {sentence(_said(interview, asked, titles))}" for asked in questions]
    place = pick("Which answer do you want to change?", told)
    if place is None:
        return interview
    question = questions[place]
    print()
    print(render_plain(tell_question(question, titles)), end="")
    while True:
        line = read_line(f"{expected(question)} (Enter keeps it, s takes it back): ")
        match line.lower():
            case "" | "b" | "back":
                return interview
            case "q" | "quit":
                raise LeaveError
            case "s" | "skip":
                return interview.change(question.fact, None)
            case _:
                answer = read_answer(question, line)
                if answer is not None:
                    return give(interview, question, answer, titles)
                say(f"Please type {expected(question)}. Enter alone keeps the answer, s takes it back.")


def give(
    interview: Interview[Profile], question: Question, value: object, titles: Mapping[str, str]
) -> Interview[Profile]:
    """Return the interview with an answer; what cannot be true together with it is taken back, if the person agrees."""
    asked = interview.question
    try:
        if asked is not None and asked.fact == question.fact:
            return interview.answer(value)
        return interview.change(question.fact, value)
    except ProfileError:
        others = [interview.question_on(name) for name in _in_the_way(interview, question.fact, value)]
    told = " ".join(f"{bare(asked)} {sentence(_said(interview, asked, titles))}" for asked in others)
    if pick(f"This cannot be true together with: {told}", ["take that back, and go on with the new answer"]) is None:
        say("Nothing was changed.")
        return interview
    for other in others:
        interview = interview.change(other.fact, None)
    return interview.change(question.fact, value)


def answered(interview: Interview[Profile]) -> tuple[str, ...]:
    """Return the names of the facts that were known before, and of those that were asked, each once."""
    known = [fact.name for fact in interview.engine.vocabulary.facts if _answer(interview.given, fact.name) is not None]
    return tuple(dict.fromkeys([*known, *(step.fact for step in interview.steps)]))


def _in_the_way(interview: Interview[Profile], name: str, value: object) -> list[str]:
    """Return the facts whose answers cannot be true together with a new one and with those before them."""
    engine, found = interview.engine, list[str]()
    kept = engine.answer(engine.read_profile({}), name, value)
    for other in answered(interview):
        if other == name:
            continue
        more = engine.answer(kept, other, _answer(interview.profile, other))
        try:
            engine.decide(more)
        except ProfileError:
            found.append(other)
        else:
            kept = more
    return found


def _answer(profile: Profile, name: str) -> object:
    return reduce(getattr, name.split("."), profile)


def _said(interview: Interview[Profile], question: Question, titles: Mapping[str, str]) -> str:
    """Return an answer in words."""
    labels = {option.value: titles.get(str(option.value), option.label) for option in question.options}
    match _answer(interview.profile, question.fact):
        case None:
            return _SKIPPED
        case bool(value):
            return "yes" if value else "no"
        case Between(low, high):
            return f"{low} to {high}"
        case int(value):
            return f"{value} of {question.high}" if (question.high or 0) <= _SCALE else str(value)
        case Possible():
            return "known in part"
        case frozenset() as values:
            return ", ".join(label for value, label in labels.items() if value in values) or "none"
        case value:
            return labels.get(str(value), str(value))
