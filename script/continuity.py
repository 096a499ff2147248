"""How much a clause cut out of its sentence differs from the sentence spoken whole: pitch and
durations, 20 sentences in 3 voices.

Compares plain cutting (each clause by itself) with what the engine does (the clause within as much
of its sentence as it looks ahead). Only prosody is predicted, in float32 torch; no sound is made.
Run it with `.venv/bin/python script/continuity.py`.
"""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from wyoming_kokoro.engine.outline import Context, Outline
from wyoming_kokoro.engine.pieces import AHEAD_PHONEMES
from wyoming_kokoro.engine.plan import Manner, Planner, Run
from wyoming_kokoro.models.assets import AssetPaths
from wyoming_kokoro.models.frames import FramePassage
from wyoming_kokoro.models.network import Network, read_model
from wyoming_kokoro.phonemes.g2p import Phonemizer
from wyoming_kokoro.phonemes.vocabulary import Vocabulary
from wyoming_kokoro.settings import Settings
from wyoming_kokoro.text.document import Document
from wyoming_kokoro.text.segment import NormalizationOptions
from wyoming_kokoro.voices.blend import parse_blend
from wyoming_kokoro.voices.catalog import VoiceCatalog
from wyoming_kokoro.voices.packs import VoicePacks

VOICES = ("af_heart", "am_michael", "bf_emma")
OPENING_PHONEMES, OPENING_PLAN = 14, 80
"""Phonemes that are spoken first, and that are planned for them within 50 ms on a machine with
matrix tiles.
"""
POINTS = 4
"""Places in each token at which pitch is compared."""
SENTENCES = (
    (
        "When I get home the lights in the living room will turn on automatically, and the heating"
        " will be set to twenty one degrees."
    ),
    (
        "The front door was locked at nine this evening, but the window in the bathroom on the"
        " first floor is still wide open."
    ),
    (
        "If it keeps raining like this until tomorrow morning, the garden will not need any water"
        " before the end of the week."
    ),
    (
        "Your train to the city leaves in twenty minutes from platform four, so you should be on"
        " your way to the station by now."
    ),
    (
        "The washing machine has finished its programme, the dryer is still running, and the"
        " dishwasher will start after midnight."
    ),
    (
        "Because the forecast promises a clear and windy day, I have planned to charge the car and"
        " the batteries around noon."
    ),
    (
        "Somebody rang the bell at the garden gate while you were away, and the camera has kept a"
        " picture of the visitor for you."
    ),
    (
        "After the children had gone to bed, the music in the kitchen was turned down and the lamps"
        " in the hallway were dimmed."
    ),
    (
        "The temperature in the freezer has been rising for more than an hour, which usually means"
        " that the door was left open."
    ),
    (
        "I could not reach the thermostat in the guest room, although it answered a few minutes"
        " ago, so I will try again later."
    ),
    (
        "Before you leave for the weekend, please remember to close the blinds, to water the"
        " plants, and to switch the alarm on."
    ),
    (
        "The package that you have been waiting for since Monday was handed to your neighbour, who"
        " will be at home until seven."
    ),
    (
        "There are three appointments in your calendar for tomorrow, of which the first one begins"
        " at half past eight downtown."
    ),
    (
        "As soon as the sun has set behind the hill, the outdoor lights go on, and they stay on"
        " until the last person is asleep."
    ),
    (
        "The robot has cleaned the kitchen, the hallway and both bedrooms, but it got stuck under"
        " the sofa in the living room."
    ),
    (
        "While the oven is heating up to two hundred degrees, you could cut the vegetables and put"
        " the rice into boiling water."
    ),
    (
        "The energy that the panels on the roof produced today was enough for the whole house, and"
        " some of it was even sold."
    ),
    (
        "Nobody has opened the medicine cabinet today, although it is already evening, so I wanted"
        " to remind you in good time."
    ),
    (
        "The old clock in the library has stopped again, perhaps because its battery is empty, or"
        " because the room is too cold."
    ),
    (
        "When the smoke detector in the basement gave its alarm last night, all lights were"
        " switched on and the doors unlocked."
    ),
)


@dataclass(frozen=True)
class Spoken:
    """Words of a sentence: seconds of each, and log pitch at points of each token, NaN where it is
    unvoiced.
    """

    seconds: NDArray[np.float64]
    pitch: NDArray[np.float64]


