"""The same with a misspelt field and a value that is not a choice: type checkers refuse both lines."""

from rutengine.career import Profile, Signals, Situation

misspelt = Profile(signals=Signals(pased_over=3))
unchosen = Profile(situation=Situation(supportive_manager="perhaps"))
