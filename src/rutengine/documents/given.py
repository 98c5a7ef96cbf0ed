"""The answers of scenarios: they fit the vocabulary, and one person can have given them."""

import functools
from typing import Any

from rutengine.compiler.program import Program
from rutengine.diagnostics.diagnostic import Address, Diagnostic, Finding
from rutengine.diagnostics.errors import Problem, ProfileError
from rutengine.documents.profiles import read_answers
from rutengine.evaluation.completing import complete, value_sets
from rutengine.model.pack import Pack
from rutengine.model.scenario import Scenario
from rutengine.vocabulary.vocabulary import Vocabulary


def given_sets(program: Program, scenario: Scenario) -> tuple[int, ...]:
    """Return the values that the answers of a scenario leave possible, for every column of a fact.

    Raises:
        ProfileError: the answers do not fit the vocabulary.
    """
    profile = read_answers(program.checked.vocabulary, scenario.given)
    return value_sets(program, lambda fact: functools.reduce(getattr, fact.path, profile))


def check_given(pack: Pack, vocabulary: Vocabulary[Any], program: Program | None) -> list[Diagnostic]:
    """Return what is wrong with the answers of the scenarios of a pack.

    Arguments:
        pack: the pack; if it was written for another vocabulary, nothing is found.
        vocabulary: the facts.
        program: of the pack; without one, answers that exclude each other are not looked for.
    """
    found: list[Diagnostic] = []
    for scenario in pack.scenarios if pack.head.vocabulary == vocabulary.id else ():
        try:
            if program is None:
                read_answers(vocabulary, scenario.given)
            else:
                complete(program, given_sets(program, scenario))
        except ProfileError as error:
            subject, address = f"scenario `{scenario.id}`", scenario.address.at("given")
            found += [_diagnostic(problem, subject, address) for problem in error.problems]
    return found


def _diagnostic(problem: Problem, subject: str, address: Address) -> Diagnostic:
    message = f"the answer `{problem.path}` does not fit" if problem.path else "the answers do not fit"
    path = problem.path.split(".") if problem.path else ()
    finding = Finding(code="RUT605", message=message, expected=problem.expected, found=problem.found, help=problem.help)
    return Diagnostic(finding=finding, address=address.at(*path), subject=subject)
