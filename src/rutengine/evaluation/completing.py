"""The assumed completion: every open fact at its neutral value, or as near to that as the constraints allow."""

from collections.abc import Callable

from rutengine.compiler.program import Program
from rutengine.diagnostics.errors import Problem, ProfileError
from rutengine.logic.formulas import columns_of
from rutengine.logic.search import find_completion
from rutengine.vocabulary.answers import read_profile
from rutengine.vocabulary.vocabulary import Fact


def value_sets(program: Program, read: Callable[[Fact], object]) -> tuple[int, ...]:
    """Return the possible values of every fact column; `read` gives the answer to a fact.

    Raises:
        ProfileError: answers that do not fit their facts; all are listed, none is repeated.
    """
    sets, problems = read_profile(program.checked.vocabulary, read)
    if problems:
        raise ProfileError(problems)
    return sets


def complete(program: Program, sets: tuple[int, ...]) -> tuple[int, ...]:
    """Return the assumed completion of `sets`: one value for every fact column, as a single bit.

    Raises:
        ProfileError: no real person has these answers; an irreducible set of conflicting facts is named.
    """
    formulas = [formula for _, formula in program.constraints]
    found = find_completion(formulas, sets, program.preference)
    if found is None:
        raise ProfileError(_conflict(program, sets))
    return found


def _conflict(program: Program, sets: tuple[int, ...]) -> list[Problem]:
    """Return one problem that names an irreducible set of facts whose answers exclude each other."""
    full = program.columns.everything()
    formulas = [formula for _, formula in program.constraints]
    touched = frozenset[int]().union(*(columns_of(formula) for formula in formulas))
    names = dict.fromkeys(v.name for i, v in enumerate(program.variables) if i in touched and sets[i] != full[i])
    kept = list(names)
    for name in names:
        fewer = [other for other in kept if other != name]
        if find_completion(formulas, _only(program, sets, fewer), program.preference) is None:
            kept = fewer
    shown = " and ".join(f"`{name}`" for name in kept)
    expected = f"answers to {shown} that can be true of one person"
    found, help = "answers that exclude each other", _broken(program, _only(program, sets, kept))
    return [Problem(path=kept[-1] if kept else "", expected=expected, found=found, help=help)]


def _broken(program: Program, sets: tuple[int, ...]) -> str | None:
    """Return what an irreducible set of constraints that nobody with these answers satisfies says."""
    kept = dict(program.constraints)
    for id in list(kept):
        fewer = [formula for other, formula in kept.items() if other != id]
        if find_completion(fewer, sets, program.preference) is None:
            del kept[id]
    said = [constraint.says for constraint in program.checked.pack.constraints if constraint.id in kept]
    return "; ".join(text for text in said if text is not None) or None


def _only(program: Program, sets: tuple[int, ...], names: list[str]) -> tuple[int, ...]:
    full = program.columns.everything()
    return tuple(sets[i] if v.name in names else full[i] for i, v in enumerate(program.variables))
