"""Builds graph.onnx and layout.json: SmolLM2-135M as a batched decoder for ONNX Runtime, without its weights.

    python build_graph.py OUTDIR           (PyPI: onnx, numpy; versions in requirements.txt)

graph.onnx holds nodes and a few scalars; every large constant points into an external file `weights.bin` at the offset
that layout.json gives. layout.json also says how each constant is made from the GGUF's tensors, so the TypeScript
converter (lib/decoding/convert.ts) needs no knowledge of the network: `times` multiplies a matrix's columns and `divide`
its rows (or a vector) by the factors of smooth.json (calibrate.py), which layout.json carries. Both are deterministic.

Inputs   input_ids int64 [b, s]; seqlens_k int32 [b], each row's length after this step minus 1; total int32 scalar, the
         longest row's length after this step; past_k_i, past_v_i float32 [b, 3, p, 64].
Outputs  logits float32 [b, 49152] of the last position fed; pres_k_i, pres_v_i, of the shape of the past. The caller
         gives the same buffer for past and present: GroupQueryAttention then appends in place.
"""
import json
import os
import sys

import numpy as np
import onnx
from onnx import TensorProto as TP, helper, numpy_helper

LAYERS, HEADS, KV_HEADS, HEAD_DIM, WIDTH, FFN, VOCAB = 30, 9, 3, 64, 576, 1536, 49152
CONTEXT = 8192  # what the model was trained for; 4 MB of rotary tables
ROPE_BASE, EPS = 100000.0, 1e-5
ALIGN = 64  # of each constant in weights.bin: a cache line


