"""The conversation: questions, then the advice and a small loop around it; it can be left at every prompt."""

from collections.abc import Callable
from shlex import quote
from typing import Final

from rutengine.career.profile import Profile
from rutengine.cli.answering import expected, read_answer, tell_question
from rutengine.cli.changing import change, give
from rutengine.cli.exploring import export, show_changes, show_plan, show_why, show_why_not, tell_advice
from rutengine.cli.keeping import Written, ask_file, write
from rutengine.cli.prompting import LeaveError, listed, number_in, pick, read_line, say, tell
from rutengine.diagnostics.plaintext import visible
from rutengine.engine.decision import Decision
from rutengine.engine.interviews import Interview
from rutengine.interview.records import Question
from rutengine.rendering.outline import Block
from rutengine.rendering.plain import render_plain
from rutengine.rendering.telling_interviews import how_many, tell_hangs, tell_progress

CRISIS: Final = "signals.in_crisis"
"""The question that names people to turn to before it asks; nothing else stands around it."""

_HELP: Final = """\
You can type:
  a number     your answer; 2-3 for a number if you are not quite sure
  Enter or s   skip this question; every one can be skipped
  b            go back to the question before
  w            why is this asked?
  c            change an earlier answer
  p            how far is it?
  a            show the advice as it is now
  save FILE    keep your answers in a file that only you can read
  q            leave; nothing is kept unless you save it"""

_LOOP_HELP: Final = """\
A number chooses. You can also type:
  b            take the last answer back
  c            change an answer
  save FILE    keep your answers in a file that only you can read
  q            leave; nothing is kept unless you save it"""

_Do = Callable[[], None]


