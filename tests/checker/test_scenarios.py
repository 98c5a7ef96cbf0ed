"""Routes that scenarios name: the text itself before what begins with it, and any of those with the same text."""

import pytest

from rutengine.compiler.compiling import compile_pack
from rutengine.scenarios.running import run_scenario
from rutengine.solver.proving import Prover
from tests.cases.corpus import BASE
from tests.checker.test_guaranteeing import checked

CARD = (BASE / "strategies" / "water-it.toml").read_text(encoding="utf-8").partition("[[route]]")[0]
ROUTES = """\
route = [
  { when = "kind == 'fern'", how = "Go" },
  { when = "place.heater_near", how = "Go far" },
  { when = "place.light == 'shade'", how = "Go" },
  { how = "Go far" },
]
"""
SCENARIO = 'name = "n"\nwhy = "w"\ngiven = {{ dry_days = 20, {given} }}\n[expect]\nroute.water-it = "{named}"\n'
PEOPLE = {
    'kind = "fern"': "Go",
    "place = { heater_near = true }": "Go far",
    'place = { light = "shade" }': "Go",
    'kind = "leafy"': "Go far",
}


@pytest.mark.parametrize(("given", "taken"), PEOPLE.items())
@pytest.mark.parametrize(("named", "whole"), [("Go", "Go"), ("Go far", "Go far"), ("Go f", "Go far")])
def test_the_route_of_a_text_is_any_that_has_it(given: str, taken: str, named: str, whole: str) -> None:
    scenario = SCENARIO.format(given=given, named=named)
    pack = checked(**{"strategies/water-it": f"{CARD}{ROUTES}", "scenarios/one": scenario})
    (one,) = pack.scenarios
    assert dict(one.routes) == {"water-it": whole}
    assert [said for said, _ in one.expected] == [f"route: water-it by {named!r}"]
    prover = Prover(compile_pack(pack))
    assert run_scenario(prover, one).passed == (taken == whole)
