"""The model in ONNX Runtime against the one in torch."""

import asyncio
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from onnx import TensorProto, helper

from tests.conftest import Listener
from wyoming_kokoro.engine.engine import SpeechEngine
from wyoming_kokoro.errors import SetupError
from wyoming_kokoro.models import export, kokoro_onnx
from wyoming_kokoro.models.base import Passage
from wyoming_kokoro.models.export import convert_to_float16, export_onnx
from wyoming_kokoro.models.kokoro_onnx import KokoroOnnx
from wyoming_kokoro.models.store import AssetPaths
from wyoming_kokoro.sound import FRAME_SAMPLES

SENTENCES = (
    "The living room lights are now on.",
    "The washing machine is done, and the garden door is still open.",
    "Good morning! It will rain this afternoon, so take an umbrella with you.",
)
STYLE = np.zeros((510, 1, 256), np.float32)

OVERLAP = 1.5
"""What the exports leave undivided."""


def loaded(file: Path) -> KokoroOnnx:
    backend = KokoroOnnx(file, device="cpu")
    backend.load()
    return backend


def words(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalpha() or char == " ")


@pytest.fixture(scope="module")
def exported(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    file = tmp_path_factory.mktemp("onnx") / "kokoro.onnx"
    export_onnx(AssetPaths(data_dir), file)
    yield file
    shutil.rmtree(file.parent)


@pytest.fixture(scope="module")
def float32(exported: Path) -> KokoroOnnx:
    return loaded(exported)


@pytest.fixture(scope="module")
def float16(exported: Path) -> KokoroOnnx:
    file = exported.with_name("half.onnx")
    shutil.copy(exported, file)
    convert_to_float16(file)
    assert file.stat().st_size < 0.6 * exported.stat().st_size
    return loaded(file)


@pytest.fixture(scope="module")
def int8(data_dir: Path) -> KokoroOnnx:
    file = AssetPaths(data_dir).onnx
    if not file.is_file():
        pytest.skip("the model did not come from the packages")
    return loaded(file)


@pytest.fixture(scope="module")
def tokens(engine: SpeechEngine) -> Callable[[str], list[int]]:
    return lambda text: asyncio.run(engine.phonemize(text)).tokens


@pytest.mark.long
def test_an_export_times_its_tokens_as_torch_does(
    engine: SpeechEngine, float32: KokoroOnnx, tokens: Callable[[str], list[int]]
) -> None:
    differences: list[int] = []
    for text, voice, speed in zip(SENTENCES, ("af_heart", "bm_lewis", "af_sky"), (1.0, 0.7, 1.4)):
        ids, style = tokens(text), engine.style(voice)
        in_torch = engine.models.backend().speak(ids, style, speed).durations
        in_onnx = float32.speak(ids, style, speed).durations
        assert in_torch is not None and in_onnx is not None
        differences += abs(in_torch - in_onnx).tolist()
    assert np.mean([difference <= 1 for difference in differences]) >= 0.95


@pytest.mark.parametrize(
    "precision",
    [
        pytest.param("float32", marks=pytest.mark.long),
        pytest.param("float16", marks=pytest.mark.long),
        "int8",
    ],
)
def test_every_word_is_heard(
    engine: SpeechEngine,
    tokens: Callable[[str], list[int]],
    hear: Listener,
    request: pytest.FixtureRequest,
    precision: str,
) -> None:
    backend: KokoroOnnx = request.getfixturevalue(precision)
    for text in SENTENCES[:2]:
        speech = backend.speak(tokens(text), engine.style("af_heart"))
        assert words(hear(speech.samples)) == words(text)


@pytest.mark.long
def test_spans_are_cut_out_of_the_whole(
    engine: SpeechEngine, float32: KokoroOnnx, tokens: Callable[[str], list[int]], hear: Listener
) -> None:
    ids, style = tokens(SENTENCES[1]), engine.style("af_heart")
    middle = tokens("The washing machine is done,")
    cut = len(middle)
    assert ids[:cut] == middle
    # One run alone: two differ in the order in which threads add up.
    passage = float32.plan(ids, style)
    whole, first, rest = (
        float32.sound(passage, *span) for span in ((0, len(ids)), (0, cut), (cut, len(ids)))
    )
    np.testing.assert_array_equal(np.concatenate([first.samples, rest.samples]), whole.samples)
    assert whole.durations is not None and first.durations is not None
    assert len(first.samples) == whole.durations[: cut + 1].sum() * FRAME_SAMPLES
    np.testing.assert_array_equal(first.durations, whole.durations)
    assert words(hear(first.samples)) == "the washing machine is done"


def test_a_file_without_durations_plans_no_passage(int8: KokoroOnnx) -> None:
    assert not int8.aligned
    with pytest.raises(ValueError, match="durations"):
        int8.plan([50, 60], STYLE)


def tiny(
    folder: Path, tokens: str = "tokens", speed: int = TensorProto.FLOAT, aligned: bool = False
) -> Path:
    """A file with Kokoro's inputs whose "audio" is its speed and its tokens; if it is `aligned`,
    that of each token counts on from those before, a frame more than its number, and has five
    samples more at the end.
    """
    inputs = [
        helper.make_tensor_value_info(tokens, TensorProto.INT64, [1, "n"]),
        helper.make_tensor_value_info("style", TensorProto.FLOAT, [1, 256]),
        helper.make_tensor_value_info("speed", speed, [1]),
    ]
    output = helper.make_tensor_value_info("audio", TensorProto.FLOAT, ["samples"])
    nodes = [
        helper.make_node("Flatten", [tokens], ["flat"], axis=0),
        helper.make_node("Squeeze", ["flat"], ["line"]),
        helper.make_node("Cast", ["line"], ["said"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["speed"], ["paced"], to=TensorProto.FLOAT),
        helper.make_node("Concat", ["paced", "said"], ["audio"], axis=0),
    ]
    outputs = [output]
    if aligned:
        numbers = (("one", 1), ("zero", 0), ("frame", FRAME_SAMPLES), ("more", 5))
        nodes[3:] = [
            *(helper.make_node("Constant", [], [name], value_int=value) for name, value in numbers),
            helper.make_node("Add", ["line", "one"], ["durations"]),
            helper.make_node("ReduceSum", ["durations"], ["frames"], keepdims=0),
            helper.make_node("Mul", ["frames", "frame"], ["whole"]),
            helper.make_node("Add", ["whole", "more"], ["end"]),
            helper.make_node("Range", ["zero", "end", "one"], ["counted"]),
            helper.make_node("Cast", ["counted"], ["audio"], to=TensorProto.FLOAT),
        ]
        outputs.append(helper.make_tensor_value_info("durations", TensorProto.INT64, ["n"]))
    graph = helper.make_graph(nodes, "tiny", inputs, outputs)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    file = folder / "tiny.onnx"
    onnx.save(model, file)
    return file


@pytest.mark.parametrize("name", ["tokens", "input_ids"])
@pytest.mark.parametrize(
    ("kind", "speed", "given"),
    [
        (TensorProto.FLOAT, 0.5, 0.5),
        (TensorProto.INT32, 0.5, 1.0),  # 0 would divide by nothing
        (TensorProto.INT32, 1.7, 2.0),
        (TensorProto.INT64, 4.0, 4.0),
    ],
)
def test_both_layouts_are_fed(
    tmp_path: Path, name: str, kind: int, speed: float, given: float
) -> None:
    speech = loaded(tiny(tmp_path, name, kind)).speak([7, 8], STYLE, speed)
    assert speech.samples * OVERLAP == pytest.approx([given, 0, 7, 8, 0])
    assert speech.durations is None


def test_a_file_with_durations_has_its_spans_cut_out(tmp_path: Path) -> None:
    backend = loaded(tiny(tmp_path, aligned=True))
    assert backend.aligned and backend.precision.startswith("tiny.onnx ")
    passage = backend.plan([2, 3], STYLE)
    assert passage.durations.tolist() == [1, 3, 4, 1]
    for span, begin, end in (((0, 2), 0, 5405), ((0, 1), 0, 2400), ((1, 2), 2400, 5405)):
        speech = backend.sound(passage, *span)
        assert np.allclose(speech.samples * OVERLAP, np.arange(begin, end))
        assert speech.durations is not None and speech.durations.tolist() == [1, 3, 4, 1]
        assert len(speech.tail) == 0
    with pytest.raises(ValueError, match="tokens 1 to 3 of 2"):
        backend.sound(passage, 1, 3)
    with pytest.raises(TypeError, match="another backend"):
        backend.sound(Passage(passage.durations), 0, 1)


def test_what_cannot_be_spoken_is_refused(tmp_path: Path) -> None:
    backend = loaded(tiny(tmp_path))
    for count in (0, 511):
        with pytest.raises(ValueError, match=f"{count} tokens; 1 to 510"):
            backend.speak([1] * count, STYLE)
    assert len(backend.speak([1] * 510, STYLE).samples) == 513
    if "CUDAExecutionProvider" not in onnxruntime.get_available_providers():
        with pytest.raises(SetupError, match="no CUDA provider"):
            KokoroOnnx(tiny(tmp_path), device="cuda").load()
    assert KokoroOnnx(tiny(tmp_path), device="cuda").device == "cuda"


def test_the_style_is_the_one_for_so_many_tokens(tmp_path: Path) -> None:
    fed: list[Any] = []

    def run(_: None, given: dict[str, Any]) -> list[Any]:
        fed.append((given["tokens"].tolist(), given["style"][0, 0], given["speed"][0]))
        return [np.ones(3, np.float32)]

    backend = loaded(tiny(tmp_path))
    backend._session = SimpleNamespace(run=run)
    styles = np.arange(510, dtype=np.float32)[:, None, None] + STYLE
    for tokens in ([7], [7, 8, 9], [7] * 510):
        backend.speak(tokens, styles)
        assert fed[-1] == ([[0, *tokens, 0]], len(tokens) - 1, 1.0)


def test_a_file_with_other_inputs_is_no_kokoro(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="tiny.onnx is no Kokoro"):
        loaded(tiny(tmp_path, "words"))


def test_broken_and_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError) as caught:
        loaded(tmp_path / "none.onnx")
    assert caught.value.message == (
        f"{tmp_path}/none.onnx is missing; `wyoming-kokoro download --source packages` gets it,"
        " `wyoming-kokoro export` makes another"
    )
    (tmp_path / "broken.onnx").write_bytes(b"not a model")
    with pytest.raises(SetupError, match="broken.onnx cannot be loaded: .") as caught:
        loaded(tmp_path / "broken.onnx")
    assert "\n" not in caught.value.message


def test_an_export_to_nowhere_is_one_line(data_dir: Path, tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="none/kokoro.onnx cannot be written: No such file"):
        export_onnx(AssetPaths(data_dir), tmp_path / "none" / "kokoro.onnx")


def test_after_closing_it_loads_again(tmp_path: Path) -> None:
    backend = KokoroOnnx(tiny(tmp_path))
    backend.load()
    backend.close()
    with pytest.raises(RuntimeError, match="load"):
        backend.speak([1], STYLE)
    backend.load()
    assert backend.speak([1], STYLE).samples * OVERLAP == pytest.approx([1, 0, 1, 0])


def test_weights_of_a_file_are_halved_in_place_and_what_goes_in_and_out_stays(
    tmp_path: Path,
) -> None:
    row = (TensorProto.FLOAT, [1, 2])
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "weight"], ["y"])],
        "graph",
        [helper.make_tensor_value_info("x", *row)],
        [helper.make_tensor_value_info("y", *row)],
        [onnx.numpy_helper.from_array(np.eye(2, dtype=np.float32), "weight")],
    )
    onnx.save(helper.make_model(graph), tmp_path / "model.onnx")
    convert_to_float16(tmp_path / "model.onnx")
    halved = onnx.load(tmp_path / "model.onnx").graph
    assert [weight.data_type for weight in halved.initializer] == [TensorProto.FLOAT16]
    ends = (halved.input[0], halved.output[0])
    assert {end.type.tensor_type.elem_type for end in ends} == {TensorProto.FLOAT}


