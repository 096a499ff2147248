"""`python -m wyoming_kokoro` is the command `wyoming-kokoro`."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
