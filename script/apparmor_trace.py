"""What an AppArmor profile would forbid of what a program has done, by a log of strace.

For machines whose kernel has no AppArmor. Looked at are files, programs, libraries and sockets;
not signals, capabilities and ptrace, nor who owns a file.
"""

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

STRACE = (
    "strace --follow-forks --decode-fds=path --seccomp-bpf --quiet=all --signal=none --string-limit"
    " 512 --trace=%process,%file,mmap,flock,fcntl,ftruncate,fchmod,fchown,socket"
).split()
"""Put `--output=FILE` and the command behind it."""
_CALL = re.compile(r"^(\d+) +(\w+)\((.*)\) += (\S+?)(?:<(.*)>)?(?: .*)?$")
_UNFINISHED = re.compile(r"^(\d+) +(\w+\(.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
_PLACE = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')
_FOLDER = re.compile("AT_FDCWD<([^>]*)>")
_OF_FILE = re.compile(r"\d+<(/[^>]*)>")
_FORKS = frozenset(("clone", "clone3", "fork", "vfork"))
_FOR_WRITING = re.compile("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
_CHANGES = frozenset(
    "chmod fchmod fchmodat chown fchown fchownat lchown mkdir mkdirat mknod mknodat rename renameat"
    " renameat2 rmdir symlink symlinkat truncate ftruncate unlink unlinkat utime utimes futimesat"
    " utimensat".split()
)
_RULE = re.compile(
    r'^ *((?:(?:audit|deny|allow|owner) )*)("[^"]+"|[/@]\S*)\s+([a-zA-Z]+)(?: -> \S+)?,'
)
_NETWORK = re.compile(r"^ *network(?: (\w+))?(?: (\w+))?,")
_VARIABLE = re.compile(r"^@\{(\w+)\}\s*\+?=\s*(.*)$")


@dataclass(frozen=True, slots=True)
class Access:
    """A path, with all links followed, and one letter of what was done: r, w, k, l, m or x. Of a
    socket ``inet stream`` and an ``n``.
    """

    path: str
    kind: str


@dataclass
class Profile:
    """The rules of one profile."""

    allowed: list[tuple[re.Pattern[str], str]] = field(default_factory=list)
    denied: list[tuple[re.Pattern[str], str]] = field(default_factory=list)
    networks: list[tuple[str, str]] = field(default_factory=list)
    everything: bool = False

    def forbids(self, access: Access) -> bool:
        if access.kind == "n":
            family, kind = access.path.split()
            return family != "unix" and not any(
                rule in (("", ""), (family, ""), (family, kind)) for rule in self.networks
            )
        kinds = "wa" if access.kind == "w" else access.kind
        said = [
            any(
                pattern.fullmatch(access.path) and set(letters) & set(kinds)
                for pattern, letters in of
            )
            for of in (self.denied, self.allowed)
        ]
        return said[0] or not (self.everything or said[1])


def read_profiles(file: Path) -> dict[str, Profile]:
    """All profiles of a file, by name, with what they include.

    Raises `OSError` or `subprocess.CalledProcessError` without a working `apparmor_parser`.
    """
    command = ["apparmor_parser", "--skip-kernel-load", "--skip-cache", "--preprocess", str(file)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    variables: dict[str, list[str]] = {"profile_name": ["[^/]*"]}
    profiles: dict[str, Profile] = {}
    inside: list[Profile] = []
    for line in (line.strip() for line in text.splitlines()):
        if match := _VARIABLE.match(line):
            variables.setdefault(match[1], []).extend(match[2].split())
        elif match := re.match(r"profile (\S+) .*\{$", line):
            inside.append(profiles.setdefault(match[1], Profile()))
        elif line == "}":
            inside.pop()
        elif line == "file,":
            inside[-1].everything = True
        elif match := _NETWORK.match(line):
            inside[-1].networks.append((match[1] or "", match[2] or ""))
        elif match := _RULE.match(line):
            rules = inside[-1].denied if "deny" in match[1] else inside[-1].allowed
            rules.append((re.compile(_pattern(match[2].strip('"'), variables)), match[3].lower()))
    return profiles


def _pattern(glob: str, variables: dict[str, list[str]]) -> str:
    """AppArmor's pattern of paths as a regular expression."""
    while match := re.search(r"@\{(\w+)\}", glob):
        values = "{" + ",".join(variables[match[1]]) + "}"
        glob = glob[: match.start()] + values + glob[match.end() :]
    made, place, depth = "", 0, 0
    while place < len(glob):
        char = glob[place]
        if char == "*":
            stars = 2 if glob.startswith("**", place) else 1
            following = glob[place + stars : place + stars + 1]
            # Between two slashes, or after the last, there must be something.
            least = "+" if made.endswith("/") and following in ("", "/") else "*"
            made += ("." if stars == 2 else "[^/]") + least
            place += stars
            continue
        if char == "[":
            end = glob.index("]", place)
            made += glob[place : end + 1]
            place = end
        elif char in "{}":
            depth += 1 if char == "{" else -1
            made += "(?:" if char == "{" else ")"
        elif char == "," and depth:
            made += "|"
        elif char != "/" or not made.endswith("/"):
            made += "[^/]" if char == "?" else re.escape(char)
        place += 1
    return made.replace("/)/", "/)")  # of a variable that ends with a slash


def accesses(log: Iterable[str], program: str, real: Callable[[str], str]) -> set[Access]:
    """What `program` did, and what it started; `real` follows the links of a path."""
    calls = [call for call in _calls(log) if not call[3].startswith(("-", "?"))]
    # A child may be seen before its parent's call returns.
    parents = {call[3]: call[0] for call in calls if call[1] in _FORKS}
    inside: dict[str, bool] = {}
    folders: dict[str, str] = {}
    found: set[Access] = set()
    for pid, call, given, _, file in calls:
        parent = parents.get(pid, "")
        if match := _FOLDER.search(given):
            folders[pid] = match[1]
        here = folders.setdefault(pid, folders.get(parent, "/"))
        if inside.setdefault(pid, inside.get(parent, False)):
            found.update(_accesses(call, given, file, here, real))
        if call == "execve" and (place := _PLACE.search(given)) and place[2] == program:
            inside[pid] = True
    return found


def _calls(log: Iterable[str]) -> Iterator[tuple[str, str, str, str, str | None]]:
    begun: dict[str, str] = {}
    for line in log:
        if match := _UNFINISHED.match(line):
            begun[match[1]] = match[2]
            continue
        if match := _RESUMED.match(line):
            line = f"{match[1]} {begun.pop(match[1], '')}{match[2]}"
        if match := _CALL.match(line.rstrip()):
            yield match[1], match[2], match[3], match[4], match[5]


def _accesses(
    call: str, given: str, file: str | None, here: str, real: Callable[[str], str]
) -> Iterator[Access]:
    if call == "socket":
        family, kind = (part.strip() for part in given.split(",")[:2])
        words = family.removeprefix("AF_"), kind.partition("|")[0].removeprefix("SOCK_")
        yield Access(" ".join(words).lower(), "n")
    elif call in ("open", "openat", "creat"):
        yield from _opened(call, given, file or "")
    elif call == "mmap" and "PROT_EXEC" in given:
        yield from (Access(path, "m") for path in _OF_FILE.findall(given))
    elif call == "flock" or "SETLK" in given:
        yield from (Access(path, "k") for path in _OF_FILE.findall(given))
    elif call.startswith("exec"):
        yield from (Access(real(path), "x") for path in _paths(given, here)[:1])
    elif call.startswith("link"):
        yield from (Access(path, "l") for path in _paths(given, here)[1:])
    elif call in _CHANGES:
        paths = _paths(given, here) or _OF_FILE.findall(given)
        slash = "/" * ("dir" in call)
        yield from (Access(path + slash, "w") for path in paths[call.startswith("symlink") :])


def _opened(call: str, given: str, file: str) -> Iterator[Access]:
    if not file.startswith("/"):
        return  # a pipe, a socket
    path = file + "/" * ("O_DIRECTORY" in given and not file.endswith("/"))
    if "O_WRONLY" not in given and call != "creat":
        yield Access(path, "r")
    if call == "creat" or _FOR_WRITING.search(given):
        yield Access(path, "w")


def _paths(given: str, here: str) -> list[str]:
    return [os.path.normpath(os.path.join(at or here, path)) for at, path in _PLACE.findall(given)]