def test_a_session_keeps_no_memory_and_no_waiting_threads(tmp_path: Path) -> None:
    backend = KokoroOnnx(tiny(tmp_path), device="cpu", threads=3)
    backend.load()
    first = backend._session
    backend.load()
    assert backend._session is first and backend.sibling() is backend
    options = first.get_session_options()
    assert options.intra_op_num_threads == 3 and options.log_severity_level == 3
    assert not options.enable_cpu_mem_arena
    assert options.get_session_config_entry("session.intra_op.allow_spinning") == "0"
    assert first.get_providers() == ["CPUExecutionProvider"]


def test_all_cores_are_used_unless_a_number_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kokoro_onnx, "usable_cores", lambda: 5)
    backend = KokoroOnnx(tiny(tmp_path))
    assert (backend.device, backend.precision, backend.aligned) == ("cpu", "unread", False)
    backend.load()
    assert backend._session.get_session_options().intra_op_num_threads == 5


def test_another_file_in_its_place_is_another_precision(tmp_path: Path) -> None:
    backend = loaded(tiny(tmp_path))
    before, status = backend.precision, (tmp_path / "tiny.onnx").stat()
    assert before == f"tiny.onnx {status.st_size} {status.st_mtime_ns}"
    os.utime(tmp_path / "tiny.onnx", ns=(1, status.st_mtime_ns + 1))
    assert loaded(tmp_path / "tiny.onnx").precision != before


