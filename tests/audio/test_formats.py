"""Each format decodes, in decoders that are not the encoder's kin, to the sound that went in."""

import io
import re
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

import mutagen
import mutagen.flac
import mutagen.mp3
import mutagen.oggopus
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.audio.decoders import adts_frames, decode, run_program, wav_sizes
from wyoming_kokoro.audio.codecs import AvEncoder
from wyoming_kokoro.audio.encode import make_encoder
from wyoming_kokoro.audio.formats import AudioFormat, Codec
from wyoming_kokoro.audio.pcm import wav_header
from wyoming_kokoro.errors import SynthesisFailed
from wyoming_kokoro.sound import SAMPLE_RATE, silence

MP3, OPUS, AAC, FLAC, WAV, PCM = map(AudioFormat, ("mp3", "opus", "aac", "flac", "wav", "pcm"))
DECODED = [each for each in AudioFormat if each is not AAC]
"""Those whose every sample comes back; of AAC the decoder at hand drops some."""
LENGTHS = [0, 1, 599, 24_001, 60_000]
FRAME = {MP3: 576, OPUS: 480, AAC: 1024, FLAC: 2304, WAV: 0, PCM: 0}
LEAD_IN = {MP3: 1105, OPUS: 0, AAC: 1024, FLAC: 0, WAV: 0, PCM: 0}


def tone(samples: int, hertz: float = 440.0) -> bytes:
    """A steady tone that starts and ends abruptly, as clauses never do: the hard case for tails."""
    times = np.arange(samples) / SAMPLE_RATE
    return (8000 * np.sin(2 * np.pi * hertz * times)).astype("<i2").tobytes()


def encoded(audio_format: AudioFormat, pieces: Iterable[bytes], *, whole: bool = False) -> bytes:
    encoder = make_encoder(audio_format, whole=whole)
    try:
        return b"".join([*(encoder.encode(piece) for piece in pieces), encoder.finish()])
    finally:
        encoder.close()


def best_lag(reference: np.ndarray, sound: np.ndarray, lags: range) -> int:
    """By how many samples `sound` is later than `reference`."""
    return max(lags, key=lambda lag: float(np.dot(reference[:8000], sound[lag : lag + 8000])))


@pytest.mark.parametrize("samples", LENGTHS)
@pytest.mark.parametrize("audio_format", DECODED)
def test_a_stream_is_as_long_as_its_pcm_within_a_frame(
    audio_format: AudioFormat, samples: int
) -> None:
    sound = decode(audio_format, encoded(audio_format, [tone(samples)]))
    extra = len(sound) - samples
    # The last frame and, without a length anywhere, one more to bring its end through the codec's
    # overlap.
    assert 0 <= extra <= LEAD_IN[audio_format] + 2 * FRAME[audio_format]
    if audio_format in (OPUS, FLAC) and samples:
        assert extra == 0


@pytest.mark.parametrize("audio_format", [each for each in AudioFormat if each is not PCM])
def test_a_stream_to_which_nothing_came_is_one_all_the_same(audio_format: AudioFormat) -> None:
    assert encoded(audio_format, [])


@pytest.mark.parametrize(("audio_format", "kilobits"), [(MP3, 64), (AAC, 64), (OPUS, 48)])
def test_speech_takes_as_many_bits_as_the_documents_say(
    audio_format: AudioFormat, kilobits: int
) -> None:
    noise = np.random.default_rng(3).standard_normal(5 * SAMPLE_RATE)
    pcm = (np.convolve(noise, np.hanning(12), "same") * 3000).clip(-32000, 32000).astype("<i2")
    data = encoded(audio_format, [pcm.tobytes()])
    assert len(data) * 8 / 5000 == pytest.approx(kilobits, rel=0.05)


def test_what_comes_before_the_first_sound_is_short() -> None:
    """Padding of FLAC, and a frame of MP3 that would claim a length of nothing."""
    assert len(encoded(FLAC, [silence(0.1)])) < 1000
    stream = encoded(MP3, [silence(0.1)])
    assert b"Xing" not in stream and b"Info" not in stream and not stream.startswith(b"ID3")


