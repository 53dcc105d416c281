"""Makes the reference fixtures that the decoder's tests compare against: tokens.json, oracle.json, perplexity.json.

    npm i node-llama-cpp --ignore-scripts      (in any folder, NODE_DIR; node-llama-cpp 3.22.1 was used)
    python make_fixtures.py MODEL.gguf NODE_DIR OUTDIR [--hf tokenizer.json] [--onnx smol_f32.onnx]

PyPI: gguf (0.19.0 was used), numpy; tokenizers with --hf; onnxruntime with --onnx. Half a minute on two
cores. Nothing here shares code with build_graph.py or with lib/decoding, so that the fixtures are an independent witness.

tokens.json      llama.cpp's ids (through make_tokens.mjs beside this file) of the texts in CASES with special parsing
                 off, and of the prompts in CHAT with special parsing on. A name that ends in [HF differs: ...] or
                 [lossy: ...] says where the Hugging Face tokenizer, or the way back to text, departs.
oracle.json      greedy decoding of PROMPTS by the float32 forward pass below, over the dequantised weights. greedyIds
                 holds up to 32 ids; where the answer ends earlier its last id is 2, <|im_end|>. margin[i] is the
                 distance between the two highest logits where greedyIds[i] was chosen: a small one is a near tie, which
                 rounding may turn. The last decimal may differ from machine to machine.
perplexity.json  mean negative log-likelihood (natural log) of tokens 1..n-1 of TEXT, each given those before it.

--hf compares llama.cpp's ids with the Hugging Face tokenizer's. --onnx compares logits, greedy ids and likelihood with
a float32 ONNX graph of the same weights: inputs input_ids [b, s], seqlens_k [b], total [], past_{k,v}_{layer}; outputs
logits of the last position fed, pres_{k,v}_{layer}. Neither changes what is written; both report and fail on surprises.
"""
import argparse
import json
import math
import pathlib
import subprocess

import gguf
import numpy as np
from gguf import quants

LAYERS, HEADS, KV_HEADS, HEAD_DIM = 30, 9, 3, 64
ROPE_BASE, EPS, END, STEPS = 100000.0, 1e-5, 2, 32

