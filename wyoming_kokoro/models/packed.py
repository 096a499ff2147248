"""Layers packed for a library of kernels, with the tables that numpy uses beside them."""

from copy import copy
from typing import Generic, Self, TypeVar

from .kernels.graphs import NativeGraph
from .prepared import Arrays

N = TypeVar("N", bound=NativeGraph)


class PackedLayers(Generic[N]):
    """A part of the network, called on one thread at a time."""

    def __init__(self, native: N, tables: Arrays) -> None:
        """`tables` are those of `saved`."""
        self._native, self._tables = native, tables

    def saved(self) -> Arrays:
        """All that `open` needs."""
        return {**self._tables, "layers": self._native.save()}

    def sibling(self, threads: int) -> Self:
        """The same with the same packed weights and threads of its own; either may be closed
        first.
        """
        other = copy(self)
        other._native = self._native.sibling(threads)
        return other

    def trim(self) -> None:
        """Give working memory back."""
        self._native.trim()

    def close(self) -> None:
        """Stop the threads, and free the packed weights with the last of the siblings;
        idempotent.
        """
        self._native.close()
