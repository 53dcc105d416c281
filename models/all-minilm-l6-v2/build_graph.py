"""Builds graph.onnx: all-MiniLM-L6-v2 for processors without wide vectors, over the constants of the published model.onnx.

    pip install -r requirements.txt
    python build_graph.py ~/.cache/polyphony/minilm-*/model.onnx ~/.cache/polyphony/minilm-*/tokenizer.json

The published graph turns its int8 weights into float32 when it is loaded; WebAssembly multiplies those at a fifth of a
native runtime's speed. This one multiplies int8 by int8. Its file has no weights of its own: its constants are ranges of
model.onnx, which lies beside it. Activations are rounded to 8 bits with a scale and a zero point for each token, so no
text depends on its batch. A few channels of every layer are far larger than the others and would leave those a handful
of levels: they are left out of the rounding and multiplied in float32 (the idea of LLM.int8(), arXiv 2208.07339).
"""

import hashlib
import json
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto as TP
from onnx import helper, numpy_helper
from tokenizers import Tokenizer

HERE = pathlib.Path(__file__).parent
CALIBRATION = HERE / "../../public/personas/starter.json"
WIDTH, FFN, LAYERS, HEADS, EPS = 384, 1536, 6, 12, 1e-12
# Of 384 or 1,536 channels. The error halves up to eight and hardly falls after.
LARGE = 8


