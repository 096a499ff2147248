"""Kokoro-82M text-to-speech over Wyoming and over OpenAI's speech API."""

from .version import __version__

__all__ = ["__version__"]
