"""Mandarin Chinese."""

from .profile import Profile

LANGUAGE = Profile(
    tag="zh",
    letter="z",
    name="Mandarin Chinese",
    codes=(
        "zh",
        "cmn",
        "zho",
        "chi",
    ),
    modules=("cn2an", "jieba", "ordered_set", "pypinyin"),
)
