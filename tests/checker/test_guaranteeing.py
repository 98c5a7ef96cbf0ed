"""Guarantees and scenarios resolved: the records that come out, for each form and each key."""

from pathlib import Path

import attrs

from rutengine.checker.check import check
from rutengine.documents.packs import read_pack
from rutengine.model.claims import Fate, Holds, NotClaim, Score, StanceIs, Top, holds, recommended
from rutengine.model.conditions import In, negated
from rutengine.model.guarantee import Always, Irrelevant, Monotone, Sometimes, Standing
from rutengine.model.pack import CheckedPack
from rutengine.vocabulary.vocabulary import Vocabulary
from tests.cases.corpus import BASE, FOLDER, read_case
from tests.cases.vocabularies import Plant

STICKY = Holds(In("leaves.sticky", None, (True,)))


def checked(**files: str) -> CheckedPack:
    pack = {file.relative_to(BASE).as_posix(): file.read_bytes() for file in sorted(BASE.rglob("*.toml"))}
    pack |= {f"{name.replace('__', '/')}.toml": text.encode() for name, text in files.items()}
    reading = read_pack(pack)
    assert reading.pack is not None
    assert reading.diagnostics == ()
    found = check(reading.pack, Vocabulary.of(Plant))
    assert isinstance(found, CheckedPack)
    return found


def guarantee(id: str, text: str) -> str:
    return f"[[guarantee]]\nid = '{id}'\nsays = 'A.'\n{text}\n"


def test_every_form_has_its_record_in_the_order_of_ids() -> None:
    text = "".join(
        guarantee(id, text)
        for id, text in {
            "e": "irrelevant = ['seen', 'kind']\nto = [\"total('isolate')\", 'leaves.sticky']",
            "d": "given = 'leaves.sticky'\nfalling = 'leaves.sticky'\nnever_raises = \"active('isolate')\"",
            "c": "rising = 'dry_days'\nnever_lowers = 'rank( \"repot\" )'",
            "b": "possible = \"active('isolate')\"",
            "a": "given = 'leaves.sticky'\nthen = \"top('isolate')\"",
        }.items()
    )
    isolated = Fate("active", "isolate")
    assert checked(guarantees=text).guarantees == (
        Always(id="a", given=STICKY, then=Top("isolate")),
        Sometimes(id="b", given=None, claim=isolated),
        Monotone(id="c", given=None, fact="dry_days", up=True, measured=Standing("rank", "repot"), never="lowers"),
        Monotone(id="d", given=STICKY, fact="leaves.sticky", up=False, measured=isolated, never="raises"),
        Irrelevant(id="e", given=None, facts=("seen", "kind"), measured=(Standing("total", "isolate"), STICKY)),
    )


def test_every_expectation_becomes_a_claim_named_by_its_key() -> None:
    case = read_case(FOLDER / "good" / "RUT602-empty-scenario.toml")
    text = case.files()["scenarios/yellow-leaves.toml"].decode()
    found = checked(scenarios__yellow=text)
    (scenario,) = found.scenarios
    assert scenario.scenario.id == "yellow"
    assert scenario.settled == (("settled: recommended('let-it-dry')", Fate("recommended", "let-it-dry")),)
    expected = dict(scenario.expected)
    assert expected == {
        "top: let-it-dry": Top("let-it-dry"),
        "active: let-it-dry": Fate("active", "let-it-dry"),
        "recommended: let-it-dry": Fate("recommended", "let-it-dry"),
        "not_active: water-it": NotClaim(Fate("active", "water-it")),
        "never: repot": NotClaim(Fate("recommended", "repot")),
        "stance: everyday": StanceIs("everyday"),
        "because: roots-in-water": Holds(found.conditions[("rule", "roots-in-water")]),
        "not_because: dry-for-too-long": Holds(negated(found.conditions[("rule", "dry-for-too-long")])),
        "route: water-it by 'Use a can'": recommended("water-it") & holds(found.route_taken("water-it", 1)),
        "claims: lead('let-it-dry') >= 4": Score("lead", "let-it-dry", 4),
        "claims: patterns.drowning >= clear": Holds(In("patterns.drowning", None, (2, 3, 4))),
    }


def test_what_was_lost_while_reading_is_not_missed_again() -> None:
    scenario = "name = 'A'\nwhy = 'B'\ngiven = {}\nexpect = { top = 'lost', because = ['gone'] }\n"
    sound = checked()
    reading = read_pack({name.as_posix(): (BASE / name).read_bytes() for name in _files()})
    assert reading.pack is not None
    more = read_pack({"pack.toml": (BASE / "pack.toml").read_bytes(), "scenarios/a.toml": scenario.encode()})
    assert more.pack is not None
    pack = attrs.evolve(reading.pack, scenarios=more.pack.scenarios)
    assert isinstance(
        check(pack, sound.vocabulary, frozenset({"strategies", "rules"}), frozenset({"lost"})), CheckedPack
    )
    assert isinstance(check(pack, sound.vocabulary, frozenset({"rules"}), frozenset({"lost"})), CheckedPack)


def _files() -> list[Path]:
    return [file.relative_to(BASE) for file in sorted(BASE.rglob("*.toml"))]
