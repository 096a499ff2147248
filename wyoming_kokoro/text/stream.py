"""Cuts a growing text into clauses, each as soon as it is sure."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from operator import attrgetter

from .breaks import Break, BreakScanner
from .characters import CLOSERS, MARKS, weight_of
from .lexer import Lexer
from .segment import Boundary, Clause, Need
from .tokens import Token

_STRETCH = 1.25
"""How far the first clauses may go beyond their size in search of a natural boundary."""
_LONGEST_REST = 24
_ENOUGH_WORDS = 3
"""Words in the first clause at least, and in one that is taken while there is still time."""
_FEWEST_WORDS = {Need.SOON: 1, Need.NOW: 2, Need.OVERDUE: 2}
"""The same for a later clause that is needed now, by the place where it ends: a mark ends even one
word well.
"""
_LONG_WORD = 8
"""Letters of a word that says as much as two."""


@dataclass(frozen=True, slots=True)
class ClauseSizes:
    """How long clauses may become, in Latin letters' worth of speech (a digit counts 2.5, kana and
    Han 3.5).

    `first` is the size of the first clause, doubled with each one after it up to `later`; beyond
    its size a clause ends at its best natural boundary, beyond `hard` at any space, or anywhere.
    `least` is the smallest part of a sentence that is a clause, and `tail` what must follow in the
    sentence before a part is cut off, so that no crumb is left.
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
    """Clauses out of a growing text: `feed` it, and `flush` it at the end; `halt` and `take` where
    the text does not come fast enough.

    The clauses joined are the text, but for a full stop that is given twice (see `halt`). Without
    `halt` and `take` they depend on the text alone, not on how it is cut into deltas. Every end of
    a sentence ends a clause; a clause whose boundary is weaker than `Boundary.SENTENCE` goes on in
    the next one. White space belongs to the clause before it. `language` (BCP-47) tells which
    conjunctions a clause may end before; with `markup` off, brackets, back ticks and the like are
    ordinary characters.
    """

    def __init__(
        self, language: str = "en-US", sizes: ClauseSizes = ClauseSizes(), markup: bool = True
    ) -> None:
        self._sizes = sizes
        self._lexer = Lexer(markup)
        self._scanner = BreakScanner(language)
        self._chars: list[str] = []
        self._tokens: list[Token] = []
        self._base = Break(0, Boundary.PARAGRAPH, 0.0, 0.0)
        self._breaks: list[Break] = []
        self._index = 0
        self._alarm = 0.0
        self._stop: str | None = None
        """The full stops at the end of a clause that was given while the text stood still."""

    def feed(self, delta: str) -> list[Clause]:
        """The clauses that are sure now that `delta` is known."""
        clauses: list[Clause] = []
        for char in delta:
            if self._stop is not None:
                self._resume(char, clauses)
            self._chars.append(char)
            self._read(self._lexer.push(char), clauses)
        return clauses

    def flush(self) -> list[Clause]:
        """The rest of the text, at its end."""
        clauses: list[Clause] = []
        self._read(self._lexer.finish(), clauses)
        self._scanner.finish()
        self._absorb()
        self._cut_all(clauses)
        if self._chars:
            is_said = self._stop is None
            self._emit(self._end(Boundary.PARAGRAPH if is_said else Boundary.CUT), clauses)
        return clauses

    def _read(self, tokens: list[Token], clauses: list[Clause]) -> None:
        scanner = self._scanner
        for token in tokens:
            scanner.push(token)
            self._tokens.append(token)
            if scanner.found and self._absorb() or scanner.weight >= self._alarm:
                self._cut_all(clauses)

    def halt(self) -> list[Clause]:
        """The sentence that ends where the text has halted, if it surely does, whatever comes next.

        Should the text go on within the word (``example`` ``.`` ``org``), its full stop is given
        once more with what follows.
        """
        clauses: list[Clause] = []
        self._read(self._lexer.settle(), clauses)
        here = self._here()
        if here is None or here.boundary < Boundary.SENTENCE or here.words == self._base.words:
            return clauses
        return clauses + self._give(here)

    def take(self, need: Need) -> list[Clause]:
        """What can be spoken now although its sentence goes on, up to the best place for that;
        nothing where none is good enough.
        """
        parts = [b for b in self._breaks if self._serves(b, need)]
        if need:
            open_ends = self._here(), self._scanner.parting_space
            parts += [b for b in open_ends if b is not None and self._serves(b, need)]
        best = max(parts, key=lambda b: (_least_need(b) == Need.SOON, b.position), default=None)
        return [] if best is None else self._give(best)

    def _here(self) -> Break | None:
        """The break at the very end of the text, if it surely is one whatever comes next."""
        return None if self._lexer.is_waiting else self._scanner.here()

    def rest(self) -> Clause | None:
        """The next words after the last clause, as far as they are whole.

        They are given again in the clauses that they become.
        """
        start = self._base.position
        known = [token for token in self._tokens if token.end <= start + _LONGEST_REST]
        while known and not known[-1].said[-1:].isspace():
            known.pop()
        text = "".join(self._chars[: known[-1].end - start]) if known else ""
        return Clause(text, start, Boundary.CUT, tuple(known)) if text.strip() else None

    def _serves(self, part: Break, need: Need) -> bool:
        words = part.words - self._base.words
        least = _least_need(part)
        if least is None or least > need:
            return False
        if need == Need.SOON or not self._index:
            return words >= _ENOUGH_WORDS
        is_long = words >= 1 and part.weight - self._base.weight >= _LONG_WORD
        return is_long or words >= _FEWEST_WORDS[least]

    def _give(self, last: Break) -> list[Clause]:
        """The clause up to a place that was found while the text stands still."""
        clauses: list[Clause] = []
        self._emit(last, clauses)
        if not self._chars:
            text = clauses[0].text
            self._stop = text[len(text.rstrip(".")) :]
        return clauses

    def _resume(self, char: str, clauses: list[Clause]) -> None:
        """The text goes on with `char` after a clause was given at its very end.

        A stop that turns out to stand within a word is read with the rest of the word, too; marks
        that turn out to belong to the clause are no part of the next one.
        """
        if char in MARKS or char in CLOSERS:
            return
        stop, self._stop = self._stop or "", None
        place = self._base.position
        if self._chars and not self._lexer.is_waiting:
            marks = replace(self._base, position=place + len(self._chars), boundary=Boundary.CUT)
            self._emit(marks, clauses)
        elif char.isalnum() and not self._chars:
            place -= len(stop)
            self._chars += stop
            self._tokens += [Token(dot, place + i, place + i + 1) for i, dot in enumerate(stop)]
            self._base = replace(self._base, position=place)

    def _end(self, boundary: Boundary) -> Break:
        scanner = self._scanner
        return Break(scanner.position, boundary, scanner.weight, scanner.words)

    def _middle(self) -> Break | None:
        """Before the last token that may be parted from the one before it, within a word that goes
        on after it.
        """
        weight, at = self._scanner.weight, len(self._tokens) - 1
        while at > 0:
            token = self._tokens[at]
            weight -= sum(map(weight_of, token.said))
            if token.start == self._base.position:
                return None
            if not token.whole:
                return Break(token.start, Boundary.CUT, weight, self._scanner.words - 1)
            at -= 1
        return None

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
        count = bisect_left(self._tokens, cut.position, key=attrgetter("start"))
        tokens = tuple(self._tokens[:count])
        del self._tokens[:count]
        clauses.append(Clause(text, self._base.position, cut.boundary, tokens))
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
            if b.weight <= end - sizes.tail and self._is_enough(b)
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
        """Where a clause without any good place is cut: at a space if it has one."""
        spaces = [b for b in self._spaces() if b.words > self._base.words]
        return max(spaces, key=lambda b: b.position) if spaces else self._middle()

    def _sentence_end(self) -> Break | None:
        return next((b for b in self._breaks if b.boundary >= Boundary.SENTENCE), None)

    def _is_enough(self, part: Break) -> bool:
        """Whether the text up to `part` may stand alone although the sentence goes on."""
        words = part.words - self._base.words
        return words >= 3 and part.weight - self._base.weight >= min(
            self._sizes.least, self._sizes.first / 2
        )

    def _best(self, parts: list[Break], limit: float) -> Break:
        """The strongest, then latest, of `parts` that is neither too early nor beyond `limit`, if
        there are such.
        """
        first = self._base.weight + limit / 3
        last = self._base.weight + limit
        inner = [b for b in parts if first <= b.weight <= last] or parts
        return max(inner, key=lambda b: (b.boundary, b.quality, b.position))


def _least_need(part: Break) -> Need | None:
    """What must be the matter for a sentence to be parted there; `None` where it never is."""
    if part.boundary:
        return Need.SOON
    return {0: None, 1: Need.OVERDUE}.get(part.quality, Need.NOW)
