"""Columns and rows of widgets without a margin of their own; sizes counted in characters and lines."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def column_in(widget: QWidget, *, gap: int | None = None) -> QVBoxLayout:
    """What stands in the widget stands one below another; `gap` in pixels, the style's own if left out."""
    box = QVBoxLayout(widget)
    box.setContentsMargins(0, 0, 0, 0)
    if gap is not None:
        box.setSpacing(gap)
    return box


def row_in(widget: QWidget, *, gap: int | None = None) -> QHBoxLayout:
    """What stands in the widget stands side by side; `gap` in pixels, the style's own if left out."""
    box = QHBoxLayout(widget)
    box.setContentsMargins(0, 0, 0, 0)
    if gap is not None:
        box.setSpacing(gap)
    return box


def characters(widget: QWidget, number: int) -> int:
    """The width of so many Chinese characters in the widget's font, in pixels."""
    return widget.fontMetrics().horizontalAdvance("国") * number


def fit(window: QWidget, wide: int, high: int) -> None:
    """Gives a window its size at first, in characters and lines, as far as the screen has room."""
    line, room = window.fontMetrics().height(), window.screen().availableSize()
    window.resize(min(characters(window, wide), room.width() - line), min(line * high, room.height() - 3 * line))
