"""Tests; numpy has one thread, as in the program: see `wyoming_kokoro/__main__.py`."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
