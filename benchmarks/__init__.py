"""How fast the program is beside the least that the same result costs; `python -m benchmarks` prints the table."""
