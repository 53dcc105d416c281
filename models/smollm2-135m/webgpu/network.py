"""SmolLM2-135M (a Llama network) as a TVM module with the functions that WebLLM calls by name."""

from tvm import relax, te, tirx
from tvm.relax.frontend import nn
from tvm.relax.frontend.nn import Tensor, op
from tvm.relax.frontend.nn.llm.kv_cache import PagedKVCache, RopeMode, TIRPagedKVCache

from products import GROUP, make_product, make_rms_norm
from sampling import make_sample_top_p

LAYERS, HIDDEN, HEADS, KV_HEADS, HEAD_DIM, INNER = 30, 576, 9, 3, 64, 1536
VOCAB, ROPE_BASE, EPS = 49152, 100000, 1e-5
F32 = "float32"


class Linear(nn.Module):
    """A matrix of GGUF blocks, kept input-major (products.py says how): 4 bits with an offset, or 8 bits."""

    def __init__(self, inputs, outputs, bits):
        self.inputs, self.outputs, self.bits = inputs, outputs, bits
        self.q = nn.Parameter((inputs * bits // 32, outputs), "uint32")
        self.s = nn.Parameter((inputs // GROUP, outputs), F32)
        if bits == 4:
            self.m = nn.Parameter((inputs // GROUP, outputs), F32)

    def forward(self, x, residual=None):
        rows = x.shape[1]
        many = not isinstance(rows, int)
        weights = [self.q, self.s] + ([self.m] if self.bits == 4 else [])
        added = [] if residual is None else [residual]
        kernel = make_product(self.inputs, self.outputs, self.bits, many, residual is not None)
        name = f"product{self.bits}_{self.inputs}_{self.outputs}_{'many' if many else 'one'}"
        return op.tensor_ir_op(
            kernel, name, [x, *weights, *added], out=Tensor.placeholder((1, rows, self.outputs), F32)
        )


class Embedding(Linear):
    """The token table, which also is the output matrix."""

    def __init__(self):
        super().__init__(HIDDEN, VOCAB, 8)

    def lookup(self, ids):
        def byte(q, i, r, c):
            return (q[c // 4, i[r]] >> ((c % 4) * 8).astype("uint32")) & tirx.const(255, "uint32")

        def rows(q, s, i):
            return te.compute(
                (i.shape[0], HIDDEN),
                lambda r, c: (byte(q, i, r, c).astype(F32) - tirx.const(128.0, F32)) * s[c // GROUP, i[r]],
                name="embedding_rows",
            )

        return op.tensor_expr_op(rows, "embedding_rows", [self.q, self.s, ids])


class RmsNorm(nn.Module):
    def __init__(self):
        self.weight = nn.Parameter((HIDDEN,), F32)

    def forward(self, x):
        rows = x.shape[1]
        kernel = make_rms_norm(HIDDEN, EPS, not isinstance(rows, int))
        return op.tensor_ir_op(kernel, "rms_norm", [x, self.weight], out=Tensor.placeholder((1, rows, HIDDEN), F32))


class Block(nn.Module):
    def __init__(self):
        self.input_norm = RmsNorm()
        self.post_norm = RmsNorm()
        self.qkv = Linear(HIDDEN, (HEADS + 2 * KV_HEADS) * HEAD_DIM, 4)
        self.o = Linear(HEADS * HEAD_DIM, HIDDEN, 4)
        self.gate_up = Linear(HIDDEN, 2 * INNER, 4)
        self.down = Linear(INNER, HIDDEN, 4)

    def forward(self, x, cache, layer):
        batch, rows, _ = x.shape
        heads = op.reshape(self.qkv(self.input_norm(x)), (batch, rows, HEADS + 2 * KV_HEADS, HEAD_DIM))
        mixed = cache.attention_with_fused_qkv(layer, heads, HEADS, sm_scale=HEAD_DIM**-0.5)
        x = self.o(op.reshape(mixed, (batch, rows, HEADS * HEAD_DIM)), residual=x)
        gate, up = op.split(self.gate_up(self.post_norm(x)), 2, axis=-1)
        return self.down(op.silu(gate) * up, residual=x)


class SmolLM2(nn.Module):
    """Its methods are what @mlc-ai/web-llm looks up in a model library, with the arguments that it passes."""

    def __init__(self, target):
        self.target = target
        self.embed_tokens = Embedding()
        self.layers = nn.ModuleList([Block() for _ in range(LAYERS)])
        self.norm = RmsNorm()

    def _layers(self, x, cache):
        for layer, block in enumerate(self.layers):
            x = block(x, cache, layer)
        return x

    def embed(self, input_ids: Tensor):
        return self.embed_tokens.lookup(input_ids)

    def prefill(self, input_embed: Tensor, paged_kv_cache: PagedKVCache):
        def last_row(t):
            return te.compute((t.shape[0], 1, HIDDEN), lambda i, _, k: t[i, t.shape[1] - 1, k], name="last_row")

        x = op.tensor_expr_op(last_row, "last_row", [self._layers(input_embed, paged_kv_cache)])
        return self.embed_tokens(self.norm(x)), paged_kv_cache

    def decode(self, input_embed: Tensor, paged_kv_cache: PagedKVCache):
        return self.embed_tokens(self.norm(self._layers(input_embed, paged_kv_cache))), paged_kv_cache

    def create_tir_paged_kv_cache(
        self, max_batch_size, max_total_seq_len, prefill_chunk_size, page_size, support_sliding_window
    ):
        return TIRPagedKVCache(
            attn_kind="mha",
            max_batch_size=max_batch_size,
            max_total_seq_len=max_total_seq_len,
            prefill_chunk_size=prefill_chunk_size,
            page_size=page_size,
            support_sliding_window=support_sliding_window,
            layer_partition=relax.ShapeExpr([0, LAYERS]),
            num_hidden_layers=LAYERS,
            num_attention_heads=HEADS,
            num_key_value_heads=KV_HEADS,
            qk_head_dim=HEAD_DIM,
            v_head_dim=HEAD_DIM,
            mla_original_qk_head_dim=0,
            mla_original_v_head_dim=0,
            rope_mode=RopeMode.NORMAL,
            rope_scale=1,
            rope_theta=ROPE_BASE,
            rope_scaling={},
            rope_ext_factors=relax.prim_value(0),
            rotary_dim=HEAD_DIM,
            enable_disaggregation=False,
            dtype=F32,
            target=self.target,
        )

    def softmax_with_temperature(self, logits: Tensor, temperature: Tensor):
        def divide(x, t):
            # Temperature 0 means greedy: so small a divisor leaves the best token alone.
            return te.compute(
                x.shape, lambda i, j, k: x[i, j, k] / tirx.max(t[i], tirx.const(1e-6, F32)), name="divide"
            )

        return op.softmax(op.tensor_expr_op(divide, "divide_by_temperature", [logits, temperature]), axis=-1)

    def argsort_probs(self, probs: Tensor):
        # WebLLM only hands both results on to sample_with_top_p, which here needs no order. TVM's sort does not
        # compile for WebGPU anyway: it asks for a third grid dimension.
        return probs, probs

    def sample_with_top_p(self, sorted_probs, sorted_indices, uniform, sample_indices, top_p):
        return op.tensor_ir_op(
            make_sample_top_p(VOCAB),
            "sample_top_p",
            [sorted_probs, uniform, sample_indices, top_p],
            out=Tensor.placeholder((uniform.shape[0],), "int32"),
        )


def export_spec():
    """Argument shapes of the exported functions; "packed" ones take all weights as one list at the end."""
    tensor = nn.spec.Tensor
    packed = {"param_mode": "packed", "effect_mode": "none"}
    plain = {"param_mode": "none", "effect_mode": "none"}
    cache = nn.spec.Object(object_type=PagedKVCache)
    return {
        "embed": {"input_ids": tensor(["seq_len"], "int32"), "$": packed},
        "prefill": {"input_embed": tensor([1, "seq_len", HIDDEN], F32), "paged_kv_cache": cache, "$": packed},
        "decode": {"input_embed": tensor([1, 1, HIDDEN], F32), "paged_kv_cache": cache, "$": packed},
        "create_tir_paged_kv_cache": {
            "max_batch_size": int,
            "max_total_seq_len": int,
            "prefill_chunk_size": int,
            "page_size": int,
            "support_sliding_window": int,
            "$": plain,
        },
        "softmax_with_temperature": {
            "logits": tensor(["batch_size", 1, VOCAB], F32),
            "temperature": tensor(["batch_size"], F32),
            "$": plain,
        },
        "argsort_probs": {"probs": tensor(["batch_size", VOCAB], F32), "$": plain},
        "sample_with_top_p": {
            "sorted_probs": tensor(["batch_size", VOCAB], F32),
            "sorted_indices": tensor(["batch_size", VOCAB], F32),
            "uniform": tensor(["num_samples"], F32),
            "sample_indices": tensor(["num_samples"], "int32"),
            "top_p": tensor(["batch_size"], F32),
            "$": plain,
        },
    }
