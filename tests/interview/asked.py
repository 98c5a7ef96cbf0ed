"""Generated packs whose questions follow others, and people who answer them truthfully."""

from random import Random

from bench.generated import Generated, generate
from bench.worlds import Bits
from rutengine.engine.engine import Engine
from rutengine.engine.interviews import Interview
from rutengine.evaluation.deciding import decide, derive_possible
from rutengine.interview.guiding import Guide
from rutengine.interview.records import Option
from rutengine.logic.search import find_completion, first_preferred, narrow
from rutengine.logic.truth import truth
from rutengine.vocabulary.kinds import SetKind
from rutengine.vocabulary.possible import one_of
from rutengine.vocabulary.vocabulary import Fact, Vocabulary
from tests.strategies import compile_tables


def asked_pack(seed: int, facts: int = 7, rules: int = 14, strategies: int = 4, *, helping: bool = False) -> Generated:
    """Return a generated pack; about half of its questions follow others, some in circles, some a pattern.

    With `helping`, the stance `alarm` shows nothing but what is required.
    """
    made, rng = generate(seed, facts=facts, rules=rules, strategies=strategies, patterns=3), Random(seed)
    variables = made.program.variables
    words = dict(made.files["facts.toml"])
    for variable in variables:
        entry = words[variable.name] = {**words[variable.name], "tier": rng.randint(1, 3)}
        others = [other for other in variables if other.name != variable.name]
        if rng.random() < 0.5:
            told = [_comparison(rng, other.name, other.domain) for other in rng.sample(others, 2)]
            entry["follows"] = rng.choice((told[0], " or ".join(told), _pattern(made, rng) or told[0]))
    head = made.files["pack.toml"]
    alarm = head["stances"]["alarm"] | ({"phases": [], "roles": []} if helping else {})
    head = {**head, "stances": {**head["stances"], "alarm": alarm}}
    files = {**made.files, "facts.toml": words, "pack.toml": head}
    return Generated(made.cls, files, compile_tables(files, made.cls))


def _comparison(rng: Random, name: str, domain: tuple[object, ...]) -> str:
    value = rng.choice(domain[1:])
    if value is True:
        return rng.choice((name, f"not {name}"))
    return f"{name} == '{value}'" if isinstance(value, str) else f"{name} >= {value}"


def _pattern(made: Generated, rng: Random) -> str | None:
    kinds = [name for name, entry in made.files["patterns.toml"].items() if "any" in entry]
    return f"patterns.{rng.choice(kinds)}" if kinds else None


def person_of(made: Generated, rng: Random) -> Bits:
    """Return somebody whom the constraints allow."""
    program = made.program
    drawn = [rng.sample(order, len(order)) for order in program.preference]
    everything = program.columns.everything()[: len(program.variables)]
    found = find_completion([formula for _, formula in program.constraints], everything, drawn)
    assert found is not None
    return found


def truth_of(engine: Engine[object], person: Bits, fact: Fact) -> object:
    """Return what a person answers to a question."""
    told = [
        (variable.member, variable.domain[bit.bit_length() - 1])
        for variable, bit in zip(engine.program.variables, person, strict=True)
        if variable.name == fact.name
    ]
    if isinstance(fact.kind, SetKind):
        return frozenset(member for member, has in told if has)
    return told[0][1]


def engine_of(made: Generated) -> Engine[object]:
    return Engine(made.program, Vocabulary.of(made.cls))


def truthful(interview: Interview[object], person: Bits, rng: Random | None = None) -> Interview[object]:
    """Return an interview at its end; with `rng`, some questions are passed over or answered in part."""
    while (question := interview.question) is not None:
        fact = interview.engine.vocabulary.find(question.fact)
        assert fact is not None
        true = truth_of(interview.engine, person, fact)
        if rng is not None and rng.random() < 0.2:
            interview = rng.choice((interview.skip, interview.decline))()
        elif rng is not None and rng.random() < 0.3:
            others = question.options or range(question.low or 0, (question.high or 0) + 1)
            values = [option.value if isinstance(option, Option) else option for option in others]
            interview = interview.answer(one_of(*dict.fromkeys((true, rng.choice(values)))))
        else:
            interview = interview.answer(true)
    return interview


def shown(engine: Engine[object], profile: object) -> frozenset[str]:
    return frozenset(step.strategy for step in engine.decide(profile).active)


def everything_asked(interview: Interview[object], person: Bits) -> object:
    """Return the profile after every question that is left was asked too, in declared order."""
    engine, profile = interview.engine, interview.profile
    guide = Guide(engine.program)
    numbers = {asking.fact.name: asking.number for asking in guide.ground.askings}
    passed = frozenset(numbers[step.fact] for step in interview.steps)
    while True:
        view = guide.ground.view(engine.decide(profile).outcome.given, passed)
        if not view.askable:
            return profile
        fact = guide.ground.askings[view.askable[0]].fact
        profile = engine.answer(profile, fact.name, truth_of(engine, person, fact))


def everything_said(interview: Interview[object], person: Bits) -> object:
    """Return the profile after all that is left was told, in an order that owes nothing to how an interview sees it.

    First come questions that are asked for sure; if there is none, one of which it is open, as one is in a circle.
    """
    engine, profile = interview.engine, interview.profile
    program, conditions = engine.program, engine.program.checked.conditions
    everything = program.columns.everything()
    done = {step.fact for step in interview.steps}
    while True:
        given = engine.decide(profile).outcome.given
        sets = list(narrow([formula for _, formula in program.constraints], given) or given)
        columns = {
            fact.name: [i for i, variable in enumerate(program.variables) if variable.name == fact.name]
            for fact in engine.vocabulary.facts
        }
        left = [f for f in columns if f not in done and all(given[i] == everything[i] for i in columns[f])]
        before, asked = list[int](), dict[str, bool | None]()
        while before != sets:
            before, possible = list(sets), derive_possible(program, tuple(sets))
            asked = {
                name: truth(program.columns.formula(conditions["follows", name]), possible)
                if ("follows", name) in conditions
                else True
                for name in left
            }
            for name, found in columns.items():
                for column in found if asked.get(name, False) is False else ():
                    sets[column] = first_preferred(sets[column], program.preference[column])
        waiting = [name for name in left if asked[name]] or [name for name in left if asked[name] is None]
        if not waiting:
            return profile
        fact = engine.vocabulary.find(waiting[0])
        assert fact is not None
        done.add(fact.name)
        profile = engine.answer(profile, fact.name, truth_of(engine, person, fact))


def alone(made: Generated, values: Bits) -> frozenset[str]:
    """Return what `decide` shows to one person."""
    return frozenset(s.strategy for s in decide(made.program, values).standings if s.status == "active")
