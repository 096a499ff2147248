"""Runs inside Home Assistant: adds the Wyoming server as a user does, makes it speak, writes what
happened, and ends Home Assistant.
"""

import asyncio
import json
import time
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

from homeassistant.components import tts
from homeassistant.config_entries import SOURCE_USER, SOURCE_ZEROCONF
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED, __version__
from homeassistant.core import Event, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv

from .assist import ask

CONFIG_SCHEMA = cv.schema_with_slug_keys(cv.match_all)
ENGINE_TIMEOUT_S = 20
TAGS = "en en-US en-GB es es-ES es-MX fr fr-CA hi it ja ja-JP pt pt-BR zh zh-CN".split()
"""The language tags that people choose."""
DISCOVERY_TIMEOUT_S = 40
ANSWER = (
    "The kitchen is twenty one degrees warm, and the window beside the sink is still open. "
    "It will rain in about an hour, so you may want to close it before you leave. "
    "The washing machine has finished, and the dryer needs another fifteen minutes."
)


async def async_setup(hass: HomeAssistant, config: dict[str, Any]) -> bool:
    """Check as soon as Home Assistant runs."""
    given = config["speech_check"]

    async def started(_: Event) -> None:
        report: dict[str, Any] = {"version": __version__}
        try:
            await _check(hass, given, report)
        except Exception as error:  # noqa: BLE001  # whatever it is, it belongs into the report
            report["failure"] = repr(error)
        await hass.async_add_executor_job(
            Path(given["report"]).write_text, json.dumps(report, indent=2, ensure_ascii=False)
        )
        hass.async_create_task(hass.async_stop())

    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STARTED, started)
    return True


async def _check(hass: HomeAssistant, given: dict[str, Any], report: dict[str, Any]) -> None:
    if given["discover"]:
        await _accept_discovered(hass, report)
    else:
        await _add(hass, given["host"], given["port"])
    engine = await _engine(hass)
    entity = hass.data["tts"].get_entity(engine)
    report |= {
        "engine": engine,
        "title": hass.config_entries.async_entries("wyoming")[0].title,
        "streaming": getattr(entity, "async_supports_streaming_input", bool)(),
        "languages": entity.supported_languages,
        "voices": {
            language: [voice.name for voice in entity.async_get_supported_voices(language)]
            for language in entity.supported_languages
        },
    }
    for name, language, voice, text in (
        ("phrase", None, None, "The washing machine is done."),
        ("voice", "en-GB", "bf_emma", "Good morning."),
        ("french", "fr", "ff_siwis", "La machine à laver a fini."),
    ):
        report[name] = await _speak(hass, engine, language, voice, [text], 0)
    report["mp3"] = await _speak(hass, engine, None, None, ["The door is open."], 0, "mp3")
    words = [f"{word} " for word in ANSWER.split()]
    report["answer"] = await _speak(hass, engine, None, None, words, 0.1)
    report["direct"] = await _without_streaming(entity)
    report["tags"] = {tag: await _accepts(hass, engine, tag) for tag in TAGS}
    report["tool"] = await ask(hass, engine)


async def _add(hass: HomeAssistant, host: str, port: int) -> None:
    result = await hass.config_entries.flow.async_init("wyoming", context={"source": SOURCE_USER})
    result = await hass.config_entries.flow.async_configure(
        result["flow_id"], {"host": host, "port": port}
    )
    if result["type"] != "create_entry":
        raise RuntimeError(f"not added: {result}")


async def _accept_discovered(hass: HomeAssistant, report: dict[str, Any]) -> None:
    """Wait for the device that Home Assistant offers, and press Submit."""
    async with asyncio.timeout(DISCOVERY_TIMEOUT_S):
        while not (flows := _discovered(hass)):
            await asyncio.sleep(0.2)
    flow = flows[0]
    report["discovered"] = flow["context"].get("title_placeholders")
    result = await hass.config_entries.flow.async_configure(flow["flow_id"], {})
    report["entry"] = {"type": str(result["type"]), "title": result.get("title")}
    entry = hass.config_entries.async_entries("wyoming")[0]
    report["address"] = f"{entry.data['host']}:{entry.data['port']}"


def _discovered(hass: HomeAssistant) -> list[Any]:
    flows = hass.config_entries.flow.async_progress_by_handler("wyoming")
    return [flow for flow in flows if flow["context"]["source"] == SOURCE_ZEROCONF]


async def _engine(hass: HomeAssistant) -> str:
    async with asyncio.timeout(ENGINE_TIMEOUT_S):
        while not (engines := hass.states.async_entity_ids("tts")):
            await asyncio.sleep(0.1)
    return engines[0]


async def _speak(
    hass: HomeAssistant,
    engine: str,
    language: str | None,
    voice: str | None,
    deltas: list[str],
    delay: float,
    audio_format: str = "wav",
) -> dict[str, Any]:
    """Speak the way an Assist pipeline does; times are seconds since the first word was given."""
    options: dict[str, Any] = {tts.ATTR_PREFERRED_FORMAT: audio_format}
    if voice is not None:
        options[tts.ATTR_VOICE] = voice
    stream = tts.async_create_stream(hass, engine, language, options)
    start = time.monotonic()
    last_text = 0.0

    async def text() -> AsyncGenerator[str]:
        nonlocal last_text
        for delta in deltas:
            last_text = time.monotonic() - start
            yield delta
            await asyncio.sleep(delay)

    if streams := hasattr(stream, "async_set_message_stream"):
        stream.async_set_message_stream(text())
    else:  # before 2025.7
        stream.async_set_message("".join(deltas))
    audio, first_audio = b"", None
    async for chunk in stream.async_stream_result():
        audio += chunk
        # A WAV header alone is not speech.
        if first_audio is None and len(audio) > 200:
            first_audio = time.monotonic() - start
    return {
        "streamed": streams,
        "bytes": len(audio),
        "begins": audio[:4].hex(),
        "first_audio_s": round(first_audio or -1, 3),
        "last_text_s": round(last_text, 3),
        "whole_s": round(time.monotonic() - start, 3),
    }


async def _without_streaming(entity: Any) -> dict[str, Any]:
    """The path of Home Assistant before it streamed."""
    extension, audio = await entity.async_get_tts_audio(
        "The light is on.", "en-US", {"voice": "am_adam"}
    )
    return {"extension": extension, "bytes": len(audio or b"")}


async def _accepts(hass: HomeAssistant, engine: str, language: str) -> bool:
    """Whether `tts.speak` takes a language: it checks as this does."""
    try:
        tts.async_create_stream(hass, engine, language, {})
    except HomeAssistantError:
        return False
    return True
