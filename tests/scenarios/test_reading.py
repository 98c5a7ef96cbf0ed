"""What is decisive in a condition: it is enough by itself, and nothing else is named."""

from hypothesis import given
from hypothesis import strategies as st

from rutengine.model.conditions import AllOf, AnyOf, AtLeastOf, Condition, In, NotThat
from rutengine.scenarios.reading import decisive

LITERALS = tuple(In(name, None, (True,)) for name in "abcde")


def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        parts.map(NotThat), several.map(AllOf), several.map(AnyOf), st.builds(AtLeastOf, st.integers(1, 3), several)
    )


CONDITIONS: st.SearchStrategy[Condition] = st.recursive(st.sampled_from(LITERALS), joined, max_leaves=12)
PEOPLE = st.fixed_dictionaries({literal: st.booleans() for literal in LITERALS})


def is_true(condition: Condition, person: dict[In, bool]) -> bool:
    match condition:
        case In():
            return person[condition]
        case NotThat(part):
            return not is_true(part, person)
        case AllOf(parts):
            return all(is_true(part, person) for part in parts)
        case AnyOf(parts):
            return any(is_true(part, person) for part in parts)
        case AtLeastOf(count, parts):
            return sum(is_true(part, person) for part in parts) >= count


@given(CONDITIONS, PEOPLE, PEOPLE)
def test_what_is_decisive_is_enough(condition: Condition, person: dict[In, bool], other: dict[In, bool]) -> None:
    kept = decisive(condition, lambda part: is_true(part, person))
    like = other | {literal: person[literal] for literal in kept}
    assert is_true(condition, like) == is_true(condition, person)


def test_what_does_not_matter_is_left_out() -> None:
    a, b, c, *_ = LITERALS
    condition = AllOf((a, AnyOf((b, c)), a))
    assert decisive(condition, lambda part: is_true(part, {a: True, b: False, c: False})) == (b, c)
    assert decisive(condition, lambda part: is_true(part, {a: False, b: True, c: False})) == (a,)
    assert decisive(condition, lambda part: is_true(part, {a: True, b: True, c: False})) == (a, b)
