"""The worksheet: everything that was promised is on it, a crisis leaves only people to turn to, no text breaks out."""

import re
from functools import cache
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutengine.career import Goals, Obstacles, Profile, Signals, Situation, Worksheet, advise, engine
from rutengine.career.worksheet_words import INFORMATION, OBSTACLES, PAY, PROMOTION, QUESTIONS
from rutengine.compiler.compiling import compile_pack
from rutengine.compiler.program import Program
from rutengine.diagnostics.plaintext import visible
from rutengine.engine.decision import Decision
from rutengine.evaluation.completing import value_sets
from rutengine.evaluation.deciding import decide
from rutengine.model.table import Table
from rutengine.testing.profiles import profiles
from tests.expected import expected_text
from tests.laws.phases import NO_SHRINKING
from tests.rendering.pages import Strict, read

EXPECTED = Path(__file__).parent / "expected"
PEOPLE = Path(__file__).parent.parent / "calibration" / "people"
OVERLOOKED = Profile(
    signals=Signals(passed_over=3, left_out_of_visible_work=3, physically_ill=1),
    obstacles=Obstacles(resume=3, school=1, not_good_enough=2),
    situation=Situation(employment="employed", hours_per_week=4, supportive_manager="yes"),
    goals=Goals(main_goal="grow_here"),
)
CRISIS = attrs.evolve(OVERLOOKED, signals=Signals(in_crisis=True, passed_over=3, no_growth_path=3))
HOSTILE = "</style><script>alert(1)</script>\" onload='x' `a` | --> %%{init}%% # <!-- ]]> &lt;"
HEADINGS = [
    "My way out of a rut", "Where you stand", "What this points to", "Your next steps", "Your plan, week by week",
    OBSTACLES.heading, QUESTIONS.heading, PROMOTION.heading, PAY.heading, INFORMATION.heading,
    "How well this is supported", "How sure this is, and what was assumed", "Sources",
]  # fmt: skip
law = settings(max_examples=15, deadline=None, phases=NO_SHRINKING, suppress_health_check=list(HealthCheck))


@cache
def page_of(profile: Profile) -> Strict:
    """Return the worksheet of a person, read back."""
    return read(Worksheet(advise(profile)).to_html())


def evil(text: str) -> Program:
    """Return the career program with a text in the place of the words that a worksheet shows."""
    checked = engine().pack
    pack = checked.pack
    strategies = tuple(
        attrs.evolve(
            strategy, title=text, steps=(text,), done_when=text, caution=text,
            evidence=attrs.evolve(strategy.evidence, says=text),
            routes=tuple(attrs.evolve(route, how=text) for route in strategy.routes),
        )
        for strategy in pack.strategies
    )  # fmt: skip
    words = tuple(
        attrs.evolve(entry, label=text, label_not=text, labels=Table(dict.fromkeys(entry.labels, text)))
        for entry in pack.words
    )
    rules = tuple(attrs.evolve(rule, because=text, notice=rule.notice and text) for rule in pack.rules)
    sources = tuple(attrs.evolve(source, title=text) for source in pack.sources)
    patterns = tuple(attrs.evolve(pattern, name=text, label=text) for pattern in pack.patterns)
    stances = Table({id: attrs.evolve(stance, says=text) for id, stance in pack.head.stances.items()})
    head = attrs.evolve(pack.head, title=text, stances=stances)
    changed = attrs.evolve(
        pack, head=head, strategies=strategies, words=words, rules=rules, sources=sources, patterns=patterns
    )
    return compile_pack(attrs.evolve(checked, pack=changed))


def decided(program: Program, profile: Profile) -> Decision[Profile]:
    """Return the decision of another program."""
    read_fact = lambda fact: getattr(getattr(profile, fact.path[0]), fact.path[1])  # noqa: E731
    return Decision(decide(program, value_sets(program, read_fact)), program)


def obstacle_rows(profile: Profile) -> list[str]:
    """Return the obstacles in the table of a person's worksheet; an empty one is room to write."""
    section = Worksheet(advise(profile)).to_markdown().split(f"## {OBSTACLES.heading}")[1].split("##")[0]
    return [line.split(" | ")[0].strip("| ") for line in section.splitlines() if line.startswith("| ")][2:]


def test_it_has_all_parts_in_their_order() -> None:
    found = page_of(OVERLOOKED)
    assert [text for text in found.texts if text in HEADINGS] == [HEADINGS[0], *HEADINGS]
    assert found.headings == [1, *[2] * (len(HEADINGS) - 1)]


def test_it_tells_the_answers_in_the_words_of_the_pack() -> None:
    told = " ".join(page_of(OVERLOOKED).texts)
    for said in (
        "promotions you were ready for keep going to others (3 of 4)",
        "you have a manager you can talk to openly",
        "you want to grow where you are",
        "Blocked growth: your growth where you are is blocked (3 of 4).",
    ):
        assert said in told


def test_only_obstacles_that_are_there_stand_in_the_table_and_there_is_room_for_more() -> None:
    assert obstacle_rows(OVERLOOKED) == ["Your resume needs some work.", "You doubt that you are good enough.", "", ""]


