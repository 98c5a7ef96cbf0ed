"""What a person may say about their working life: the facts of the career pack, in their order.

Every answer may be left out. The words of the questions stand in the pack, not here.
"""

from typing import ClassVar

import attrs

from rutengine.career.answers import (
    Budget,
    ChangeSize,
    CoachStyle,
    CoachTone,
    EmployerSize,
    Employment,
    MainGoal,
    SocialMode,
    StrategyId,
    TrainingBudget,
    YesNoNotSure,
)
from rutengine.vocabulary.facts import Answer, Answered, fact, part


@attrs.frozen(kw_only=True, repr=False)
class Signals(Answered):
    """How work feels and what happens there.

    Whole numbers without a comment run from 0 (not at all, never) to 4 (very much, nearly always).
    """

    months_in_rut: Answer[int] = fact(assume=0, between=(0, 600))  # months; 0: not stuck
    passed_over: Answer[int] = fact(assume=0, between=(0, 4))
    left_out_of_visible_work: Answer[int] = fact(assume=0, between=(0, 4))
    told_no_growth: Answer[bool] = fact(assume=False)
    no_growth_path: Answer[int] = fact(assume=0, between=(0, 4))
    broken_promises: Answer[int] = fact(assume=0, between=(0, 4))  # never, once, twice, more
    underpaid: Answer[int] = fact(assume=0, between=(0, 4))
    searching_months: Answer[int] = fact(assume=0, between=(0, 600))  # months; 0: not looking
    interviews_no_offer: Answer[int] = fact(assume=0, between=(0, 4))
    no_interviews: Answer[int] = fact(assume=0, between=(0, 4))
    outpaced_by_rivals: Answer[int] = fact(assume=0, between=(0, 4))

    under_challenged: Answer[int] = fact(assume=0, between=(0, 4))
    dull_unproductive: Answer[int] = fact(assume=0, between=(0, 4))
    learning_stopped: Answer[int] = fact(assume=0, between=(0, 4))
    talents_wasted: Answer[int] = fact(assume=0, between=(0, 4))
    no_passion: Answer[int] = fact(assume=0, between=(0, 4))
    low_motivation: Answer[int] = fact(assume=0, between=(0, 4))
    values_mismatch: Answer[int] = fact(assume=0, between=(0, 4))
    wrong_place: Answer[int] = fact(assume=0, between=(0, 4))  # the place or the people, not the work
    field_no_longer_fits: Answer[int] = fact(assume=0, between=(0, 4))  # not only the job
    no_way_out_seen: Answer[int] = fact(assume=0, between=(0, 4))
    on_autopilot: Answer[int] = fact(assume=0, between=(0, 4))
    afraid_to_ask: Answer[int] = fact(assume=0, between=(0, 4))
    golden_handcuffs: Answer[int] = fact(assume=0, between=(0, 4))  # held by pay or benefits

    bitter: Answer[int] = fact(assume=0, between=(0, 4), sensitive=True)
    overwhelmed: Answer[int] = fact(assume=0, between=(0, 4), sensitive=True)
    dread_of_work: Answer[int] = fact(assume=0, between=(0, 4), sensitive=True)
    crying_over_work: Answer[int] = fact(assume=0, between=(0, 4), sensitive=True)
    despair: Answer[int] = fact(assume=0, between=(0, 4), sensitive=True)
    physically_ill: Answer[int] = fact(assume=0, between=(0, 4), sensitive=True)
    exhausted: Answer[int] = fact(assume=0, between=(0, 4), sensitive=True)
    sleep_focus_trouble: Answer[int] = fact(assume=0, between=(0, 4), sensitive=True)
    mistreatment: Answer[bool] = fact(assume=False, sensitive=True)
    in_crisis: Answer[bool] = fact(assume=False, sensitive=True)


@attrs.frozen(kw_only=True, repr=False)
class Obstacles(Answered):
    """What seems to stand in the way, from 0 (not true for me) to 4 (very true for me).

    The last two tell a belief from a gap and from a formal requirement.
    """

    experience: Answer[int] = fact(assume=0, between=(0, 4))
    credentials: Answer[int] = fact(assume=0, between=(0, 4))
    self_presentation: Answer[int] = fact(assume=0, between=(0, 4), actionable={0: 4, 1: 3})
    interviewing: Answer[int] = fact(assume=0, between=(0, 4), actionable={0: 4, 1: 3})
    networking: Answer[int] = fact(assume=0, between=(0, 4), actionable={0: 4, 1: 3})
    resume: Answer[int] = fact(assume=0, between=(0, 4), actionable={0: 2, 1: 1})
    cover_letter: Answer[int] = fact(assume=0, between=(0, 4), actionable={0: 2, 1: 1})
    school: Answer[int] = fact(assume=0, between=(0, 4))
    not_good_enough: Answer[int] = fact(assume=0, between=(0, 4))
    fear_of_change: Answer[int] = fact(assume=0, between=(0, 4))
    disbelief_in_options: Answer[int] = fact(assume=0, between=(0, 4))
    counterexample_known: Answer[YesNoNotSure] = fact(assume="not_sure", actionable={"yes": 2})  # somebody got there
    hard_gate: Answer[YesNoNotSure] = fact(assume="not_sure")  # a permit or paper is missing


