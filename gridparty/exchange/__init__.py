"""File formats in and out; no session, no rule."""
