"""Complete search and three-valued truth, against enumeration."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from rutengine.logic.formulas import Every, Formula, Literal, Some, Threshold, opposite
from rutengine.logic.search import find_completion
from rutengine.logic.truth import holds, truth

COLUMNS = 4
VALUES = 3
FULL = (1 << VALUES) - 1
DOMAINS = [list(range(VALUES))] * COLUMNS

literals = st.builds(Literal, st.integers(0, COLUMNS - 1), st.integers(0, FULL))
formulas: st.SearchStrategy[Formula] = st.recursive(
    literals,
    lambda inner: st.one_of(
        st.builds(Every, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Some, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Threshold, st.integers(0, 3), st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)
sets = st.lists(st.integers(1, FULL), min_size=COLUMNS, max_size=COLUMNS)
orders = st.lists(st.permutations([1, 2, 4]), min_size=COLUMNS, max_size=COLUMNS)


def completions(possible: list[int], preference: list[list[int]]) -> list[tuple[int, ...]]:
    choices = [[bit for bit in order if bit & values] for values, order in zip(possible, preference, strict=True)]
    return list(itertools.product(*choices))


@given(st.lists(formulas, max_size=4), sets, orders)
def test_the_first_completion_is_found(wanted: list[Formula], possible: list[int], preference: list[list[int]]) -> None:
    expected = next(
        (values for values in completions(possible, preference) if all(holds(f, values) for f in wanted)), None
    )
    assert find_completion(wanted, possible, preference) == expected


@given(formulas, sets)
def test_t4_three_valued_truth_is_sound(formula: Formula, possible: list[int]) -> None:
    said = truth(formula, possible)
    found = {holds(formula, values) for values in completions(possible, [[1, 2, 4]] * COLUMNS)}
    assert said is None or found == {said}


@given(st.lists(st.integers(0, FULL), min_size=1, max_size=COLUMNS), sets)
def test_t4_three_valued_truth_is_exact_on_distinct_literals(masks: list[int], possible: list[int]) -> None:
    formula = Every(tuple(Literal(column, mask) for column, mask in enumerate(masks)))
    found = {holds(formula, values) for values in completions(possible, [[1, 2, 4]] * COLUMNS)}
    assert truth(formula, possible) == (found.pop() if len(found) == 1 else None)


@given(formulas, sets)
def test_the_opposite_holds_where_the_formula_does_not(formula: Formula, possible: list[int]) -> None:
    other = opposite(formula, DOMAINS)
    for values in completions(possible, [[1, 2, 4]] * COLUMNS):
        assert holds(other, values) != holds(formula, values)


BITS = 7
clauses = st.lists(
    st.tuples(st.integers(0, BITS - 1), st.integers(1, 2)), min_size=3, max_size=3, unique_by=lambda v: v[0]
)
hard_formulas = st.lists(clauses, min_size=22, max_size=34)


@settings(max_examples=150)
@given(hard_formulas)
def test_the_first_completion_is_found_where_guesses_fail(wanted: list[list[tuple[int, int]]]) -> None:
    """As many clauses of three as make it hard: choices fail late, are taken back, and are made again below others."""
    formulas = [Some(tuple(Literal(column, bit) for column, bit in clause)) for clause in wanted]
    possible, preference = [3] * BITS, [[1, 2]] * BITS
    expected = next(
        (v for v in itertools.product((1, 2), repeat=BITS) if all(holds(formula, v) for formula in formulas)), None
    )
    assert find_completion(formulas, possible, preference) == expected
