"""The published Python metrics over texts and vectors, unrounded.

Reads {"texts": [...], "vectors": [[...]], "time": bool} and prints, by metric, its value and its seconds.
PyPI `diversity` rounds to three digits and imports models that none of these metrics needs: both are switched off.
"""
import gzip
import json
import sys
import time
import types

import nltk
import numpy as np

# Models of other measures, which `homogenization` imports by name.
evaluate = types.ModuleType("evaluate")
evaluate.load = None
sys.modules["evaluate"] = evaluate

import importlib.util
import pathlib


def only(package, name):
    """One module of a package, without what the package imports beside it."""
    spec = importlib.util.find_spec(package)
    file = pathlib.Path(spec.submodule_search_locations[0]) / f"{name}.py"
    found = importlib.util.spec_from_file_location(f"{package}_{name}", file)
    module = importlib.util.module_from_spec(found)
    module.round = lambda value, digits: value
    found.loader.exec_module(module)
    return module


def main():
    ask = json.load(sys.stdin)
    texts, vectors = ask["texts"], np.array(ask["vectors"])
    words = [text.split() for text in texts]
    smoothing = nltk.translate.bleu_score.SmoothingFunction().method1
    import sacrebleu
    from rouge_score import rouge_scorer

    vendi = only("vendi_score", "vendi")
    ngrams = only("diversity", "ngram_diversity")
    homogenisation = only("diversity", "homogenization")
    compression = only("diversity", "compression")
    repetition = only("diversity", "self_repetition")

    def others(i):
        return words[:i] + words[i + 1 :]

    def self_bleu():
        return float(np.mean([
            nltk.translate.bleu_score.sentence_bleu(others(i), words[i], smoothing_function=smoothing)
            for i in range(len(texts))
        ]))

    def self_bleu_sacre():
        bleu = sacrebleu.BLEU(tokenize="none", smooth_method="floor", smooth_value=0.1, effective_order=False)
        return float(np.mean([
            bleu.sentence_score(texts[i], texts[:i] + texts[i + 1 :]).score / 100 for i in range(len(texts))
        ]))

    def rouge1():
        scorer = rouge_scorer.RougeScorer(["rouge1"])
        classes, representatives = [], []
        for text in texts:
            for number, first in enumerate(representatives):
                if scorer.score(first, text)["rouge1"].fmeasure > 0.458:
                    classes.append(number)
                    break
            else:
                classes.append(len(representatives))
                representatives.append(text)
        return classes

    def distinct(n):
        grams = [gram for text in words for gram in nltk.ngrams(text, n)]
        return len(set(grams)) / len(grams)

    def clique():
        return float((vectors @ vectors.T).sum() - len(vectors)) / (len(vectors) * (len(vectors) - 1))

    def nearest():
        distances = 1 - vectors @ vectors.T
        return float(np.min(distances + np.eye(len(distances)) * 1e9, axis=1).mean())

    metrics = {
        "distinct1": lambda: distinct(1),
        "distinct2": lambda: distinct(2),
        "distinct3": lambda: distinct(3),
        "ngramDiversityJoined": lambda: ngrams.ngram_diversity_score(texts),
        "compressionOnce": lambda: len(" ".join(texts).encode()) / len(gzip.compress(" ".join(texts).encode())),
        "compressionTwice": lambda: compression.compression_ratio(texts),
        "selfRepetition": lambda: float(repetition.self_repetition_score(texts, verbose=False)),
        "homogenisation": lambda: homogenisation.homogenization_score(texts, verbose=False),
        "selfBleu": self_bleu,
        "selfBleuSacre": self_bleu_sacre,
        "classes": rouge1,
        "cosine": clique,
        "nearestDistance": nearest,
        "vendi": lambda: float(vendi.score_dual(vectors, q=1)),
        "vendi2": lambda: float(vendi.score_dual(vectors, q=2)),
        "vendiInf": lambda: float(vendi.score_dual(vectors, q="inf")),
    }
    wanted = ask.get("only") or list(metrics)
    out = {}
    for name in wanted:
        start = time.perf_counter()
        value = metrics[name]()
        out[name] = {"value": value, "seconds": time.perf_counter() - start}
    print("polyphony-bench-answer " + json.dumps(out))


main()
