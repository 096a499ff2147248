"""Listeners hang up at any moment, and the model is unloaded, sleeps or is closed at once: run as a
program, it ends with 0 if it lives.

``python -m tests.inference.hang_up ROUNDS [SEED]``; script/check-sanitizers runs it on kernels
built with sanitizers.
"""

import asyncio
import sys
from contextlib import aclosing
from random import Random

from wyoming_kokoro.composition import build_engine
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.engine.speech import SpeechRequest
from wyoming_kokoro.settings import Settings

TEXT = (
    "The garden lights are on, and they stay on until midnight, when the doors are locked."
    " The heating goes down at ten, unless someone is still awake."
)
IDLE_S = 0.02


async def listen(engine: SpeechEngine, number: int) -> float:
    seconds = 0.0
    async with aclosing(engine.speak(SpeechRequest(f"Number {number}. {TEXT}"))) as chunks:
        async for chunk in chunks:
            seconds += chunk.seconds
    return seconds


async def round_of(engine: SpeechEngine, random: Random, number: int) -> str:
    """Some listeners hang up while speech is made for them, then the model goes."""
    tasks = [asyncio.create_task(listen(engine, number)) for _ in range(random.randint(1, 3))]
    await asyncio.sleep(random.uniform(0, 0.6))
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    how = random.choice(("unload", "sleep", "both"))
    if how != "sleep":
        await engine.models.unload()
    if how != "unload":
        await asyncio.sleep(2 * IDLE_S)
    return how


async def main(rounds: int, seed: int) -> None:
    random = Random(seed)
    settings = Settings(cache_mb=0, idle_unload=IDLE_S)
    engine = build_engine(settings)
    await engine.start()
    for number in range(rounds):
        how = await round_of(engine, random, number)
        if number % 20 == 19:  # closed while speech is made
            task = asyncio.create_task(listen(engine, number))
            await asyncio.sleep(random.uniform(0, 0.4))
            await engine.close()
            await asyncio.gather(task, return_exceptions=True)
            engine = build_engine(settings)
            await engine.start()
        print(number, how, flush=True)
    assert await listen(engine, rounds) > 5
    await engine.close()
    print("alive", flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
