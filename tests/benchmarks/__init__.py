"""Measurements, run by hand: `python -m tests.benchmarks.pages`. No test asserts a time."""
