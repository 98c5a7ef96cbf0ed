"""The words of the worksheet: what to ask oneself, and what one may say in talks that are hard to begin."""

from collections.abc import Mapping
from typing import Final

import attrs

from rutengine.rendering.sheets import BLANK


@attrs.frozen
class Exercise:
    """A part of the worksheet that is there to be used.

    Arguments:
        strategy: the strategy that it belongs to; where that is left out or waits, so is the exercise.
        heading: its heading.
        says: one or two sentences on how to use it.
        lines: what to say, or what to answer, in its order.
    """

    strategy: str
    heading: str
    says: str
    lines: tuple[str, ...] = ()


TITLE: Final = "My way out of a rut"
TITLE_IN_A_CRISIS: Final = "People to turn to"

PRIVATE: Final = (
    "This sheet holds your answers. It was made on your own computer; show it only to people whom you choose."
)

GROUPS: Final[Mapping[str, str]] = {
    "signals": "How work is",
    "obstacles": "What stands in the way",
    "strengths": "What you can build on",
    "situation": "Your situation",
    "goals": "What you want",
    "history": "What you have tried",
}
"""The parts of a profile, in the order in which they are told."""

OBSTACLES: Final = Exercise(
    strategy="obstacle-reality-check",
    heading="Obstacles put to the test",
    says="Put each obstacle to the test, and write in the one column that fits. Unfair treatment, illness and the law "
    "are real: they are no beliefs.",
    lines=(
        "Obstacle",
        "Belief: who got there in spite of it?",
        "Gap: which small step closes it?",
        "Requirement: whom do I ask what is needed?",
    ),
)

QUESTIONS: Final = Exercise(
    strategy="strategic-questions",
    heading="Six questions that open doors",
    says="Write quickly. Then underline every answer that is something to do, and choose one for this week.",
    lines=(
        "Which moves do I see plainly already?",
        "How clear are my next steps to me, and what would make the first of them clearer?",
        "What do I know by now about making a change?",
        "Which of my skills and experiences can I build on?",
        "Which lesson from my working life helps me here?",
        "Who among the people I know could help?",
    ),
)

PROMOTION: Final = Exercise(
    strategy="promotion-path-talk",
    heading="Words for the talk about your next step",
    says="You ask for information, not for a favour. Put it in your own words, and say it aloud once before you go.",
    lines=(
        f"To ask for the talk: I would like half an hour with you about my next step. Does {BLANK} (a day) suit you?",
        f"What I bring: in the last year I have {BLANK} and because of it {BLANK}",
        f"What I ask: I would like to grow into {BLANK} (a role). Which results and skills would decide that?",
        "And: by when could it be, and who else has a say?",
        f"If it is 'not now': what would have to be different? May we look at it again on {BLANK} (a date)?",
        f"In writing, the same day: thank you. We look at it again on {BLANK} (the date). I understood that {BLANK}",
    ),
)

PAY: Final = Exercise(
    strategy="ask-for-what-you-deserve",
    heading="Words for the talk about pay",
    says="Name one number or one date, and then wait for the answer.",
    lines=(
        f"What I bring: since {BLANK} (a date) I have also {BLANK} and because of it {BLANK}",
        f"What it is worth: work like this is usually paid {BLANK} (from three sources).",
        f"What I ask: I ask for {BLANK} (a number), from {BLANK} (a date) on.",
        f"About a promise: in {BLANK} (a month) we spoke of {BLANK} (what). By which date will it be so?",
        "If it is no: what would make it possible, and when do we talk again?",
        f"For myself, decided beforehand: if it stays a no, I will {BLANK}",
        f"In writing, the same day: thank you. I understood that {BLANK}",
    ),
)

INFORMATION: Final = Exercise(
    strategy="informational-interviews",
    heading="Words for a talk with somebody who does what you want to do",
    says="You ask for twenty minutes and for information, not for a job.",
    lines=(
        f"To ask for it: {BLANK} (who) gave me your name. I am curious about {BLANK} (the work) and how it really is.",
        "And: would you have twenty minutes for my questions, on the telephone or in writing?",
        "To begin: how did you come to this work, and what would you do today to begin?",
        "To know it better: what is a good day like, what is a bad one, and what is usually paid?",
        f"For me: I come from {BLANK} (your work). What of that is of use here, and what is missing?",
        "To end: whom else may I ask? May I tell you what came of it?",
        f"Noted afterwards: a step of theirs that I could take too is {BLANK}",
    ),
)

GRADES: Final = (
    "A: many experiments close to the aim. B: many studies of something related, or an experiment in the field. "
    "C: single or indirect studies. D: the advice of people who do this work. A grade speaks of the evidence, not of "
    "how much a step will help you."
)
