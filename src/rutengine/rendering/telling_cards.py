"""Tell a lay card: what, why, rather than what, what would change it and what is not sure, in sixty words."""

from collections.abc import Iterable, Sequence
from typing import Final

from rutengine.compiler.program import Program
from rutengine.explanation.cards import CardReason, LayCard
from rutengine.explanation.certainty import Decider
from rutengine.explanation.sufficiency import Premise
from rutengine.model.conditions import In
from rutengine.rendering.outline import Block, Outline
from rutengine.rendering.phrases import ASSUMED, FOOTNOTE, Phrases, points
from rutengine.rendering.telling_contrasts import ContrastTeller

MOST_WORDS: Final = 60
"""How many words a card has at the most; only a single reason may be longer."""

_MOST_PREMISES: Final = 3
_SO: Final = {
    "active": "it is advised",
    "recommended": "it is advised",
    "excluded": "it is left out",
    "deferred": "it waits",
    "below_threshold": "it is not advised",
}
"""What the claim of a card says; of the rest that the headline says, it is not known how sure it is."""

_OTHERWISE: Final = {
    "active": "not advised",
    "recommended": "not advised",
    "excluded": "not left out",
    "deferred": "no need to wait",
    "below_threshold": "advised",
}
_UNSURE: Final = Block("point", "Not sure yet: open answers can change this.")


def tell_card(program: Program, card: LayCard, *, doubts: bool = True) -> Outline:
    """Return the outline of a card: at most three reasons and sixty words.

    Arguments:
        program: the program.
        card: the card.
        doubts: whether open answers that can change it are told; not where an interview has settled the steps.

    What it is and the first reason are always told. Then come, as far as there is room, what it is preferred to, what
    would change it, what is not sure yet, and more reasons; a sentence that does not fit is left out whole. What
    "(assumed)" means stands below in small print and is not counted.
    """
    teller = _CardTeller(program, card)
    what, (first, more), unsure = teller.what(), teller.reasons(), teller.unsure(doubts=doubts)
    left = MOST_WORDS - _words([*what, *first])
    kept: list[Block] = []
    for choices in (teller.rather(), teller.changes(), unsure, teller.unchangeable(), *([block] for block in more)):
        block = next((block for block in choices if _words([block]) <= left), None)
        if block is not None:
            left -= _words([block])
            kept.append(block)
    ordered = [block for block in kept if block in more] + [block for block in kept if block not in (*more, *unsure)]
    told = (*what, *first, *ordered, *(block for block in kept if block in unsure))
    return (*told, Block("aside", FOOTNOTE)) if any(ASSUMED in block.text for block in told) else told


def _count(premises: Sequence[Premise], shown: Sequence[Premise]) -> str:
    """Return how many answers and how many assumptions some premises are, besides those that are shown."""
    said: list[str] = []
    for assumed, what in ((False, "answer"), (True, "assumption")):
        count = sum(premise.assumed == assumed for premise in premises)
        more = "more " if any(premise.assumed == assumed for premise in shown) else ""
        if count:
            said.append(f"{count} {more}{what if count == 1 else what + 's'}")
    return " and ".join(said)


