"""Compare the solver with other ways to the same answers, and time it.

Usage: python bench/proofs.py [--quick] [SECTION ...]

The sections are `brute-force`, `z3`, `certificates` and `times`; by default all of them. The exit code is 1 if anything
was wrong.
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.brute_force import brute_force  # noqa: E402
from bench.certificates import certificates  # noqa: E402
from bench.second_opinions import second_opinions  # noqa: E402
from bench.timings import timings  # noqa: E402

SECTIONS = {
    "brute-force": brute_force,
    "z3": second_opinions,
    "certificates": certificates,
    "times": timings,
}


def main(arguments: list[str]) -> int:
    """Run the sections that are asked for."""
    wanted = [name for name in arguments if name != "--quick"]
    right = True
    for name in wanted or SECTIONS:
        started = time.perf_counter()
        print(f"{name}:", flush=True)
        right = SECTIONS[name](quick="--quick" in arguments) and right
        print(f"  {time.perf_counter() - started:.0f} s\n", flush=True)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
