import * as Comlink from 'comlink';
import type { ShareWorkerApi } from '../../lib/protocol/share.ts';

/** The test site's page: the share worker as the app starts it. */
const worker = Comlink.wrap<ShareWorkerApi>(new Worker('/share.js', { type: 'module' }));

const bench = {
  /** What each link comes to: a playground, or a fault's code; and the longest time that one took. */
  async open(links: readonly string[]) {
    const outcomes: unknown[] = [];
    let slowest = 0;
    for (const link of links) {
      const start = performance.now();
      const outcome = await worker.unpack(link);
      slowest = Math.max(slowest, performance.now() - start);
      outcomes.push(outcome.ok ? outcome.value : outcome.fault.code);
    }
    return { outcomes, slowest };
  },
  /** A file through the worker and back. */
  async file(text: string, name: string) {
    const outcome = await worker.unpackFile(new File([text], name));
    return outcome.ok ? outcome.value : outcome.fault.code;
  },
  async packed() {
    const subject = {
      task: { id: 'math', shots: 'zero', system: null, template: '', answerPrefix: null, schema: null },
      columns: [{ kind: 'control', model: null, settings: null }],
      settings: {
        ...{ temperature: 0.7, topP: 0.95, topK: 0, minP: 0, repetitionPenalty: 1.1, maxTokens: 160 },
        ...{ repeats: 1, seed: 1 },
      },
      model: { engine: 'chorus', model: 'smollm2-135m', name: 'x' },
      recording: null,
      focus: null,
      personas: 'text',
    } as const;
    const link = await worker.pack(subject, new Map());
    const blob = await worker.packFile({ kind: 'playground', subject }, new Map());
    if (!link.ok || !blob.ok) throw new Error('not packed');
    const opened = await worker.unpack(link.value.fragment);
    const file = await worker.unpackFile(new File([blob.value], 'a.polyphony'));
    return { opened, file };
  },
};

declare global {
  var polyphonyShareBench: typeof bench;
}
globalThis.polyphonyShareBench = bench;
