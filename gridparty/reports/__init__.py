"""Dataclasses in, PDF bytes out."""
