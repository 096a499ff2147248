"""What every room must know of a language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """A language of Kokoro v1.0, by its BCP-47 `tag`.

    How its written forms are read is in the package of the same name in `normalize`, how its words
    are said in `phonemes.frontend`.
    """

    tag: str
    letter: str
    """Kokoro's `lang_code`, the first letter of its voices' names."""
    name: str
    """In English."""
    codes: tuple[str, ...] = ()
    """Codes of ISO 639 that stand for it where no region does."""
    regions: frozenset[str] = frozenset()
    """Regions, in lower case, that choose it among the languages with the same codes."""
    espeak: str = ""
    """espeak's voice for it, an empty string where another front end says it."""
    modules: tuple[str, ...] = ()
    """What its front end imports that comes with this package's extra of the name `base` alone."""
    conjunctions: frozenset[str] = frozenset()
    """Words, in lower case, before which a clause may end."""
    common: frozenset[str] = frozenset()
    """Words, in lower case, by which its text is known; empty for a language that its script tells.
    """
    letters: str = ""
    """Letters that speak for it."""
    endings: tuple[str, ...] = ()
    """Endings of words that speak for it."""

    @property
    def base(self) -> str:
        """The tag without its region."""
        return self.tag.partition("-")[0]
