"""A plan as JSON."""

import attrs

from rutengine.compiler.program import Program
from rutengine.documents.decisions import document_head, write_document
from rutengine.evaluation.outcome import Outcome
from rutengine.planning.schedule import REVIEW_WEEK, Schedule


def write_plan(program: Program, outcome: Outcome, schedule: Schedule) -> str:
    """Return a plan as JSON, two spaces deep, with a line break at the end."""
    strategies = {step.strategy.id: step.strategy for step in program.strategies}
    active = list[dict[str, object]]()
    for standing in outcome.standings:
        if standing.status == "active":
            strategy = strategies[standing.strategy]
            how = None if standing.route is None else strategy.routes[standing.route].how
            active.append({"strategy": strategy.id, "title": strategy.title, "how": how, "notes": standing.notes})
    plan = attrs.asdict(schedule)
    stance = program.checked.pack.head.stances[outcome.stance]
    document = {
        **document_head(program, "plan"),
        "stance": {"id": outcome.stance, "says": stance.says},
        "active": active,
        "notices": outcome.notices,
        "plan": {**plan, "review": {"week": REVIEW_WEEK, "strategies": plan["review"]}},
    }
    return write_document(document)
