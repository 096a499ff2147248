"""Stretches of a growing text that must stay whole: links, directives, inline code, tags."""

import re

from .characters import NEWLINES

LONGEST_LABEL = 200
LONGEST_TARGET = 600
LONGEST_CODE = 120
LONGEST_COMMENT = 120
LONGEST_INFO = 60
"""Longest line that opens a code fence."""
DIRECTIVE = re.compile(r"\s*(?:(?:pause|rate|voice)\s*:|(?:rate|voice)\s*$)", re.IGNORECASE)
"""What begins the inside of a bracket that is an instruction, not words."""
_CLOSER = {"[": "]", "(": ")", "`": "`", "<": ">"}
_LONGEST = {"[": LONGEST_LABEL, "(": LONGEST_TARGET, "`": LONGEST_CODE, "<": LONGEST_CODE}


class Construct:
    """Follows one bracket, pair of back ticks or tag from its first character to its end.

    It is given up when it runs over a line's end or becomes too long, so that an unclosed bracket
    is an ordinary character.
    """

    __slots__ = ("closed", "failed", "in_target", "_opener", "_depth", "_inside")

    def __init__(self, opener: str) -> None:
        self.closed = False
        self.failed = False
        self.in_target = False
        """In the address, phonemes or reference after a label."""
        self._opener = opener
        self._depth = 1
        self._inside: list[str] = []

    @staticmethod
    def opens(before: str, char: str) -> bool:
        """Whether `char`, after the character `before`, shows that a construct has begun."""
        if before == "<":
            return char.isalpha() or char in "/!"
        return char in "[`" and before != "\\"

    @property
    def silent(self) -> bool:
        """Whether nothing between its ends is spoken; meaningful once it is closed."""
        return self._opener == "<" or DIRECTIVE.match("".join(self._inside)) is not None

    def push(self, char: str) -> None:
        """Take the next character."""
        self._inside.append(char)
        if char in NEWLINES or len(self._inside) > _LONGEST[self._opener]:
            self.failed = True
        elif char == _CLOSER[self._opener]:
            self._depth -= 1
            self.closed = self._depth == 0
        elif char == self._opener:
            self._depth += 1

    def extend(self, char: str) -> bool:
        """Go on into the target of a closed label, if `char` begins one."""
        if self._opener != "[" or self.in_target or char not in "([" or self.silent:
            return False
        self.in_target, self.closed = True, False
        self._opener, self._depth, self._inside = char, 1, []
        return True
