import type { CatalogueEntry } from '../../lib/model/catalogue.ts';
import type { EngineInfo } from '../../lib/model/model-info.ts';
import type { EngineId } from '../../lib/model/run.ts';
import type { Tone } from '../ui/badge.tsx';
import { formatBytes, formatRate, formatSeconds, plural } from '../ui/format.ts';
import type { Benchmark, FilesView, ModelOnOrigin, ModelStatus } from '../providers/models.tsx';
import { isEmbedded, readiness } from './readiness.ts';

/** Who computes, and whether the columns of a run are written together. */
export const engineWords: Readonly<Record<EngineId, string>> = {
  chorus: 'Chorus: all columns written together',
  'web-llm': 'WebLLM on WebGPU: columns take turns',
  wllama: 'wllama (llama.cpp in this tab)',
  endpoint: 'A server, asked over the network',
  'prompt-api': 'The browser’s own model: fixed, limited sampling',
  scripted: 'Scripted answers',
};

export { engineNames } from '../../lib/catalogue/engine-names.ts';

export function percent(fraction: number): string {
  return `${Math.floor(Math.min(1, Math.max(0, fraction)) * 100)} %`;
}

/** What a model is doing, in a word or two; the tone only repeats it. */
export function statusWords(
  entry: CatalogueEntry,
  status: ModelStatus,
  offer: ModelOnOrigin | null,
): readonly [string, Tone] {
  const { engine, files } = status;
  if (status.measuring) return ['measuring', 'warn'];
  if (engine.status === 'ready') return ['ready', 'good'];
  const { download } = files;
  if (download?.state === 'running') {
    if (download.phase === 'verify') return ['verifying', 'warn'];
    const whole = download.totalBytes;
    return [whole ? `downloading ${percent(download.doneBytes / whole)}` : 'downloading', 'warn'];
  }
  if (engine.status === 'loading') return [`loading ${percent(engine.progress?.fraction ?? 0)}`, 'warn'];
  if (status.crashed) return ['crashed last time', 'bad'];
  if (engine.status === 'failed') return ['failed', 'bad'];
  if (download?.state === 'failed' || files.fault) return ['download failed', 'bad'];
  if (download?.state === 'paused') return ['paused', 'quiet'];
  switch (readiness(entry, status, offer)) {
    case 'absent':
      return ['not here', 'bad'];
    case 'ask':
    case 'download':
      return [files.keptBytes > 0 ? 'partly kept' : 'not here yet', 'quiet'];
    default:
      return [restingWords(entry, files, offer), 'quiet'];
  }
}

function restingWords(entry: CatalogueEntry, files: FilesView, offer: ModelOnOrigin | null): string {
  switch (entry.source.kind) {
    case 'endpoint':
      return 'on a server';
    case 'browser':
      return 'in the browser';
    case 'origin': {
      const kept = isEmbedded(entry) ? (offer?.keptBytes ?? 0) : files.keptBytes;
      const whole = isEmbedded(entry) ? (offer?.info.downloadBytes ?? Infinity) : (files.totalBytes ?? Infinity);
      return kept >= whole || files.complete ? 'kept here' : 'on this site';
    }
    default:
      return 'kept here';
  }
}

/** How far the files' hashes go. Null while unknown. */
export function verificationWords({ count, hashed }: FilesView): string | null {
  if (count === null || hashed === null) return null;
  if (hashed === count) return `all ${plural(count, 'file')} carry a published hash and are checked against it`;
  if (hashed === 0) return `unverified: the source publishes no hash for any of the ${plural(count, 'file')}`;
  return `${hashed} of ${plural(count, 'file')} carry a published hash; the others stay unverified`;
}

const dates = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

export function benchmarkWords({ at, rows, tokensPerSecond, firstTokenMs, loadMs, device }: Benchmark): string {
  const speed =
    tokensPerSecond === null
      ? 'it counts no tokens'
      : `${formatRate(tokensPerSecond)} tokens/s over ${plural(rows, 'answer')} at once`;
  return `${speed}; first token after ${formatSeconds(firstTokenMs)}; loaded in ${formatSeconds(loadMs)}; on ${device}, ${dates.format(at)}`;
}

/** What the device gave a loaded engine. */
export function runWords({ device, threads, width }: EngineInfo): string {
  const where = {
    cpu: `on the processor, ${threads === null ? 'threads unknown' : plural(threads, 'thread')}`,
    gpu: 'on the graphics adapter',
    remote: 'on the server',
    browser: 'in the browser’s own model',
  }[device];
  return `${where}; ${width === 1 ? 'columns take turns' : `${plural(width, 'answer')} written together at most`}`;
}

export function contextWords(tokens: number | null): string {
  return tokens === null ? 'unknown' : plural(tokens, 'token');
}

export function bytesOrUnknown(bytes: number | null, unknown = 'unknown'): string {
  return bytes === null ? unknown : formatBytes(bytes);
}
