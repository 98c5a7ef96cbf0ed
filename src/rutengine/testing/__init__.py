"""For the tests of users: profiles drawn by Hypothesis, and assertions that hold for everybody."""
