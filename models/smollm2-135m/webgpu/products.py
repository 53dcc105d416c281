"""Matrix products and the RMS norm, written out by hand.

Without workgroup barriers where it can be: one costs about 10 us for each workgroup in software WebGPU, and TVM's stock
schedule for a matrix times a vector, which has several, ran at 0.12 tokens a second there.

Matrices are input-major, so that neighbouring threads read neighbouring words:
    4 bits: q[K/8, N] uint32, s[K/32, N], m[K/32, N] float32; a weight is nibble * s + m    (GGUF Q4_1, exact)
    8 bits: q[K/4, N] uint32, s[K/32, N] float32;             a weight is (byte - 128) * s  (GGUF Q8_0, exact)
"""

import functools

from tvm.script import tirx as T

I64 = T.int64
# Inputs of a quantised block that share scale and offset.
GROUP = 32
# Outputs of a workgroup lie beside each other; 16 threads read whole cache lines and keep small matrices on all cores.
THREADS = 16
# What a thread holds in registers: eight rows of eight outputs when many rows come, eight outputs for one row.
ROWS, OUTPUTS = 8, 8


def outputs_each(n):
    """Outputs of one thread: the largest power of two that divides the work evenly."""
    each = OUTPUTS
    while n % (THREADS * each):
        each //= 2
    assert each, n
    return each