class Builder:
    def __init__(self, source, large=None):
        """large: channels to keep in float32 by site; without them all is float32 and sites are outputs, to measure."""
        self.raw = source.read_bytes()
        self.sha = hashlib.sha256(self.raw).hexdigest()
        model = onnx.load(source)
        self.source = {tensor.name: tensor for tensor in model.graph.initializer}
        # The names of matrices say nothing; their order in the graph does.
        self.matrices = [n.input[1] for n in model.graph.node if n.op_type == "MatMul" and n.input[1] + "_q" in self.source]
        assert len(self.matrices) == 6 * LAYERS
        self.large, self.nodes, self.consts, self.sites, self.made = large, [], [], [], set()

    def op(self, kind, ins, out, domain="", **attrs):
        self.nodes.append(helper.make_node(kind, ins, [out], domain=domain, name=out + "_node", **attrs))
        return out

    def inline(self, name, value):
        if name not in self.made:
            self.consts.append(numpy_helper.from_array(value, name))
            self.made.add(name)
        return name

    def const(self, name, dims=None):
        """A constant that lies in model.onnx."""
        if name in self.made:
            return name
        tensor = self.source[name]
        offset = self.raw.find(tensor.raw_data)
        assert offset >= 0 and len(tensor.raw_data) > 0
        made = TP(name=name, data_type=tensor.data_type, dims=dims or list(tensor.dims), data_location=TP.EXTERNAL)
        for key, value in (("location", "model.onnx"), ("offset", offset), ("length", len(tensor.raw_data))):
            entry = made.external_data.add()
            entry.key, entry.value = key, str(value)
        self.consts.append(made)
        self.made.add(name)
        return name

    def rows(self, x, name, width):
        """x [m, k] as what linear() takes: its values as uint8, their scale [m, 1], and what is added in float32."""
        if self.large is None:
            self.sites.append((name, x))
            return x
        channels = np.array(sorted(self.large[name]), np.int64)
        small = np.ones(width, np.float32)
        small[channels] = 0
        rest = self.op("Mul", [x, self.inline(name + "_small", small)], name + "_rest")
        high = self.op("Max", [self.op("ReduceMax", [rest], name + "_mx", axes=[-1], keepdims=0), "zero"], name + "_hi")
        low = self.op("Min", [self.op("ReduceMin", [rest], name + "_mn", axes=[-1], keepdims=0), "zero"], name + "_lo")
        spread = self.op("Mul", [self.op("Sub", [high, low], name + "_rng"), "inv255"], name + "_s0")
        scale = self.op("Max", [spread, "tiny"], name + "_s")
        below = self.op("Round", [self.op("Div", [low, scale], name + "_z0")], name + "_z")
        point = self.op("Cast", [self.op("Neg", [below], name + "_nz")], name + "_zu8", to=TP.UINT8)
        u8 = self.op("QuantizeLinear", [rest, scale, point], name + "_u8", axis=0)
        column = self.op("Unsqueeze", [scale, "axis1"], name + "_sc")
        # The zero points leave by the matrix's column sums: one more channel beside the large ones.
        shift = self.op("Unsqueeze", [self.op("Mul", [below, scale], name + "_zs"), "axis1"], name + "_zc")
        taken = self.op("Gather", [x, self.inline(name + "_large", channels)], name + "_l", axis=1)
        return u8, column, self.op("Concat", [taken, shift], name + "_f", axis=1), name + "_large"

    def linear(self, rows, matrix, n, name):
        weights, scales = self.const(matrix + "_q"), self.const(matrix + "_scale", [n])
        if self.large is None:
            floats = self.op("Mul", [self.op("Cast", [weights], name + "_wf", to=TP.FLOAT), scales], name + "_w")
            return self.op("MatMul", [rows, floats], name)
        u8, column, floats, channels = rows
        # Made of constants alone: the runtime computes these once, when it loads.
        taken = self.op("Cast", [self.op("Gather", [weights, channels], name + "_wl", axis=0)], name + "_wlf", to=TP.FLOAT)
        sums = self.op("ReduceSum", [self.op("Cast", [weights], name + "_wf", to=TP.FLOAT), "axis0"], name + "_ws", keepdims=1)
        side = self.op("Mul", [self.op("Concat", [taken, sums], name + "_wc", axis=0), scales], name + "_wside")
        whole = self.op("MatMulIntegerToFloat", [u8, weights, "one", scales], name + "_i", "com.microsoft")
        scaled = self.op("Mul", [whole, column], name + "_is")
        return self.op("Add", [scaled, self.op("MatMul", [floats, side], name + "_fs")], name)

    def gathered(self, table, ids):
        name = f"inner.embeddings.{table}.weight"
        rows = self.op("Cast", [self.op("Gather", [self.const(name + "_q"), ids], table + "_q")], table + "_c", to=TP.FLOAT)
        return self.op("Mul", [rows, self.op("Gather", [self.const(name + "_scale"), ids], table + "_s")], table)

    def normed(self, x, skip, bias, norm, name):
        names = [self.const(f"{norm}.LayerNorm.weight"), self.const(f"{norm}.LayerNorm.bias"), self.const(bias)]
        return self.op("SkipLayerNormalization", [x, skip, *names], name, "com.microsoft", epsilon=EPS)

    def build(self):
        for name, value in (("inv255", 1 / 255), ("tiny", 1e-12), ("zero", 0), ("one", 1)):
            self.inline(name, np.float32(value))
        for name, value in (("axis0", [0]), ("axis1", [1]), ("width", [WIDTH]), ("flat", [-1, WIDTH])):
            self.inline(name, np.array(value, np.int64))
        for name, value in (("first", 0), ("next", 1)):
            self.inline(name, np.int64(value))
        shape = self.op("Concat", [self.op("Shape", ["input_ids"], "bs"), "width"], "bsw", axis=0)
        length = self.op("Squeeze", [self.op("Shape", ["input_ids"], "s1", start=1, end=2)], "s")
        x = self.gathered("word_embeddings", "input_ids")
        places = self.gathered("position_embeddings", self.op("Range", ["first", length, "next"], "places"))
        # All tokens are of the first and only text.
        kind = self.op("Gather", [self.const("inner.embeddings.token_type_embeddings.weight"), "first"], "kind")
        x = self.op("Add", [self.op("Add", [x, places], "x0"), kind], "x1")
        norm = [self.const("inner.embeddings.LayerNorm.weight"), self.const("inner.embeddings.LayerNorm.bias")]
        x = self.op("Reshape", [self.op("LayerNormalization", [x, *norm], "x2", axis=-1, epsilon=EPS), "flat"], "x3")
        for i in range(LAYERS):
            query, key, value, out, up, down = self.matrices[6 * i : 6 * i + 6]
            layer = f"inner.encoder.layer.{i}"
            rows = self.rows(x, f"in_{i}", WIDTH)
            parts = [
                self.op("Reshape", [self.linear(rows, matrix, WIDTH, f"{kind}_{i}"), shape], f"{kind}r_{i}")
                for kind, matrix in (("q", query), ("k", key), ("v", value))
            ]
            biases = [self.const(f"{layer}.attention.self.{kind}.bias") for kind in ("query", "key", "value")]
            bias = self.op("Concat", biases, f"qkvb_{i}", axis=0)
            met = self.op("MultiHeadAttention", [*parts, bias, "lengths"], f"met_{i}", "com.microsoft", num_heads=HEADS)
            met = self.op("Reshape", [met, "flat"], f"metr_{i}")
            met = self.linear(self.rows(met, f"met_out_{i}", WIDTH), out, WIDTH, f"o_{i}")
            x = self.normed(met, x, f"{layer}.attention.output.dense.bias", f"{layer}.attention.output", f"y_{i}")
            wide = self.linear(self.rows(x, f"up_{i}", WIDTH), up, FFN, f"h_{i}")
            wide = self.op("BiasGelu", [wide, self.const(f"{layer}.intermediate.dense.bias")], f"g_{i}", "com.microsoft")
            wide = self.linear(self.rows(wide, f"down_{i}", FFN), down, WIDTH, f"d_{i}")
            x = self.normed(wide, x, f"{layer}.output.dense.bias", f"{layer}.output", f"z_{i}")
        self.op("Reshape", [x, shape], "last_hidden_state")
        value = helper.make_tensor_value_info
        outputs = [value("last_hidden_state", TP.FLOAT, ["b", "s", WIDTH])]
        outputs += [value(site, TP.FLOAT, None) for site in dict.fromkeys(site for _, site in self.sites)]
        inputs = [value("input_ids", TP.INT32, ["b", "s"]), value("lengths", TP.INT32, ["b"])]
        graph = helper.make_graph(self.nodes, "all-minilm-l6-v2", inputs, outputs, self.used())
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="polyphony")
        # Ranges fit these bytes alone.
        helper.set_model_props(model, {"model.onnx": self.sha})
        return model

    def used(self):
        asked = {name for node in self.nodes for name in node.input}
        return [tensor for tensor in self.consts if tensor.name in asked]


