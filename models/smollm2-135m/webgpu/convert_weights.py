"""Makes fixtures/weights.json, the SHA-256 of each shard that lib/decoding/mlc has to make from the GGUF.

    python convert_weights.py MODEL.gguf [OUTDIR]      (with OUTDIR the shards themselves are written, too)

A second implementation in numpy, of no use to the app: the app's own is TypeScript and shares nothing with this one.
"""

import hashlib
import json
import pathlib
import sys

import gguf
import numpy as np

LAYERS, HEADS, KV_HEADS, HEAD_DIM = 30, 9, 3, 64
SHARD_BYTES = 32 << 20


class Model:
    def __init__(self, path):
        self.tensors = {t.name: t for t in gguf.GGUFReader(path).tensors}

    def vector(self, name):
        return np.ascontiguousarray(self.tensors[name].data, np.float32)

    def blocks(self, name, kind, block_bytes):
        """[rows, groups, block_bytes] of raw blocks."""
        t = self.tensors[name]
        assert t.tensor_type.name == kind, (name, t.tensor_type)
        columns, rows = (int(n) for n in t.shape)
        return np.ascontiguousarray(t.data).view(np.uint8).reshape(rows, columns // 32, block_bytes)

    def q4_1(self, name):
        """Levels, scales, offsets."""
        b = self.blocks(name, "Q4_1", 20)
        levels = np.concatenate([b[..., 4:] & 15, b[..., 4:] >> 4], axis=-1)
        return levels.reshape(len(b), -1), half(b, 0), half(b, 2)

    def q8_0(self, name):
        b = self.blocks(name, "Q8_0", 34)
        levels = b[..., 2:].view(np.int8).astype(np.int16) + 128
        return levels.reshape(len(b), -1), half(b, 0)


def half(blocks, at):
    return blocks[..., at : at + 2].copy().view(np.float16)[..., 0].astype(np.float32)


def unrotate(a, heads):
    """Undoes llama.cpp's interleaving of the rotary halves of each head's rows."""
    return a.reshape(heads, HEAD_DIM // 2, 2, -1).swapaxes(1, 2).reshape(a.shape)


def words(levels, bits):
    """Several levels in a uint32, the first in the lowest bits; transposed, so that outputs are neighbours."""
    each = levels.reshape(len(levels), -1, 32 // bits).astype(np.uint32)
    return sum(each[..., i] << np.uint32(i * bits) for i in range(32 // bits)).T


def parameters(model):
    levels, scales = model.q8_0("token_embd.weight")
    yield words(levels, 8)
    yield scales.T
    for i in range(LAYERS):
        p = f"blk.{i}."
        yield model.vector(p + "attn_norm.weight")
        yield model.vector(p + "ffn_norm.weight")
        for sources in (
            [("attn_q", HEADS), ("attn_k", KV_HEADS), ("attn_v", 0)],
            [("attn_output", 0)],
            [("ffn_gate", 0), ("ffn_up", 0)],
            [("ffn_down", 0)],
        ):
            parts = [[unrotate(a, heads) if heads else a for a in model.q4_1(f"{p}{s}.weight")] for s, heads in sources]
            levels, scales, offsets = (np.concatenate(part) for part in zip(*parts))
            yield words(levels, 4)
            yield scales.T
            yield offsets.T
    yield model.vector("output_norm.weight")


def shards(model):
    held, size = [], 0
    for array in parameters(model):
        data = np.ascontiguousarray(array).tobytes()
        if held and size + len(data) > SHARD_BYTES:
            yield b"".join(held)
            held, size = [], 0
        held.append(data)
        size += len(data)
    yield b"".join(held)


def main():
    path, *out = sys.argv[1:]
    files = []
    for i, data in enumerate(shards(Model(path))):
        name = f"params_shard_{i}.bin"
        files.append({"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})
        if out:
            pathlib.Path(out[0], name).write_bytes(data)
    target = pathlib.Path(__file__).parent / "fixtures/weights.json"
    target.write_text(json.dumps({"version": 1, "files": files}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
