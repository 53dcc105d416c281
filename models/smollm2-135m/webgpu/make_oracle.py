"""Makes fixtures/oracle.json: greedy ids of the prompts in fixtures/prompts.json by a float32 forward pass in numpy.

    python make_oracle.py MODEL.gguf NODE_DIR

The decoder is that of ../chorus/make_fixtures.py, which shares no code with the kernels; NODE_DIR holds node-llama-cpp,
whose token ids are taken. margin[i] is the distance of the two highest logits where greedyIds[i] was chosen.
"""

import json
import pathlib
import sys

FOLDER = pathlib.Path(__file__).parent
sys.path.append(str(FOLDER.parent / "chorus"))

import make_fixtures


def main():
    model, node_dir = sys.argv[1:]
    asked = json.loads((FOLDER / "fixtures/prompts.json").read_text(encoding="utf-8"))
    _, answers = make_fixtures.llama_cpp(model, node_dir, [(prompt, True) for prompt in asked["prompts"]])
    make_fixtures.STEPS = asked["maxTokens"]
    decoder = make_fixtures.Decoder(model)
    cases = []
    for prompt, answer in zip(asked["prompts"], answers):
        ids, margins, _ = make_fixtures.greedy(decoder, answer["ids"])
        cases.append({"prompt": prompt, "promptIds": answer["ids"], "greedyIds": ids, "margin": margins})
        print(len(answer["ids"]), len(ids), min(margins), flush=True)
    source = "float32 numpy on the dequantised Q4_1 weights"
    make_fixtures.write(FOLDER / "fixtures/oracle.json", {"version": 1, "source": source}, {"cases": cases})


if __name__ == "__main__":
    main()
