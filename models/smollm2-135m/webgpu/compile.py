"""python compile.py OUTDIR: the network and its kernels as WebAssembly objects, lib0.o and devc.o."""

import json
import pathlib
import shutil
import sys

import tvm
from tvm import relax
from tvm.ir import StringImm

import attention
import sampling
from network import SmolLM2, export_spec

# Rows of one prefill. Longer prompts come in chunks of it: buffers stay small, a slow GPU is never busy for seconds
# with one submission, and the path for several chunks is one that ordinary prompts take.
PREFILL_CHUNK = 128
# What WebLLM allocates unless it is told otherwise: 94 MB of keys and values. The kernels know no limit.
CONTEXT = 2048


def metadata(params):
    return {
        "model_type": "llama",
        "quantization": "q4f32",
        "context_window_size": CONTEXT,
        "sliding_window_size": -1,
        "attention_sink_size": -1,
        "prefill_chunk_size": PREFILL_CHUNK,
        "tensor_parallel_shards": 1,
        "kv_state_kind": "kv_cache",
        "params": [{"name": n, "shape": [int(x) for x in p.shape], "dtype": str(p.dtype)} for n, p in params],
    }


def build():
    attention.install()
    host = {"kind": "llvm", "mtriple": "wasm32-unknown-unknown-wasm"}
    target = tvm.target.Target({"kind": "webgpu", "host": host})
    with target:
        module, params, _ = SmolLM2(target).export_tvm(spec=export_spec(), allow_extern=True)
    builder = relax.BlockBuilder(module)
    with builder.function("_metadata", params=[]):
        builder.emit_func_output(StringImm(json.dumps(metadata(params))))
    module = builder.get()
    for name in ("apply_logit_bias_inplace", "apply_penalty_inplace", "apply_bitmask_inplace"):
        module[name] = getattr(sampling, name)
    bounds = {"seq_len": PREFILL_CHUNK, "batch_size": 1, "num_samples": 1}
    for name, function in list(module.functions.items()):
        if isinstance(function, relax.Function):
            function = function.with_attr("tir_var_upper_bound", bounds)
            module[name] = function.with_attr("relax.memory_plan_dynamic_func_output", True)
    return relax.build(module, target=target, relax_pipeline="default")


def main():
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)

    def keep(_, files, **__):
        for file in files:
            shutil.copy(file, out)

    # Objects instead of LLVM bitcode, which is TVM's default here: Debian's older clang cannot read TVM's bitcode.
    keep.object_format = "o"
    keep.need_system_lib = True
    build().mod.export_library(str(out / "library.o"), fcompile=keep)


if __name__ == "__main__":
    main()
