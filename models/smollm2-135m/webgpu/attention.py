"""Attention kernels for the runtime's paged cache of keys and values, with hardly a barrier.

One thread owns one (token, query head): an online softmax over the keys, the 64 outputs in registers. When decoding,
the keys of a head are dealt out over 32 threads and merged once through workgroup memory. Names and argument lists are
those that vm.builtin.paged_attention_kv_cache_create expects, so some arguments are only named; of what it may ask for,
rotary_mode 0 (rotated before) and no sliding window are here. The log-sum-exp is to base 2, as the runtime merges it.
"""

import math

from tvm.relax.frontend.nn.llm import kv_cache
from tvm.script import tirx as T

LOG2E = math.log2(math.e)
# Below any score, and far from where exp2 of a difference would be infinity minus infinity.
LOWEST = -5e4
# Keeps a division by nothing away where a row has no key at all.
TINY = 1e-30
# Rows of a workgroup in prefill: few, so that a short prompt still uses all cores.
ROWS = 16
# Threads that share the keys of one head in decode.
SHARERS = 32


def prefill_ragged(h_kv, h_q, d, _d_v, dtype, _rope_scaling, _target):
    """Queries against the keys of the same chunk, causal."""
    PER_KV = h_q // h_kv

    @T.prim_func(s_tir=True)
    def batch_prefill_ragged_kv(
        p_q: T.handle,
        p_q_ends: T.handle,
        p_k: T.handle,
        p_v: T.handle,
        p_k_ends: T.handle,
        p_q_position: T.handle,
        p_k_offset: T.handle,
        p_out: T.handle,
        p_lse: T.handle,
        causal: T.int32,
        rotary_mode: T.int32,
        rope_scale: T.float32,
        rope_theta: T.float32,
        sm_scale: T.float32,
    ):
        T.func_attr({"tirx.is_scheduled": True})
        batch, nq, nk = T.int32(), T.int32(), T.int32()
        e0, e1, e2, e3 = T.int32(), T.int32(), T.int32(), T.int32()
        q = T.match_buffer(p_q, (nq, h_q, d), dtype)
        q_ends = T.match_buffer(p_q_ends, (batch + 1,), "int32", elem_offset=e0)
        k = T.match_buffer(p_k, (nk, h_kv, d), dtype)
        v = T.match_buffer(p_v, (nk, h_kv, d), dtype)
        k_ends = T.match_buffer(p_k_ends, (batch + 1,), "int32", elem_offset=e1)
        q_position = T.match_buffer(p_q_position, (nq,), "int32", elem_offset=e2)
        k_offset = T.match_buffer(p_k_offset, (batch,), "int32", elem_offset=e3)
        out = T.match_buffer(p_out, (nq, h_q, d), dtype)
        lse = T.match_buffer(p_lse, (nq, h_q), "float32")
        for bx in T.thread_binding((nq + (ROWS - 1)) // ROWS, thread="blockIdx.x"):
            for h in T.thread_binding(h_q, thread="blockIdx.y"):
                for tx in T.thread_binding(ROWS, thread="threadIdx.x"):
                    with T.sblock("attention"):
                        T.reads()
                        T.writes()
                        mine = T.sblock_alloc_buffer((d,), "float32", scope="local")
                        mixed = T.sblock_alloc_buffer((d,), "float32", scope="local")
                        # Highest score, sum, score, new highest score, factor of the old, weight of the new.
                        st = T.sblock_alloc_buffer((6,), "float32", scope="local")
                        # Sequence in the batch, number of keys.
                        at = T.sblock_alloc_buffer((2,), "int32", scope="local")
                        row: T.let[T.int32] = bx * ROWS + tx
                        if row < nq:
                            at[0] = 0
                            for c in T.serial(batch):
                                if q_ends[c] <= row:
                                    at[0] = c
                            at[1] = k_ends[at[0] + 1] - k_ends[at[0]]
                            if causal > 0:
                                at[1] = at[1] - (q_ends[at[0] + 1] - 1 - row)
                            st[0] = T.float32(LOWEST)
                            st[1] = T.float32(0)
                            for c in T.unroll(d):
                                mine[c] = q[row, h, c] * (sm_scale * T.float32(LOG2E))
                                mixed[c] = T.float32(0)
                            for t in T.serial(at[1]):
                                st[2] = T.float32(0)
                                for c in T.unroll(d):
                                    st[2] += mine[c] * k[k_ends[at[0]] + t, h // PER_KV, c]
                                st[3] = T.max(st[0], st[2])
                                st[4] = T.exp2(st[0] - st[3])
                                st[5] = T.exp2(st[2] - st[3])
                                st[0] = st[3]
                                st[1] = st[1] * st[4] + st[5]
                                for c in T.unroll(d):
                                    mixed[c] = mixed[c] * st[4] + st[5] * v[k_ends[at[0]] + t, h // PER_KV, c]
                            for c in T.unroll(d):
                                out[row, h, c] = mixed[c] / T.max(st[1], T.float32(TINY))
                            lse[row, h] = st[0] + T.log2(T.max(st[1], T.float32(TINY)))

    return batch_prefill_ragged_kv


def prefill_paged(h_kv, h_q, d, dtype, _sliding, _rope_scaling, _target, page_size=16):
    """Queries against the pages of earlier chunks and turns: all of them lie before, so there is no mask."""
    PER_KV = h_q // h_kv

    @T.prim_func(s_tir=True)
    def batch_prefill_paged_kv(
        p_q: T.handle,
        p_q_ends: T.handle,
        p_pages: T.handle,
        p_page_ends: T.handle,
        p_page_ids: T.handle,
        p_last: T.handle,
        p_k_offset: T.handle,
        p_q_position: T.handle,
        p_out: T.handle,
        p_lse: T.handle,
        causal: T.int32,
        rotary_mode: T.int32,
        rope_scale: T.float32,
        rope_theta: T.float32,
        sm_scale: T.float32,
    ):
        T.func_attr({"global_symbol": "batch_prefill_paged_kv", "tirx.is_scheduled": True})
        batch, nq, listed, pool = T.int32(), T.int32(), T.int32(), T.int32()
        ep = T.int64()
        e0, e1, e2, e3, e4, e5 = T.int32(), T.int32(), T.int32(), T.int32(), T.int32(), T.int32()
        q = T.match_buffer(p_q, (nq, h_q, d), dtype)
        q_ends = T.match_buffer(p_q_ends, (batch + 1,), "int32", elem_offset=e0)
        pages = T.match_buffer(p_pages, (pool, 2, h_kv, page_size, d), dtype, elem_offset=ep)
        page_ends = T.match_buffer(p_page_ends, (batch + 1,), "int32", elem_offset=e1)
        page_ids = T.match_buffer(p_page_ids, (listed,), "int32", elem_offset=e2)
        last = T.match_buffer(p_last, (batch,), "int32", elem_offset=e3)
        k_offset = T.match_buffer(p_k_offset, (batch,), "int32", elem_offset=e4)
        q_position = T.match_buffer(p_q_position, (nq,), "int32", elem_offset=e5)
        out = T.match_buffer(p_out, (nq, h_q, d), dtype)
        lse = T.match_buffer(p_lse, (nq, h_q), "float32")
        for bx in T.thread_binding((nq + (ROWS - 1)) // ROWS, thread="blockIdx.x"):
            for h in T.thread_binding(h_q, thread="blockIdx.y"):
                for tx in T.thread_binding(ROWS, thread="threadIdx.x"):
                    with T.sblock("attention"):
                        T.reads()
                        T.writes()
                        mine = T.sblock_alloc_buffer((d,), "float32", scope="local")
                        mixed = T.sblock_alloc_buffer((d,), "float32", scope="local")
                        st = T.sblock_alloc_buffer((6,), "float32", scope="local")
                        # Sequence in the batch, number of keys, page.
                        at = T.sblock_alloc_buffer((3,), "int32", scope="local")
                        row: T.let[T.int32] = bx * ROWS + tx
                        if row < nq:
                            at[0] = 0
                            for c in T.serial(batch):
                                if q_ends[c] <= row:
                                    at[0] = c
                            at[1] = page_ends[at[0] + 1] - page_ends[at[0]]
                            if at[1] > 0:
                                at[1] = (at[1] - 1) * page_size + last[at[0]]
                            st[0] = T.float32(LOWEST)
                            st[1] = T.float32(0)
                            for c in T.unroll(d):
                                mine[c] = q[row, h, c] * (sm_scale * T.float32(LOG2E))
                                mixed[c] = T.float32(0)
                            for t in T.serial(at[1]):
                                at[2] = page_ids[page_ends[at[0]] + t // page_size]
                                st[2] = T.float32(0)
                                for c in T.unroll(d):
                                    st[2] += mine[c] * pages[at[2], 0, h // PER_KV, t % page_size, c]
                                st[3] = T.max(st[0], st[2])
                                st[4] = T.exp2(st[0] - st[3])
                                st[5] = T.exp2(st[2] - st[3])
                                st[0] = st[3]
                                st[1] = st[1] * st[4] + st[5]
                                for c in T.unroll(d):
                                    mixed[c] = mixed[c] * st[4] + st[5] * pages[at[2], 1, h // PER_KV, t % page_size, c]
                            for c in T.unroll(d):
                                out[row, h, c] = mixed[c] / T.max(st[1], T.float32(TINY))
                            lse[row, h] = st[0] + T.log2(T.max(st[1], T.float32(TINY)))

    return batch_prefill_paged_kv


def decode_paged(h_kv, h_q, d, dtype, _sliding, _rope_scaling, _target, page_size=16):
    """One query for each sequence against all of its pages."""
    PER_KV = h_q // h_kv
    EACH = d // SHARERS

    @T.prim_func(s_tir=True)
    def batch_decode_paged_kv(
        p_q: T.handle,
        p_pages: T.handle,
        p_page_ends: T.handle,
        p_page_ids: T.handle,
        p_last: T.handle,
        p_k_offset: T.handle,
        p_q_position: T.handle,
        p_out: T.handle,
        p_lse: T.handle,
        rotary_mode: T.int32,
        rope_scale: T.float32,
        rope_theta: T.float32,
        sm_scale: T.float32,
    ):
        T.func_attr({"global_symbol": "batch_decode_paged_kv", "tirx.is_scheduled": True})
        batch, listed, pool = T.int32(), T.int32(), T.int32()
        ep = T.int64()
        e1, e2, e3, e4, e5 = T.int32(), T.int32(), T.int32(), T.int32(), T.int32()
        q = T.match_buffer(p_q, (batch, h_q, d), dtype)
        pages = T.match_buffer(p_pages, (pool, 2, h_kv, page_size, d), dtype, elem_offset=ep)
        page_ends = T.match_buffer(p_page_ends, (batch + 1,), "int32", elem_offset=e1)
        page_ids = T.match_buffer(p_page_ids, (listed,), "int32", elem_offset=e2)
        last = T.match_buffer(p_last, (batch,), "int32", elem_offset=e3)
        k_offset = T.match_buffer(p_k_offset, (batch,), "int32", elem_offset=e4)
        q_position = T.match_buffer(p_q_position, (batch,), "int32", elem_offset=e5)
        out = T.match_buffer(p_out, (batch, h_q, d), dtype)
        lse = T.match_buffer(p_lse, (batch, h_q), "float32")
        for b in T.thread_binding(batch, thread="blockIdx.x"):
            for h in T.thread_binding(h_q, thread="blockIdx.y"):
                for tx in T.thread_binding(SHARERS, thread="threadIdx.x"):
                    with T.sblock("attention"):
                        T.reads()
                        T.writes()
                        mine = T.sblock_alloc_buffer((d,), "float32", scope="local")
                        mixed = T.sblock_alloc_buffer((d,), "float32", scope="local")
                        st = T.sblock_alloc_buffer((6,), "float32", scope="local")
                        # Key, number of keys, page.
                        at = T.sblock_alloc_buffer((3,), "int32", scope="local")
                        all_mixed = T.sblock_alloc_buffer((SHARERS, d), "float32", scope="shared")
                        all_sums = T.sblock_alloc_buffer((SHARERS, 2), "float32", scope="shared")
                        at[1] = page_ends[b + 1] - page_ends[b]
                        if at[1] > 0:
                            at[1] = (at[1] - 1) * page_size + last[b]
                        st[0] = T.float32(LOWEST)
                        st[1] = T.float32(0)
                        for c in T.unroll(d):
                            mine[c] = q[b, h, c] * (sm_scale * T.float32(LOG2E))
                            mixed[c] = T.float32(0)
                        for turn in T.serial((at[1] + (SHARERS - 1)) // SHARERS):
                            if turn * SHARERS + tx < at[1]:
                                at[0] = turn * SHARERS + tx
                                at[2] = page_ids[page_ends[b] + at[0] // page_size]
                                st[2] = T.float32(0)
                                for c in T.unroll(d):
                                    st[2] += mine[c] * pages[at[2], 0, h // PER_KV, at[0] % page_size, c]
                                st[3] = T.max(st[0], st[2])
                                st[4] = T.exp2(st[0] - st[3])
                                st[5] = T.exp2(st[2] - st[3])
                                st[0] = st[3]
                                st[1] = st[1] * st[4] + st[5]
                                for c in T.unroll(d):
                                    mixed[c] = (
                                        mixed[c] * st[4] + st[5] * pages[at[2], 1, h // PER_KV, at[0] % page_size, c]
                                    )
                        for c in T.unroll(d):
                            all_mixed[tx, c] = mixed[c]
                        all_sums[tx, 0] = st[0]
                        all_sums[tx, 1] = st[1]
                        T.tvm_storage_sync("shared")
                        st[3] = T.float32(LOWEST)
                        for t in T.serial(SHARERS):
                            st[3] = T.max(st[3], all_sums[t, 0])
                        st[1] = T.float32(0)
                        for c in T.unroll(EACH):
                            mixed[c] = T.float32(0)
                        for t in T.serial(SHARERS):
                            st[4] = T.exp2(all_sums[t, 0] - st[3])
                            st[1] += st[4] * all_sums[t, 1]
                            for c in T.unroll(EACH):
                                mixed[c] += st[4] * all_mixed[t, c * SHARERS + tx]
                        for c in T.unroll(EACH):
                            out[b, h, c * SHARERS + tx] = mixed[c] / T.max(st[1], T.float32(TINY))
                        if tx == 0:
                            lse[b, h] = st[3] + T.log2(T.max(st[1], T.float32(TINY)))

    return batch_decode_paged_kv


def merge_state(heads, d, dtype, _target, global_symbol="tir_attention_merge_state"):
    """Adds the second half-result to the first, weighted by their log-sum-exps.

    In TVM's own kernel 16 threads of a head read the log-sum-exp that one of them overwrites, with no barrier between.
    That goes well where they are one hardware subgroup and gives wrong text in software WebGPU as soon as a prompt
    takes several chunks. Here one thread owns one (token, head).
    """
    THREADS = 32

    @T.prim_func(s_tir=True)
    def merge(p_v: T.handle, p_s: T.handle, p_v2: T.handle, p_s2: T.handle):
        T.func_attr({"tirx.is_scheduled": True})
        n = T.int32()
        v = T.match_buffer(p_v, (n, heads, d), dtype)
        s = T.match_buffer(p_s, (n, heads), "float32")
        v2 = T.match_buffer(p_v2, (n, heads, d), dtype)
        s2 = T.match_buffer(p_s2, (n, heads), "float32")
        for bx in T.thread_binding((n * heads + (THREADS - 1)) // THREADS, thread="blockIdx.x"):
            for tx in T.thread_binding(THREADS, thread="threadIdx.x"):
                with T.sblock("merge"):
                    T.reads()
                    T.writes()
                    # Both weights, the higher log-sum-exp, the sum of the weights.
                    w = T.sblock_alloc_buffer((4,), "float32", scope="local")
                    i: T.let[T.int32] = bx * THREADS + tx
                    if i < n * heads:
                        w[0] = s[i // heads, i % heads]
                        w[1] = s2[i // heads, i % heads]
                        w[2] = T.max(w[0], w[1])
                        w[0] = T.exp2(w[0] - w[2])
                        w[1] = T.exp2(w[1] - w[2])
                        w[3] = w[0] + w[1]
                        for c in T.serial(d):
                            v[i // heads, i % heads, c] = v[i // heads, i % heads, c] * (w[0] / w[3]) + v2[
                                i // heads, i % heads, c
                            ] * (w[1] / w[3])
                        s[i // heads, i % heads] = T.log2(w[3]) + w[2]

    return merge.with_attr("global_symbol", global_symbol)


def install():
    """Puts these kernels in the place of TVM's; those for a sliding window, which no caller asks for, stay."""
    stock_decode, stock_prefill = kv_cache._attention_decode, kv_cache._attention_prefill

    def decode(h_kv, h_q, d, dtype, sliding, *rest, **named):
        return (stock_decode if sliding else decode_paged)(h_kv, h_q, d, dtype, sliding, *rest, **named)

    def prefill(h_kv, h_q, d, dtype, sliding, *rest, **named):
        return (stock_prefill if sliding else prefill_paged)(h_kv, h_q, d, dtype, sliding, *rest, **named)

    kv_cache._attention_decode = decode
    kv_cache._attention_prefill = prefill
    kv_cache._attention_prefill_ragged = prefill_ragged
    kv_cache._merge_state_inplace = merge_state
