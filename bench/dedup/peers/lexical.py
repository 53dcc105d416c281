"""
rensa and datasketch, each as its own documentation shows it, on the texts of a file: clean-up by 1-grams with 128
permutations. Time begins with the list of texts in memory, as ours does, and holds tokenising.
"""

import re
import time

from answer import answer, asked, texts_of

WORD = re.compile(r"\w+")


def words(texts):
    """The same tokens as ours on alphabetic texts: folded Unicode words, each once."""
    return [list(set(WORD.findall(text.lower()))) for text in texts]


def split(texts):
    """The cheapest cut there is: at white space."""
    return [list(set(text.lower().split())) for text in texts]


def deduplicator(tokens, threshold):
    """Streaming, candidates checked by their signatures: the verified one."""
    import rensa

    keep = rensa.RMinHashDeduplicator(threshold=threshold, num_perm=128, use_lsh=True).add_pairs(
        (str(i), some) for i, some in enumerate(tokens)
    )
    return [i for i, kept in enumerate(keep) if not kept]


def flags(tokens, threshold):
    """One batch, whatever shares a band is a duplicate: nothing is verified."""
    import rensa

    matrix = rensa.RMinHash.digest_matrix_from_token_sets(tokens, num_perm=128, seed=42)
    lsh = rensa.RMinHashLSH(threshold=threshold, num_perm=128, num_bands=8)
    return [i for i, flag in enumerate(lsh.query_duplicate_flags_matrix_one_shot(matrix)) if flag]


def datasketch(tokens, threshold):
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=threshold, num_perm=128)
    gone = []
    for i, some in enumerate(tokens):
        signature = MinHash(num_perm=128)
        signature.update_batch([token.encode() for token in some])
        if lsh.query(signature):
            gone.append(i)
        else:
            lsh.insert(i, signature)
    return gone


def main():
    ask = asked()
    texts = texts_of(ask["file"], ask["limit"])
    cut = {"words": words, "split": split}[ask["tokens"]]
    find = {"deduplicator": deduplicator, "flags": flags, "datasketch": datasketch}[ask["peer"]]
    began = time.perf_counter()
    tokens = cut(texts)
    tokenised = time.perf_counter()
    gone = find(tokens, ask["threshold"])
    ended = time.perf_counter()
    answer(
        {
            "texts": len(texts),
            "tokenising": tokenised - began,
            "seconds": ended - began,
            "removed": len(gone),
            # Only where the bench compares them with the truth.
            "gone": gone if ask["gone"] else [],
        }
    )


main()
