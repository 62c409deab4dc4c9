"""Columns as spreadsheets call them: A is 1, AA is 27."""


def column_number(letters: str) -> int:
    """The number of a column, from 1, of small or capital letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """The letters of a column's number, from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
