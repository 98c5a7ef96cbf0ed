"""Without z3 the second opinion says what to install."""

import sys

import pytest

from rutengine.prove.z3_encoding import SecondOpinion
from tests.evaluation.minipack import card, engine_of, rule


def test_a_missing_z3_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    program = engine_of({"a": card()}, [rule("one", support={"a": 4})]).program
    with pytest.raises(ImportError, match=r"^the second opinion needs z3: pip install 'rutengine\[prove\]'$"):
        SecondOpinion(program)