@pytest.mark.parametrize(
    ("wanted", "providers", "device"),
    [
        ("auto", ["CUDAExecutionProvider", "CPUExecutionProvider"], "cuda"),
        ("cuda", ["CUDAExecutionProvider", "CPUExecutionProvider"], "cuda"),
        ("cpu", ["CUDAExecutionProvider", "CPUExecutionProvider"], "cpu"),
        ("auto", ["CPUExecutionProvider"], "cpu"),
        ("cuda", ["CPUExecutionProvider"], None),
    ],
)
def test_a_card_is_used_where_the_runtime_has_it(
    wanted: str, providers: list[str], device: str | None
) -> None:
    runtime = SimpleNamespace(get_available_providers=lambda: providers)
    if device is None:
        with pytest.raises(SetupError, match="no CUDA provider"):
            kokoro_onnx._choose_device(wanted, runtime)
    else:
        assert kokoro_onnx._choose_device(wanted, runtime) == device


def test_inputs_are_of_the_types_that_the_file_wants() -> None:
    kinds = ("int32", "float16", "double")
    names = dict(zip(("tokens", "style", "speed"), (f"tensor({kind})" for kind in kinds)))
    fed = kokoro_onnx._Inputs.of(names).feed([4], np.ones((1, 256), np.float32), 0.5)
    types = {name: value.dtype for name, value in fed.items()}
    assert types == {"tokens": np.int32, "style": np.float16, "speed": np.float64}
    assert (fed["tokens"].tolist(), fed["speed"].tolist()) == ([[0, 4, 0]], [0.5])
    for name in names:
        assert kokoro_onnx._Inputs.of(names | {name: "tensor(string)"}).tokens == ""
        others = {each: kind for each, kind in names.items() if each != name}
        assert kokoro_onnx._Inputs.of(others).tokens == ""


