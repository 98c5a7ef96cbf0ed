"""What was probably meant: near misses among the names that exist."""

import difflib
from collections.abc import Iterable

from rutengine.diagnostics.limits import LIMITS

_CUTOFF = 0.72
_LEAF_CUTOFF = 0.6
_CONSIDERED = 16
_MOST_CANDIDATES = 2_000


def find_similar(wrong: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Return up to three candidates that resemble `wrong`, the nearest first; none when nothing is near.

    Names that begin with the same words are near only if their last words are. Long words and long lists are cut
    before the comparison, which is quadratic.

    Example:
        >>> find_similar("signals.pased_over", ["signals.passed_over", "goals.risk"])
        ('signals.passed_over',)
        >>> find_similar("patterns.mod", ["patterns.mood", "patterns.sort"])
        ('patterns.mood',)
    """
    known = sorted(set(candidates))[:_MOST_CANDIDATES]
    if len(wrong) > LIMITS.name_characters:
        return ()
    folded = {name.lower().replace("-", "_"): name for name in reversed(known)}
    plain = wrong.lower().replace("-", "_")
    close = difflib.get_close_matches(plain, folded, n=_CONSIDERED, cutoff=_CUTOFF)
    found = [name for name in close if _is_leaf_near(plain, name)]
    same_leaf = [name for name in known if name.rpartition(".")[2] == plain.rpartition(".")[2]]
    ordered = dict.fromkeys([*(folded[name] for name in found), *same_leaf])
    return tuple(name for name in ordered if name != wrong)[: LIMITS.suggestions]


def _is_leaf_near(wrong: str, name: str) -> bool:
    """Tell whether two names differ before their last words, or have last words that are near."""
    (head, _, leaf), (other_head, _, other_leaf) = wrong.rpartition("."), name.rpartition(".")
    return head != other_head or difflib.SequenceMatcher(None, leaf, other_leaf).ratio() >= _LEAF_CUTOFF


def did_you_mean(wrong: str, candidates: Iterable[str]) -> str | None:
    """Return a sentence that names the near misses, or None when there is none.

    Example:
        >>> did_you_mean("find-mentr", ["find-mentor", "networking"])
        'did you mean `find-mentor`?'
    """
    names = [f"`{name}`" for name in find_similar(wrong, candidates)]
    if not names:
        return None
    return f"did you mean {names[0]}?" if len(names) == 1 else f"did you mean {', '.join(names[:-1])} or {names[-1]}?"
