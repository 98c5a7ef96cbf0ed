"""The career pack: what may be said of a career rut, and advice on it."""

from rutengine.career.advising import advise, engine
from rutengine.career.profile import Goals, History, Obstacles, Profile, Signals, Situation, Strengths

__all__ = [
    "Goals",
    "History",
    "Obstacles",
    "Profile",
    "Signals",
    "Situation",
    "Strengths",
    "advise",
    "engine",
]
