"""Which languages can be spoken here: the dictionaries of some are extras of this package."""

from functools import cache
from importlib.util import find_spec

from .profile import Profile


@cache
def lacking(profile: Profile) -> str | None:
    """What to say of a language whose extra is not installed, `None` if nothing is lacking."""
    if all(find_spec(module) for module in profile.modules):
        return None
    return f"{profile.name} is not installed; the extra {profile.base!r} of wyoming-kokoro has it"
