"""Cuts a growing text into clauses, each as soon as it is sure."""

from dataclasses import dataclass

from .breaks import Break, BreakScanner
from .characters import weight_of
from .segment import Boundary, Clause

_STRETCH = 1.25
"""How far the first clauses may go beyond their size in search of a natural boundary."""


@dataclass(frozen=True, slots=True)
class ClauseSizes:
    """How long clauses may become, in Latin letters' worth of speech (a digit counts 2.5, kana and Han 3.5).

    `first` is the size of the first clause, doubled with each one after it up to `later`; beyond its size a clause ends at its best
    natural boundary, beyond `hard` at any space, or anywhere. `least` is the smallest part of a sentence that is a clause, and
    `tail` what must follow in the sentence before a part is cut off, so that no crumb is left.
    """

    first: float = 60
    later: float = 200
    hard: float = 300
    least: float = 16
    tail: float = 12

    def soft_of(self, index: int) -> float:
        """The size of clause number `index`."""
        return min(self.later, self.first * 2.0 ** min(index, 16), self.hard)

    def hard_of(self, index: int) -> float:
        """The size that clause number `index` never exceeds but for `tail`."""
        return min(self.hard, self.soft_of(index) * (_STRETCH if index == 0 else 1.5))


class ClauseStream:
    """Clauses out of a growing text: `feed` it, and `flush` it at the end.

    The clauses joined are the text. They depend on the text alone, not on how it is cut into deltas. Every end of a sentence ends
    a clause; a clause whose boundary is weaker than `Boundary.SENTENCE` goes on in the next one. White space belongs to the clause
    before it. `language` (BCP-47) tells which conjunctions a clause may end before; with `markup` off, brackets, back ticks
    and the like are ordinary characters.
    """

    def __init__(
        self, language: str = "en-US", sizes: ClauseSizes = ClauseSizes(), markup: bool = True
    ) -> None:
        self._sizes = sizes
        self._scanner = BreakScanner(language, markup)
        self._chars: list[str] = []
        self._base = Break(0, Boundary.PARAGRAPH, 0.0, 0.0)
        self._breaks: list[Break] = []
        self._index = 0
        self._alarm = 0.0

    def feed(self, delta: str) -> list[Clause]:
        """The clauses that are sure now that `delta` is known."""
        clauses: list[Clause] = []
        scanner, chars = self._scanner, self._chars
        for char in delta:
            scanner.push(char)
            chars.append(char)
            if scanner.found and self._absorb() or scanner.weight >= self._alarm:
                self._cut_all(clauses)
        return clauses

    def flush(self, final: bool = True) -> list[Clause]:
        """The rest of the text, at its end; or what can be spoken of it, where the text has halted.

        With `final` off the text goes on: nothing is cut within a word, link or directive, and a part too small to be spoken is kept.
        The clause after such a halt is kept short again.
        """
        clauses: list[Clause] = []
        if final:
            self._scanner.finish()
            self._absorb()
            self._cut_all(clauses)
            if self._chars:
                self._emit(self._end(Boundary.PARAGRAPH), clauses)
            return clauses
        here = self._scanner.here()
        last = here if here is not None and self._is_worth(here) else self._last_break()
        if last is not None:
            self._emit(last, clauses)
        self._index = 0
        self._set_alarm()
        return clauses

    def _end(self, boundary: Boundary) -> Break:
        scanner = self._scanner
        return Break(scanner.position, boundary, scanner.weight, scanner.words)

    def _middle(self) -> Break:
        """Before the last character, within a word that goes on after it."""
        scanner = self._scanner
        weight = scanner.weight - weight_of(self._chars[-1])
        return Break(scanner.position - 1, Boundary.CUT, weight, scanner.words - 1)

    def _last_break(self) -> Break | None:
        """The best break in the later half of what was not given out."""
        half = (self._base.weight + self._scanner.weight) / 2
        late = [b for b in self._spaces() if b.weight >= half and self._is_worth(b)]
        return max(late, key=lambda b: (b.boundary, b.quality > 0, b.position), default=None)

    def _is_worth(self, last: Break) -> bool:
        if last.words == self._base.words:
            return False
        return last.boundary >= Boundary.SENTENCE or self._is_enough(last)

    def _absorb(self) -> bool:
        """Take over what the scanner found after words; whether something natural is among it."""
        found = [b for b in self._scanner.found if b.words > self._base.words]
        self._scanner.found.clear()
        self._breaks += found
        return any(b.boundary for b in found)

    def _cut_all(self, clauses: list[Clause]) -> None:
        while (cut := self._next_cut()) is not None:
            self._emit(cut, clauses)
        self._set_alarm()

    def _emit(self, cut: Break, clauses: list[Clause]) -> None:
        size = cut.position - self._base.position
        text = "".join(self._chars[:size])
        del self._chars[:size]
        clauses.append(Clause(text, self._base.position, cut.boundary))
        self._breaks = [b for b in self._breaks if b.words > cut.words]
        self._base = cut
        self._index += 1

    def _set_alarm(self) -> None:
        """The weight at which, without a new break, something may have to be cut."""
        base, sizes, now = self._base.weight, self._sizes, self._scanner.weight
        limits = [base + sizes.soft_of(self._index), base + sizes.hard_of(self._index) + sizes.tail]
        limits += [b.weight + sizes.tail for b in self._breaks if b.boundary]
        self._alarm = min((limit for limit in limits if limit > now), default=now + 1)

    def _next_cut(self) -> Break | None:
        sentence = self._sentence_end()
        end = (sentence or self._scanner).weight
        size, sizes = end - self._base.weight, self._sizes
        soft, hard = sizes.soft_of(self._index), sizes.hard_of(self._index)
        if sentence is not None and size <= soft + sizes.tail:
            return sentence
        parts = [
            b for b in self._breaks
            if b.weight <= end - sizes.tail and b is not sentence and self._is_enough(b)
        ]  # fmt: skip
        natural = [b for b in parts if b.boundary]
        if self._index == 0:
            early = next((b for b in natural if b.quality), None)
            if early is not None:
                return early
        if size > soft and natural:
            return self._best(natural, soft)
        if sentence is not None:
            if size <= hard + sizes.tail or not parts:
                return sentence
            return self._best(parts, hard)
        if size <= hard + sizes.tail:
            return None
        return self._best(parts, hard) if parts else self._forced()

    def _spaces(self) -> list[Break]:
        """All known breaks, also the space before the word that is being read."""
        space = self._scanner.open_space
        return self._breaks if space is None else [*self._breaks, space]

    def _forced(self) -> Break | None:
        """Where a clause without any good place is cut: at a space if it has one, never in a construct that is open."""
        spaces = [b for b in self._spaces() if b.words > self._base.words]
        if spaces:
            return max(spaces, key=lambda b: b.position)
        construct = self._scanner.open_construct
        if construct is None:
            return self._middle() if len(self._chars) > 1 else None
        return construct if construct.position > self._base.position else None

    def _sentence_end(self) -> Break | None:
        return next((b for b in self._breaks if b.boundary >= Boundary.SENTENCE), None)

    def _is_enough(self, part: Break) -> bool:
        """Whether the text up to `part` may stand alone although the sentence goes on."""
        words = part.words - self._base.words
        return words >= 3 and part.weight - self._base.weight >= min(
            self._sizes.least, self._sizes.first / 2
        )

    def _best(self, parts: list[Break], limit: float) -> Break:
        """The strongest, then latest, of `parts` that is neither too early nor beyond `limit`, if there are such."""
        first = self._base.weight + limit / 3
        last = self._base.weight + limit
        inner = [b for b in parts if first <= b.weight <= last] or parts
        return max(inner, key=lambda b: (b.boundary, b.quality, b.position))
