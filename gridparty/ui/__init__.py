"""The window: PySide6 over the operations; it holds no rule and no SQL."""