@functools.lru_cache(None)
def make_product(K, N, bits, many, residual):
    """out[1, n, N] = x[1, n, K] times the matrix (+ residual). `many`: n is known at run time only, else it is 1."""
    R = outputs_each(N)
    J = ROWS if many else 1
    PER_WORD = 32 // bits
    WORDS = GROUP // PER_WORD
    G = K // GROUP
    MASK = (1 << bits) - 1
    BLOCK = THREADS * R

    @T.macro
    def body(x, q, s, m, res, out, n):
        for by in T.thread_binding((n + I64(J - 1)) // I64(J), thread="blockIdx.y"):
            for bx in T.thread_binding(I64(N // BLOCK), thread="blockIdx.x"):
                for tx in T.thread_binding(I64(THREADS), thread="threadIdx.x"):
                    with T.sblock("product"):
                        T.reads()
                        T.writes()
                        total = T.sblock_alloc_buffer((J * R,), "float32", scope="local")
                        levels = T.sblock_alloc_buffer((J * R,), "float32", scope="local")
                        inputs = T.sblock_alloc_buffer((J,), "float32", scope="local")
                        value = T.sblock_alloc_buffer((J,), "float32", scope="local")
                        word = T.sblock_alloc_buffer((R,), "uint32", scope="local")
                        level = T.sblock_alloc_buffer((1,), "float32", scope="local")
                        for c in T.unroll(J * R):
                            total[c] = T.float32(0)
                        for g in T.serial(I64(G)):
                            # Scale and offset are the group's: sum plain levels and inputs, multiply once at its end.
                            for c in T.unroll(J * R):
                                levels[c] = T.float32(0)
                            for j in T.unroll(J):
                                inputs[j] = T.float32(0)
                            for w in T.serial(I64(WORDS)):
                                for r in T.unroll(R):
                                    word[r] = q[g * I64(WORDS) + w, bx * I64(BLOCK) + I64(r * THREADS) + tx]
                                for b in T.unroll(PER_WORD):
                                    for j in T.unroll(J):
                                        value[j] = x[
                                            I64(0),
                                            T.min(by * I64(J) + j, n - I64(1)),
                                            g * I64(GROUP) + w * I64(PER_WORD) + b,
                                        ]
                                        inputs[j] += value[j]
                                    for r in T.unroll(R):
                                        level[0] = T.Cast(
                                            "float32",
                                            T.bitwise_and(
                                                T.shift_right(word[r], T.Cast("uint32", b * bits)), T.uint32(MASK)
                                            ),
                                        )
                                        for j in T.unroll(J):
                                            levels[j * R + r] += level[0] * value[j]
                            for r in T.unroll(R):
                                for j in T.unroll(J):
                                    if bits == 4:
                                        total[j * R + r] += (
                                            levels[j * R + r] * s[g, bx * I64(BLOCK) + r * I64(THREADS) + tx]
                                            + inputs[j] * m[g, bx * I64(BLOCK) + r * I64(THREADS) + tx]
                                        )
                                    else:
                                        total[j * R + r] += (levels[j * R + r] - inputs[j] * T.float32(128)) * s[
                                            g, bx * I64(BLOCK) + r * I64(THREADS) + tx
                                        ]
                        for j in T.unroll(J):
                            if by * I64(J) + j < n:
                                for r in T.unroll(R):
                                    if residual:
                                        out[I64(0), by * I64(J) + j, bx * I64(BLOCK) + r * I64(THREADS) + tx] = (
                                            total[j * R + r]
                                            + res[I64(0), by * I64(J) + j, bx * I64(BLOCK) + r * I64(THREADS) + tx]
                                        )
                                    else:
                                        out[I64(0), by * I64(J) + j, bx * I64(BLOCK) + r * I64(THREADS) + tx] = total[
                                            j * R + r
                                        ]

    # TVMScript wants each list of arguments spelled out.
    if bits == 4 and residual:

        @T.prim_func(s_tir=True, private=True)
        def product(px: T.handle, pq: T.handle, ps: T.handle, pm: T.handle, pr: T.handle, po: T.handle):
            T.func_attr({"tirx.noalias": True, "tirx.is_scheduled": True})
            n = T.int64()
            x = T.match_buffer(px, (1, n if many else 1, K), "float32")
            q = T.match_buffer(pq, (K // 8, N), "uint32")
            s = T.match_buffer(ps, (G, N), "float32")
            m = T.match_buffer(pm, (G, N), "float32")
            res = T.match_buffer(pr, (1, n if many else 1, N), "float32")
            out = T.match_buffer(po, (1, n if many else 1, N), "float32")
            body(x, q, s, m, res, out, n if many else I64(1))

    elif bits == 4:

        @T.prim_func(s_tir=True, private=True)
        def product(px: T.handle, pq: T.handle, ps: T.handle, pm: T.handle, po: T.handle):
            T.func_attr({"tirx.noalias": True, "tirx.is_scheduled": True})
            n = T.int64()
            x = T.match_buffer(px, (1, n if many else 1, K), "float32")
            q = T.match_buffer(pq, (K // 8, N), "uint32")
            s = T.match_buffer(ps, (G, N), "float32")
            m = T.match_buffer(pm, (G, N), "float32")
            out = T.match_buffer(po, (1, n if many else 1, N), "float32")
            body(x, q, s, m, s, out, n if many else I64(1))

    else:

        @T.prim_func(s_tir=True, private=True)
        def product(px: T.handle, pq: T.handle, ps: T.handle, po: T.handle):
            T.func_attr({"tirx.noalias": True, "tirx.is_scheduled": True})
            n = T.int64()
            x = T.match_buffer(px, (1, n if many else 1, K), "float32")
            q = T.match_buffer(pq, (K // 4, N), "uint32")
            s = T.match_buffer(ps, (G, N), "float32")
            out = T.match_buffer(po, (1, n if many else 1, N), "float32")
            body(x, q, s, s, s, out, n if many else I64(1))

    return product


@functools.lru_cache(None)
def make_rms_norm(width, eps, many):
    """A workgroup for each row, one barrier."""
    NT = 32
    EACH = width // NT
    assert EACH * NT == width, width

    @T.prim_func(s_tir=True, private=True)
    def rms_norm(px: T.handle, pw: T.handle, po: T.handle):
        T.func_attr({"tirx.noalias": True, "tirx.is_scheduled": True})
        n = T.int64()
        x = T.match_buffer(px, (1, n if many else 1, width), "float32")
        weight = T.match_buffer(pw, (width,), "float32")
        out = T.match_buffer(po, (1, n if many else 1, width), "float32")
        for row in T.thread_binding(n if many else I64(1), thread="blockIdx.x"):
            for tx in T.thread_binding(I64(NT), thread="threadIdx.x"):
                with T.sblock("rms_norm"):
                    T.reads()
                    T.writes()
                    mine = T.sblock_alloc_buffer((EACH,), "float32", scope="local")
                    squares = T.sblock_alloc_buffer((1,), "float32", scope="local")
                    partial = T.sblock_alloc_buffer((NT,), "float32", scope="shared")
                    squares[0] = T.float32(0)
                    for c in T.unroll(EACH):
                        mine[c] = x[I64(0), row, c * I64(NT) + tx]
                        squares[0] += mine[c] * mine[c]
                    partial[tx] = squares[0]
                    T.tvm_storage_sync("shared")
                    squares[0] = T.float32(0)
                    for c in T.serial(NT):
                        squares[0] += partial[c]
                    squares[0] = T.rsqrt(squares[0] * T.float32(1.0 / width) + T.float32(eps))
                    for c in T.unroll(EACH):
                        out[I64(0), row, c * I64(NT) + tx] = mine[c] * squares[0] * weight[c * I64(NT) + tx]

    return rms_norm