@pytest.mark.parametrize("samples", LENGTHS)
def test_aac_has_the_frames_that_its_pcm_and_the_lead_in_need(samples: int) -> None:
    frames = adts_frames(encoded(AAC, [tone(samples)]))
    assert 0 <= len(frames) * 1024 - LEAD_IN[AAC] - samples <= 1024


@pytest.mark.parametrize("audio_format", DECODED)
def test_the_end_is_heard(audio_format: AudioFormat) -> None:
    pcm = tone(24_001) + silence(0.2) + tone(240, 2000.0)
    sound = decode(audio_format, encoded(audio_format, [pcm]))
    begin = LEAD_IN[audio_format] + len(pcm) // 2 - 240
    last = sound[begin : begin + 240]
    assert np.sqrt(np.mean(last**2)) > 0.05


@pytest.mark.parametrize("audio_format", DECODED)
def test_nothing_clicks_after_the_end(audio_format: AudioFormat) -> None:
    pcm = tone(24_001) + silence(0.1)
    sound = decode(audio_format, encoded(audio_format, [pcm]))
    assert np.max(np.abs(sound[LEAD_IN[audio_format] + 24_001 + 1200 :])) < 0.01


@pytest.mark.parametrize("audio_format", [each for each in DECODED if each is not PCM])
def test_the_sound_is_the_same_after_the_documented_lead_in(audio_format: AudioFormat) -> None:
    noise = np.random.default_rng(1).standard_normal(24_000)
    voice_like = np.convolve(noise, np.hanning(24), "same")
    pcm = (voice_like / np.abs(voice_like).max() * 12_000).astype("<i2")
    sound = decode(audio_format, encoded(audio_format, [pcm.tobytes()]))
    expected = LEAD_IN[audio_format]
    lag = best_lag(pcm / 32768, sound, range(max(0, expected - 100), expected + 100))
    assert abs(lag - expected) <= 1
    aligned = sound[lag : lag + len(pcm)]
    assert np.corrcoef(aligned, pcm[: len(aligned)])[0, 1] > 0.97


@pytest.mark.parametrize("audio_format", [FLAC, WAV, PCM])
@pytest.mark.parametrize("whole", [False, True])
def test_lossless_formats_give_every_sample_back(audio_format: AudioFormat, whole: bool) -> None:
    pcm = np.random.default_rng(2).integers(-32768, 32768, 24_001).astype("<i2")
    sound = decode(audio_format, encoded(audio_format, [pcm.tobytes()], whole=whole))
    assert np.array_equal(np.round(sound * 32768).astype(np.int32), pcm.astype(np.int32))


@pytest.mark.parametrize("audio_format", [each for each in AudioFormat if each is not OPUS])
@settings(deadline=None, max_examples=15)
@given(cuts=st.lists(st.integers(0, 10_000), max_size=12))
def test_the_cut_of_the_pcm_does_not_matter(audio_format: AudioFormat, cuts: list[int]) -> None:
    pcm = tone(5_000)
    edges = [0, *sorted(cuts), len(pcm)]
    pieces = [pcm[start:end] for start, end in zip(edges, edges[1:])]
    assert encoded(audio_format, pieces) == encoded(audio_format, [pcm])


@settings(deadline=None, max_examples=15)
@given(cuts=st.lists(st.integers(0, 10_000), max_size=12))
def test_the_cut_of_the_pcm_does_not_matter_to_opus(cuts: list[int]) -> None:
    # Every Ogg stream has its own serial number, so the sound is compared.
    pcm = tone(5_000)
    edges = [0, *sorted(cuts), len(pcm)]
    pieces = [pcm[start:end] for start, end in zip(edges, edges[1:])]
    assert np.array_equal(decode(OPUS, encoded(OPUS, pieces)), decode(OPUS, encoded(OPUS, [pcm])))


