"""`python -m wyoming_kokoro` is the command `wyoming-kokoro`."""

import sys

from .processor import lacking


def main() -> int:
    """Run the program."""
    if (fault := lacking()) is not None:
        print(f"wyoming-kokoro: {fault}", file=sys.stderr)
        return 1
    from .cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
