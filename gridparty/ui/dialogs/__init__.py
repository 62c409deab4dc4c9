"""Dialogs: one question or one entry each."""
