// llama.cpp's own tokenization, for make_fixtures.py.
//
//   node make_tokens.mjs MODEL.gguf NODE_DIR < texts.json > ids.json
//
// NODE_DIR is a folder where `npm i node-llama-cpp --ignore-scripts` has run: its prebuilt binaries come as packages of
// their own, so nothing is compiled or downloaded here. texts.json is [{"text": "...", "special": false}, ...]; ids.json
// is {"version": "v0.5.0", "cases": [{"ids": [...], "text": "..."}, ...]}, text being llama.cpp's detokenization of
// ids. special is llama.cpp's parse_special; add_special is always off.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';

const [modelPath, nodeDir] = process.argv.slice(2);
const entry = join(nodeDir, 'node_modules/node-llama-cpp/dist/index.js');
const { getLlama, LlamaLogLevel } = await import(pathToFileURL(entry).href);

const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, logLevel: LlamaLogLevel.error });
const model = await llama.loadModel({ modelPath, vocabOnly: true });
const texts = JSON.parse(readFileSync(0, 'utf8'));
const cases = texts.map(({ text, special }) => {
  const ids = Array.from(model.tokenize(text, special));
  return { ids, text: model.detokenize(ids, special) };
});
process.stdout.write(JSON.stringify({ version: llama.llamaCppRelease.release, cases }));
