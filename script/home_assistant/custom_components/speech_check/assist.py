"""A conversation with an agent that calls a slow tool, through Home Assistant's own pipeline."""

import asyncio
import time
from collections.abc import AsyncGenerator
from typing import Any

import aiohttp
from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.components import conversation, tts
from homeassistant.core import HomeAssistant
from homeassistant.helpers import intent, llm
from homeassistant.helpers.aiohttp_client import async_get_clientsession

TOOL_S = 6.0
TOKEN_S = 0.05
BEFORE = "Let me check the weather."
AFTER = (
    "It will be dry until Thursday. On Friday it rains all day, so take the bus and not the bike."
)
HEADER_BYTES = 200
BYTES_PER_S = 48_000
TIMEOUT_S = 60
CLIENT = "http://speech-check/"


class Agent(conversation.ConversationEntity):
    """Says a sentence, calls a tool that takes its time, and says what came of it; token by
    token.
    """

    _attr_supports_streaming = True
    _attr_name = "Scripted"
    _attr_unique_id = "scripted"

    def __init__(self) -> None:
        self.called_at = 0.0
        self.answered_at = 0.0

    @property
    def supported_languages(self) -> str:
        return "*"

    async def _async_handle_message(
        self, user_input: conversation.ConversationInput, chat_log: conversation.ChatLog
    ) -> conversation.ConversationResult:
        async for _ in chat_log.async_add_delta_content_stream(self.entity_id, self._deltas()):
            pass
        response = intent.IntentResponse(language=user_input.language)
        response.async_set_speech(AFTER)
        return conversation.ConversationResult(
            response=response, conversation_id=chat_log.conversation_id
        )

    async def _deltas(self) -> AsyncGenerator[dict[str, Any]]:
        yield {"role": "assistant"}
        async for delta in _tokens(BEFORE):
            yield delta
        self.called_at = time.monotonic()
        tool = llm.ToolInput("weather", {}, external=True)
        yield {"tool_calls": [tool]}
        await asyncio.sleep(TOOL_S)
        yield {
            "role": "tool_result",
            "tool_call_id": tool.id,
            "tool_name": tool.tool_name,
            "tool_result": {"rain": "Friday"},
        }
        yield {"role": "assistant"}
        self.answered_at = time.monotonic()
        async for delta in _tokens(AFTER):
            yield delta


async def _tokens(text: str) -> AsyncGenerator[dict[str, Any]]:
    for number, word in enumerate(text.split()):
        yield {"content": f" {word}" if number else word}
        await asyncio.sleep(TOKEN_S)


async def ask(hass: HomeAssistant, engine: str) -> dict[str, Any]:
    """Seconds from the tool's call, and from its answer, to the audio of each; and seconds of audio
    in all.
    """
    agent = Agent()
    ear = Ear(hass.data["tts"].get_entity(engine))
    await hass.data["conversation"].async_add_entities([agent])
    user = await hass.auth.async_create_user("check", group_ids=[GROUP_ID_ADMIN])
    refresh = await hass.auth.async_create_refresh_token(user, client_id=CLIENT)
    token = hass.auth.async_create_access_token(refresh)
    url = f"http://127.0.0.1:{hass.http.server_port}/api/websocket"
    session = async_get_clientsession(hass)
    async with session.ws_connect(url) as socket, asyncio.timeout(TIMEOUT_S):
        await _said(socket, "auth_required")
        await socket.send_json({"type": "auth", "access_token": token})
        await _said(socket, "auth_ok")
        pipeline = await _call(
            socket, 1, "assist_pipeline/pipeline/create", **_settings(agent, engine)
        )
        run = {
            **{"pipeline": pipeline["id"], "start_stage": "intent", "end_stage": "tts"},
            "input": {"text": "What will the weather be?"},
        }
        await socket.send_json({"id": 2, "type": "assist_pipeline/run", **run})
        await ear.ended.wait()
    return {
        "first_audio_after_call_s": ear.first_after(agent.called_at),
        "first_audio_after_answer_s": ear.first_after(agent.answered_at),
        "audio_s": round(sum(size for _, size in ear.heard) / BYTES_PER_S, 2),
    }


def _settings(agent: Agent, engine: str) -> dict[str, Any]:
    return {
        "name": "Check",
        "language": "en",
        "conversation_engine": agent.entity_id,
        "conversation_language": "en",
        "tts_engine": engine,
        "tts_language": "en-US",
        "tts_voice": "af_heart",
        **dict.fromkeys(("stt_engine", "stt_language", "wake_word_entity", "wake_word_id")),
    }


async def _said(socket: aiohttp.ClientWebSocketResponse, kind: str) -> dict[str, Any]:
    while (message := await socket.receive_json())["type"] != kind:
        pass
    return dict(message)


async def _call(
    socket: aiohttp.ClientWebSocketResponse, number: int, kind: str, **fields: Any
) -> dict[str, Any]:
    await socket.send_json({"id": number, "type": kind, **fields})
    answer = await _said(socket, "result")
    if not answer["success"]:
        raise RuntimeError(f"{kind}: {answer['error']}")
    return dict(answer["result"])


class Ear:
    """Hears what comes from the server, before ffmpeg, which holds the first seconds back in some
    versions.
    """

    def __init__(self, entity: Any) -> None:
        self.heard: list[tuple[float, int]] = []
        self.ended = asyncio.Event()
        self._stream = entity.async_stream_tts_audio
        entity.async_stream_tts_audio = self._response

    async def _response(self, request: tts.TTSAudioRequest) -> tts.TTSAudioResponse:
        response = await self._stream(request)
        return tts.TTSAudioResponse(response.extension, self._data(response.data_gen))

    async def _data(self, chunks: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
        async for chunk in chunks:
            self.heard.append((time.monotonic(), len(chunk)))
            yield chunk
        self.ended.set()

    def first_after(self, at: float) -> float:
        """Seconds from `at` to the next audio."""
        return round(next(t for t, size in self.heard if t > at and size > HEADER_BYTES) - at, 3)
