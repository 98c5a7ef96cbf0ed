"""Engines of packs that were read from bytes."""

from typing import Any

from rutengine import Engine, Vocabulary
from rutengine.checker.check import check
from rutengine.compiler.compiling import compile_pack
from rutengine.documents.packs import PackReading
from rutengine.model.pack import CheckedPack


def program_of(reading: PackReading, cls: type[Any]) -> Engine[Any]:
    """Return the engine of a reading without problems."""
    assert reading.pack is not None
    assert not reading.diagnostics, [str(d) for d in reading.diagnostics]
    vocabulary: Vocabulary[Any] = Vocabulary.of(cls)
    checked = check(reading.pack, vocabulary)
    assert isinstance(checked, CheckedPack), [str(d) for d in checked]
    return Engine(compile_pack(checked), vocabulary)
