"""Scenarios: run them, tell what failed and how little is missing, and measure what they cover."""
