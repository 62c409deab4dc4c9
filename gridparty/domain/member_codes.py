"""Member codes (D7): 3 digits of the office, 6 of the person, a check digit by ISO 7064 mod 11,10."""


def check_digit(digits: str) -> int:
    """The digit that ISO 7064 mod 11,10 puts behind the others; notices every single wrong digit."""
    product = 10
    for digit in digits:
        product = (product + int(digit)) % 10 or 10
        product = product * 2 % 11
    return (11 - product) % 10


def make(office: int, number: int) -> str:
    """The ten-digit code of the office's n-th person."""
    digits = f"{office % 1000:03d}{number % 1_000_000:06d}"
    return f"{digits}{check_digit(digits)}"


def is_code(text: str) -> bool:
    """Whether the text is ten digits of which the last one fits."""
    return len(text) == 10 and text.isascii() and text.isdecimal() and check_digit(text[:9]) == int(text[9])
