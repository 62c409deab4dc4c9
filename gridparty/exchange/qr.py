"""QR codes as squares, dark or light, for whoever paints them: paper and window show the same code."""

import segno

QUIET = 4  # squares that stay light around a code


def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of the code, True where a square is dark, without the quiet zone; a seventh of it may be lost."""
    code = segno.make_qr(text, error="m", boost_error=False)
    return tuple(tuple(bool(square) for square in row) for row in code.matrix)
