"""Compare two versions of a pack: about which strategies somebody is told something else, with a person for each."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rutengine.analysis.differing import Compared, PackDifference, compare_packs
from rutengine.analysis.joining import route_told
from rutengine.cli.checking import counted, find_class
from rutengine.compiler.compiling import compile_pack
from rutengine.compiler.program import Program
from rutengine.documents.differences import write_difference
from rutengine.documents.proved import write_person
from rutengine.engine.engine import load_pack
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import Standing
from rutengine.model.pack import Pack

WRONG: Final = "WRONG: the independent check does not bear it out; please report this"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rutengine diff`."""
    parser.add_argument("old", metavar="OLD", help="a folder with the old pack.toml")
    parser.add_argument("new", metavar="NEW", help="a folder with the new pack.toml")
    parser.add_argument(
        "--vocabulary",
        metavar="MODULE:CLASS",
        help="the class of the facts of both; also FILE.py:CLASS; by default, an installed one",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print it (default: text)")


def diff_folders(options: argparse.Namespace) -> int:
    """Compare two packs and print what is otherwise; return 0 if it is the same for everybody, else 1.

    Raises:
        FactsDifferError: the packs speak of different facts.
        PackError: a pack has problems.
        UsageError: a folder or the class does not exist.
    """
    old, new = (_load(folder, options.vocabulary) for folder in (options.old, options.new))
    difference = compare_packs(old, new)
    verified = difference.verify()
    if options.format == "json":
        print(write_difference(difference, verified=verified), end="")
    else:
        print("\n".join([*tell_difference(difference), *([] if verified else [WRONG])]))
    return 0 if difference.label == "same" and verified else 1


def _load(folder: str, vocabulary: str | None) -> Program:
    return compile_pack(load_pack(folder, find_class(folder, vocabulary)))


def tell_difference(difference: PackDifference) -> Iterator[str]:
    """Yield the lines that tell a difference."""
    unknown = [c.strategy for c in difference.strategies if c.label == "not proved" and c.strategy is not None]
    if difference.label == "same":
        yield "everybody is told the same, proved"
    else:
        several = counted(len(difference.different), "strategy")
        yield f"{several} of {len(difference.strategies)} about which somebody is told something else"
    for compared in difference.strategies:
        yield from tell_compared(difference, compared)
    if difference.advice.label == "different":
        yield from tell_advice(difference, difference.advice)
    elif difference.advice.label == "not proved":
        yield "not proved: that the stance and the notices are the same"
    for name in unknown:
        yield f"not proved: that the same is said of `{name}`"
    for which, compared in (("old", difference.only_old), ("new", difference.only_new)):
        if compared.person is not None:
            yield f"only the {which} pack allows somebody"
            yield from _person(difference, compared)
        elif compared.label == "not proved":
            yield f"not proved: that the {which} pack allows nobody whom the other does not"
    yield from _changes(difference)


def _changes(difference: PackDifference) -> Iterator[str]:
    for setting in difference.settings:
        yield f"declared otherwise: {setting}"
    for changes in difference.changes:
        for how in ("added", "removed", "changed", "reworded"):
            ids: tuple[str, ...] = getattr(changes, how)
            if ids:
                yield f"{counted(len(ids), changes.kind)} {how}: {', '.join(ids)}"


def tell_compared(difference: PackDifference, compared: Compared) -> Iterator[str]:
    """Yield the lines on a strategy about which somebody is told something else; none, if nobody is."""
    if compared.person is None or compared.strategy is None:
        return
    yield f"{compared.strategy}: {compared.aspect}"
    yield from _person(difference, compared)
    before, after = difference.told(compared.person, compared.strategy)
    yield f"    old: {_said(difference.old, before, compared.aspect)}"
    yield f"    new: {_said(difference.new, after, compared.aspect)}"


def _person(difference: PackDifference, compared: Compared) -> Iterator[str]:
    if compared.person is not None:
        yield "    somebody who shows it, all else being neutral:"
        yield from (f"      {line}" for line in write_person(difference.new, compared.person))


def _said(program: Program, standing: Standing | None, aspect: str | None) -> str:
    if standing is None:
        return "there is no such strategy"
    texts = _texts(program.checked.pack, standing)
    if aspect is not None and aspect in texts:
        return "; ".join(dict.fromkeys(texts[aspect])) or "nothing"
    place = "" if standing.rank is None else f", rank {standing.rank}"
    said = f"{standing.status.replace('_', ' ')}, lead {standing.lead}, total {standing.total}{place}"
    ruled = {"required": standing.required, "excluded": standing.excluded, "deferred": standing.deferred}
    return said + "".join(f", {how} by {' and '.join(rules)}" for how, rules in ruled.items() if rules)


def _texts(pack: Pack, standing: Standing) -> Mapping[str, Sequence[str]]:
    """Return what is told of a strategy in words, by what is compared."""
    name, rules = standing.strategy, {rule.id: rule for rule in pack.rules}
    card = next(strategy for strategy in pack.strategies if strategy.id == name)
    return {
        "route": [] if standing.route is None else [_route(*route_told(card, standing.route))],
        "tips": [card.tips[i].how for i in standing.tips],
        "notes": standing.notes,
        "why required": [rules[id].require[name] for id in standing.required],
        "why excluded": [rules[id].exclude[name] for id in standing.excluded],
        "why deferred": [rules[id].defer[name] for id in standing.deferred],
    }


def _route(how: str, minutes: int, weeks: int) -> str:
    return f"{how} ({minutes} minutes a week, {counted(weeks, 'week')})"


def tell_advice(difference: PackDifference, compared: Compared) -> Iterator[str]:
    """Yield the lines on somebody who is told another stance or other notices."""
    yield f"the advice as a whole: {compared.aspect}"
    yield from _person(difference, compared)
    for which, program in (("old", difference.old), ("new", difference.new)):
        if compared.person is not None:
            outcome = decide(program, compared.person.values)
            said = "; ".join(("", *outcome.notices))
            yield f"    {which}: the stance `{outcome.stance}`{said}"
