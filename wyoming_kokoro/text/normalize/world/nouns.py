"""The gender of nouns in Romance languages, by lists and endings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_OF_EITHER = "ista"
"""Of people who do something; of a mixed number of them the masculine is said."""


@dataclass(frozen=True, slots=True)
class Nouns:
    """What the ending of a noun in the singular tells of its gender, and the nouns of which it
    tells the wrong one.

    `singular` turns the endings of plurals, the longest first, to those that the singular may have.
    `labels` and, for *one*, `articles` are words after which a number is a name and counts nothing;
    `small` words are no nouns at all.
    """

    feminine_endings: tuple[str, ...]
    feminine: frozenset[str]
    masculine: frozenset[str]
    verbs: frozenset[str] = frozenset()
    """First parts of compounds that are masculine whatever follows: *le lave-vaisselle*."""
    leading: frozenset[str] = frozenset()
    """First parts of compounds whose gender is that of the rest: *la grand-mère*."""
    singular: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    """Words after which *one* is a name, too."""
    small: frozenset[str] = frozenset()

    def is_noun(self, word: str) -> bool:
        """Whether a word after an amount can be what is counted."""
        return len(word) > 1 and word.isalpha() and word.islower() and word not in self.small

    def is_plural(self, word: str) -> bool:
        """Whether a word looks like a plural."""
        return word.endswith(tuple(self.singular))

    def is_feminine(self, word: str) -> bool:
        """Whether a noun, singular or plural, is feminine."""
        forms = tuple(self._singulars(word))
        if any(form in self.masculine for form in forms):
            return False
        if any(form in self.feminine for form in forms):
            return True
        head, _, rest = word.partition("-")
        if rest:
            return head not in self.verbs and self.is_feminine(
                rest if head in self.leading else head
            )
        return any(
            form.endswith(self.feminine_endings) and not form.endswith(_OF_EITHER) for form in forms
        )

    def one_of(self, word: str) -> str:
        """The singular of a noun."""
        forms = tuple(self._singulars(word))
        known = [form for form in forms if form in self.feminine or form in self.masculine]
        return (known or [*forms[1:2], word])[0]

    def _singulars(self, word: str) -> Iterable[str]:
        yield word
        for plural, endings in self.singular.items():
            if word.endswith(plural):
                for ending in endings:
                    singular = word.removesuffix(plural) + ending
                    if len(singular) > 1:
                        yield singular
