"""Blends: what parses, what it means, and what the packs become."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wyoming_kokoro.errors import UnknownVoice
from wyoming_kokoro.voices.blend import MAX_TERMS, mix, parse_blend
from wyoming_kokoro.voices.catalog import BUILT_IN_VOICES, Voice, VoiceCatalog
from wyoming_kokoro.voices.packs import Pack, VoicePacks, write_pack

CATALOG = VoiceCatalog()
IDS = [voice.id for voice in BUILT_IN_VOICES]


@pytest.fixture
def packs(tmp_path: Path) -> VoicePacks:
    """A folder with a pack of random numbers for each of four voices."""
    numbers = np.random.default_rng(1)
    for voice_id in ("af_bella", "af_sky", "bf_emma", "ff_siwis"):
        pack = numbers.standard_normal((510, 1, 256), np.float32)
        (tmp_path / f"{voice_id}.bin").write_bytes(write_pack(pack, ".bin"))
    return VoicePacks(CATALOG, tmp_path)


def mixed(text: str, packs: VoicePacks) -> Pack:
    return mix(parse_blend(text, CATALOG), packs)


def test_a_voice_alone_is_a_blend_of_its_own_language() -> None:
    blend = parse_blend("  ff_siwis ", CATALOG)
    assert blend.terms == (("ff_siwis", 1.0),)
    assert blend.language == "fr"
    assert str(blend) == "ff_siwis"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("af_bella+af_sky", {"af_bella": 0.5, "af_sky": 0.5}),
        ("af_bella(3)+af_sky(1)", {"af_bella": 0.75, "af_sky": 0.25}),
        (" af_bella ( 3. )\t+\naf_sky", {"af_bella": 0.75, "af_sky": 0.25}),
        ("af_bella(.5)+af_sky(1.5)", {"af_bella": 0.25, "af_sky": 0.75}),
        ("af_bella(1E1)+af_sky(1e+1)", {"af_bella": 0.5, "af_sky": 0.5}),
        ("af_bella(1e-1)+af_sky(.1)", {"af_bella": 0.5, "af_sky": 0.5}),
        ("af_bella(2)-af_sky(1)", {"af_bella": 2.0, "af_sky": -1.0}),
        ("af_bella+af_sky+af_bella", {"af_bella": 0.666666666667, "af_sky": 0.333333333333}),
        ("af_bella+af_sky-af_sky", {"af_bella": 1.0}),
        ("af_bella(5)-af_bella(1)", {"af_bella": 1.0}),
    ],
)
def test_weights_are_normalised_to_a_sum_of_one(text: str, terms: dict[str, float]) -> None:
    assert dict(parse_blend(text, CATALOG).terms) == terms


def test_the_language_is_that_of_the_first_voice_that_is_added() -> None:
    assert parse_blend("bf_emma+ff_siwis(3)", CATALOG).language == "en-GB"
    assert parse_blend("bf_emma-bf_emma(1.2)+ff_siwis(3)", CATALOG).language == "fr"


def test_a_voice_whose_name_has_a_hyphen_can_be_named_alone() -> None:
    catalog = VoiceCatalog([*BUILT_IN_VOICES, Voice("my-voice", "Mine", "it", "neutral")])
    assert parse_blend("my-voice", catalog).language == "it"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("af_bella+", 10),
        ("+af_bella", 1),
        ("-af_bella", 1),
        ("af_bella++af_sky", 10),
        ("af_bella af_sky+af_nova", 10),
        ("af_bella(1)(2)", 12),
        ("af_bella(", 9),
        ("af_bella(1", 9),
        ("af_bella()+af_sky", 10),
        ("af_bella(0)+af_sky", 10),
        ("af_bella(-1)+af_sky", 10),
        ("af_bella(nan)+af_sky", 10),
        ("af_bella(inf)+af_sky", 10),
        ("af_bella(1e999)+af_sky", 10),
        ("af_bella(1_0)+af_sky", 10),
        ("af_bella(٣)+af_sky", 10),
        ("af_bella+../../etc/passwd", 10),
        ("af_bella + \x00", 12),
        ("af_bella(1000000001)+af_sky", 10),
        ("af_bella(" + "0" * 64 + "1)+af_sky", 10),
        ("af_bella((1)+af_sky", 9),
        ("af_bella(1)+af_sky)", 19),
        ("+".join(IDS[: MAX_TERMS + 1]), sum(len(i) + 1 for i in IDS[:MAX_TERMS]) + 1),
    ],
)
def test_an_error_tells_the_column(text: str, column: int) -> None:
    with pytest.raises(UnknownVoice, match=rf"column {column}\b") as caught:
        parse_blend(text, CATALOG)
    assert caught.value.param == "voice"
    assert caught.value.code == "invalid_voice"


def test_as_many_voices_and_as_much_weight_as_may_be() -> None:
    assert MAX_TERMS == 8
    assert len(parse_blend("+".join(IDS[:8]), CATALOG).terms) == 8
    heavy = parse_blend("af_bella(1e9)+af_sky(1.1)", CATALOG)
    assert dict(heavy.terms)["af_sky"] == pytest.approx(1.1e-9, rel=1e-6)
    alone = parse_blend("af_bella(1e9)+af_sky(1)", CATALOG)
    assert alone.terms == (("af_bella", 1.0),)
    assert parse_blend(f"af_bella({'0' * 63}1)+af_sky", CATALOG).terms[0][1] == 0.5
    assert parse_blend("af_bella-af_sky(0.50004)", CATALOG).language == "en-US"
    assert parse_blend("af_bella-af_sky(0.5)", CATALOG).terms == (
        ("af_bella", 2.0),
        ("af_sky", -1.0),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "af_bella+",
            "The blend has its end at column 10, where the name of a voice is expected",
        ),
        ("af_bella(1)(2)", "The blend has '2' at column 12, where '+' or '-' is expected"),
        ("+".join(IDS[:9]), "A blend has at most 8 voices; column 74 begins another"),
        (
            "af_bella(0)",
            "The weight '0' at column 10 of the blend is not a positive number up to 1e+09",
        ),
        (
            "af_bella-af_sky",
            "What is subtracted from a blend may weigh at most half of what is added, as in"
            " af_bella(2)-af_sky(1)",
        ),
        ("af_bella+(2)", "has '2' at"),
        ("af_bella+" + "!" * 40, "has '!' at"),
        ("af_bella(" + "x" * 40 + ")", "weight '" + "x" * 31 + "…' at"),
        ("af_bella(" + "x" * 33 + ")", "weight '" + "x" * 31 + "…' at"),
        ("af_bella(" + "x" * 32 + ")", "weight '" + "x" * 32 + "' at"),
    ],
)
def test_an_error_tells_what_was_found(text: str, found: str) -> None:
    with pytest.raises(UnknownVoice) as caught:
        parse_blend(text, CATALOG)
    assert found in caught.value.message


@pytest.mark.parametrize("text", ["af_bela", "af_sky+af_bela", "../af_bella", "", "af_bella.pt"])
def test_a_voice_that_does_not_exist_is_not_found(text: str) -> None:
    with pytest.raises(UnknownVoice) as caught:
        parse_blend(text, CATALOG)
    assert caught.value.code == "voice_not_found"


def test_a_near_name_is_offered() -> None:
    with pytest.raises(UnknownVoice, match="af_bella"):
        parse_blend("af_sky+af_bela", CATALOG)
    with pytest.raises(UnknownVoice, match=r"'heart'; did you mean af_heart\?$"):
        parse_blend("heart", CATALOG)
    with pytest.raises(UnknownVoice) as caught:
        parse_blend("am_m", CATALOG)
    assert caught.value.message.count(" or ") <= 2


def test_a_name_that_is_no_voice_is_quoted_in_part() -> None:
    with pytest.raises(UnknownVoice) as caught:
        parse_blend("x" * 1000, CATALOG)
    assert caught.value.message == f"There is no voice '{'x' * 64}'"


@pytest.mark.parametrize(
    "text", ["af_bella-af_sky", "af_bella-af_bella", "af_bella-af_sky(0.50006)"]
)
def test_no_blend_may_subtract_itself_towards_nothing(text: str) -> None:
    with pytest.raises(UnknownVoice, match="at most half"):
        parse_blend(text, CATALOG)


@given(st.text() | st.text(alphabet="af_bella+-() .1e9\t"))
def test_any_text_parses_or_is_refused_as_a_voice(text: str) -> None:
    try:
        blend = parse_blend(text, CATALOG)
    except UnknownVoice as error:
        assert error.param == "voice"
        assert len(error.message) < 300
    else:
        assert sum(weight for _, weight in blend.terms) == pytest.approx(1, abs=1e-10)


@given(
    st.lists(
        st.tuples(
            st.sampled_from("+-"),
            st.sampled_from(IDS),
            st.floats(1e-3, 1e3).map(repr) | st.none(),
        ),
        min_size=1,
        max_size=MAX_TERMS,
    )
)
def test_the_canonical_form_parses_to_the_same_blend(
    terms: list[tuple[str, str, str | None]],
) -> None:
    text = "".join(f"{sign}{voice}" + (f"({w})" if w else "") for sign, voice, w in terms)
    try:
        blend = parse_blend(text.lstrip("+"), CATALOG)
    except UnknownVoice:
        return
    assume(all(abs(weight) > 1e-8 for _, weight in blend.terms))
    again = parse_blend(str(blend), CATALOG)
    assert [voice for voice, _ in again.terms] == [voice for voice, _ in blend.terms]
    assert again.language == blend.language
    for (_, one), (_, other) in zip(blend.terms, again.terms, strict=True):
        assert one == pytest.approx(other, rel=1e-10)


def test_a_long_text_is_refused_at_its_first_fault() -> None:
    for text in ("(" * 200_000, " " * 200_000 + ")", "af_bella(" + "1" * 200_000, "+" * 200_000):
        with pytest.raises(UnknownVoice):
            parse_blend(text, CATALOG)


@pytest.mark.parametrize("text", ["af_bella", "af_bella(1)+af_bella(1)", "af_bella+af_sky-af_sky"])
def test_a_voice_blended_with_itself_is_bit_identical_to_it(text: str, packs: VoicePacks) -> None:
    pack = np.full((510, 1, 256), -0.0, np.float32)
    (packs._voices_dir / "af_bella.bin").write_bytes(write_pack(pack, ".bin"))
    assert mixed(text, packs).tobytes() == pack.tobytes()
    assert mixed(text, packs) is packs.get("af_bella")


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("af_bella+af_sky", (1 / 2, 1 / 2, 0)),
        ("af_bella(2)+af_sky(1)", (2 / 3, 1 / 3, 0)),
        ("af_bella+af_sky+bf_emma", (1 / 3, 1 / 3, 1 / 3)),
        ("af_bella(4)+af_sky(2)-bf_emma(3)", (4 / 3, 2 / 3, -1)),
    ],
)
def test_a_blend_is_the_weighted_sum_of_the_packs(
    text: str, weights: tuple[float, float, float], packs: VoicePacks
) -> None:
    voices = [packs.get(i).astype(np.float64) for i in ("af_bella", "af_sky", "bf_emma")]
    expected = sum(w * v for w, v in zip(weights, voices, strict=True))
    result = mixed(text, packs)
    assert result.dtype == np.float32
    np.testing.assert_allclose(result, expected, rtol=0, atol=1e-6)


def test_blends_of_the_same_meaning_are_mixed_once(packs: VoicePacks) -> None:
    assert mixed("af_bella + af_sky", packs) is mixed("af_bella(2)+af_sky(2)", packs)


def test_a_blend_leaves_the_packs_of_its_voices_alone(packs: VoicePacks) -> None:
    before = packs.get("af_bella").copy()
    mixed("af_bella+af_sky", packs)
    np.testing.assert_array_equal(packs.get("af_bella"), before)


def test_ids_are_matched_in_any_case() -> None:
    catalog = VoiceCatalog()
    assert catalog["AF_Heart"].id == "af_heart"
    assert str(parse_blend("BF_EMMA", catalog)) == "bf_emma"
    assert parse_blend("Af_Bella(2)+AF_sky", catalog) == parse_blend("af_bella(2)+af_sky", catalog)