@pytest.mark.parametrize("audio_format", AudioFormat)
def test_most_of_a_clause_leaves_before_the_next(audio_format: AudioFormat) -> None:
    encoder = make_encoder(audio_format)
    early = len(encoder.encode(tone(24_000)))
    rest = len(encoder.finish())
    assert early > 0.75 * (early + rest)


@pytest.mark.parametrize(
    ("data_bytes", "riff_size", "data_size"),
    [
        (0, 36, 0),
        (1200, 1236, 1200),
        (0xFFFFFFFF - 37, 0xFFFFFFFE, 0xFFFFFFFF - 37),
        (0xFFFFFFFF - 35, 0xFFFFFFFF, 0xFFFFFFFF - 35),
        (None, 0xFFFFFFFF, 0xFFFFFFFF),
    ],
)
def test_a_wav_header_tells_what_follows(
    data_bytes: int | None, riff_size: int, data_size: int
) -> None:
    told = struct.unpack("<4sI4s4sIHHIIHH4sI", wav_header(data_bytes))
    sound = (16, 1, 1, 24_000, 48_000, 2, 16)
    assert told == (b"RIFF", riff_size, b"WAVE", b"fmt ", *sound, b"data", data_size)


def test_half_a_sample_at_the_end_is_left_out() -> None:
    assert encoded(FLAC, [tone(5) + b"\1"]) == encoded(FLAC, [tone(5)])


def test_what_is_closed_gives_its_codec_back() -> None:
    closed: list[str] = []
    encoder = AvEncoder(Codec("flac", "flac"))
    encoder._container = SimpleNamespace(close=lambda: closed.append("container"))
    for _ in range(2):
        encoder.close()
    assert closed == ["container"]


def test_a_whole_wav_has_exact_sizes() -> None:
    data = encoded(WAV, [tone(599), tone(1)], whole=True)
    assert wav_sizes(data) == (len(data) - 8, 1200)


def test_a_streamed_wav_has_one_header_and_open_sizes() -> None:
    data = encoded(WAV, [tone(599), tone(1)])
    assert wav_sizes(data) == (0xFFFFFFFF, 0xFFFFFFFF)
    assert data.count(b"RIFF") == 1
    assert len(data) == 44 + 1200


def test_a_streamed_mp3_begins_with_sound_and_has_no_xing_frame() -> None:
    data = encoded(MP3, [tone(24_001)])
    assert data[0] == 0xFF and data[1] & 0xE0 == 0xE0
    assert b"Xing" not in data and b"Info" not in data and b"ID3" not in data
    assert mutagen.mp3.MP3(io.BytesIO(data)).info.sample_rate == SAMPLE_RATE


def test_a_whole_mp3_says_its_exact_length() -> None:
    data = encoded(MP3, [tone(24_001)], whole=True)
    assert len(decode(MP3, data)) == 24_001 and not data.startswith(b"ID3")


def test_a_streamed_flac_header_is_valid_and_leaves_the_length_open() -> None:
    info = mutagen.flac.FLAC(io.BytesIO(encoded(FLAC, [tone(24_001)]))).info
    assert 16 <= info.min_blocksize == info.max_blocksize <= 16_384
    assert (info.sample_rate, info.channels, info.bits_per_sample) == (SAMPLE_RATE, 1, 16)
    assert info.total_samples == 0


def test_a_whole_flac_header_counts_its_samples() -> None:
    info = mutagen.flac.FLAC(io.BytesIO(encoded(FLAC, [tone(24_001)], whole=True))).info
    assert info.total_samples == 24_001
    assert info.md5_signature


def test_an_opus_stream_says_its_exact_length() -> None:
    info = mutagen.oggopus.OggOpus(io.BytesIO(encoded(OPUS, [tone(24_001)]))).info
    assert info.length == pytest.approx(24_001 / SAMPLE_RATE, abs=1e-4)
    assert info.channels == 1