class Sitting:
    """One person at the keyboard: an interview, and the files that were written.

    Arguments:
        interview: where it begins.
        early: whether the advice is shown before the questions that are left.
        file: the file that holds it already.
    """

    def __init__(self, interview: Interview[Profile], *, early: bool = False, file: str | None = None) -> None:
        self._interview = interview
        self._written = Written()
        self._written.note(file, interview)
        self._early = early
        self._told: Interview[Profile] | None = None
        self._helper: str | None = None
        self._titles = {strategy.id: strategy.title for strategy in interview.engine.pack.pack.strategies}

    def run(self) -> None:
        """Talk until the person leaves.

        Raises:
            EOFError: the input has ended.
            KeyboardInterrupt: the person has interrupted.
        """
        leaves = False
        while not leaves:
            try:
                leaves = self._turn()
            except LeaveError:
                leaves = self._may_leave()
        print()
        for sentence in self._written.told(self._interview):
            say(sentence)

    def _turn(self) -> bool:
        """Do one thing; return whether it is over."""
        question, ending = self._interview.question, self._interview.finished
        if ending is not None and ending.why == "help first":
            return self._help_first()
        if question is not None and not self._early:
            self._ask(question)
        else:
            self._look()
        return False

    def _ask(self, question: Question) -> None:
        """Ask one question until something is answered or done."""
        print()
        if question.fact != CRISIS:
            print(self._how_far())
        print(render_plain(tell_question(question, self._titles)), end="")
        while True:
            line = read_line(f"{expected(question)} (Enter skips, ? helps): ")
            if line.lower() in ("", "s", "skip"):
                self._interview = self._interview.skip()
                return
            do = self._command(line) or self._about(line)
            if do is not None:
                do()
                return
            answer = read_answer(question, line)
            if answer is not None:
                self._interview = give(self._interview, question, answer, self._titles)
                return
            say(f"Please type {expected(question)}. Enter alone skips the question, ? helps.")

    def _about(self, line: str) -> _Do | None:
        """Return what is done for a word that only a question knows."""
        interview = self._interview
        words: dict[str, _Do] = {
            "w": lambda: tell(tell_hangs(interview.why())),
            "p": lambda: tell(tell_progress(interview.engine.program, interview.progress)),
            "a": self._stop_asking,
            "?": lambda: print(f"\n{_HELP}"),
        }
        names = {"why": "w", "progress": "p", "advice": "a", "help": "?"}
        return words.get(names.get(line.lower(), line.lower()))

    def _command(self, line: str) -> _Do | None:
        """Return what is done for a word that is known everywhere."""
        word, _, rest = line.partition(" ")
        match word.lower():
            case "b" | "back":
                return self._back
            case "c" | "change":
                return self._change
            case "save":
                return lambda: self._save(rest.strip())
            case "q" | "quit":
                return _leave
            case _:
                return None

    def _how_far(self) -> str:
        progress = self._interview.progress
        certain = len(progress.certain)
        steps = "one step is" if certain == 1 else f"{certain} steps are"
        return f"Question {progress.asked + 1}, {how_many(progress.remaining)}" + (
            f"; {steps} already certain." if certain else "."
        )

    def _look(self) -> None:
        """Show the advice once, then do what is chosen around it."""
        interview, decision = self._interview, self._interview.decision
        choices: list[tuple[str, _Do]] = [
            ("why one of these steps?", lambda: show_why(decision)),
            ("why not something else?", lambda: show_why_not(decision)),
            ("what would change it?", lambda: show_changes(decision)),
            ("the plan, week by week", lambda: self._plan(decision)),
            ("a worksheet to take along", lambda: self._written.note(export(decision, self._helper), None)),
            ("save your answers", lambda: self._save("")),
            ("change an answer", self._change),
            ("show the steps again", self._tell_again),
        ]
        if interview.question is not None:
            choices.append(("go on with the questions", self._go_on))
        names = [name for name, _ in choices]
        if self._told is not interview:
            tell(tell_advice(interview))
            self._told = interview
            print()
            print(render_plain(listed(names)), end="")
        print()
        line = read_line(f"What next? 1 to {len(choices)} (? lists them, q leaves): ")
        place, do = number_in(line, len(choices)), self._command(line)
        if place is not None:
            choices[place][1]()
        elif do is not None:
            do()
        else:
            print()
            print(render_plain(listed(names)), end="")
            print(_LOOP_HELP)

    def _help_first(self) -> bool:
        """Name the people to turn to, and stop; return whether the person leaves."""
        decision, ending = self._interview.decision, self._interview.finished
        first = () if ending is None else ending.first
        if self._told is not self._interview:
            told = [Block("paragraph", text) for text in first]
            told += [block for block in decision.outline() if block.text not in first]
            tell((*told, Block("paragraph", "Nothing more is asked now. You can come back to this at any time.")))
            self._told = self._interview
        print()
        line = read_line("Enter leaves. (If the last answer was a slip: b takes it back.) ")
        do = self._command(line)
        if not line or do is _leave:
            return True
        if do is None:
            say("Enter leaves, b takes the last answer back, save FILE keeps your answers.")
        else:
            do()
        return False

    def _back(self) -> None:
        if not self._interview.steps:
            say("There is nothing to go back to.")
            return
        self._interview, self._early = self._interview.back(), False

    def _change(self) -> None:
        before = self._interview
        self._interview = change(before, self._titles)
        if before.question is None and self._interview.question is not None:
            say("That opens new questions; a shows the advice as it is now.")

    def _stop_asking(self) -> None:
        self._early = True

    def _go_on(self) -> None:
        self._early = False

    def _tell_again(self) -> None:
        self._told = None

    def _plan(self, decision: Decision[Profile]) -> None:
        self._helper = show_plan(decision) or self._helper

    def _save(self, path: str) -> None:
        named = path or ask_file()
        file = None if named is None else write(named, self._interview.to_json())
        if named is not None and file is not None:
            self._written.note(file, self._interview)
            say(f"To go on another time: rutengine --resume {visible(quote(named))}")

    def _may_leave(self) -> bool:
        """Return whether the person leaves, after a question if answers would be lost."""
        question = self._interview.question
        crisis = question is not None and question.fact == CRISIS
        if crisis or not self._interview.steps or self._written.holds(self._interview):
            return True
        options = ["leave; your answers are forgotten", "keep them in a file first"]
        try:
            place = pick("You have not saved your answers.", options)
            if place == 1:
                self._save("")
        except LeaveError:
            return True
        return place == 0 or (place == 1 and self._written.holds(self._interview))


def _leave() -> None:
    raise LeaveError
