"""Conditions over value sets: normal form, two- and three-valued evaluation, and complete search."""
