import * as ort from 'onnxruntime-web/wasm';
import type { PastPresentAsk, PeerAnswer } from '../asks.ts';
import { decodePastPresent } from '../past-present.ts';
import { answer } from './answer.ts';

const MODEL = '/models/smollm2-135m/';

/** ONNX Runtime Web's ordinary JavaScript API over the app's own graph and weights. */
answer(async (asked): Promise<PeerAnswer> => {
  const ask = asked as PastPresentAsk;
  ort.env.wasm.numThreads = ask.threads;
  ort.env.wasm.wasmPaths = '/ortweb/';
  const bytes = async (path: string) => new Uint8Array(await (await fetch(MODEL + path)).arrayBuffer());
  const manifest = (await (await fetch(`${MODEL}manifest.json`)).json()) as {
    parts: { path: string; bytes: number }[];
  };
  const data = new Uint8Array(manifest.parts.reduce((sum, part) => sum + part.bytes, 0));
  let at = 0;
  for (const part of manifest.parts) {
    data.set(await bytes(part.path), at);
    at += part.bytes;
  }
  const session = await ort.InferenceSession.create(await bytes('graph.onnx'), {
    executionProviders: ['wasm'],
    externalData: [{ path: 'weights.bin', data }],
  });
  return { streams: await decodePastPresent(ort, session, ask) };
});