def ogg_pages(data: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """The position at the end of each page, in samples at 48 kHz, and its packets."""
    while data:
        assert data[:4] == b"OggS"
        sizes, packets = data[27 : 27 + data[26]], [b""]
        position = int.from_bytes(data[6:14], "little")
        data = data[27 + len(sizes) :]
        for size in sizes:
            packets[-1] += data[:size]
            data = data[size:]
            if size < 255:
                packets.append(b"")
        yield position, packets[:-1]


def test_an_opus_stream_leaves_in_tenths_of_a_second_of_five_frames_each() -> None:
    (_, (head,)), _, *pages = ogg_pages(encoded(OPUS, [tone(24_000)]))
    assert head[:8] == b"OpusHead" and int.from_bytes(head[10:12], "little") == 312
    assert [position for position, _ in pages[:9]] == list(range(4_800, 48_000, 4_800))
    assert {len(packets) for _, packets in pages[:9]} == {5}
    assert len(list(ogg_pages(encoded(OPUS, [tone(24_000)], whole=True)))) < 6


@pytest.mark.parametrize("audio_format", AudioFormat)
def test_close_is_idempotent_at_any_time(audio_format: AudioFormat) -> None:
    encoder = make_encoder(audio_format)
    encoder.close()
    encoder.encode(tone(5_000))
    encoder.close()
    encoder.close()


def test_what_libav_refuses_is_a_failure_of_the_speech() -> None:
    wrong = Codec("ogg", "aac")  # which that container does not take
    for attempt in (lambda: AvEncoder(wrong).encode(tone(5_000)), AvEncoder(wrong).finish):
        with pytest.raises(SynthesisFailed, match="^The audio could not be encoded$"):
            attempt()


@pytest.mark.parametrize("samples", LENGTHS)
def test_flac_of_xiph_finds_no_fault(tmp_path: Path, samples: int) -> None:
    said, sound = run_program(
        tmp_path, ["flac", "-d", "-s", "-o", "OUT", "IN"], encoded(FLAC, [tone(samples)]), "flac"
    )
    assert sound is not None and len(sound) == (samples or FRAME[FLAC])
    assert "ERROR" not in said


@pytest.mark.parametrize("samples", LENGTHS)
def test_opusdec_finds_no_fault(tmp_path: Path, samples: int) -> None:
    said, sound = run_program(
        tmp_path,
        ["opusdec", "--rate", "24000", "IN", "OUT"],
        encoded(OPUS, [tone(samples)]),
        "opus",
    )
    assert sound is not None and len(sound) == (samples or FRAME[OPUS])
    assert "warning" not in said.lower()


@pytest.mark.parametrize("samples", LENGTHS)
def test_opusinfo_finds_no_fault(tmp_path: Path, samples: int) -> None:
    said, _ = run_program(tmp_path, ["opusinfo", "IN"], encoded(OPUS, [tone(samples)]), "opus")
    assert "warning" not in said.lower() and "error" not in said.lower()


@pytest.mark.parametrize("samples", LENGTHS)
def test_mpg123_finds_no_fault(tmp_path: Path, samples: int) -> None:
    said, sound = run_program(
        tmp_path,
        ["mpg123", "-q", "--no-resync", "-w", "OUT", "IN"],
        encoded(MP3, [tone(samples)]),
        "mp3",
    )
    assert said == ""
    assert sound is not None and len(sound) >= samples + LEAD_IN[MP3]


@pytest.mark.parametrize("samples", LENGTHS)
def test_faad_finds_no_fault(tmp_path: Path, samples: int) -> None:
    said, sound = run_program(
        tmp_path, ["faad", "-q", "-g", "-o", "OUT", "IN"], encoded(AAC, [tone(samples)]), "aac"
    )
    assert "error" not in said.lower()
    # faad gives 48 kHz for 24 kHz, prepared for a high band that is not there.
    assert sound is not None and len(sound) / 2 >= samples


def test_the_api_page_lists_every_format_with_its_media_type() -> None:
    page = (Path(__file__).parents[2] / "docs/api.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(audio/\w+)` \|", page, re.MULTILINE)
    assert rows == [(each.value, each.content_type) for each in AudioFormat]
