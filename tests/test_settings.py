"""The settings' defaults are those of the parts, which are used without settings too."""

from dataclasses import fields

import pytest

from wyoming_kokoro.engine.engine import EngineLimits
from wyoming_kokoro.http_server import HttpOptions
from wyoming_kokoro.settings import Settings
from wyoming_kokoro.wyoming_server import Limits

_NAMED_OTHERWISE = {"send_timeout_s": "send_timeout", "idle_timeout_s": "idle_timeout"}


@pytest.mark.parametrize("part", [EngineLimits(), Limits(), HttpOptions()])
def test_a_part_has_the_defaults_of_the_settings(part: EngineLimits | Limits | HttpOptions) -> None:
    """A Wyoming server took 128 connections by itself and 256 with settings."""
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    named = {field.name: _NAMED_OTHERWISE.get(field.name, field.name) for field in fields(part)}
    shared = {ours: theirs for ours, theirs in named.items() if theirs in defaults}
    assert len(shared) >= 3
    assert {ours: getattr(part, ours) for ours in shared} == {
        ours: defaults[theirs] for ours, theirs in shared.items()
    }
