"""Load the plant pack and print advice for one plant."""

from pathlib import Path

from plants import Leaves, Plant

from rutengine import Engine, between


def main() -> None:
    """Print the advice and the reasons for its first line."""
    engine = Engine.load(Path(__file__).parent / "pack", Plant)
    decision = engine.decide(Plant(leaves=Leaves(yellow=between(2, 4)), dry_days=1, pot_drains="no"))
    print(decision.to_text())
    print(decision.why(decision.active[0].strategy))


if __name__ == "__main__":
    main()
