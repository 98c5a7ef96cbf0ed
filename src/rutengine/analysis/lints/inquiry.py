"""What lints ask of the solver: is this true of nobody, with the proof, or of somebody, with a person?

A question whose budget is used up has no answer: the lint says nothing then, and the question is counted.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.people import Person, person_of, simplify
from rutengine.logic.search import Budget, SearchLimitError
from rutengine.model.claims import AllClaims, Claim, Holds
from rutengine.model.conditions import Condition
from rutengine.model.pack import CheckedPack, Pack
from rutengine.model.rule import Rule
from rutengine.solver.proving import Certificate, Prover


class Inquiry:
    """The questions of all lints on one pack; what is known of a rule is known to all of them.

    `found` is what the lints have found so far, and `lost` counts, by lint, the questions without an answer.

    Arguments:
        prover: the prover of the pack.
        nodes: how many states each question may look at.
    """

    def __init__(self, prover: Prover, nodes: int) -> None:
        program = prover.program
        self.prover: Prover = prover
        self.checked: CheckedPack = program.checked
        self.pack: Pack = program.checked.pack
        self.everybody: tuple[int, ...] = program.columns.everything()[: len(program.variables)]
        self.unproved: int = 0
        self.found: list[LintFinding] = []
        self.lost: Counter[str] = Counter()
        self._nodes = nodes
        self._dead: dict[str, Certificate | None] = {}

    def when(self, rule: Rule) -> Condition:
        """Return the condition of a rule."""
        return self.checked.conditions["rule", rule.id]

    def fires(self, rule: Rule) -> Claim:
        """Claim that a rule fires."""
        return Holds(self.when(rule))

    def dead(self, rule: Rule) -> Certificate | None:
        """Return the proof that a rule fires for nobody, or None."""
        if rule.id not in self._dead:
            self._dead[rule.id] = self.nobody(self.fires(rule))
        return self._dead[rule.id]

    def nobody(self, *claims: Claim) -> Certificate | None:
        """Return the proof that there is nobody of whom all claims are true, or None: somebody is, or it is open."""
        try:
            return self.prover.refute(_joined(claims), self.everybody, Budget(self._nodes))
        except SearchLimitError:
            self.unproved += 1
            return None

    def nobody_of(self, questions: Iterable[Sequence[Claim]]) -> tuple[Certificate, ...] | None:
        """Return the proofs that of each question nobody is the answer, or None; it stops at the first without one."""
        proofs: list[Certificate] = []
        for claims in questions:
            proof = self.nobody(*claims)
            if proof is None:
                return None
            proofs.append(proof)
        return tuple(proofs)

    def somebody(self, *claims: Claim, sets: Sequence[int] | None = None) -> Person | None:
        """Return a person of whom all claims are true, with as little to tell as possible, or None.

        Arguments:
            claims: what is true of the person.
            sets: the possible values of every fact column, if not all.
        """
        program, claim = self.prover.program, _joined(claims)
        among = self.everybody if sets is None else sets
        neutral = tuple(1 << variable.assume for variable in program.variables)
        try:
            found = self.prover.find(claim, among, neutral, Budget(self._nodes))
        except SearchLimitError:
            self.unproved += 1
            return None
        if found is None:
            return None
        nodes = (self.prover.encoding.claim(claim), *self.prover.constraints)

        def shows(values: Sequence[int]) -> bool:
            allowed = all(bit & mask for bit, mask in zip(values, among, strict=True))
            return allowed and all(self.prover.is_so(node, values) for node in nodes)

        return person_of(program, simplify(program, found, None, shows), None)


def _joined(claims: Sequence[Claim]) -> Claim:
    return claims[0] if len(claims) == 1 else AllClaims(tuple(claims))
