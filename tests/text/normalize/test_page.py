"""docs/text.md is what script/text-classes writes."""

import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]


def test_the_page_of_classes_is_up_to_date():
    done = subprocess.run(
        [sys.executable, str(_ROOT / "script" / "text_classes.py"), "--check"], check=False
    )
    assert done.returncode == 0, "run script/text-classes"