class Graph:
    """Collects nodes, inline scalars and the layout of the external constants."""

    def __init__(self):
        self.consts, self.nodes, self.layout, self.end = [], [], [], 0

    def inline(self, name, array):
        self.consts.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def external(self, name, dtype, shape, **how):
        """A constant that lives in weights.bin; `how` tells the converter what to put there."""
        size = int(np.prod(shape)) * (1 if dtype == TP.INT8 else 4)
        offset = -(-self.end // ALIGN) * ALIGN
        self.end = offset + size
        self.layout.append({"name": name, "dtype": "int8" if dtype == TP.INT8 else "float32", "shape": list(shape),
                            "offset": offset, "bytes": size, **how})
        tensor = TP(name=name, data_type=dtype, dims=list(shape), data_location=TP.EXTERNAL)
        for key, value in (("location", "weights.bin"), ("offset", offset), ("length", size)):
            entry = tensor.external_data.add()
            entry.key, entry.value = key, str(value)
        self.consts.append(tensor)
        return name

    def op(self, kind, ins, outs, domain="", **attrs):
        outs = [outs] if isinstance(outs, str) else outs
        self.nodes.append(helper.make_node(kind, ins, outs, domain=domain, name=outs[0] + "_node", **attrs))
        return outs[0]

    def norm_weight(self, name, tensor, smooth=None):
        source = {"tensor": tensor, **({"divide": smooth} if smooth else {})}
        return self.external(name, TP.FLOAT, [WIDTH], make="copy", sources=[source])

    def rows(self, x, name):
        """x [m, k] as uint8 with one scale and one zero point for each row, so that no row depends on another.

        Returns the uint8 values, and scale and zero point as float32 [m, 1]."""
        high = self.op("Max", [self.op("ReduceMax", [x], name + "_mx", axes=[-1], keepdims=0), "zero"], name + "_hi")
        low = self.op("Min", [self.op("ReduceMin", [x], name + "_mn", axes=[-1], keepdims=0), "zero"], name + "_lo")
        spread = self.op("Mul", [self.op("Sub", [high, low], name + "_rng"), "inv255"], name + "_s0")
        scale = self.op("Max", [spread, "tiny"], name + "_s")
        point = self.op("Round", [self.op("Div", [self.op("Neg", [low], name + "_nlo"), scale], name + "_z0")], name + "_z")
        u8 = self.op("QuantizeLinear", [x, scale, self.op("Cast", [point], name + "_zu8", to=TP.UINT8)], name + "_u8", axis=0)
        return u8, self.op("Unsqueeze", [scale, "axis1"], name + "_sc"), self.op("Unsqueeze", [point, "axis1"], name + "_zc")

    def linear(self, x, name, k, n, sources, share=None):
        """x [m, k] times an int8 matrix [k, n] with one scale for each of the n outputs.

        The zero point of a row leaves by the matrix's column sums: y = s_row * (u8 @ q * s_col - z_row * sum_col * s_col)."""
        u8, scale, point = self.rows(x, name)
        if share:
            q, ws = share
        else:
            q = self.external(name + "_q", TP.INT8, [k, n], make="int8", sources=sources)
            ws = self.external(name + "_ws", TP.FLOAT, [n], make="scale", of=name + "_q")
        sums = self.external(name + "_sum", TP.FLOAT, [n], make="columnSums", of=q)
        f = self.op("MatMulIntegerToFloat", [u8, q, "one", ws], name + "_f", "com.microsoft")
        f = self.op("Sub", [f, self.op("Mul", [point, sums], name + "_zs")], name + "_c")
        return self.op("Mul", [f, scale], name)

    def build(self):
        value = helper.make_tensor_value_info
        for name, v in (("inv255", 1 / 255), ("tiny", 1e-8), ("zero", 0), ("one", 1)):
            self.inline(name, np.float32(v))
        self.inline("axis1", np.array([1], np.int64)), self.inline("minus1", np.array([-1], np.int64))
        self.inline("flat", np.array([-1, WIDTH], np.int64)), self.inline("end", np.array([2**31 - 1], np.int64))
        self.inline("split", np.array([FFN, FFN], np.int64))
        for t in ("cos", "sin"):
            self.external(t, TP.FLOAT, [CONTEXT, HEAD_DIM // 2], make=t, base=ROPE_BASE)
        inputs = [value("input_ids", TP.INT64, ["b", "s"]), value("seqlens_k", TP.INT32, ["b"]), value("total", TP.INT32, [])]
        outputs = [value("logits", TP.FLOAT, ["b", VOCAB])]
        # Head and embedding are one matrix, stored once: the embedding gathers its columns.
        head = self.external("head_q", TP.INT8, [WIDTH, VOCAB], make="int8", sources=[{"tensor": "token_embd.weight"}])
        head_ws = self.external("head_ws", TP.FLOAT, [VOCAB], make="scale", of="head_q")
        self.op("Reshape", ["input_ids", "minus1"], "ids")
        columns = self.op("Transpose", [self.op("Gather", [head, "ids"], "x_cols", axis=1)], "x_q", perm=[1, 0])
        scales = self.op("Unsqueeze", [self.op("Gather", [head_ws, "ids"], "x_ws"), "axis1"], "x_s")
        x = self.op("Mul", [self.op("Cast", [columns], "x_f", to=TP.FLOAT), scales], "x")
        shape = self.op("Concat", [self.op("Shape", ["input_ids"], "bs"), "minus1"], "bsx", axis=0)
        a = self.op("SimplifiedLayerNormalization", [x, self.norm_weight("norm_a_0", "blk.0.attn_norm.weight", "qkv_0")], "a_0", epsilon=EPS, axis=-1)
        for i in range(LAYERS):
            p = f"blk.{i}."
            qkv = self.linear(a, f"qkv_{i}", WIDTH, (HEADS + 2 * KV_HEADS) * HEAD_DIM, [
                {"tensor": p + "attn_q.weight", "rotaryHeads": HEADS, "times": f"qkv_{i}"},
                {"tensor": p + "attn_k.weight", "rotaryHeads": KV_HEADS, "times": f"qkv_{i}"},
                {"tensor": p + "attn_v.weight", "times": f"qkv_{i}"}])
            for t in "kv":
                inputs.append(value(f"past_{t}_{i}", TP.FLOAT, ["b", KV_HEADS, "p", HEAD_DIM]))
                outputs.append(value(f"pres_{t}_{i}", TP.FLOAT, ["b", KV_HEADS, "t", HEAD_DIM]))
            packed = self.op("Reshape", [qkv, shape], f"qkv3_{i}")
            # The fourth output, the scores, is read by nobody. Asking for it keeps ONNX Runtime 1.30 off its tiled
            # ("flash") kernel, which in WebAssembly takes 10 ms a token over 300 cached ones where the plain one takes 1.
            self.op("GroupQueryAttention", [packed, "", "", f"past_k_{i}", f"past_v_{i}", "seqlens_k", "total", "cos", "sin"],
                    [f"attn_{i}", f"pres_k_{i}", f"pres_v_{i}", f"scores_{i}"], "com.microsoft", num_heads=HEADS, kv_num_heads=KV_HEADS,
                    do_rotary=1, rotary_interleaved=0, scale=HEAD_DIM ** -0.5, qk_output=1)
            o = self.linear(self.op("Reshape", [f"attn_{i}", "flat"], f"attn2_{i}"), f"o_{i}", WIDTH, WIDTH, [{"tensor": p + "attn_output.weight"}])
            f = self.op("SkipSimplifiedLayerNormalization", [x, o, self.norm_weight(f"norm_f_{i}", p + "ffn_norm.weight", f"gu_{i}")],
                        [f"f_{i}", "", "", f"xf_{i}"], "com.microsoft", epsilon=EPS)
            both = self.linear(f, f"gate_up_{i}", WIDTH, 2 * FFN, [
                {"tensor": p + "ffn_gate.weight", "times": f"gu_{i}"},
                {"tensor": p + "ffn_up.weight", "times": f"gu_{i}", "divide": f"down_{i}"}])
            self.op("Split", [both, "split"], [f"gate_{i}", f"up_{i}"], axis=-1)
            silu = self.op("QuickGelu", [f"gate_{i}"], f"silu_{i}", "com.microsoft", alpha=1.0)
            d = self.linear(self.op("Mul", [silu, f"up_{i}"], f"mid_{i}"), f"down_{i}", FFN, WIDTH, [{"tensor": p + "ffn_down.weight", "times": f"down_{i}"}])
            last = i == LAYERS - 1
            after = "output_norm.weight" if last else f"blk.{i + 1}.attn_norm.weight"
            a = self.op("SkipSimplifiedLayerNormalization", [f"xf_{i}", d, self.norm_weight("norm_out" if last else f"norm_a_{i + 1}", after, None if last else f"qkv_{i + 1}")],
                        [f"a_{i + 1}", "", "", f"x_{i + 1}"], "com.microsoft", epsilon=EPS)
            x = f"x_{i + 1}"
        rows = self.op("Reshape", [a, shape], "a_bs")
        final = self.op("Reshape", [self.op("Slice", [rows, "minus1", "end", "axis1"], "a_last"), "flat"], "a_last2")
        self.op("Identity", [self.linear(final, "head", WIDTH, VOCAB, [], share=(head, head_ws))], "logits")
        model = helper.make_model(helper.make_graph(self.nodes, "smollm2-135m", inputs, outputs, self.consts),
                                  opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)],
                                  producer_name="polyphony")
        model.ir_version = 9
        return model


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "smooth.json")) as f:
    smooth = json.load(f)
graph = Graph()
model = graph.build()
out = sys.argv[1] if len(sys.argv) > 1 else "."
with open(f"{out}/graph.onnx", "wb") as f:
    f.write(model.SerializeToString(deterministic=True))
layout = {"version": 1, "model": "smollm2-135m", "bytes": graph.end, "layers": LAYERS, "kvHeads": KV_HEADS, "headDim": HEAD_DIM,
          "vocab": VOCAB, "context": CONTEXT, "smooth": smooth["factors"], "constants": graph.layout}
with open(f"{out}/layout.json", "w") as f:
    head = json.dumps({k: v for k, v in layout.items() if k != "constants"})[:-1]
    f.write(head + ', "constants": [\n' + ",\n".join(json.dumps(c) for c in graph.layout) + "\n]}\n")
