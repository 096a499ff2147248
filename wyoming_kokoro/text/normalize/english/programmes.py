"""Programmes of television and radio: “MasterChef 4/8, BBC One”."""

import re

from wyoming_kokoro.text.normalize.scanner import Context

_TITLE = re.compile(
    r"(?:\b[A-Z][\w'’]+|\b[A-Z][\w'’]+ (?:of|the|to) [A-Za-z]+|[0-9] ?[ap]m)[,:]? \(?$"
)
_TITLE_ENDS = re.compile(
    r"\)?(?:[.,;:!?]|$| (?:on|at|is|was|with|tonight|tomorrow|starring|repeat(?:ed|s)?|continues|concludes|airs|starts|returns)\b| [0-9]{1,2}[.:][0-9])"
)
_AIRED = re.compile(
    r"\b(?:BBC|ITV[0-9X]?|Channel [45]|C[45]|Film4|E4|Dave|Sky|Netflix|Disney|iPlayer|Radio [1-6]|R[1-6]|TV|telly|series|episodes?|drama|documentary|sitcom|thriller|comedy|watch|repeat\w*)|\b[0-9]{1,2}[.:][0-9]{2} [A-Z]"
)


def is_part(top: int, bottom: int, before: str, match: re.Match[str], context: Context) -> bool:
    """Whether a programme is one of a series: “MasterChef 4/8, BBC One”."""
    if not context.locale.day_first or not 0 < top <= bottom <= 26:
        return False
    return (
        _TITLE.search(before) is not None
        and _TITLE_ENDS.match(context.text, match.end()) is not None
        and _AIRED.search(context.near_in_sentence(match)) is not None
    )