def test_without_onnx_runtime_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tiny(tmp_path)
    assert kokoro_onnx.runtime_is_there()
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.setitem(sys.modules, "onnxruntime.transformers", None)
    with pytest.raises(SetupError, match=r"the ONNX backend needs .*wyoming-kokoro\[onnx\]"):
        loaded(file)
    with pytest.raises(SetupError, match=r"float16 needs .*wyoming-kokoro\[onnx\]"):
        convert_to_float16(file)


def test_what_float16_would_lose_stays_float32(tmp_path: Path) -> None:
    """The phase of the harmonics, and whatever draws or resamples."""
    row = (TensorProto.FLOAT, [1, 2])
    weights = [onnx.numpy_helper.from_array(np.eye(2, dtype=np.float32), each) for each in "ab"]
    graph = helper.make_graph(
        [
            helper.make_node("MatMul", ["x", "a"], ["y"], "/decoder/MatMul"),
            helper.make_node("MatMul", ["y", "b"], ["z"], "/decoder/m_source/MatMul"),
            helper.make_node("RandomNormalLike", ["z"], ["w"], "/decoder/RandomNormalLike"),
            helper.make_node("Resize", ["y", "", "twice"], ["v"], "/decoder/Resize"),
        ],
        "graph",
        [helper.make_tensor_value_info("x", *row)],
        [
            helper.make_tensor_value_info("w", *row),
            helper.make_tensor_value_info("v", TensorProto.FLOAT, [1, 4]),
        ],
        [*weights, onnx.numpy_helper.from_array(np.array([1, 2], np.float32), "twice")],
    )
    onnx.save(helper.make_model(graph), tmp_path / "model.onnx")
    convert_to_float16(tmp_path / "model.onnx")
    halved = onnx.load(tmp_path / "model.onnx").graph
    kinds = {weight.name: weight.data_type for weight in halved.initializer}
    assert kinds == {
        "a": TensorProto.FLOAT16,
        **dict.fromkeys(("b", "twice"), TensorProto.FLOAT),
    }
    casts = {node.output[0]: node.attribute[0].i for node in halved.node if node.op_type == "Cast"}
    for precise in ("RandomNormalLike", "Resize"):
        (node,) = (node for node in halved.node if node.op_type == precise)
        assert casts[node.input[0]] == TensorProto.FLOAT


