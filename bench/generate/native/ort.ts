/** The app's own graph and weights on native ONNX Runtime. */
import { createRequire } from 'node:module';
import type * as OrtWeb from 'onnxruntime-web/wasm';
import type { PastPresentAsk, PeerAnswer } from '../asks.ts';
import { decodePastPresent, type OrtApi } from '../past-present.ts';
import { answerParent } from './child.ts';

interface Library extends OrtApi {
  readonly InferenceSession: {
    create(path: string, options: Readonly<Record<string, unknown>>): Promise<Pick<OrtWeb.InferenceSession, 'run'>>;
  };
}

export interface OrtAsk extends PastPresentAsk {
  /** With weights.bin beside it. */
  readonly graph: string;
  /** A package.json whose dependencies have it. */
  readonly peers: string;
}

answerParent(async (asked): Promise<PeerAnswer> => {
  const ask = asked as OrtAsk;
  const ort = createRequire(ask.peers)('onnxruntime-node') as Library;
  const session = await ort.InferenceSession.create(ask.graph, { intraOpNumThreads: ask.threads });
  return { streams: await decodePastPresent(ort, session, ask) };
});
