import type { ModelKey } from '../model/catalogue.ts';
import { type Fault, fault, FaultError } from '../model/fault.ts';
import type { JobId, Seed } from '../model/ids.ts';
import type { GenerateJob, JobEvent } from '../model/job.ts';
import type { Usage } from '../model/run.ts';
import type { EnginePool } from './engine-pool.ts';
import type { Benchmark } from './models-state.ts';

// Enough for a steady rate, and a slow device is stopped by the clock before.
const TOKENS = 200;
const LIMIT_MS = 10_000;
const ROWS = 4;

const question = (row: number) =>
  `Write a short story about a ${['baker', 'pilot', 'nurse', 'gardener'][row % 4] ?? 'baker'} and a lost letter.`;

function jobOf(row: number, stamp: string): GenerateJob {
  return {
    id: `measure/${stamp}/${row}` as JobId,
    prompt: { messages: [{ role: 'user', content: question(row) }], answerPrefix: '', sharedChars: 0 },
    sampling: {
      temperature: 0.8,
      topP: 1,
      topK: 0,
      minP: 0,
      repetitionPenalty: 1,
      maxTokens: TOKENS,
      stop: [],
      seed: (row + 1) as Seed,
    },
    format: { kind: 'text' },
  };
}

/**
 * Loads a model if need be and lets it write for ten seconds at most: four answers, together where the engine can.
 * @throws FaultError what ended every answer, or `cancelled`
 */
export async function measureModel(
  pool: Pick<EnginePool, 'generate' | 'load' | 'view'>,
  key: ModelKey,
  { signal, now, stamp }: { signal: AbortSignal; now: () => number; stamp: string },
): Promise<Benchmark> {
  await pool.load(key);
  const { info, fault: why } = pool.view(key);
  if (!info) throw new FaultError(why ?? fault('internal', 'The model did not load.'));
  const ending = new AbortController();
  const end = () => ending.abort();
  signal.addEventListener('abort', end, { once: true });
  const clock = setTimeout(end, LIMIT_MS);
  const usages: Usage[] = [];
  const failures: Fault[] = [];
  const onEvent = (event: JobEvent) => {
    if (event.type === 'failed') failures.push(event.fault);
    if ((event.type === 'done' || event.type === 'cancelled') && event.usage) usages.push(event.usage);
  };
  try {
    const rows = Math.min(ROWS, Math.max(info.width, 1));
    const jobs = Array.from({ length: rows }, (_, row) => jobOf(row, stamp));
    await Promise.all(jobs.map((job) => pool.generate(key, job, { signal: ending.signal, onEvent })));
    if (signal.aborted) throw new FaultError(fault('cancelled', 'The measurement was stopped.'));
    const first = usages[0];
    if (!first) throw new FaultError(failures[0] ?? fault('internal', 'Nothing was written in ten seconds.'));
    return {
      version: 1,
      at: now(),
      rows,
      tokensPerSecond: tokensPerSecond(usages),
      firstTokenMs: first.firstTokenMs,
      loadMs: info.loadMs,
      device: info.device,
    };
  } finally {
    clearTimeout(clock);
    signal.removeEventListener('abort', end);
  }
}

/**
 * All rows together, from the engine's own counts: a row that shared its steps with others took its share of their time.
 * Null when a count is unknown or nothing was decoded.
 */
export function tokensPerSecond(usages: readonly Usage[]): number | null {
  let tokens = 0;
  let ms = 0;
  for (const { completionTokens, decodeMs, rows } of usages) {
    if (completionTokens === null) return null;
    // The first token ends the prompt's time and begins the decode's.
    tokens += Math.max(0, completionTokens - 1);
    ms += decodeMs / Math.max(1, rows);
  }
  return ms > 0 && tokens > 0 ? (tokens / ms) * 1000 : null;
}
