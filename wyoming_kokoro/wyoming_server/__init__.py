"""The Wyoming server: what Home Assistant and other voice satellites talk to."""

from .discovery import Advertisement
from .info import PROGRAM_NAME
from .limits import Limits
from .server import WyomingServer

__all__ = ["PROGRAM_NAME", "Advertisement", "Limits", "WyomingServer"]
