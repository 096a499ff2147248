"""Japanese."""

from .profile import Profile

LANGUAGE = Profile(
    tag="ja",
    letter="j",
    name="Japanese",
    codes=(
        "ja",
        "jpn",
    ),
    modules=("fugashi", "jaconv", "unidic_lite"),
)
