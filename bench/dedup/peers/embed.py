"""all-MiniLM-L6-v2 by native ONNX Runtime: the published file, the same texts, in the batches that suit it best."""

import time

import numpy as np
import onnxruntime
from answer import answer, asked
from tokenizers import Tokenizer

ASK = asked()
MAX_TOKENS = 256


def encoder(threads):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(ASK["model"], options, providers=["CPUExecutionProvider"])


def embed(session, tokenizer, texts, size):
    """Vectors of length 1, in batches of texts of about the same length."""
    ids = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
    order = sorted(range(len(texts)), key=lambda i: -len(ids[i]))
    vectors = np.empty((len(texts), 384), np.float32)
    for start in range(0, len(order), size):
        batch = order[start : start + size]
        shape = (len(batch), len(ids[batch[0]]))
        tokens, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        for row, i in enumerate(batch):
            tokens[row, : len(ids[i])] = ids[i]
            mask[row, : len(ids[i])] = 1
        feed = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros(shape, np.int64)}
        (states,) = session.run(None, feed)
        sums = (states * mask[:, :, None]).sum(1)
        vectors[batch] = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    return vectors


tokenizer = Tokenizer.from_file(ASK["tokenizer"])
tokenizer.no_padding()
tokenizer.enable_truncation(MAX_TOKENS)
session = encoder(ASK["threads"])
embed(session, tokenizer, ASK["texts"][:16], 8)
seconds, first = {}, None
for size in ASK["batches"]:
    began = time.perf_counter()
    vectors = embed(session, tokenizer, ASK["texts"], size)
    seconds[str(size)] = time.perf_counter() - began
    first = vectors[0]
answer({"seconds": seconds, "first": first.tolist()})
