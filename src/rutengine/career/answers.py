"""The answers that a question about a career may have: what each choice is a choice between."""

from typing import Literal, TypeAlias

YesNoNotSure: TypeAlias = Literal["yes", "no", "not_sure"]

Employment: TypeAlias = Literal["employed", "self_employed", "unemployed", "on_leave"]
Budget: TypeAlias = Literal["none", "low", "medium", "high"]
TrainingBudget: TypeAlias = Literal["none", "some", "generous", "not_sure"]
EmployerSize: TypeAlias = Literal["none", "micro", "small", "medium", "large"]

MainGoal: TypeAlias = Literal[
    "grow_here",
    "new_role_same_field",
    "change_field",
    "earn_more",
    "more_meaning",
    "regain_energy",
    "balance",
    "own_business",
    "not_sure",
]
ChangeSize: TypeAlias = Literal["small", "medium", "large"]
SocialMode: TypeAlias = Literal["one_to_one", "events", "online", "writing", "not_sure"]
CoachStyle: TypeAlias = Literal["holistic", "strategy", "not_sure"]
CoachTone: TypeAlias = Literal["direct", "gentle", "not_sure"]

StrategyId: TypeAlias = Literal[
    "acknowledge",
    "assess-situation",
    "clarify-direction",
    "strategic-questions",
    "obstacle-reality-check",
    "goal-plan",
    "protected-career-time",
    "setback-plan",
    "refresh-routine",
    "recover-energy",
    "gratitude-practice",
    "professional-help",
    "rights-advice",
    "play-to-strengths",
    "stretch-work",
    "job-crafting",
    "promotion-path-talk",
    "ask-for-what-you-deserve",
    "raise-visibility",
    "employer-development",
    "self-funded-learning",
    "find-mentor",
    "peer-circle",
    "networking",
    "informational-interviews",
    "career-coach",
    "career-guidance-service",
    "resume-and-profile",
    "interview-practice",
    "targeted-job-search",
    "internal-move",
    "career-change",
    "side-project",
    "handcuffs-audit",
]
