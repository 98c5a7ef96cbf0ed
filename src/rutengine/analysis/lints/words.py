"""The words that advice to a person does without, and what each of them would do. The list is short on purpose.

A clinical name is a diagnosis, and nobody here may make one. A promise cannot be kept by whoever makes it. Blame makes
people stop reading. Words that have a harmless sense just as often, such as "weak" or "stress", are not here.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

WORDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "a clinical name": (
            "adhd",
            "alcoholic",
            "anxiety disorder",
            "autistic",
            "bipolar",
            "burnout",
            "depressed",
            "depression",
            "disorder",
            "mentally ill",
            "narcissist",
            "neurotic",
            "panic attacks",
            "personality disorder",
            "psychotic",
            "ptsd",
            "suicidal",
            "syndrome",
            "traumatised",
            "traumatized",
        ),
        "a promise": (
            "always works",
            "bound to succeed",
            "cannot fail",
            "guarantee",
            "guaranteed",
            "guarantees",
            "never fails",
            "no risk",
            "proven to",
            "risk-free",
            "sure to",
            "we promise",
            "will certainly",
            "will definitely",
            "will succeed",
            "without risk",
        ),
        "blame": (
            "complaining",
            "excuses",
            "failure",
            "incompetent",
            "lazy",
            "loser",
            "no excuses",
            "self-inflicted",
            "stupid",
            "whining",
            "you failed",
            "you have failed",
            "you only have yourself",
            "you should have",
            "your fault",
            "your own fault",
        ),
    }
)