def test_much_that_was_said_stays_short() -> None:
    signals = {field.name: 3 for field in attrs.fields(Signals) if "months" not in field.name}
    signals |= {"told_no_growth": False, "mistreatment": False, "in_crisis": False, "physically_ill": 0}
    sheet = Worksheet(advise(Profile(signals=Signals(**signals)))).sheet()  # type: ignore[arg-type]
    situation, patterns = sheet.sections[:2]
    assert situation.small
    assert not Worksheet(advise(OVERLOOKED)).sheet().sections[0].small
    assert len(patterns.pieces) == 8
    last = getattr(patterns.pieces[-1], "text", "")
    assert re.fullmatch(r"These are .* no diagnosis; \d+ weaker ones are left out\.", last)


def test_at_most_six_obstacles_stand_in_the_table_the_highest_first() -> None:
    scaled = [field.name for field in attrs.fields(Obstacles)][:-2]
    obstacles = Obstacles(**dict.fromkeys(scaled, 2) | {"fear_of_change": 4})  # type: ignore[arg-type]
    rows = obstacle_rows(Profile(signals=Signals(under_challenged=3), obstacles=obstacles))
    assert rows[0] == "The thought of a change is frightening."
    assert [bool(row) for row in rows] == [True] * 6 + [False]


@pytest.mark.parametrize(
    ("signals", "told"),
    [
        (Signals(underpaid=3), True),
        (Signals(mistreatment=True), False),
        (Signals(physically_ill=4, exhausted=4), False),
    ],
)
def test_what_was_assumed_is_not_told_to_somebody_who_is_to_be_protected(signals: Signals, *, told: bool) -> None:
    text = Worksheet(advise(Profile(signals=signals))).to_markdown()
    assert "questions are still open; what is nearest to neutral was assumed." in text
    assert ("this was assumed: " in text) is told


def test_every_active_step_is_told_with_its_grade_and_how_sure_it_is() -> None:
    decision = advise(OVERLOOKED)
    text = Worksheet(decision).to_markdown()
    for step in decision.active:
        assert f". {step.title}\n" in text
        assert f"- {step.evidence}, {step.title}: " in text
        assert re.search(rf"- {step.title}: (settled|open|not proved)\.", text)


def test_in_a_crisis_it_names_people_to_turn_to_and_nothing_else() -> None:
    sheet = Worksheet(advise(CRISIS))
    found = read(sheet.to_html())
    assert found.headings == [1, 2]
    said = {"People to turn to", *(block.text for block in advise(CRISIS).outline())}
    assert set(found.texts) == said
    assert sheet.to_markdown().count("#") == 3
    for graph in (sheet.why_graph(), sheet.plan_chart()):
        assert graph.startswith("flowchart TD\n")
        assert "promotion" not in graph
    assert "you feel unsafe or in crisis right now" not in sheet.why_graph()


@pytest.mark.parametrize(
    ("profile", "gone", "why"),
    [
        (Profile(signals=Signals(told_no_growth=True)), PROMOTION, "is left out: you have been told that there is no"),
        (Profile(signals=Signals(mistreatment=True)), PAY, "wait until you have had independent advice."),
        (
            Profile(signals=Signals(physically_ill=2)),
            QUESTIONS,
            f"'{QUESTIONS.heading}' and '{INFORMATION.heading}' wait because something else comes first now.",
        ),
    ],
)
def test_an_exercise_that_does_not_fit_is_named_with_the_reason(profile: Profile, gone: object, why: str) -> None:
    texts = page_of(profile).texts
    heading = getattr(gone, "heading", "")
    assert heading not in texts
    (line,) = [text for text in texts if heading in text]
    assert why in line


def test_somebody_without_hours_has_a_plan_of_small_steps() -> None:
    text = Worksheet(advise(attrs.evolve(OVERLOOKED, situation=Situation(hours_per_week=0)))).to_markdown()
    assert "You have no hours to give now; so each step below asks a few minutes a week. That counts." in text


def test_what_the_hours_do_not_hold_is_named_with_its_first_step() -> None:
    checked = engine().pack
    longer = tuple(
        attrs.evolve(
            step, minutes_per_week=300, routes=tuple(attrs.evolve(way, minutes_per_week=None) for way in step.routes)
        )
        for step in checked.pack.strategies
    )
    program = compile_pack(attrs.evolve(checked, pack=attrs.evolve(checked.pack, strategies=longer)))
    text = Worksheet(decided(program, OVERLOOKED)).to_markdown()
    assert "takes 5 hours a week, more than there is. If a week leaves you time, begin with this: " in text


@pytest.mark.parametrize(
    ("person", "hours", "cell"),
    [
        ("H11", 2, "| It begins only then. |"),
        ("H66", 1, "| Do not let go of it: try another way, or another person. |"),
        ("H66", 1, "| Leave it, and talk it over with somebody who knows you. |"),
        ("H03", 8, "| Give its time to '"),
        ("H03", 8, "| Try '"),
    ],
)
def test_what_to_do_if_a_step_has_not_helped(person: str, hours: int, cell: str) -> None:
    profile = engine().read_profile((PEOPLE / f"{person}.toml").read_text(encoding="utf-8"))
    assert cell in Worksheet(advise(engine().answer(profile, "situation.hours_per_week", hours))).to_markdown()


