"""Tell what puts one strategy before another: the verdict in a sentence, then the rules that make the difference."""

from typing import Final

from rutengine.compiler.program import Program
from rutengine.explanation.contrasting import Difference, RankContrast
from rutengine.rendering.outline import Block, Outline
from rutengine.rendering.phrases import points

_SHOWN_FIRST: Final = (
    "it is easier to undo",
    "it costs less",
    "it takes less time a week",
    "only the alphabet decides",
)
"""Why one of two equals is shown first, in the declared order."""


def tell_contrast(program: Program, contrast: RankContrast) -> Outline:
    """Return the outline of a comparison: the verdict, what makes the difference, and what else differs."""
    teller = ContrastTeller(program)
    first, second = teller.title(contrast.winner), teller.title(contrast.loser)
    blocks = [
        Block("title", f"{first} or {second}?"),
        Block("paragraph", teller.verdict(contrast)),
        *teller.deciding(contrast),
    ]
    further = [teller.difference(contrast, other) for other in contrast.differences[len(contrast.covering) :]]
    for heading, told in (("What makes the difference", teller.covering(contrast)), ("What else differs", further)):
        blocks += [Block("heading", heading), *told] if told else []
    return tuple(blocks)


class ContrastTeller:
    """Puts comparisons over one program into words."""

    def __init__(self, program: Program) -> None:
        self._titles = {step.strategy.id: f"'{step.strategy.title}'" for step in program.strategies}
        self._ties = {step.strategy.id: step.tie_break for step in program.strategies}
        self._rules = {step.rule.id: step.rule for step in program.rules}

    def title(self, strategy: str) -> str:
        """Return the title of a strategy, in quotation marks."""
        return self._titles[strategy]

    def verdict(self, contrast: RankContrast, about: str | None = None) -> str:
        """Return in one sentence which stands before which, and by what.

        Arguments:
            contrast: the comparison.
            about: a strategy that the reader has just read of; it is called "it".
        """
        winner, loser = ("it" if name == about else self.title(name) for name in (contrast.winner, contrast.loser))
        rest = "this one's" if contrast.loser == about else "the other's"
        high, low = contrast.winner_score, contrast.loser_score
        match contrast.decided_by:
            case "lead":
                less = ", less the objections," if high.against or low.against else ""
                by = f"its strongest reason{less} counts {points(high.lead)}, {rest} {low.lead}"
                said = f"{winner} comes before {loser}: {by}"
            case "total":
                by = f"their strongest reasons are equal, but all its reasons together count {points(high.total)}"
                said = f"{winner} comes before {loser}: {by}, {rest} {low.total}"
            case "nothing":
                said = (
                    f"{winner} and {loser} are equally strong; the first is shown first because {self._why(contrast)}"
                )
                if about is not None:
                    other = loser if winner == "it" else winner
                    shown = "it is shown first" if winner == "it" else "that is shown first"
                    said = f"it is as strong as {other}; {shown} because {self._why(contrast)}"
            case "required":
                said = f"{winner} comes before {loser}, because your safety comes first"
            case "not recommended":
                said = f"{winner} is recommended; {self._fate(contrast, loser)}"
            case "neither recommended":
                said = f"neither {winner} nor {loser} is recommended now"
        return f"{said[0].upper()}{said[1:]}."

    def brief(self, contrast: RankContrast, about: str) -> str | None:
        """Return the verdict on two recommended strategies in a few words, where `about` has just been spoken of."""
        ahead = contrast.winner == about
        other = self.title(contrast.loser if ahead else contrast.winner)
        high, low = contrast.winner_score, contrast.loser_score
        match contrast.decided_by:
            case "lead":
                said = f"Stronger than {other}" if ahead else f"{other} is stronger"
                return f"{said}: {points(high.lead)} against {low.lead}."
            case "total":
                said = f"As strong as {other}, with more behind it" if ahead else f"{other} has more behind it"
                return f"{said}: {points(high.total)} against {low.total}."
            case "nothing":
                said = f"As strong as {other}, shown first" if ahead else f"{other} is as strong and shown first"
                return f"{said}: {self._why(contrast)}."
            case "required":
                return f"{'Before ' + other if ahead else other + ' comes first'}: your safety comes first."
            case _:
                return None

    def _why(self, contrast: RankContrast) -> str:
        pairs = zip(self._ties[contrast.winner], self._ties[contrast.loser], _SHOWN_FIRST, strict=True)
        return next((why for first, second, why in pairs if first != second), _SHOWN_FIRST[-1])

    def _fate(self, contrast: RankContrast, loser: str) -> str:
        if not contrast.deciding:
            return f"too little speaks for {loser}: {points(contrast.gap)} short"
        rules = [self._rules[rule] for rule in contrast.deciding]
        excluded = contrast.loser in rules[0].exclude
        says = dict.fromkeys((rule.exclude if excluded else rule.defer)[contrast.loser] for rule in rules)
        return f"{loser} {'is left out' if excluded else 'waits'} for now: {'; '.join(says)}"

    def deciding(self, contrast: RankContrast) -> list[Block]:
        """Return the rules that decide where points do not, each as a point."""
        return [Block("point", self._rules[rule].because) for rule in contrast.deciding]

    def covering(self, contrast: RankContrast) -> list[Block]:
        """Return the fewest differences that make up the gap, each as a point."""
        return [self.difference(contrast, difference) for difference in contrast.differences[: len(contrast.covering)]]

    def difference(self, contrast: RankContrast, difference: Difference) -> Block:
        """Return one difference as a point: the rule's sentence, and what it gives to each."""
        if difference.kind == "strongest":
            return Block("point", self._strongest(contrast, difference))
        sides = ((self.title(contrast.winner), difference.winner), (self.title(contrast.loser), difference.loser))
        given = [(name, count) for name, count in sides if count]
        worth = ", ".join(f"{count:+} for {name}" for name, count in given)
        return Block("point", f"{self._because(difference.rule)} ({worth})")

    def _strongest(self, contrast: RankContrast, difference: Difference) -> str:
        if difference.net > 0:
            rule, count, rest, other = difference.rule, difference.winner, difference.loser, contrast.loser
        else:
            rule, count, rest, other = difference.rival_rule, difference.loser, difference.winner, contrast.winner
        against = (
            f"the strongest reason for {self.title(other)} counts {rest}" if rest else f"none for {self.title(other)}"
        )
        return f"{self._because(rule)} ({points(count)}; {against})"

    def _because(self, rule: str | None) -> str:
        return "" if rule is None else self._rules[rule].because
