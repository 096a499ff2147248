"""Commands and lines of programs in a sentence: flags, pins, ports, schedules."""

import re

from wyoming_kokoro.text.normalize.english.lookups import ALONE, numerals, say_number
from wyoming_kokoro.text.normalize.scanner import DIGIT, Context, Rule

_COMMANDS = (
    "sudo apt apt-get dnf yum brew pip pip3 npm npx yarn git docker podman kubectl helm ssh scp rsync curl wget ls cd cp mv rm mkdir chmod"
    " chown grep find tar zip unzip cat tail head less ps kill top df du ping dig systemctl journalctl crontab python python3 node cargo go"
    " make gcc ffmpeg sed awk sort cut xargs tmux vim nano mount umount lsblk fdisk netstat ss ip iptables uname pytest ruff flake8 conda"
)
_FLAG = re.compile(
    r"(?<=[ `(\"“])(?:(?P<long>--)(?P<name>[a-z][a-z0-9]{0,24}(?:-[a-z0-9]{1,24}){0,4})|-(?P<letters>[a-zA-Z]{1,12}|[0-9]{1,3}))(?![\w'’-])"
)
_TYPED = re.compile(
    rf"`[^`\n]{{0,60}}$|(?<![\w.-])(?:{'|'.join(_COMMANDS.split())})(?![\w'’]) (?:(?:[^\s,;!?]{{0,40}}[^\s.,;!?]|\.{{1,2}}) ){{0,6}}$|(?<!\S)\.{{1,2}}/[\w./-]{{1,40}} $"
)
_ADDED = re.compile(r"\b(?:with|[Aa]dd|[Pp]ass|[Uu]se|the|using|and|or|is) $")
_RUN = re.compile(
    r"\b(?:[Rr]un|[Rr]unning|[Ee]xecute) (?P<program>[\w./-]{2,24}) (?:-[^\s.,;!?]{1,24} ){0,3}$"
)
_FLAG_BEFORE = re.compile(
    r"\b(?:flags?|options?|switch(?:es)?|arguments?|parameters?)(?: is|:)? `?$"
)
_COUNTS = re.compile(r"\b(?:(?:kill|head|tail|ls|xargs|ping|curl|wget|ssh)|(?<!the )ip) $")
_NO_WORD = re.compile(r"[^aeiouy]{3}(?<!th)$|^[^aeiouy]+$")
"""“-xzvf”, “-tulpn”."""
_FLAG_NAMED = re.compile(r"`? (?:flags?|options?|switch(?:es)?|arguments?|parameters?)\b")
_PIN = re.compile(r"(?<=[a-z0-9\]])(?P<sign>==|~=|>=|<=|!=|>|<)(?=v?[0-9]{1,4}\.[0-9x*])")
_PINS = {
    "==": "double equals", "~=": "tilde equals", ">=": "greater than or equal to", "<=": "less than or equal to", "!=": "not equal to",
    ">": "greater than", "<": "less than",
}  # fmt: skip
_ANY = re.compile(
    rf"{ALONE}(?P<number>[0-9]{{1,3}}(?:\.[0-9]{{1,3}})?)\.(?P<any>x(?!\w)|\*(?![\w*]))(?! ?[=+*/<>^-])"
)
_PORTS = re.compile(
    r"(?<=(?:-p|sh) )(?P<outer>[0-9]{2,5}):(?P<inner>[0-9]{2,5})(?![\w:])|(?<=[\"'`])(?P<from>[0-9]{2,5}):(?P<to>[0-9]{2,5})(?=[\"'`])"
)
_ALL = re.compile(r"\*(?=\))|(?<=SELECT )\*(?= FROM)|(?<=select )\*(?= from)")
_CRON = re.compile(
    r"(?<![\w*])(?:(?:\*(?:/[0-9]{1,2})?|[0-9]{1,2}(?:[-,/][0-9]{1,2})?) ){4}(?:\*|[0-7](?:[-,][0-7])?)(?![\w*])"
)
_CRON_PART = re.compile(r"[0-9]+|[*/,-]")
_CRON_SIGNS = {"*": "star", "/": "slash", ",": "comma", "-": "to"}
_COLON = re.compile(r"(?<=[ `\"“(]):(?P<command>wq?!?|q!|qa!?|x)(?![\w])")


