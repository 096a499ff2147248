"""The rules of the public add-on linter and of Home Assistant's documentation for `config.yaml`, as
data. (The linter itself does not know `app_config` yet, which the Supervisor has.)
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

NO_DEFAULT = object()
_OPTION_TYPE = re.compile(
    r"(?:str(?:\((?:\d+)?,(?:\d+)?\))?|bool|int(?:\(-?\d*,-?\d*\))?|float(?:\(-?[\d.]*,-?[\d.]*\))?"
    r"|email|url|password|port|match\(.+\)|list\(.+\)|device(?:\(.+\))?)\??"
)
_MAPS = set(
    "all_app_configs app_config backup data homeassistant_config local_apps media share ssl".split()
)


@dataclass(frozen=True, slots=True)
class Key:
    """A key of `config.yaml`: what its value must be, and the default that must not be written
    out.
    """

    holds: Callable[[Any], bool]
    default: Any = NO_DEFAULT
    required: bool = False


def _is(kind: type) -> Callable[[Any], bool]:
    return lambda value: type(value) is kind


def _one_of(*names: str) -> Callable[[Any], bool]:
    return lambda value: value in names


def _each(holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(map(holds, value))


def _matches(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _is_map(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.get("type") in _MAPS
        and {*value} <= {"type", "read_only", "path"}
    )


def _is_ports(value: Any) -> bool:
    return isinstance(value, dict) and all(
        re.fullmatch(r"\d+/(tcp|udp)", port) and (host is None or 1 <= host <= 65535)
        for port, host in value.items()
    )


def _is_schema(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_option_type, value.values()))


def _is_option_type(value: Any) -> bool:
    if isinstance(value, dict | list):
        return all(map(_is_option_type, value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and _OPTION_TYPE.fullmatch(value) is not None


_OFF = Key(_is(bool), default=False)
_TEXT = Key(_is(str))
_TEXTS = Key(_each(_is(str)))

KEYS: Mapping[str, Key] = {
    "name": Key(_is(str), required=True),
    "version": Key(_is(str), required=True),
    "slug": Key(_matches(r"[-_.A-Za-z0-9]+"), required=True),
    "description": Key(_is(str), required=True),
    "arch": Key(_each(_one_of("amd64", "aarch64")), required=True),
    "apparmor": Key(lambda value: isinstance(value, bool | str), default=True),
    "backup": Key(_one_of("hot", "cold"), default="hot"),
    "backup_exclude": _TEXTS,
    "boot": Key(_one_of("auto", "manual", "manual_only"), default="auto"),
    "breaking_versions": _TEXTS,
    "devices": Key(_each(lambda value: isinstance(value, str) and ":" not in value)),
    "discovery": _TEXTS,
    "environment": Key(_is(dict)),
    "homeassistant": Key(_matches(r"\d{4}\.\d+\.\d+.*")),
    "hassio_role": Key(
        _one_of("admin", "backup", "default", "homeassistant", "manager"), default="default"
    ),
    "image": _TEXT,
    "ingress_entry": _TEXT,
    "ingress_port": Key(lambda value: value in range(65536), default=8099),
    "init": Key(_is(bool), default=True),
    "machine": _TEXTS,
    "map": Key(_each(_is_map)),
    "options": Key(_is(dict), default={}),
    "panel_admin": Key(_is(bool), default=True),
    "panel_icon": Key(_matches("mdi:.+"), default="mdi:puzzle"),
    "panel_title": _TEXT,
    "ports": Key(_is_ports),
    "ports_description": Key(_is(dict)),
    "privileged": _TEXTS,
    "schema": Key(_is_schema, default={}),
    "services": Key(_each(_matches("(mqtt|mysql):(provide|want|need)"))),
    "stage": Key(_one_of("stable", "experimental", "deprecated"), default="stable"),
    "startup": Key(
        _one_of("application", "initialize", "once", "services", "system"), default="application"
    ),
    "timeout": Key(_is(int), default=10),
    "ulimits": Key(_is(dict), default={}),
    "url": _TEXT,
    "webui": _TEXT,
    **dict.fromkeys(
        "audio auth_api devicetree docker_api full_access gpio hassio_api homeassistant_api"
        " host_dbus host_ipc host_network host_pid host_uts ingress ingress_stream journald"
        " kernel_modules legacy realtime stdin tmpfs uart udev usb video".split(),
        _OFF,
    ),
}
DEPRECATED_FILES = ("build.yaml", "build.yml", "build.json")


def complaints(config: Mapping[str, Any]) -> Iterator[str]:
    """What the linter would say about a configuration; nothing if it is good."""
    for name, key in KEYS.items():
        if key.required and name not in config:
            yield f"{name} is missing"
    for name, value in config.items():
        known = KEYS.get(name)
        if known is None:
            yield f"{name} is unknown or obsolete"
        elif value == known.default:
            yield f"{name} is written out although it is the default"
        elif not known.holds(value):
            yield f"{name}: {value!r} is not allowed"
    yield from _contradictions(config)


def _contradictions(config: Mapping[str, Any]) -> Iterator[str]:
    if config.get("ingress") and "webui" in config:
        yield "webui beside ingress"
    if config.get("ingress") and not config.get("host_network") and config.get("ingress_port") == 0:
        yield "a random ingress_port without host_network"
    if config.get("full_access") and {"devices", "gpio", "uart", "usb"} & set(config):
        yield "full_access includes devices, gpio, uart and usb"
    if config.get("backup") == "cold" and {"backup_pre", "backup_post"} & set(config):
        yield "a cold backup runs no commands"
    options, schema = config.get("options", {}), config.get("schema", {})
    for name in options:
        if name not in schema:
            yield f"option {name} has no schema"
        elif str(schema[name]).endswith("?"):
            yield f"option {name} is optional and has a default"
    for name, kind in schema.items():
        if name not in options and not str(kind).endswith("?"):
            yield f"option {name} has no default"