class Comparison:
    def __init__(self, settings: Settings) -> None:
        paths = AssetPaths(settings.data_dir)
        self.network = Network(read_model(paths), "cpu", 0)
        self.vocabulary = Vocabulary.load(paths.config)
        self.phonemizer = Phonemizer(self.vocabulary)
        self.catalog = VoiceCatalog()
        self.packs = VoicePacks(self.catalog, paths.voices_dir)

    def runs(self, sentence: str, voice: str) -> list[Run]:
        blend = parse_blend(voice, self.catalog)
        manner = Manner(blend, blend.language, 1.0, 0.0)
        planner = Planner(self.phonemizer, self.catalog, manner, NormalizationOptions())
        document = Document("text", blend.language)
        clauses = document.feed(sentence) + document.flush()
        return [run for clause in clauses for run in planner.plan(clause)]

    def speak(self, context: Context, run: Run, voice: str) -> Spoken:
        tokens = self.vocabulary.tokens(context.text)
        style = self.packs.get(voice)[len(tokens) - 1]
        return measured(self.network.plan(tokens, style, 1.0), context.span[0], run)


def measured(said: FramePassage, first: int, run: Run) -> Spoken:
    durations = said.durations
    starts = np.concatenate([[0], durations.cumsum()])
    pitch = said.pitch.numpy()[0]
    seconds, points = [], []
    place = first + 1  # the boundary token
    for word in run.words:
        stop = place + len(word.phonemes)
        if any(phoneme.isalpha() for phoneme in word.phonemes):
            seconds.append(durations[place:stop].sum() / 40)
            for token in range(place, stop):
                steps = np.linspace(2 * starts[token], 2 * starts[token + 1] - 1, POINTS)
                values = pitch[steps.round().astype(int)]
                points.append(np.where(values > 10, np.log(np.maximum(values, 1)), np.nan))
        place = stop + word.space
    return Spoken(np.array(seconds), np.concatenate(points))


def joined(parts: Sequence[Spoken]) -> Spoken:
    return Spoken(
        np.concatenate([part.seconds for part in parts]),
        np.concatenate([part.pitch for part in parts]),
    )


def difference(one: Spoken, other: Spoken) -> tuple[float, float]:
    """Mean absolute difference of log pitch where both are voiced, and of word durations in
    milliseconds.
    """
    return (
        float(np.nanmean(np.abs(one.pitch - other.pitch))),
        float(np.mean(np.abs(one.seconds - other.seconds)) * 1000),
    )


def opened(runs: Sequence[Run]) -> list[Run]:
    """The runs, the first of them cut after its first second, which is planned with less of the
    sentence than the rest.
    """
    words, size = runs[0].words, 0
    for number, word in enumerate(words, 1):
        size += len(word.phonemes) + word.space
        if size >= OPENING_PHONEMES and number < len(words):
            opening = replace(runs[0], words=words[:number], boundary=None)
            return [opening, replace(runs[0], words=words[number:]), *runs[1:]]
    return list(runs)


async def contexts(runs: Sequence[Run]) -> list[Context]:
    """Of each run as the engine plans it."""
    outline = Outline()
    await outline.extend(runs)
    await outline.complete()
    first, *rest = [outline.context(i, AHEAD_PHONEMES) for i in range(len(runs))]
    room = OPENING_PLAN - len(first.phonemes)
    if len(first.after) > room:
        first = replace(first, after=first.after[:room].rpartition(" ")[0])
    return [first, *rest]


def main(data_dir: Path) -> None:
    torch.set_num_threads(1)
    comparison = Comparison(Settings(data_dir=data_dir))
    plain, ours, cuts = [], [], 0
    for voice in VOICES:
        for sentence in SENTENCES:
            runs = comparison.runs(sentence, voice)
            cuts += len(runs) - 1
            text = "".join(run.phonemes for run in runs).rstrip()
            whole_words = tuple(word for run in runs for word in run.words)
            whole_run = Run(runs[0].manner, whole_words, None)
            whole = comparison.speak(Context(0, "", text, ""), whole_run, voice)
            alone = [
                comparison.speak(Context(0, "", run.phonemes.rstrip(), ""), run, voice)
                for run in runs
            ]
            spans = opened(runs)
            within = [
                comparison.speak(context, run, voice)
                for context, run in zip(asyncio.run(contexts(spans)), spans)
            ]
            plain.append(difference(whole, joined(alone)))
            ours.append(difference(whole, joined(within)))
    a, b = np.mean(plain, 0), np.mean(ours, 0)
    print(f"{len(SENTENCES)} sentences, {len(VOICES)} voices, {cuts} cuts")
    print("| | log-F0, mean difference | word duration, mean difference (ms) |\n|---|---|---|")
    print(f"| plain cutting | {a[0]:.4f} | {a[1]:.1f} |")
    print(f"| within the sentence | {b[0]:.4f} | {b[1]:.1f} |")
    print(f"| ratio | {b[0] / a[0]:.2f} | {b[1] / a[1]:.2f} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Settings().data_dir)
