"""Input limits: every bound that the library puts on what it reads, in one frozen object.

Each bound is checked before the expensive step that it protects. The values rest on measurements: `tomllib` needs
seconds for a key of 20,000 parts, `json` and `tomllib` recurse once per nesting level, `difflib` is quadratic.
"""

import attrs


@attrs.frozen(kw_only=True)
class Limits:
    """The bounds, by what they bound; sizes of files and profiles in bytes, all else counted.

    Example:
        >>> LIMITS.condition_depth
        32
    """

    condition_characters: int = 2_000
    condition_tokens: int = 512
    condition_depth: int = 32
    name_characters: int = 64
    text_literal_characters: int = 200
    list_members: int = 128
    integer: int = 2**53 - 1
    integer_digits: int = 16

    pack_file_bytes: int = 512 * 1024
    pack_files: int = 1_024
    pack_bytes: int = 16 * 1024 * 1024
    toml_depth: int = 16
    toml_key_parts: int = 8
    rules: int = 10_000
    facts: int = 2_000
    derived_chain: int = 64
    derived_depth: int = 128
    constraints: int = 256
    fact_values: int = 1_024

    profile_bytes: int = 256 * 1024
    profile_depth: int = 4
    profile_keys: int = 1_024
    profile_items: int = 1_000
    profile_text: int = 4_096

    problems_shown: int = 20
    problems_kept: int = 1_000
    suggestions: int = 3
    message_characters: int = 300
    explanation_bytes: int = 256 * 1024


LIMITS = Limits()