def _flag(match: re.Match[str], context: Context) -> str | None:
    """“ls -la”, “pip install --upgrade pip”."""
    before = context.text[max(0, match.start() - 80) : match.start()]
    named = _FLAG_NAMED.match(context.text, match.end()) or _FLAG_BEFORE.search(before)
    if match["long"]:
        typed = bool(named or _ADDED.search(before) or _TYPED.search(before))
        run = _RUN.search(before)  # “Run home --now” is prose
        typed |= run is not None and ("-" in match["name"] or not run["program"].isalpha())
        return f"dash dash {match['name'].replace('-', ' dash ')}" if typed else None
    letters = match["letters"]
    if not named and (len(letters) > 5 or not _TYPED.search(before)):
        return None
    if letters.isdigit():
        return f"dash {say_number(letters, context)}" if named or _COUNTS.search(before) else None
    if len(letters) > 3 and not _NO_WORD.search(letters):
        return f"dash {letters}"
    return f"dash {'.'.join(letters.upper())}"


def _pin(match: re.Match[str], context: Context) -> str:
    """“numpy==1.26”, “django>=4.2”."""
    return f" {_PINS[match['sign']]} "


def _any(match: re.Match[str], context: Context) -> str | None:
    """“Python 3.x”, “torch==2.*”."""
    if match["any"] == "*" and context.text[match.start() - 1 : match.start()] not in tuple("=~<>"):
        return None
    parts = [say_number(part, context) for part in match["number"].split(".")]
    return " point ".join([*parts, "star" if match["any"] == "*" else "x"])


def _ports(match: re.Match[str], context: Context) -> str:
    """“docker run -p 8080:80”."""
    code = numerals(context).code
    outer, inner = match["outer"] or match["from"], match["inner"] or match["to"]
    return f"{code(outer)} to {code(inner)}"


def _all(match: re.Match[str], context: Context) -> str | None:
    """“COUNT(*)”, “SELECT * FROM”."""
    if context.text[match.end()] == ")" and context.text[match.start() - 1] != "(":
        return None
    return "star"


def _cron(match: re.Match[str], context: Context) -> str | None:
    """“0 3 * * *”."""
    if "* *" not in match.group():
        return None
    return " ".join(
        say_number(part, context) if part.isdigit() else _CRON_SIGNS[part]
        for part in _CRON_PART.findall(match.group())
    )


def _colon(match: re.Match[str], context: Context) -> str:
    """“:wq” of an editor."""
    letters = match["command"].rstrip("!")
    return f"colon {'.'.join(letters.upper())}{' bang' if match['command'][-1] == '!' else ''}"


_ANCESTOR = re.compile(r"(?<=HEAD)~(?P<number>[0-9]{0,2})(?!\w)")


def _ancestor(match: re.Match[str], context: Context) -> str:
    """“git rebase -i HEAD~3”."""
    number = match["number"]
    return f" tilde {say_number(number, context) if number else ''}".rstrip()


_HTTP = re.compile(r"(?<=HTTP)/(?=[123](?:\.[01])?(?!\w))")


RULES = (
    Rule("symbol", "/", _HTTP, lambda match, context: " "),
    Rule("symbol", "~", _ANCESTOR, _ancestor),
    Rule("symbol", "-", _FLAG, _flag),
    Rule("symbol", "=~><!", _PIN, _pin),
    Rule("version", DIGIT, _ANY, _any),
    Rule("range", DIGIT, _PORTS, _ports),
    Rule("symbol", "*", _ALL, _all),
    Rule("symbol", "*" + DIGIT, _CRON, _cron),
    Rule("symbol", ":", _COLON, _colon),
)
