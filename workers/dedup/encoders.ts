import type { Encoder, Encoders } from '../../lib/dedup/encoder.ts';
import { fault, FaultError } from '../../lib/model/fault.ts';
import type { EmbedPort, EncoderInfo, Vectors } from '../../lib/protocol/embed.ts';
import type { Outcome } from '../../lib/protocol/engine.ts';
import type { PortRemote } from '../serve.ts';

/** The sentence encoder of another worker, for one comparison. */
export interface JobEncoders extends Encoders {
  readonly info: EncoderInfo;
  /** Texts so far that were longer than the encoder reads. */
  readonly cut: () => number;
}

export type EncoderPort = PortRemote<EmbedPort>;

let calls = 0;

/** Loads the encoder. @throws FaultError as it says; the signal's reason */
export async function openEncoders(port: EncoderPort, signal: AbortSignal): Promise<JobEncoders> {
  const info = await answered(port.load(), signal);
  const cut = { full: 0, guess: 0 };
  const encoder = (name: 'full' | 'guess', dimensions: number, ask: EncoderPort['embed']): Encoder => ({
    dimensions,
    async embed(texts, stop) {
      calls += 1;
      const call = `${name} ${calls}`;
      const end = () => void port.cancel(call).catch(() => undefined);
      stop.throwIfAborted();
      stop.addEventListener('abort', end);
      try {
        const made = await answered<Vectors>(ask(call, texts), stop);
        if (made.dimensions !== dimensions || made.vectors.length !== dimensions * texts.length) {
          throw new FaultError(fault('internal', 'The sentence encoder answered with vectors of another shape.'));
        }
        cut[name] += made.cut;
        return made.vectors;
      } finally {
        stop.removeEventListener('abort', end);
      }
    },
  });
  return {
    info,
    // Each text goes through one of the two at least.
    cut: () => Math.max(cut.full, cut.guess),
    full: encoder('full', info.dimensions, (call, texts) => port.embed(call, texts)),
    guess: encoder('guess', info.staticDimensions, (call, texts) => port.embedStatic(call, texts)),
  };
}

/** The value of an answer, or the end that the signal brings first: a worker that died never answers. */
async function answered<T>(asked: Promise<Outcome<T>>, signal: AbortSignal): Promise<T> {
  let end: () => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    end = () => reject(signal.reason as Error);
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
  });
  try {
    const outcome = await Promise.race([asked, ended]);
    if (!outcome.ok) throw new FaultError(outcome.fault);
    return outcome.value;
  } finally {
    signal.removeEventListener('abort', end);
  }
}
