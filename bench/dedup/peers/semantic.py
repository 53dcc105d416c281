"""
semhash with the encoder that the app has, in native onnxruntime: its own default model is on a hub. Time holds the
encoding of the texts and the search for duplicates, not the load of the model.
"""

import time

import numpy as np
import onnxruntime
from answer import answer, asked, texts_of
from semhash import SemHash
from tokenizers import Tokenizer

LONGEST = 256
BATCH = 32


class Encoder:
    """Means over the tokens' last states; batches of like length, so that little is padding."""

    def __init__(self, model, tokenizer, threads):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_file(tokenizer)
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(LONGEST)

    def encode(self, inputs, **_):
        rows = [encoding.ids for encoding in self.tokenizer.encode_batch(list(inputs))]
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        out = np.zeros((len(rows), 384), dtype=np.float32)
        for start in range(0, len(order), BATCH):
            some = order[start : start + BATCH]
            ids = np.zeros((len(some), max(len(rows[i]) for i in some)), dtype=np.int64)
            mask = np.zeros_like(ids)
            for at, i in enumerate(some):
                ids[at, : len(rows[i])] = rows[i]
                mask[at, : len(rows[i])] = 1
            feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            states = self.session.run(None, feed)[0] * mask[:, :, None]
            out[some] = states.sum(axis=1) / mask.sum(axis=1)[:, None]
        return out / np.linalg.norm(out, axis=1, keepdims=True)


def main():
    ask = asked()
    texts = texts_of(ask["file"], ask["limit"])
    encoder = Encoder(ask["model"], ask["tokenizer"], ask["threads"])
    began = time.perf_counter()
    hashes = SemHash.from_records(records=texts, model=encoder)
    result = hashes.self_deduplicate(threshold=ask["threshold"])
    seconds = time.perf_counter() - began
    answer({"texts": len(texts), "seconds": seconds, "kept": len(result.selected)})


main()
