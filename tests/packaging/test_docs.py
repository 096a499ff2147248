"""What the documents say of the code is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "wyoming_kokoro"


def modules() -> list[str]:
    """The package's own modules and the packages in it."""
    files = (path for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir())
    names = (path.name + "/" * path.is_dir() for path in files)
    return sorted(n for n in names if not n.startswith("__") or n == "__main__.py")


@pytest.mark.parametrize("name", modules())
def test_the_architecture_lists_every_module_once(name: str) -> None:
    """It listed one twice and left three out."""
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    listed = re.findall(r"^      (\S+\.py|\w+/) ", text, re.MULTILINE)
    assert listed.count(name) == 1


DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", document.read_text(encoding="utf-8"))
    for target, anchor in re.findall(r"\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]*))?\)", text):
        file = document.parent / target if target else document
        assert file.exists(), target
        if anchor and file.suffix == ".md":
            headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {_anchor(heading) for heading in headings}, anchor


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_paths_that_contributors_are_sent_to_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    quoted = {name for name in re.findall(r"`([\w./]+/[\w./]+)`", text) if not name.startswith("/")}
    assert len(quoted) > 15
    for name in quoted:
        assert any((base / name).exists() for base in (ROOT, PACKAGE, ROOT / "tests")), name
