"""A typed program of the kind that users write; mypy --strict and pyright have no complaint."""

from rutengine import Decision, ProfileError, between, one_of
from rutengine.career import Profile, Signals, Situation, advise, engine

profile = Profile(
    signals=Signals(passed_over=between(2, 4), told_no_growth=None),
    situation=Situation(employment=one_of("employed", "on_leave"), supportive_manager="yes"),
)
decision: Decision[Profile] = advise(profile)
for recommendation in decision.active:
    print(recommendation.title, recommendation.lead, recommendation.total)
print(decision.why("promotion-path-talk").verify())
try:
    engine().decide(engine().read_profile('{"signals": {"passed_over": 3}}'))
except ProfileError as error:
    for problem in error.problems:
        print(problem.path, problem.expected)
