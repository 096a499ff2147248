"""Numbers of strings, and places in tables, as spaCy's models were trained with."""

from collections.abc import Mapping

_MASK = (1 << 64) - 1


def string_id(text: str, symbols: Mapping[str, int]) -> int:
    """The number of a string: that of a symbol, where it is one, else a hash."""
    symbol = symbols.get(text)
    return _hash64(text.encode()) if symbol is None else symbol


def _hash64(data: bytes) -> int:
    """MurmurHash2 in 64 bits (version A), seed 1."""
    factor = 0xC6A4A7935BD1E995
    value = 1 ^ (len(data) * factor & _MASK)
    whole = len(data) - len(data) % 8
    for start in range(0, whole, 8):
        word = int.from_bytes(data[start : start + 8], "little") * factor & _MASK
        word = (word ^ word >> 47) * factor & _MASK
        value = (value ^ word) * factor & _MASK
    if whole < len(data):
        value = (value ^ int.from_bytes(data[whole:], "little")) * factor & _MASK
    value = (value ^ value >> 47) * factor & _MASK
    return value ^ value >> 47


def four_hashes(number: int, seed: int) -> tuple[int, int, int, int]:
    """MurmurHash3 in 128 bits of a 64-bit number, in four parts."""
    word = number * 0x87C37B91114253D5 & _MASK
    word = (word << 31 | word >> 33) & _MASK
    low = seed ^ (word * 0x4CF5AD432745937F & _MASK) ^ 8
    high = seed ^ 8
    low = low + high & _MASK
    high = high + low & _MASK
    low, high = _mixed(low), _mixed(high)
    low = low + high & _MASK
    high = high + low & _MASK
    return low & 0xFFFFFFFF, low >> 32, high & 0xFFFFFFFF, high >> 32


def _mixed(value: int) -> int:
    value = (value ^ value >> 33) * 0xFF51AFD7ED558CCD & _MASK
    value = (value ^ value >> 33) * 0xC4CEB9FE1A85EC53 & _MASK
    return value ^ value >> 33
