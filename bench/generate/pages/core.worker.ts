import type { JobEvent } from '../../../lib/model/job.ts';
import { ChorusEngine } from '../../../workers/engines/chorus/engine.ts';
import { ortFromOrigin } from '../../../workers/engines/chorus/ort-origin.ts';
import { openPartCache } from '../../../workers/engines/chorus/kept-parts.ts';
import { loadWeights } from '../../../workers/engines/chorus/weights.ts';
import type { CoreAsk, CoreFromWorker } from '../asks.ts';
import { counted } from '../counted.ts';
import { answer } from './answer.ts';

/** The engine as `workers/chorus.worker.ts` sets it up, without Comlink, page, store and React around it. */
answer(async (asked): Promise<CoreFromWorker> => {
  const { jobs } = asked as CoreAsk;
  const base = `${location.origin}/`;
  const seen: { readonly event: JobEvent; readonly at: number }[] = [];
  let running = jobs.length;
  let finished: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (finished = resolve));
  const memory = (navigator as { deviceMemory?: number }).deviceMemory;
  const { port1, port2 } = new MessageChannel();
  let wake: () => void = () => undefined;
  port1.onmessage = () => wake();
  const engine = new ChorusEngine({
    facts: { cores: navigator.hardwareConcurrency, isolated: crossOriginIsolated, memoryGiB: memory ?? null },
    wanted: { threads: 0, width: 0 },
    factory: () => ortFromOrigin(base),
    weights: async (onProgress) =>
      loadWeights({
        base: `${base}models/smollm2-135m/`,
        source: { kind: 'origin' },
        cache: await openPartCache(),
        fetch: (url) => fetch(url),
        signal: new AbortController().signal,
        onProgress,
      }),
    emit: (events) => {
      const at = performance.now();
      for (const event of events) {
        seen.push({ event, at });
        if (event.type === 'done' || event.type === 'failed' || event.type === 'cancelled') running--;
      }
      if (running === 0) finished();
    },
    now: () => performance.now(),
    breathe: () =>
      new Promise((resolve) => {
        wake = resolve;
        port2.postMessage(0);
      }),
  });
  const info = await engine.load(() => undefined);
  const readyAt = performance.timeOrigin + performance.now();
  const began = performance.now();
  for (const job of jobs) engine.generate(job);
  await ended;
  const answers = jobs.map((job) => {
    const own = seen.filter(({ event }) => event.id === job.id);
    const end = own.at(-1)?.event;
    if (end?.type !== 'done') throw new Error(end?.type === 'failed' ? end.fault.message : 'a job did not end');
    const times = own.flatMap(({ event, at }) =>
      event.type === 'delta' && (event.tokens ?? 0) > 0 ? [at - began] : [],
    );
    const text = own.map(({ event }) => (event.type === 'delta' ? event.text : '')).join('');
    const { promptTokens, sharedTokens } = counted(end.usage);
    return { stream: { promptTokens, sharedTokens, times }, usage: end.usage, text };
  });
  return {
    readyAt,
    threads: info.threads ?? Number.NaN,
    streams: answers.map(({ stream }) => stream),
    usages: answers.map(({ usage }) => usage),
    texts: answers.map(({ text }) => text),
  };
});
