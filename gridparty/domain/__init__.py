"""Rules of the field as plain functions, enums and frozen dataclasses; standard library only."""