@attrs.frozen(kw_only=True, repr=False)
class Strengths(Answered):
    """What the person can build on, in their own eyes, from 0 (hardly) to 4 (very much)."""

    track_record: Answer[int] = fact(assume=2, between=(0, 4))
    expertise: Answer[int] = fact(assume=2, between=(0, 4))
    transferable_skills: Answer[int] = fact(assume=2, between=(0, 4))
    learning: Answer[int] = fact(assume=2, between=(0, 4))
    communication: Answer[int] = fact(assume=2, between=(0, 4), actionable={3: 3, 4: 4})
    relationships: Answer[int] = fact(assume=2, between=(0, 4))
    leadership: Answer[int] = fact(assume=2, between=(0, 4))
    creativity: Answer[int] = fact(assume=2, between=(0, 4))
    resilience: Answer[int] = fact(assume=2, between=(0, 4))
    self_discipline: Answer[int] = fact(assume=2, between=(0, 4))
    network: Answer[int] = fact(assume=2, between=(0, 4), actionable={3: 3, 4: 4})  # nobody, one or two .. many
    helping_others: Answer[int] = fact(assume=2, between=(0, 4))
    entrepreneurial: Answer[int] = fact(assume=2, between=(0, 4))
    online_presence: Answer[int] = fact(assume=2, between=(0, 4), actionable={3: 1, 4: 2})
    escaped_before: Answer[bool] = fact(assume=False)


@attrs.frozen(kw_only=True, repr=False)
class Situation(Answered):
    """Work, time, money and people: what the advice has to fit.

    Money has no currency: low is under a day's pay, medium up to two weeks' pay, high is more.
    """

    employment: Answer[Employment] = fact(assume="employed")
    hours_per_week: Answer[int] = fact(  # for the career, beside the job
        assume=3,
        between=(0, 60),
        actionable={1: 1, 2: 2, 3: 3, 4: 3, 5: 4, 6: 4, 7: 5, 8: 5},
    )
    budget: Answer[Budget] = fact(sensitive=True, assume="medium")  # the person's own money
    training_budget: Answer[TrainingBudget] = fact(assume="not_sure")  # the employer's money
    employer_programmes: Answer[YesNoNotSure] = fact(assume="not_sure")
    employer_size: Answer[EmployerSize] = fact(assume="medium")  # under 10, 50, 250, or more
    mentoring_programme: Answer[YesNoNotSure] = fact(assume="not_sure")  # the employer's
    professional_body: Answer[YesNoNotSure] = fact(assume="not_sure")
    supportive_manager: Answer[YesNoNotSure] = fact(assume="not_sure")
    internal_openings: Answer[YesNoNotSure] = fact(assume="not_sure")
    public_guidance: Answer[YesNoNotSure] = fact(assume="not_sure")
    support_people: Answer[int] = fact(assume=2, between=(0, 4), actionable={3: 2, 4: 3})  # none .. a great deal
    caring_duties: Answer[int] = fact(assume=0, between=(0, 4), sensitive=True)  # how much time
    work_permit_tied: Answer[bool] = fact(assume=False, sensitive=True)
    runway_months: Answer[int] = fact(sensitive=True, assume=6, between=(0, 120))  # months without this income
    dependants_on_income: Answer[bool] = fact(assume=False, sensitive=True)
    health_limits: Answer[int] = fact(assume=0, between=(0, 4), sensitive=True)
    notice_or_restrictions: Answer[YesNoNotSure] = fact(assume="not_sure")
    vesting_months: Answer[int] = fact(assume=0, between=(0, 120))  # months till paid; 0: none
    side_work_allowed: Answer[YesNoNotSure] = fact(assume="not_sure")
    job_at_risk: Answer[int] = fact(assume=0, between=(0, 4))  # not at all .. very likely
    months_out_of_work: Answer[int] = fact(sensitive=True, assume=0, between=(0, 600))  # months; 0: not away
    tenure_months: Answer[int] = fact(assume=24, between=(0, 600))  # months in this role


@attrs.frozen(kw_only=True, repr=False)
class Goals(Answered):
    """What the person wants, and how they like to go about it."""

    main_goal: Answer[MainGoal] = fact(assume="not_sure")
    change_size: Answer[ChangeSize] = fact(assume="medium")
    risk: Answer[int] = fact(assume=2, between=(0, 4))  # uneasy with risk .. at ease with it
    target_clarity: Answer[int] = fact(  # no idea .. exact
        assume=2, between=(0, 4), actionable={2: 2, 3: 3, 4: 4}
    )
    wants_leadership: Answer[YesNoNotSure] = fact(assume="not_sure")
    social_mode: Answer[SocialMode] = fact(assume="not_sure")
    coach_style: Answer[CoachStyle] = fact(assume="not_sure")
    coach_tone: Answer[CoachTone] = fact(assume="not_sure")


@attrs.frozen(kw_only=True, repr=False)
class History(Answered):
    """What has been tried; what did not help is a part of what was tried."""

    tried: Answer[frozenset[StrategyId]] = fact(assume=frozenset())
    did_not_help: Answer[frozenset[StrategyId]] = fact(assume=frozenset())


@attrs.frozen(kw_only=True, repr=False)
class Profile(Answered):
    """One person, in their own words and for their own use."""

    vocabulary_id: ClassVar[str] = "career-profile"

    signals: Signals = part(Signals)
    obstacles: Obstacles = part(Obstacles)
    strengths: Strengths = part(Strengths)
    situation: Situation = part(Situation)
    goals: Goals = part(Goals)
    history: History = part(History)
