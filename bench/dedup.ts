import type { BenchOptions } from './benches.ts';
import type { Measured } from './report.ts';

type Part = (options: BenchOptions) => Promise<Measured>;

const parts: Readonly<Record<string, () => Promise<Part>>> = {
  lexical: async () => (await import('./dedup/lexical.ts')).lexicalBench,
  embed: async () => (await import('./dedup/embed.ts')).embedBench,
  semantic: async () => (await import('./dedup/semantic.ts')).semanticBench,
};

/** Near-duplicates by words and by meaning; `--only lexical`, `embed` or `semantic` runs one part. */
export async function dedup(options: BenchOptions): Promise<Measured> {
  const results: Measured['results'][number][] = [];
  const ratios: Measured['ratios'][number][] = [];
  for (const [name, load] of Object.entries(parts)) {
    if (options.only !== '' && !name.includes(options.only)) continue;
    options.say(name);
    const part = await (await load())(options);
    results.push(...part.results);
    ratios.push(...part.ratios);
  }
  return { results, ratios };
}
