"""The lint `wording`: promises, blame and clinical names are found, plain denials of them are not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine.analysis.lints.denials import is_denied
from rutengine.analysis.lints.wording import words_in
from rutengine.analysis.lints.words import WORDS

ALL = [word for words in WORDS.values() for word in words]

DENIED = """\
This is not your fault.
It isn't your fault.
It isn\u2019t your fault.
That wasn't your own fault, and it is never your fault.
That can't be your fault.
You tried, and it is not your fault.
You did not fail and it is not your fault.
None of this is your fault.
This isn't because you are lazy.
This did not happen because you failed.
It is not true that you are lazy.
This does not mean that you are lazy.
You are neither lazy nor stupid.
Nobody can guarantee that it works.
No one else can promise that it will succeed.
Nobody guarantees a result.
We can't guarantee anything.
Success cannot be guaranteed.
There is no guarantee.
No plan is guaranteed to work.
Nothing is guaranteed.
None of this is a diagnosis of depression.
None of this means that you are depressed.
No test says you have burnout.
No online test can tell whether it is burnout.
Nobody here can say whether it is an anxiety disorder.
This card is no proof of burnout.
A bad week is no sign of depression.
You are not lazy but tired.
This is not your fault: what would help you now?
Nobody can guarantee success but you can try.
Nobody can guarantee success, but practice helps."""

MEANT = """\
This is not hard: success is guaranteed.
This is not hard, success is guaranteed.
This is not hard and success is guaranteed.
It is no trouble; this will succeed.
With no effort success is guaranteed.
No effort, no cost, guaranteed.
Nothing works like this guaranteed method.
Nothing beats a guaranteed method.
There is no doubt that it will succeed.
Nobody doubts that you will succeed.
Nobody but the lazy stays where they are.
No wonder you failed.
No matter how lazy you are, begin today.
No, it is your fault.
No it is your fault.
It is not only your fault.
Isn't this your own fault?
Aren't you lazy?
Do not be lazy.
Don't be stupid.
You must never be lazy.
Do not make excuses.
No excuses.
Whoever does not call is lazy.
If you do not do this you are lazy.
If not, you are lazy.
Nobody says it isn't your fault.
It is not true that it is not your fault.
There is nothing that is not guaranteed.
Without you it will succeed.
A no-nonsense guaranteed plan.
Nobody is lazy but you.
Nobody is lazy, but you.
No one is lazy but you and those like you.
Nobody is stupid but the careless.
Nothing is guaranteed but a way out.
There is no guarantee but ours.
Nobody is lazy except you.
You are not lazy unless you give up.
Is it not your fault?
Was that not your own fault, all things considered?
Not your fault? Think again."""


@pytest.mark.parametrize("text", DENIED.splitlines())
def test_a_plain_denial_is_allowed(text: str) -> None:
    assert words_in(text) == ()


@pytest.mark.parametrize("text", MEANT.splitlines())
def test_what_is_meant_is_found(text: str) -> None:
    assert len(words_in(text)) == 1


@pytest.mark.parametrize("word", ALL)
def test_every_word_is_found_as_it_is(word: str) -> None:
    assert words_in(f"So {word}  it is") == (word,)
    assert word not in words_in(f"So-{word} it is{word}")


@given(st.sampled_from(ALL), st.text(max_size=40), st.sampled_from([".", ",", ";", ":", "!", "?", " (", " -", " and"]))
def test_no_denial_reaches_behind_a_mark(word: str, before: str, mark: str) -> None:
    assert word in words_in(f"{before} this is not{mark} {word}")


@given(
    st.sampled_from(ALL),
    st.sampled_from(["only", "just", "so", "like", "hard", "merely", "but", "unless", "call", "doubt", "trouble"]),
)
def test_no_denial_reaches_over_another_word(word: str, other: str) -> None:
    assert word in words_in(f"this is not {other} {word}")


@given(
    st.text(alphabet="no but't,.?", max_size=300),
    st.text(alphabet="no but't,.?", max_size=300),
    st.text(alphabet="no but't,.?", max_size=60),
    st.sampled_from(["this is not ", "nobody is ", "it is not true that you are not "]),
    st.sampled_from([" but you", "?", ""]),
)
def test_nothing_far_away_is_looked_at(far: str, further: str, near: str, denial: str, turn: str) -> None:
    """Law: so a text takes as long as the words of the list in it, however long it is."""
    here = f"{'x' * 150} {near} {denial}"
    there = f"{turn} {'x' * 200}"
    text = f"{far} {'y' * 60}{here}lazy{there}{further}"
    start = text.index(f"{denial}lazy") + len(denial)
    window = text[max(0, start - 200) : start + 204]
    assert is_denied(text, start, start + 4) == is_denied(window, min(start, 200), min(start, 200) + 4)


@pytest.mark.parametrize("piece", ["not lazy and ", "no one ", "it isn't your fault but it isn't ", "nobody not "])
def test_a_long_text_takes_no_long_time(piece: str) -> None:
    before = time.process_time()
    words_in(piece * (100_000 // len(piece)))
    assert time.process_time() - before < 20