CASES = [
    ("empty", ""),
    ("one letter", "a"),
    ("plain English", "The lamp on the harbour wall had been out since Tuesday."),
    ("capitals", "NASA and the BBC AGREED; McDonald's iOS app didn't."),
    ("contractions", "I'm sure we'll see, they've said it's what you'd do and he can't, they're late"),
    ("contractions in capitals", "I'M SURE WE'LL SEE, DON'T THEY'VE IT'S"),
    ("contractions with a curly apostrophe", "I\u2019m sure we\u2019ll see, don\u2019t they\u2019re"),
    ("apostrophes elsewhere", "'tis rock 'n' roll, the dogs' 'stuff' ''double'' 'll 's"),
    ("a space at the start", " leading"),
    ("spaces at both ends", "   three before and two after  "),
    ("only spaces", "       "),
    ("one space", " "),
    ("runs of spaces", "one  two   three    four                 seventeen"),
    ("tabs", "\tindented\t\ttwice \t mixed\t"),
    ("newlines", "first\nsecond\n\nthird\n\n\n\nfifth\n"),
    ("carriage returns", "dos\r\nlines\r\n\r\nold mac\rend\r\n"),
    ("whitespace of every sort", " \n \n\t\n  x \r\n  \n"),
    ("uncommon spaces", "no\u00a0break, thin\u2009space, ideographic\u3000space, line\u2028para\u2029next\u0085end \u0085!\u0085x  \u0085\u202f\u1680\u205f."),
    ("space before a number", "about  12 or   345 of  6"),
    ("digit run", "12345"),
    ("decimals and signs", "3.14 -2.5e10 1,000,000 $19.99 50% 1/2 #7 0x1F600 v2.0.1-rc3"),
    ("digits inside words", "abc123def, x86_64, 4th, B2B, 2nd2none"),
    ("fullwidth digits", "\uff11\uff12 and \uff13\uff14\uff15"),
    ("Arabic-Indic digits", "\u0661\u0662\u0663 and \u06f4\u06f5\u06f6"),
    ("Devanagari, Bengali and Thai digits", "\u0967\u0968\u0969 \u09e7\u09e8\u09e9 \u0e51\u0e52\u0e53"),
    ("numbers that are not decimal digits", "x\u00b2 + \u00bd \u216f \u2167 \u2460\u2461 \u3007 \u56db \u2189 \U0001d7d8\U0001d7d9"),
    ("date and time", "On 2024-02-29T23:59:60Z, i.e. 29/02/2024 at 11:59 p.m."),
    ("Latin with diacritics", "L\u2019\u00e9t\u00e9 \u00e0 No\u00ebl: \u0159e\u0159icha, \u017c\u00f3\u0142w, na\u00efve fa\u00e7ade, \u0130stanbul\u2019da \u0131\u015f\u0131k, Gr\u00f6\u00dfe, \u00e6\u00f8\u00e5 \u00d1and\u00fa"),
    ("Vietnamese", "H\u00f4m nay tr\u1eddi \u0111\u1eb9p qu\u00e1, ch\u00fang ta \u0111i d\u1ea1o nh\u00e9?"),
    ("Cyrillic", "\u0412\u0447\u0435\u0440\u0430 \u0448\u0451\u043b \u0434\u043e\u0436\u0434\u044c, \u0430 \u0441\u0435\u0433\u043e\u0434\u043d\u044f \u0441\u0432\u0435\u0442\u0438\u0442 \u0441\u043e\u043b\u043d\u0446\u0435. \u0407\u0436\u0430\u043a \u0456 \u0491\u0430\u043d\u043e\u043a."),
    ("Greek", "\u039a\u03b1\u03bb\u03b7\u03bc\u03ad\u03c1\u03b1! \u0397 \u03b8\u03ac\u03bb\u03b1\u03c3\u03c3\u03b1 \u03b5\u03af\u03bd\u03b1\u03b9 \u03ae\u03c1\u03b5\u03bc\u03b7 \u03c3\u03ae\u03bc\u03b5\u03c1\u03b1\u00b7 \u1f04\u03bd\u03b8\u03c1\u03c9\u03c0\u03bf\u03c2;"),
    ("Arabic", "\u0630\u0647\u0628\u062a \u0625\u0644\u0649 \u0627\u0644\u0633\u0648\u0642\u060c \u0648\u0627\u0634\u062a\u0631\u064a\u062a \u062e\u064f\u0628\u0652\u0632\u064b\u0627 \u0637\u0627\u0632\u062c\u064b\u0627\u061f"),
    ("Persian with a zero-width non-joiner", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u06a9\u062a\u0627\u0628\u200c\u0647\u0627 \u0631\u0627 \u0628\u0628\u06cc\u0646\u0645"),
    ("Hebrew with points", "\u05d4\u05b7\u05d9\u05bc\u05d5\u05b9\u05dd \u05d9\u05d5\u05dd \u05d9\u05e4\u05d4, \u05e0\u05db\u05d5\u05df?"),
    ("Devanagari", "\u0906\u091c \u092e\u094c\u0938\u092e \u0905\u091a\u094d\u091b\u093e \u0939\u0948, \u0915\u094d\u092f\u094b\u0902 \u0928 \u0918\u0942\u092e\u0928\u0947 \u091a\u0932\u0947\u0902\u0964"),
    ("Bengali", "\u0986\u09ae\u09bf \u09b8\u0995\u09be\u09b2\u09c7 \u099a\u09be \u0996\u09c7\u09a4\u09c7 \u09ad\u09be\u09b2\u09cb\u09ac\u09be\u09b8\u09bf\u0964"),
    ("Tamil", "\u0ba8\u0bbe\u0ba9\u0bcd \u0ba8\u0bc7\u0bb1\u0bcd\u0bb1\u0bc1 \u0b92\u0bb0\u0bc1 \u0baa\u0bc1\u0ba4\u0bcd\u0ba4\u0b95\u0bae\u0bcd \u0baa\u0b9f\u0bbf\u0ba4\u0bcd\u0ba4\u0bc7\u0ba9\u0bcd."),
    ("Thai", "\u0e27\u0e31\u0e19\u0e19\u0e35\u0e49\u0e2d\u0e32\u0e01\u0e32\u0e28\u0e14\u0e35\u0e21\u0e32\u0e01 \u0e44\u0e1b\u0e40\u0e14\u0e34\u0e19\u0e40\u0e25\u0e48\u0e19\u0e01\u0e31\u0e19"),
    ("Chinese", "\u4eca\u5929\u5929\u6c14\u5f88\u597d\uff0c\u6211\u4eec\u53bb\u516c\u56ed\u8d70\u8d70\u5427\u3002\u9280\u884c\u5728\u54ea\u88e1\uff1f\U00020bb7"),
    ("Japanese", "\u4eca\u65e5\u306f\u3044\u3044\u5929\u6c17\u3067\u3059\u306d\u3002\u30b3\u30fc\u30d2\u30fc\u3092\u98f2\u307f\u307e\u3057\u3087\u3046\uff01\uff76\uff9e\uff77"),
    ("Korean", "\uc624\ub298\uc740 \ub0a0\uc528\uac00 \uc88b\ub124\uc694. \u1112\u1161\u11ab\u1100\u1173\u11af"),
    ("Georgian", "\u10d3\u10d8\u10da\u10d0 \u10db\u10e8\u10d5\u10d8\u10d3\u10dd\u10d1\u10d8\u10e1\u10d0, \u10e0\u10dd\u10d2\u10dd\u10e0 \u10ee\u10d0\u10e0? \u1c97\u1c91\u1c98\u1c9a\u1c98\u1ca1\u1c98"),
    ("Armenian", "\u0532\u0561\u0580\u0587 \u0571\u0565\u0566, \u056b\u0576\u0579\u057a\u0565\u055e\u057d \u0565\u0584\u0589"),
    ("Amharic", "\u12db\u122c \u1240\u1291 \u1290\u134b\u123b \u1290\u12cd\u1361\u1361\u1361 \u1361\u1369\u136a \u12f0\u1205\u1293\u1362"),
    ("Khmer, Lao, Burmese and Tibetan", "\u179f\u17bd\u179f\u17d2\u178f\u17b8 \u0eaa\u0eb0\u0e9a\u0eb2\u0e8d\u0e94\u0eb5 \u1019\u1004\u103a\u1039\u1002\u101c\u102c\u1015\u102b \u0f56\u0f40\u0fb2\u0f0b\u0f64\u0f72\u0f66\u0f0b"),
    ("scripts beyond the basic plane", "\U00010330\U00010331 \U00012000\U00012001 \U00013080 \U0001d4d0\U0001d4d1\U0001d4d2 \U00010400\U00010428"),
    ("scripts run together", "word\u0441\u043b\u043e\u0432\u043e\u03bb\u03ad\u03be\u03b7\u0643\u0644\u0645\u0629\u8a9ewort"),
    ("combining marks", "e\u0301 n\u0303o a\u0308\u0323 Z\u0351\u036b\u0343a\u0323\u0308l\u0334g\u0321o \u0301alone  \u0301after"),
    ("zero-width characters", "zero\u200bwidth\u200cjoin\u200dword\u2060joiner\ufeffmark soft\u00adhyphen"),
    ("byte order marks, which are not whitespace", "\ufeffBOM !\ufeff! \ufeff x  \ufeff"),
    ("direction marks", "left \u202eright\u202c \u2066isolate\u2069 \u200emark\u200f"),
    ("emoji", "Well done! \U0001f389\U0001f389 \U0001f600\u2764\ufe0f\u2b50 5\ufe0f\u20e3 \u00a9\u2122"),
    ("emoji joined by ZWJ", "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \U0001f468\U0001f3fd\u200d\U0001f680\U0001f3f3\ufe0f\u200d\U0001f308"),
    ("flags", "\U0001f1f3\U0001f1f4\U0001f1ef\U0001f1f5 \U0001f1e7\U0001f1f7 \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"),
    ("skin tones", "\U0001f44b\U0001f3fb\U0001f44b\U0001f3ff hi\U0001f44d\U0001f3fe"),
    ("Python", "def area(r: float = 2.0) -> float:\n    \"\"\"Circle.\"\"\"\n    return 3.14159 * r ** 2  # pi\n\n\nprint(f\"{area(3):.2f}\")\n"),
    ("TypeScript", "const xs = [1, 2, 3].map((x) => x ?? 0n);\n\tif (xs?.length !== 3) { throw new Error(`bad ${xs}`); }\n"),
    ("JSON and HTML", "{\"a\":[1,null,true],\"b\":\"\\u00e9\\n\"} <p class=\"x\">&nbsp;<br/></p><!-- -->"),
    ("URL and e-mail", "See https://example.org/a_b/c-d?x=1&y=%20z#top or write to first.last+tag@mail.example"),
    ("Markdown", "# Title\n\n* **bold** and _italic_\n1. `code`\n\n| a | b |\n|---|:-:|\n> quote\n\n```js\nx\n```"),
    ("TeX", "$\\frac{1}{2}\\sum_{i=0}^{n} x_i^2 \\leq \\sqrt{2}$ \u2200x\u2208\u211d: x\u00b2\u22650 \u2192 \u221e"),
    ("punctuation runs", "Wait... what?!?! --- ***!!! (((nested))) \u2026\u2014\u2013\u00ab\u00bb\u201c\u201d \u00bfno? \u00a1s\u00ed! ======== ////////"),
    ("punctuation after spaces", "a  !b   ?c , d . e :) ;-)  \"q\""),
    ("underscores and symbols", "__init__ snake_case $var @user #tag ~tilde ^caret a+b=c|d\\e"),
    ("replacement characters", "bad \ufffd byte\ufffd\ufffd s"),
    ("private use and unassigned", "a\ue000b \U000f0000 \u0378 \ufffe x"),
    ("control characters in the vocabulary", "bell\u0007 escape\u001b[0m del\u007f nul\u0000 fs\u001c rs\u001e us\u001f vt\u000b ff\u000c."),
    ("control characters not in the vocabulary [lossy: they are dropped]", "a\u0004b \u0006\u0013 c\u0014\u0016d\u001de"),
    ("looks like special tokens [HF differs: parses them unless encode_special_tokens is set]", "<|im_end|>"),
    ("looks like a chat [HF differs: parses them unless encode_special_tokens is set]", "<|im_start|>user\nIgnore that.<|im_end|>\n<|im_start|>assistant\n"),
    ("looks like other special tokens [HF differs: parses them unless encode_special_tokens is set]", "<|endoftext|> <repo_name>x<file_sep>y <gh_stars>5 <empty_output>"),
    ("nearly special tokens [HF differs: parses them unless encode_special_tokens is set]", "<|im_end> <im_end|> <|IM_END|> < |im_end| > <|im_end|<|im_end|>"),
    ("a long word", "Donaudampfschifffahrtselektrizit\u00e4tenhauptbetriebswerkbauunterbeamtengesellschaft"),
    ("one letter many times", "a" * 50 + " " + "ha" * 20 + "!" * 33),
]

SYSTEM = "You are a helpful assistant."


def chat(user, start="", system=SYSTEM):
    return f"<|im_start|>system\n{system}<|im_end|>\n<|im_start|>user\n{user}<|im_end|>\n<|im_start|>assistant\n{start}"


# Reworded until no margin was below 0.03, so that a float32 engine has no near tie to turn.
PROMPTS = [
    chat("Write a math problem that would suit this person: a beekeeper who sells honey at a Saturday market and "
         "keeps careful accounts in a paper notebook.", "Math problem:"),
    chat("Write a logic puzzle that would suit this person: a night guard at a small museum of clocks, fond of "
         "riddles and strong tea.", "Logic puzzle:"),
    chat("Write one short question that a retired ferry captain, now learning to bake bread, would ask a chat assistant.",
         "User prompt:"),
    chat("Suggest a title for a short article by this person: a marine biologist who watches octopuses at night.", "Title:"),
    chat("Invent a character for a fantasy game, modelled on this person: a stonemason who repairs old bridges in the "
         "mountains.", "Name:"),
    chat("Why does the moon seem to change its shape over a month?"),
]

CHAT = [
    ("system, user, assistant", PROMPTS[0]),
    ("no system message", "<|im_start|>user\nWhat is 17 + 25?<|im_end|>\n<|im_start|>assistant\n"),
    ("several turns", "<|im_start|>system\nYou are brief.<|im_end|>\n<|im_start|>user\nHi!<|im_end|>\n"
     "<|im_start|>assistant\nHello. \U0001f642<|im_end|>\n<|im_start|>user\n\u041a\u0430\u043a \u0434\u0435\u043b\u0430?  <|im_end|>\n<|im_start|>assistant\n"),
    ("special tokens with nothing and with spaces around", "<|im_start|><|im_end|> <|im_end|>  \n<|im_start|> x<|im_end|>\n\n"),
    ("every kind of special token", "<|endoftext|><repo_name>a/b<file_sep>c.py\n<gh_stars>12<issue_start>'s<jupyter_code>x = 1<empty_output>"),
    ("broken special tokens", "<|im_start|>user\n<|im_end <|im_end|<|im_end|>|im_end|>\n"),
]

TEXT = """\
A canal lock is a simple machine for moving a boat between two stretches of water that lie at different heights. It is \
a chamber with walls of brick or stone and a gate at each end. When a boat arrives from the lower side, the keeper \
empties the chamber until the water inside stands level with the water outside, opens the lower gate, and lets the boat \
come in. The gate is then closed behind it. Small openings near the upper gate, called paddles, are raised so that \
water flows down from the higher stretch and slowly fills the chamber. The boat rises with the water, and when the two \
levels are equal the upper gate can be opened without much effort. The boat leaves and continues on its way.

No pump is needed for any of this. The water always runs downhill, and the only work that people must do is to move the \
gates and the paddles. There is a cost, however. Every time a boat passes through, one chamber full of water is sent \
from the upper part of the canal to the lower part. If the canal crosses a hill, the highest section loses water in \
both directions and has to be supplied from a reservoir or a stream. In a dry summer the supply may not be enough, and \
boats have to wait until several of them can share the same lock.

Engineers found a number of ways to save water. One was to build a side pond beside the chamber, which holds half of \
the water when the lock is emptied and gives it back when the lock is filled again. Another was to make two chambers \
next to each other, so that one could be filled from the other. On a few canals the locks were replaced by a lift, a \
large tank that carries the boat up and down together with the water around it. A lift uses very little water, but it \
is expensive to build and to repair, and for this reason most boats still climb the hills in the old way, one step at a \
time.
"""


def compact(value):
    """JSON in which what cannot be seen is escaped, so that no editor or diff can change or hide it."""
    def escape(c):
        units = c.encode("utf-16-be").hex()
        return c if c.isprintable() or c == "\n" else "".join("\\u" + units[i:i + 4] for i in range(0, len(units), 4))
    return "".join(map(escape, json.dumps(value, ensure_ascii=False, separators=(",", ":"))))


def write(path, head, lists):
    """One line for each case: {head..., "cases": [\\n...\\n], ...}."""
    parts = [f"{json.dumps(k)}:{compact(v)}" for k, v in head.items()]
    parts += [f"{json.dumps(k)}:[\n" + ",\n".join(map(compact, v)) + "\n]" for k, v in lists.items()]
    path.write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8", newline="\n")
    json.loads(path.read_text(encoding="utf-8"))


def llama_cpp(model, node_dir, texts):
    """[(text, special)] -> llama.cpp's version and [{ids, text}]."""
    script = pathlib.Path(__file__).with_name("make_tokens.mjs")
    done = subprocess.run(["node", script, model, node_dir], check=True, capture_output=True,
                          input=json.dumps([{"text": t, "special": s} for t, s in texts]).encode())
    answer = json.loads(done.stdout)
    return answer["version"], answer["cases"]


class Decoder:
    """The network in plain float32 numpy, over the dequantised weights, with a cache of keys and values."""

    def __init__(self, path):
        self.w = {}
        for t in gguf.GGUFReader(path).tensors:
            a = quants.dequantize(t.data, t.tensor_type).astype(np.float32)
            self.w[t.name] = np.ascontiguousarray(a.reshape([int(n) for n in reversed(t.shape)]))
        self.reset()

    def reset(self):
        self.cache = [(np.zeros((KV_HEADS, 0, HEAD_DIM), np.float32),) * 2 for _ in range(LAYERS)]

    def norm(self, x, name):
        return x / np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(EPS)) * self.w[name]

    @staticmethod
    def rotate(x, first):
        """x [heads, n, 64]: the GGUF's rows put the two members of each rotary pair side by side."""
        freq = ROPE_BASE ** (-np.arange(0, HEAD_DIM, 2) / HEAD_DIM)
        angle = (first + np.arange(x.shape[1]))[:, None] * freq
        cos, sin = np.cos(angle).astype(np.float32), np.sin(angle).astype(np.float32)
        even, odd = x[..., 0::2], x[..., 1::2]
        return np.stack([even * cos - odd * sin, even * sin + odd * cos], axis=-1).reshape(x.shape)

    def feed(self, ids):
        """Appends ids to the context; returns the logits [n, vocab] at each of them."""
        w, n, first = self.w, len(ids), self.cache[0][0].shape[1]
        x = w["token_embd.weight"][ids]
        mask = np.triu(np.full((n, first + n), -np.inf, np.float32), first + 1)
        for i in range(LAYERS):
            p = f"blk.{i}."
            a = self.norm(x, p + "attn_norm.weight")
            q, k, v = ((a @ w[f"{p}attn_{t}.weight"].T).reshape(n, -1, HEAD_DIM).swapaxes(0, 1) for t in "qkv")
            old_k, old_v = self.cache[i]
            k = np.concatenate([old_k, self.rotate(k, first)], axis=1)
            v = np.concatenate([old_v, v], axis=1)
            self.cache[i] = k, v
            q = self.rotate(q, first).reshape(KV_HEADS, HEADS // KV_HEADS, n, HEAD_DIM)
            scores = q @ k[:, None].swapaxes(-1, -2) * np.float32(HEAD_DIM ** -0.5) + mask
            e = np.exp(scores - scores.max(-1, keepdims=True))
            o = (e / e.sum(-1, keepdims=True)) @ v[:, None]
            x = x + o.reshape(HEADS, n, HEAD_DIM).swapaxes(0, 1).reshape(n, -1) @ w[p + "attn_output.weight"].T
            a = self.norm(x, p + "ffn_norm.weight")
            gate = a @ w[p + "ffn_gate.weight"].T
            x = x + (gate / (1 + np.exp(-gate)) * (a @ w[p + "ffn_up.weight"].T)) @ w[p + "ffn_down.weight"].T
        logits = self.norm(x, "output_norm.weight") @ w["token_embd.weight"].T
        assert logits.dtype == np.float32
        return logits


class OnnxDecoder:
    """The same interface over a float32 ONNX graph, which gives the last position's logits only."""

    def __init__(self, path):
        import onnxruntime
        onnxruntime.set_default_logger_severity(3)
        self.session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        self.names = [o.name for o in self.session.get_outputs()]
        self.version = onnxruntime.__version__
        self.reset()

    def reset(self):
        self.length = 0
        self.past = {f"past_{t}_{i}": np.zeros((1, KV_HEADS, 0, HEAD_DIM), np.float32) for i in range(LAYERS) for t in "kv"}

    def feed(self, ids):
        self.length += len(ids)
        out = dict(zip(self.names, self.session.run(None, {
            "input_ids": np.array([ids], np.int64), "total": np.array(self.length, np.int32),
            "seqlens_k": np.array([self.length - 1], np.int32), **self.past})))
        logits = out.pop("logits").reshape(1, -1)
        self.past = {k.replace("pres", "past"): v for k, v in out.items()}
        return logits


def greedy(decoder, prompt):
    """Greedy ids, the margin of each, and the logits that each was chosen from."""
    decoder.reset()
    ids, margins, rows = [], [], []
    feed = prompt
    while len(ids) < STEPS and END not in ids:
        row = decoder.feed(feed)[-1]
        second, best = np.sort(row)[-2:]
        ids.append(int(row.argmax()))
        margins.append(round(float(best) - float(second), 4))
        rows.append(row)
        feed = ids[-1:]
    return ids, margins, rows


def nll(logits, targets):
    """-log softmax of each row at its target, in float64 from float32 logits."""
    z = logits.astype(np.float64)
    top = z.max(-1, keepdims=True)
    return np.log(np.exp(z - top).sum(-1)) + top[:, 0] - z[np.arange(len(targets)), targets]


def compare_hf(path, cases):
    from tokenizers import Tokenizer, __version__
    hf = Tokenizer.from_file(path)
    count = 0
    for case, special in cases:
        noted = "[HF differs" in case["name"]
        hf.encode_special_tokens = False
        parsed = hf.encode(case["text"], add_special_tokens=False).ids
        hf.encode_special_tokens = not special
        ids = hf.encode(case["text"], add_special_tokens=False).ids
        for label, got in (("as loaded", parsed), ("special parsing " + ("on" if special else "off"), ids)):
            if got != case["ids"]:
                count += 1
                print(f"HF differs, {label}: {case['name']}\n  HF        {got}\n  llama.cpp {case['ids']}")
        assert noted == (parsed != case["ids"]), f"the name should say whether HF differs: {case['name']}"
    print(f"tokenizers {__version__}: {count} differences over {len(cases)} cases")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("model", "node_dir", "out"):
        args.add_argument(name)
    args.add_argument("--hf"), args.add_argument("--onnx")
    args = args.parse_args()
    out = pathlib.Path(args.out)
    out.mkdir(parents=True, exist_ok=True)

    texts = [(t, False) for _, t in CASES] + [(t, True) for _, t in CHAT] + [(p, True) for p in PROMPTS] + [(TEXT, False)]
    version, answers = llama_cpp(args.model, args.node_dir, texts)
    names = [n for n, _ in CASES + CHAT]
    assert len(set(names)) == len(names)
    for name, (text, _), answer in zip(names + ["prompt"] * len(PROMPTS) + ["text"], texts, answers):
        if (answer["text"] == text) == ("[lossy" in name):
            raise SystemExit(f"way back to text: {name}\n  {text!r}\n  {answer['text']!r}")
    made = [{"name": n, "text": t, "ids": a["ids"]} for n, (t, _), a in zip(names, texts, answers)]
    cases, chats = made[:len(CASES)], made[len(CASES):]
    if args.hf:
        compare_hf(args.hf, [(c, False) for c in cases] + [(c, True) for c in chats])
    write(out / "tokens.json", {"version": 1, "source": f"llama.cpp {version}, SmolLM2-135M-Instruct Q4_1"},
          {"cases": cases, "chat": chats})
    print(f"tokens.json: {len(cases)} cases, {len(chats)} chats, llama.cpp {version}")

    model = Decoder(args.model)
    check = OnnxDecoder(args.onnx) if args.onnx else None
    source = f"float32 numpy {np.__version__} on the dequantised Q4_1 weights"
    prompt_ids = [a["ids"] for a in answers[len(made):-1]]
    oracle, worst = [], 0.0
    for prompt, ids in zip(PROMPTS, prompt_ids):
        chosen, margins, rows = greedy(model, ids)
        oracle.append({"prompt": prompt, "promptIds": ids, "greedyIds": chosen, "margin": margins})
        if check:
            same, _, check_rows = greedy(check, ids)
            assert same == chosen, (prompt, same, chosen)
            worst = max(worst, *(float(np.abs(a - b).max()) for a, b in zip(rows, check_rows)))
        print(f"oracle: {len(ids)} + {len(chosen)} ids, smallest margin {min(margins)}")
    if check:
        print(f"onnxruntime {check.version}: the same greedy ids, largest logit difference {worst:.2e}")
    write(out / "oracle.json", {"version": 1, "source": source}, {"cases": oracle})

    ids = answers[-1]["ids"]
    model.reset()
    logits = model.feed(ids[:-1])
    each = nll(logits, ids[1:])
    mean = float(each.mean())
    if check:
        check.reset()
        stepped = np.concatenate([check.feed([t]) for t in ids[:-1]])
        other = float(nll(stepped, ids[1:]).mean())
        print(f"perplexity: {len(ids)} ids, numpy {mean:.8f}, onnxruntime {other:.8f}, largest logit difference "
              f"{float(np.abs(stepped - logits).max()):.2e}")
        assert abs(mean - other) < 1e-4
    write(out / "perplexity.json", {"version": 1, "source": source, "text": TEXT, "ids": ids, "float32Nll": round(mean, 6),
                                    "float32Perplexity": round(math.exp(mean), 6)}, {})
    print(f"perplexity.json: {len(ids)} ids, nll {mean:.6f}, perplexity {math.exp(mean):.6f}")


if __name__ == "__main__":
    main()
