"""Packs that are drawn: every one loads, decides and can be written down; what is given as tables is checked."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutengine import PackError, Vocabulary
from rutengine.documents.schemas import schema_of
from rutengine.solver.proving import Prover
from rutengine.testing.packs import STRATEGIES, MadePack, compile_tables, packs
from rutengine.testing.profiles import profiles
from tests.documents.test_schemas import fits, kind_of

law = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@law
@given(packs(), st.data())
def test_a_pack_decides_for_everybody_who_is_drawn_for_it(made: MadePack, data: st.DataObject) -> None:
    engine = made.engine()
    decision = engine.decide(data.draw(profiles(engine)))
    assert {found.strategy for found in decision.strategies} == set(STRATEGIES)
    for found in decision.active:
        assert decision.why(found.strategy).verify()


@law
@given(packs())
def test_the_files_of_a_pack_fit_the_schemas(made: MadePack) -> None:
    for name, table in made.files.items():
        schema = schema_of(kind_of(f"made/{name}")[0])
        assert fits(table, schema, schema), name


@law
@given(packs())
def test_columns_are_those_of_the_program(made: MadePack) -> None:
    program = made.program()
    told = sorted((name, member, values) for name, member, values, _ in made.columns if member is None)
    assert told == sorted((v.name, v.member, v.domain) for v in program.variables if v.member is None)
    assert len(made.columns) == len(program.variables)


@law
@given(packs())
def test_a_pack_can_be_proved_about(made: MadePack) -> None:
    assert Prover(made.program()).program.checked.vocabulary == Vocabulary[Any].of(made.cls)


def test_tables_with_problems_are_refused() -> None:
    class Nothing:
        """No vocabulary is needed to see that files are missing."""

    with pytest.raises(PackError, match="RUT105"):
        compile_tables({"facts.toml": {}}, Nothing)


@law
@given(packs())
def test_a_pack_with_a_wrong_name_is_refused(made: MadePack) -> None:
    one = {"id": "odd", "when": "unheard_of", "because": "b", "cite": ["src"], "notice": "n"}
    with pytest.raises(PackError, match="RUT301"):
        compile_tables(
            {**made.files, "rules/one.toml": {"rule": [*made.files["rules/one.toml"]["rule"], one]}}, made.cls
        )
