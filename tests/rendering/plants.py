"""The example pack, as the tests use it."""

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rutengine import Engine

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "plants"

if TYPE_CHECKING:
    from examples.plants.plants import Leaves, Place, Plant
else:
    spec = importlib.util.spec_from_file_location("examples_plants", EXAMPLE / "plants.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["examples_plants"] = module
    spec.loader.exec_module(module)
    Leaves, Place, Plant = module.Leaves, module.Place, module.Plant

__all__ = ["EXAMPLE", "Leaves", "Place", "Plant", "plant_engine"]


def plant_engine() -> Engine[Plant]:
    """Load the example pack."""
    return Engine.load(EXAMPLE / "pack", Plant)
