"""Use cases, one module per noun: every change and every read of the program."""
