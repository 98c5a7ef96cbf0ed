"""The career pack: what may be said of a career rut, and advice on it."""

from rutengine.career.advising import advise, engine, engine_with
from rutengine.career.profile import Goals, History, Obstacles, Profile, Signals, Situation, Strengths
from rutengine.career.worksheet import Worksheet

__all__ = [
    "Goals",
    "History",
    "Obstacles",
    "Profile",
    "Signals",
    "Situation",
    "Strengths",
    "Worksheet",
    "advise",
    "engine",
    "engine_with",
]
