"""The pack of the cases with some scenarios, checked and compiled."""

from rutengine.compiler.compiling import compile_pack
from rutengine.solver.proving import Prover
from tests.checker.test_guaranteeing import checked

PERSON = """\
name = "A plant on dry soil in a blocked pot"
why = "It is thirsty, and nothing else is known."
given = { dry_days = 20, pot_drains = "no" }

[expect]
"""


def prover_with(expect: str, name: str = "dry-and-blocked", head: str = PERSON) -> Prover:
    """Return the prover of the pack with one scenario."""
    return Prover(compile_pack(checked(**{f"scenarios__{name}": f"{head}{expect}\n"})))
