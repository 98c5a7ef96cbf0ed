"""`python -m rutengine` is the command line."""

import sys

from rutengine.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