def test_without_an_active_step_there_is_nothing_to_plan() -> None:
    checked = engine().pack
    head = checked.pack.head
    stances = {id: attrs.evolve(stance, max_moves=0, max_groundwork=0) for id, stance in head.stances.items()}
    pack = attrs.evolve(checked.pack, head=attrs.evolve(head, stances=Table(stances)))
    text = Worksheet(decided(compile_pack(attrs.evolve(checked, pack=pack)), Profile())).to_markdown()
    assert "There is no step that has to come now." in text
    assert "No question is answered yet." in text
    assert "Nothing stands out so far." in text
    assert "No step is active, so there is nothing to plan." in text


def test_whom_one_wants_to_tell_is_named() -> None:
    assert "I tell \\<Kim\\> what week 1 holds" in Worksheet(advise(OVERLOOKED), helper="<Kim>").to_markdown()


def test_the_representation_tells_nothing() -> None:
    sheet = Worksheet(advise(CRISIS), helper="Kim")
    assert repr(sheet) == "<Worksheet>"
    assert repr(sheet.sheet()) == "<Sheet: 0 sections>"


def test_a_worksheet_reads_as_expected() -> None:
    person = engine().read_profile((PEOPLE / "H24.toml").read_text(encoding="utf-8"))
    text = re.sub(r"career [\d.]+, \w+", "career VERSION, HASH", Worksheet(advise(person)).to_markdown())
    assert text == expected_text(EXPECTED / "H24.md", text)


def test_the_graphs_read_as_mermaid() -> None:
    sheet = Worksheet(advise(OVERLOOKED))
    why = sheet.why_graph().splitlines()
    assert why[0] == "flowchart LR"
    nodes = re.compile(
        r'    n\d+(?:\(\["|\["|\("|\{\{")[^"<>`%;\[\]{}]*(?:#\d+;[^"<>`%;\[\]{}]*)*(?:"\]\)|"\]|"\)|"\}\})'
    )
    edge = re.compile(r'    n\d+ -->(?:\|"(?:first|(?:for|against), \d+ points?)"\|)? n\d+')
    assert all(nodes.fullmatch(line) or edge.fullmatch(line) for line in why[1:])
    plan = sheet.plan_chart().splitlines()
    assert plan[:2] == ["gantt", "    title Plan by week"]
    assert all(re.fullmatch(r"    (section [\w ,'.()-]+|Weeks? [\d to]+ :s\d+, \d+, \d+)", line) for line in plan[5:])


@law
@given(profiles(engine()))
def test_every_person_has_a_page_that_is_ours(profile: Profile) -> None:
    sheet, again = Worksheet(advise(profile)), Worksheet(advise(profile))
    read(sheet.to_html())
    assert (sheet.to_html(), sheet.to_markdown()) == (again.to_html(), again.to_markdown())
    assert (sheet.why_graph(), sheet.plan_chart()) == (again.why_graph(), again.plan_chart())


@law
@given(
    st.text(max_size=20) | st.text(alphabet="<>&\"'`#|-+.1 \n\t%{}[]()!/\\x$:;", max_size=40) | st.just(HOSTILE),
    st.sampled_from([OVERLOOKED, CRISIS]),
)
def test_no_text_of_a_pack_breaks_out(text: str, profile: Profile) -> None:
    sheet = Worksheet(decided(evil(text), profile))
    found = read(sheet.to_html())
    shown = visible(text).replace("\n", " ").strip()
    assert not shown or any(shown in said for said in found.texts)
    markdown = sheet.to_markdown()
    assert not re.search(r"(?<!\\)(?:\\\\)*[<>`]", markdown)
    for line in sheet.why_graph().splitlines()[1:]:
        assert re.fullmatch(
            r"    n\d+( --> n\d+| -->\|\"[\w ,]+\"\| n\d+|[(\[{]+\"(?:[\w ,'.()-]|#\d+;)*\"[)\]}]+)", line
        )
    for line in sheet.plan_chart().splitlines()[5:]:
        assert re.fullmatch(r"    [\w ,'.()-]+( :s\d+, \d+, \d+|\"\[\w ,'.()-]|#\d+;)?", line) or profile is CRISIS


def test_a_notebook_shows_a_decision_and_an_explanation() -> None:
    decision = advise(OVERLOOKED)
    for thing in (decision, decision.why("promotion-path-talk"), decision.card("promotion-path-talk"), decision.plan()):
        assert thing._repr_markdown_() == thing.to_markdown()
        assert read(thing._repr_html_()).texts == [block.text for block in thing.outline()]
        assert "3 of 4" not in repr(thing)
    hostile = decided(evil(HOSTILE), OVERLOOKED)
    for shown in (hostile, hostile.why("promotion-path-talk")):
        read(shown._repr_html_())
        assert "<script" not in shown._repr_markdown_().replace("\\<", "")
