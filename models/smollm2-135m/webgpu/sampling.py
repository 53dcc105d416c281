"""What WebLLM calls by name between logits and token: bias, penalties, grammar mask, top-p."""

import functools

from tvm.script import tirx as T

THREADS = 64
# Where a grammar forbids a token. Still finite when divided by the smallest temperature, 1e-6: shaders may assume that
# there are no infinities.
FORBIDDEN = -1e30
VOCAB = 49152
# Tokens in a 32-bit word of the grammar's mask.
WORD = 32
BITS_OF_ONE = 0x3F800000


@T.prim_func(s_tir=True)
def apply_logit_bias_inplace(p_logits: T.handle, p_row: T.handle, p_token: T.handle, p_bias: T.handle):
    T.func_attr({"global_symbol": "apply_logit_bias_inplace", "tirx.noalias": True, "tirx.is_scheduled": True})
    batch, vocab, n = T.int64(), T.int64(), T.int64()
    logits = T.match_buffer(p_logits, (batch, vocab), "float32")
    row = T.match_buffer(p_row, (n,), "int32")
    token = T.match_buffer(p_token, (n,), "int32")
    bias = T.match_buffer(p_bias, (n,), "float32")
    for bx in T.thread_binding((n + T.int64(THREADS - 1)) // T.int64(THREADS), thread="blockIdx.x"):
        for tx in T.thread_binding(T.int64(THREADS), thread="threadIdx.x"):
            with T.sblock("bias"):
                i = T.axis.spatial(n, bx * T.int64(THREADS) + tx)
                T.where(bx * T.int64(THREADS) + tx < n)
                logits[row[i], token[i]] = logits[row[i], token[i]] + bias[i]


@T.prim_func(s_tir=True)
def apply_penalty_inplace(
    p_logits: T.handle, p_rows: T.handle, p_row: T.handle, p_token: T.handle, p_count: T.handle, p_penalties: T.handle
):
    """penalties[s]: presence, frequency, repetition; count[i]: how often token[i] was there."""
    T.func_attr({"global_symbol": "apply_penalty_inplace", "tirx.noalias": True, "tirx.is_scheduled": True})
    batch, vocab, s, n = T.int64(), T.int64(), T.int64(), T.int64()
    logits = T.match_buffer(p_logits, (batch, vocab), "float32")
    rows = T.match_buffer(p_rows, (s,), "int32")
    row = T.match_buffer(p_row, (n,), "int32")
    token = T.match_buffer(p_token, (n,), "int32")
    count = T.match_buffer(p_count, (n,), "int32")
    penalties = T.match_buffer(p_penalties, (s, 3), "float32")
    for bx in T.thread_binding((n + T.int64(THREADS - 1)) // T.int64(THREADS), thread="blockIdx.x"):
        for tx in T.thread_binding(T.int64(THREADS), thread="threadIdx.x"):
            with T.sblock("penalty"):
                i = T.axis.spatial(n, bx * T.int64(THREADS) + tx)
                T.where(bx * T.int64(THREADS) + tx < n)
                logits[rows[row[i]], token[i]] = logits[rows[row[i]], token[i]] - (
                    penalties[row[i], 0] + T.Cast("float32", count[i]) * penalties[row[i], 1]
                )
                # Away from likely on either side of zero.
                logits[rows[row[i]], token[i]] = T.if_then_else(
                    logits[rows[row[i]], token[i]] < T.float32(0),
                    logits[rows[row[i]], token[i]] * penalties[row[i], 2],
                    logits[rows[row[i]], token[i]] / penalties[row[i], 2],
                )


@T.prim_func(s_tir=True)
def apply_bitmask_inplace(p_logits: T.handle, p_rows: T.handle, p_mask: T.handle):
    T.func_attr({"global_symbol": "apply_bitmask_inplace", "tirx.noalias": True, "tirx.is_scheduled": True})
    batch, s = T.int64(), T.int64()
    logits = T.match_buffer(p_logits, (batch, VOCAB), "float32")
    rows = T.match_buffer(p_rows, (s,), "int32")
    mask = T.match_buffer(p_mask, (batch, VOCAB // WORD), "int32")
    for bx in T.thread_binding(s * T.int64(VOCAB // 256), thread="blockIdx.x"):
        for tx in T.thread_binding(T.int64(256), thread="threadIdx.x"):
            with T.sblock("mask"):
                r = T.axis.spatial(s, bx // T.int64(VOCAB // 256))
                c = T.axis.spatial(T.int64(VOCAB), bx % T.int64(VOCAB // 256) * T.int64(256) + tx)
                logits[rows[r], c] = T.if_then_else(
                    T.bitwise_and(
                        T.shift_right(mask[rows[r], c // T.int64(WORD)], T.Cast("int32", c % T.int64(WORD))), 1
                    )
                    == 1,
                    logits[rows[r], c],
                    T.float32(FORBIDDEN),
                )


@functools.lru_cache(None)
def make_sample_top_p(vocab):
    """Top-p without a sort, a workgroup of 256 threads for each sample.

    Bits of positive floats are ordered as the floats are. So bisection over the bits finds the highest threshold whose
    kept tokens still have top_p together; then the kept ones are walked in the order of their ids up to uniform * mass.
    """
    NT = 256
    # Partial sums are added in two steps, 16 times 16.
    PART = 16
    SHARE = vocab // NT
    assert SHARE * NT == vocab, vocab
    # Halvings of the range of bits from 0 to 1.0, and one more pass for the mass above the threshold that was found.
    HALVINGS = 30

    @T.prim_func(s_tir=True, private=True)
    def sample_top_p(p_prob: T.handle, p_uniform: T.handle, p_row: T.handle, p_top_p: T.handle, p_out: T.handle):
        T.func_attr({"tirx.noalias": True, "tirx.is_scheduled": True})
        batch, n = T.int64(), T.int64()
        prob = T.match_buffer(p_prob, (batch, vocab), "float32")
        uniform = T.match_buffer(p_uniform, (n,), "float32")
        row = T.match_buffer(p_row, (n,), "int32")
        top_p = T.match_buffer(p_top_p, (batch,), "float32")
        out = T.match_buffer(p_out, (n,), "int32")
        shares = T.sblock_alloc_buffer((NT,), "float32", scope="shared")
        parts = T.sblock_alloc_buffer((PART,), "float32", scope="shared")
        low = T.sblock_alloc_buffer((1,), "int32", scope="local")
        high = T.sblock_alloc_buffer((1,), "int32", scope="local")
        middle = T.sblock_alloc_buffer((1,), "int32", scope="local")
        total = T.sblock_alloc_buffer((1,), "float32", scope="local")
        mass = T.sblock_alloc_buffer((1,), "float32", scope="local")
        found = T.sblock_alloc_buffer((1,), "int32", scope="local")
        share = T.sblock_alloc_buffer((1,), "float32", scope="local")
        for bx in T.thread_binding(n, thread="blockIdx.x"):
            for tx in T.thread_binding(NT, thread="threadIdx.x"):
                with T.sblock("sample"):
                    T.reads()
                    T.writes()
                    low[0] = 0
                    high[0] = BITS_OF_ONE + 1
                    for step in T.serial(HALVINGS + 1):
                        middle[0] = T.if_then_else(step < HALVINGS, low[0] + (high[0] - low[0]) // 2, low[0])
                        total[0] = T.float32(0)
                        for k in T.serial(SHARE):
                            total[0] += T.if_then_else(
                                T.reinterpret("int32", prob[row[bx], tx * SHARE + k]) >= middle[0],
                                prob[row[bx], tx * SHARE + k],
                                T.float32(0),
                            )
                        shares[tx] = total[0]
                        T.tvm_storage_sync("shared")
                        if tx < PART:
                            total[0] = T.float32(0)
                            for k in T.serial(PART):
                                total[0] += shares[tx * PART + k]
                            parts[tx] = total[0]
                        T.tvm_storage_sync("shared")
                        mass[0] = T.float32(0)
                        for k in T.serial(PART):
                            mass[0] += parts[k]
                        if step < HALVINGS:
                            # Probabilities that were rounded may add up to a little less than 1.
                            if mass[0] >= top_p[row[bx]] * T.float32(0.999999):
                                low[0] = middle[0]
                            else:
                                high[0] = middle[0]
                    if tx == 0:
                        total[0] = mass[0] * uniform[bx]
                        mass[0] = T.float32(0)
                        found[0] = -1
                        for c in T.serial(NT):
                            # A copy, because TVM's thread synchronisation refuses shared reads inside a condition.
                            share[0] = shares[c]
                            if found[0] < 0:
                                if mass[0] + share[0] > total[0]:
                                    for k in T.serial(SHARE):
                                        if found[0] < 0:
                                            if T.reinterpret("int32", prob[row[bx], c * SHARE + k]) >= low[0]:
                                                mass[0] += prob[row[bx], c * SHARE + k]
                                                if mass[0] > total[0]:
                                                    found[0] = c * SHARE + k
                                else:
                                    mass[0] += share[0]
                        # Rounding may leave us past the end: take the first token that was kept.
                        if found[0] < 0:
                            for k in T.serial(vocab):
                                if found[0] < 0:
                                    if T.reinterpret("int32", prob[row[bx], k]) >= low[0]:
                                        found[0] = k
                        out[bx] = found[0]

    return sample_top_p
