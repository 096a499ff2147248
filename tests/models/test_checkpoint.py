"""The torch checkpoint made from the int8 ONNX file, against onnxruntime running that file."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch
from kokoro import KModel
from numpy.typing import NDArray
from onnx import numpy_helper

from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.models.checkpoint import Checkpoint, convert
from wyoming_kokoro.models.store import AssetPaths, read_origins
from wyoming_kokoro.models.weights import check, parameter_shapes
from wyoming_kokoro.torch_archive import read_archive, write_archive

ort = pytest.importorskip("onnxruntime")

# Phonemes of misaki for American English.
SENTENCES = {
    "The living room lights are now on.": "ðə lˈɪvɪŋ ɹˈum lˈIts ɑɹ nˈW ˌɔn.",
    "Please close the windows, it will rain this evening.": (
        "plˈiz klˈOz ðə wˈɪndOz, ɪt wˌɪl ɹˈAn ðˌɪs ˈivnɪŋ."
    ),
}


@pytest.fixture(scope="module")
def paths(data_dir: Path) -> AssetPaths:
    paths = AssetPaths(data_dir)
    if not paths.onnx.is_file():
        pytest.skip("the model came from elsewhere than the packages")
    return paths


@pytest.fixture(scope="module")
def config(paths: AssetPaths) -> dict[str, Any]:
    return json.loads(paths.config.read_text("utf-8"))


@pytest.fixture(scope="module")
def checkpoint(paths: AssetPaths) -> Checkpoint:
    return convert(paths.onnx)


@pytest.fixture(scope="module")
def model(checkpoint: Checkpoint, config: dict[str, Any], tmp_path_factory: Any) -> KModel:
    path = tmp_path_factory.mktemp("checkpoint") / "model.pth"
    with path.open("wb") as file:
        write_archive(checkpoint, file)
    model = KModel(repo_id="x/y", config=config, model=str(path)).eval()
    path.unlink()
    return model


@pytest.fixture(scope="module")
def session(paths: AssetPaths) -> Any:
    return ort.InferenceSession(paths.onnx, providers=["CPUExecutionProvider"])


def flat(checkpoint: Checkpoint) -> dict[str, torch.Tensor]:
    return {
        f"{part}.{name.removeprefix('module.')}": torch.from_numpy(tensor)
        for part, state in checkpoint.items()
        for name, tensor in state.items()
    }


def words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


def test_the_model_loads_every_parameter_but_those_of_instance_norms(
    checkpoint: Checkpoint, model: KModel
) -> None:
    loaded = flat(checkpoint)
    for name, parameter in model.named_parameters():
        if name in loaded:
            assert torch.equal(parameter, loaded[name]), name
        else:
            assert re.search(r"(norm\d|adain\d\.\d)\.norm\.(weight|bias)$", name), name
            assert torch.equal(parameter, torch.full_like(parameter, name.endswith("weight")))


def test_the_conversion_gives_what_it_gave_for_the_checkpoint_that_speaks(
    checkpoint: Checkpoint, paths: AssetPaths
) -> None:
    """Gates in another order, or a product the other way round, are heard but found by no shape."""
    if read_origins(paths)["kokoro-v1_0.pth"].source != "packages":
        pytest.skip("the checkpoint came from elsewhere than the packages")
    kept = read_archive(paths.checkpoint, mapped=True)
    assert checkpoint.keys() == kept.keys()
    for part, state in checkpoint.items():
        assert list(state) == list(kept[part])
        for name, value in state.items():
            assert np.array_equal(value, kept[part][name]), f"{part} {name}"


def test_no_weight_norm_divides_zero_by_zero(checkpoint: Checkpoint) -> None:
    directions = {n: t for n, t in flat(checkpoint).items() if n.endswith("weight_v")}
    assert len(directions) == 89
    zero_rows = 0
    for name, direction in directions.items():
        assert (direction.flatten(1).norm(dim=1) > 0).all(), name
        zero_rows += int((flat(checkpoint)[f"{name[:-1]}g"] == 0).sum())
    assert zero_rows > 0


@pytest.mark.parametrize(
    ("initializer", "parameter"),
    [
        ("decoder.decoder.generator.noise_convs.0", "decoder.generator.noise_convs.0.weight"),
        ("encoder.bert.embeddings.word_embeddings", "bert.embeddings.word_embeddings.weight"),
    ],
)
def test_a_weight_is_the_quantised_one_within_its_scale(
    initializer: str, parameter: str, paths: AssetPaths, checkpoint: Checkpoint
) -> None:
    arrays = {i.name: i for i in onnx.load(paths.onnx).graph.initializer}
    quantised, zero, scale = (
        numpy_helper.to_array(arrays[f"{initializer}.weight_{part}"]).astype(np.float64)
        for part in ("quantized", "zero_point", "scale")
    )
    expected = (quantised - zero) * scale
    np.testing.assert_allclose(flat(checkpoint)[parameter].numpy(), expected, rtol=1e-6)


@pytest.mark.long
@pytest.mark.parametrize(("text", "voice"), zip(SENTENCES, ["af_heart", "am_michael"], strict=True))
def test_torch_and_onnxruntime_say_the_same(
    text: str,
    voice: str,
    model: KModel,
    session: Any,
    paths: AssetPaths,
    hear: Callable[[NDArray[np.float32]], str],
) -> None:
    tokens = [0, *(model.vocab[phoneme] for phoneme in SENTENCES[text]), 0]
    pack = torch.load(paths.voice(voice), weights_only=True)
    style = pack[len(tokens) - 3]
    with torch.inference_mode():
        ours, _ = model.forward_with_tokens(torch.tensor([tokens]), style, 1.0)
    inputs = {
        "tokens": np.array([tokens], np.int64),
        "style": style.numpy(),
        "speed": np.ones(1, np.float32),
    }
    (theirs,) = session.run(None, inputs)
    samples, reference = ours.squeeze().numpy(), theirs.squeeze()
    assert len(samples) == pytest.approx(len(reference), rel=0.02)
    assert words(hear(samples)) == words(hear(reference)) == words(text)
    # The ONNX export leaves out the division by the window's overlap, 1.5 for a Hann window at a
    # quarter's hop.
    loudness = np.sqrt((reference**2).mean() / (samples**2).mean())
    assert loudness == pytest.approx(1.5, rel=0.1)


def test_a_missing_parameter_is_named(checkpoint: Checkpoint) -> None:
    lacking = {**checkpoint, "bert_encoder": {"module.bias": np.zeros(512, np.float32)}}
    with pytest.raises(SetupError, match=r"lacks the parameter bert_encoder\.weight"):
        check(lacking)


def test_a_parameter_of_another_shape_is_named(checkpoint: Checkpoint) -> None:
    wrong = {**checkpoint["bert_encoder"], "module.bias": np.zeros(3, np.float32)}
    with pytest.raises(SetupError, match=r"bert_encoder\.bias .*\(3,\), not \(512,\)"):
        check({**checkpoint, "bert_encoder": wrong})


def test_a_parameter_that_is_not_finite_is_named(checkpoint: Checkpoint) -> None:
    wrong = {**checkpoint["bert_encoder"], "module.bias": np.full(512, np.nan, np.float32)}
    with pytest.raises(SetupError, match=r"bert_encoder\.bias is not finite"):
        check({**checkpoint, "bert_encoder": wrong})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "model.onnx cannot be read: No such file or directory$"),
        (b"", "^The checkpoint lacks the parameter bert.embeddings"),
        (b"not an ONNX file", r"model.onnx is not the int8 ONNX file of Kokoro \(DecodeError"),
        (b"\x08\x09" * 500, "^The checkpoint lacks the parameter bert.embeddings"),
    ],
)
def test_a_file_that_is_no_such_model_is_refused(
    content: bytes | None, told: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "model.onnx").write_bytes(content)
    with pytest.raises(SetupError, match=told):
        convert(tmp_path / "model.onnx")


def test_the_table_of_parameters_is_that_of_the_model(model: KModel) -> None:
    own = re.compile(r"\.(norm\d|adain\d\.\d)\.norm\.(weight|bias)$")  # in no checkpoint
    shapes = {name: tuple(p.shape) for name, p in model.named_parameters() if not own.search(name)}
    assert parameter_shapes() == shapes
