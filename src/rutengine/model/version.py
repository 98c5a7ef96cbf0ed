"""The version of the library, and the number of the semantics that it implements."""

from typing import Final

VERSION: Final = "0.1.0"
SEMANTICS: Final = 1
