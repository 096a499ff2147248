"""The Wyoming server: what Home Assistant and other voice satellites talk to."""

from .discovery import Advertisement
from .limits import Limits
from .server import WyomingServer

__all__ = ["Advertisement", "Limits", "WyomingServer"]