class Tiny(torch.nn.Module):
    """As much of a model as an export asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = torch.nn.utils.weight_norm(torch.nn.Linear(2, 2))

    def forward_with_tokens(self, *given: object) -> tuple[object, ...]:
        return given, "durations"


@pytest.mark.parametrize("fp16", [False, True])
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_an_export_is_whole_or_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fp16: bool
) -> None:
    told: dict[str, Any] = {}
    halved: list[str] = []

    def write(model: torch.nn.Module, given: tuple[torch.Tensor, ...], to: str, **how: Any) -> None:
        told.update(how, shapes=[tuple(each.shape) for each in given], model=model)
        Path(to).write_text("whole")
        assert not target.exists()
        place = Path(to).parent
        assert place.parent == target.parent and place.name.startswith(".export-")

    def read_model(_: AssetPaths, *, disable_complex: bool) -> Tiny:
        assert disable_complex, "ONNX has no complex numbers"
        return Tiny()

    target = tmp_path / "kokoro.onnx"
    monkeypatch.setattr(export, "read_model", read_model)
    monkeypatch.setattr(torch.onnx, "export", write)
    monkeypatch.setattr(export, "convert_to_float16", lambda file: halved.append(file.name))
    export_onnx(AssetPaths(tmp_path), target, fp16=fp16)
    assert [path.name for path in tmp_path.iterdir()] == ["kokoro.onnx"]
    assert halved == (["kokoro.onnx"] if fp16 else [])
    model = told.pop("model")
    assert not model.training and not any(
        "weight_g" in name for name, _ in model.named_parameters()
    )
    assert told == {
        "shapes": [(1, 50), (1, 256), (1,)],
        "input_names": ["input_ids", "style", "speed"],
        "output_names": ["waveform", "durations"],
        "dynamic_axes": {
            "input_ids": {1: "tokens"},
            "waveform": {0: "samples"},
            "durations": {0: "tokens"},
        },
        "opset_version": 17,
        "dynamo": False,
    }
    assert model("ids", "style", "speed") == (("ids", "style", "speed"), "durations")
