"""Profiles drawn by Hypothesis, for any vocabulary: open, partly known and known answers of people who can exist."""

from typing import TypeVar

from hypothesis import strategies as st

from rutengine.engine.arguments import ENGINE, check_kind
from rutengine.engine.engine import Engine
from rutengine.testing.columns import Drawable, drawable
from rutengine.vocabulary.answers import Variable
from rutengine.vocabulary.kinds import SetKind
from rutengine.vocabulary.possible import between, members, one_of
from rutengine.vocabulary.vocabulary import Fact

P = TypeVar("P")

Places = tuple[st.SearchStrategy[int], ...]
"""For each column, what draws the place of a value in its domain."""


def profiles(source: Engine[P] | type[P], *, partly: bool = True) -> st.SearchStrategy[P]:
    """Return a strategy for profiles; examples shrink to nothing answered and to neutral answers.

    With an engine, every profile is one that the constraints of its pack allow, and values at which a condition of the
    pack becomes true or false come more often than others.

    Arguments:
        source: an engine, or a vocabulary class alone.
        partly: whether some answers are known only in part.

    Raises:
        TypeError: an argument is not what is said here.
        VocabularyError: the class is no vocabulary.

    Example:
        >>> from hypothesis import given, settings
        >>> from rutengine.career import engine
        >>> @settings(max_examples=5, database=None, deadline=None)
        ... @given(profiles(engine()))
        ... def everybody_gets_a_stance(profile):
        ...     assert engine().decide(profile).stance
        >>> everybody_gets_a_stance()
    """
    check_kind("source", source, Engine | type, "an engine, or the class of its profiles")
    check_kind("partly", partly, bool, "true or false")
    made = drawable(source)
    return _profiles(made, _places(made), ("open", "known", "partly") if partly else ("open", "known"))


def completions(engine: Engine[P], profile: P) -> st.SearchStrategy[P]:
    """Return a strategy for profiles in which everything is known, and which a profile leaves possible.

    Arguments:
        engine: the engine; only what its constraints allow is drawn.
        profile: the profile; what it says stays.

    Raises:
        ProfileError: answers of the profile do not fit their facts, or exclude each other; or it is of another class.
        TypeError: there is no engine.

    Example:
        >>> from hypothesis import given, settings
        >>> from rutengine.career import Profile, engine
        >>> @settings(max_examples=5, database=None, deadline=None)
        ... @given(completions(engine(), Profile()))
        ... def nothing_is_assumed(profile):
        ...     assert not engine().decide(profile).outcome.assumed
        >>> nothing_is_assumed()
    """
    check_kind("engine", engine, Engine, ENGINE)
    made = drawable(engine)
    return _completions(made, _places(made), engine.decide(profile).outcome.answers)


@st.composite
def _profiles(draw: st.DrawFn, made: Drawable[P], places: Places, ways: tuple[str, ...]) -> P:
    known = [(fact, columns, draw(st.sampled_from(ways))) for fact, columns in made.columns]
    answered = [(fact, columns, way) for fact, columns, way in known if way != "open"]
    wanted = {number: draw(places[number]) for _, columns, _ in answered for number, _ in columns}
    everything = [(1 << len(order)) - 1 for order in made.values]
    person = made.real(everything, wanted)
    answers: dict[str, object] = {}
    for fact, columns, way in answered:
        answers[fact.name] = (
            _known(fact, columns, person) if way == "known" else draw(_partly(places, fact, columns, person))
        )
    return made.profile(answers)


@st.composite
def _completions(draw: st.DrawFn, made: Drawable[P], places: Places, sets: tuple[int, ...]) -> P:
    wanted = {number: draw(places[number]) for number, bits in enumerate(sets) if bits & (bits - 1)}
    person = made.real(sets, wanted)
    return made.profile({fact.name: _known(fact, columns, person) for fact, columns in made.columns})


def _places(made: Drawable[P]) -> Places:
    """Return what draws the place of a value, for each column; half of the time, one at which something changes."""
    return tuple(
        st.sampled_from((*turning, *values, *turning * (len(values) // len(turning) - 1)))
        for turning, values in zip(made.turning, made.values, strict=True)
    )


def _known(fact: Fact, columns: tuple[tuple[int, Variable], ...], person: tuple[int, ...]) -> object:
    if isinstance(fact.kind, SetKind):
        return frozenset(variable.member for number, variable in columns if person[number])
    ((number, variable),) = columns
    return variable.domain[person[number]]


@st.composite
def _partly(
    draw: st.DrawFn, places: Places, fact: Fact, columns: tuple[tuple[int, Variable], ...], person: tuple[int, ...]
) -> object:
    """Draw an answer that leaves a value possible, and others with it."""
    if isinstance(fact.kind, SetKind):
        told = [(variable.member, person[number]) for number, variable in columns if draw(st.booleans())]
        return members(yes=[m for m, place in told if place], no=[m for m, place in told if not place])
    ((number, variable),) = columns
    if variable.ordered and draw(st.booleans()):
        ends = sorted([person[number], draw(places[number])])
        return between(*(int(variable.domain[place]) for place in ends))
    others = {person[number], draw(places[number]), draw(places[number])}
    return one_of(*(variable.domain[place] for place in sorted(others)))