def _words(blocks: Iterable[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)


class _CardTeller:
    """Each method returns blocks; of a line the forms from the fullest down, none if there is nothing to tell."""

    def __init__(self, program: Program, card: LayCard) -> None:
        self._card = card
        self._phrases = Phrases(program.checked)
        self._contrasts = ContrastTeller(program)
        self._title = next(step.strategy.title for step in program.strategies if step.strategy.id == card.strategy)
        self._subsets = [c.subset for c in program.checked.pack.constraints if c.subset is not None]

    def what(self) -> list[Block]:
        """Tell the fate in a sentence."""
        card = self._card
        match card.status:
            case "active":
                said = "This is one of your next steps."
            case "recommended" if card.contrast is None:
                said = "This suits you, but as things are it is kept for later."
            case "recommended":
                said = "This suits you, but other steps come first."
            case "deferred":
                until = card.reasons[0].says if card.reasons else None
                said = "This waits for now." if until is None else f"This waits for now: {until}."
            case "excluded":
                said = "This is left out for now."
            case "below_threshold":
                said = f"Too little speaks for this yet: as things stand, it is {points(card.shortfall)} short."
        return [Block("heading", self._title), Block("paragraph", said)]

    def reasons(self) -> tuple[list[Block], list[Block]]:
        """Tell the strongest rule, and the others; or the premises where no rule says why."""
        said = dict.fromkeys(self._reason(reason) for reason in self._card.reasons)
        blocks = [Block("point", text) for text in said] or self._premises()
        return blocks[:1], blocks[1:]

    def _reason(self, reason: CardReason) -> str:
        text = reason.because
        if self._card.status == "excluded" and reason.says:
            text = f"{reason.says[0].upper()}{reason.says[1:]}."
        return f"{text} {ASSUMED}" if reason.assumed else text

    def _premises(self) -> list[Block]:
        premises = self._card.reason.premises
        if not premises:
            proved = self._card.reason.label != "not proved"
            return [Block("point", f"Whatever you answer, {self._so}.")] if proved else []
        telling = sorted((p for p in premises if p.member is None or True in p.values), key=lambda p: p.assumed)
        shown = telling if len(premises) == len(telling) <= _MOST_PREMISES else telling[: _MOST_PREMISES - 1]
        rest = [premise for premise in premises if premise not in shown]
        said = [self._premise(premise) for premise in shown]
        if rest:
            said.append(f"and {_count(rest, shown)}" if shown else _count(rest, shown))
        return [Block("point", f"This rests on: {'; '.join(said)}.")]

    def _premise(self, premise: Premise) -> str:
        said = self._phrases.condition(In(premise.name, premise.member, premise.values))
        if len(premise.values) == 1:
            said = self._phrases.clause(premise.name, premise.member, premise.values[0])
        return f"{said} {ASSUMED}" if premise.assumed else said

    def rather(self) -> list[Block]:
        """Tell the comparison, if both are recommended; else the fate says it."""
        contrast = self._card.contrast
        said = None if contrast is None else self._contrasts.brief(contrast, self._card.strategy)
        return [] if said is None else [Block("point", said)]

    def changes(self) -> list[Block]:
        """Tell the cheapest change that makes it otherwise."""
        changes = self._card.changes
        if not changes.ways or changes.label == "already so":
            return []
        moves = changes.ways[0].moves
        said = " and ".join(self._phrases.clause(move.name, None, move.then) for move in moves)
        return [Block("point", f"You can change this: {self._otherwise} if {said}.")]

    def unchangeable(self) -> list[Block]:
        """Tell that no change of the person's own makes it otherwise, if that is proved."""
        proved = self._card.changes.label == "none exists"
        said = f"Nothing these rules count as yours to change alters that {self._so}."
        return [Block("point", said)] if proved else []

    def unsure(self, *, doubts: bool) -> list[Block]:
        """Tell that nothing is open, or what is not sure yet, if doubts are told."""
        verdict = self._card.sureness.verdict
        if verdict.certainty == "settled":
            texts = (f"Your answers settle that {self._so}.", f"Settled: {self._so}.")
            return [Block("point", text) for text in texts] if self._card.reason.premises else []
        if verdict.certainty == "not proved" or not doubts:
            return []
        said = " and ".join(self._phrases.clause(d.name, d.member, d.then) for d in self._deciders())
        otherwise = "it would be otherwise" if self._card.status == "deferred" else self._otherwise
        return [Block("point", f"Not sure yet: {otherwise} if {said}."), _UNSURE]

    @property
    def _so(self) -> str:
        return _SO[self._card.status]

    @property
    def _otherwise(self) -> str:
        return _OTHERWISE[self._card.status]

    def _deciders(self) -> list[Decider]:
        """Return the facts that decide; that something is in a set says already that it is in a larger one."""
        deciders = self._card.sureness.deciders
        inner = {(d.name, d.member) for d in deciders if d.then is True}
        said = {(outer, member) for small, outer in self._subsets for name, member in inner if name == small}
        return [d for d in deciders if (d.name, d.member) not in said]
