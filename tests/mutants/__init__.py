"""One rule altered at a time, to see whether the boundary cases and scenarios notice; `python -m tests.mutants` reports."""