def largest(source, tokenizer):
    """The channels with the largest activations of each site, over calibration texts."""
    builder = Builder(source)
    path = source.parent / "measure.onnx"
    path.write_bytes(builder.build().SerializeToString())
    try:
        session = onnxruntime.InferenceSession(path)
    finally:
        path.unlink()
    names = [output.name for output in session.get_outputs()]
    tops = {}
    for persona in json.loads(CALIBRATION.read_text())["personas"][::10]:
        ids = np.array([tokenizer.encode(persona["text"]).ids], np.int32)
        values = dict(zip(names, session.run(None, {"input_ids": ids, "lengths": np.array([ids.shape[1]], np.int32)})))
        for site, x in builder.sites:
            tops[site] = np.maximum(tops.get(site, 0), np.abs(values[x]).max(axis=0))
    return {site: np.argsort(-top, kind="stable")[:LARGE].tolist() for site, top in tops.items()}


def main(source, tokenizer_path):
    tokenizer = Tokenizer.from_file(str(tokenizer_path))
    tokenizer.no_padding(), tokenizer.no_truncation()
    graph = Builder(source, largest(source, tokenizer)).build()
    (HERE / "graph.onnx").write_bytes(graph.SerializeToString(deterministic=True))
    print(len(graph.SerializeToString()), "bytes")


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
