"""`python -m wyoming_kokoro` is the command `wyoming-kokoro`."""

import os
import sys

from .processor import lacking


def main() -> int:
    """Run the program."""
    # What numpy does between the kernels is small: more threads would only spin waiting for each
    # other. It is read when numpy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if (fault := lacking()) is not None:
        print(f"wyoming-kokoro: {fault}", file=sys.stderr)
        return 1
    from .cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
