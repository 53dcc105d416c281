import type { ReactNode } from 'react';
import type { CatalogueEntry } from '../../lib/model/catalogue.ts';
import { parametersText } from '../../lib/catalogue/words.ts';
import type { Fit } from '../../lib/catalogue/fits.ts';
import type { ModelOnOrigin, ModelStatus } from '../providers/models.tsx';
import { Fact } from '../ui/fact.tsx';
import { formatBytes, formatSeconds } from '../ui/format.ts';
import { FitReasons } from './fit-line.tsx';
import { benchmarkWords, bytesOrUnknown, contextWords, engineWords, runWords, verificationWords } from './model-words.ts';
import { downloadBytes, hostOf, isEmbedded } from './readiness.ts';

interface ModelFactsProps {
  readonly entry: CatalogueEntry;
  readonly status: ModelStatus;
  readonly fit: Fit;
  readonly offer: ModelOnOrigin | null;
}

const engineStatus = { idle: 'not loaded', loading: 'loading', ready: 'ready', failed: 'failed to load' } as const;

/** Everything known of a model; what is not known says so. */
export function ModelFacts({ entry, status, fit, offer }: ModelFactsProps) {
  const { engine, files, benchmark } = status;
  const { info } = engine;
  const context = info?.model.contextTokens ?? entry.contextTokens;
  const verified = verificationWords(files);
  const local = entry.source.kind !== 'endpoint' && entry.source.kind !== 'browser';
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 text-ui tabular-nums">
      <Fact term="Status">
        {engineStatus[engine.status]}
        {info && <span className="text-soft"> after {formatSeconds(info.loadMs)}</span>}
      </Fact>
      <Fact term="Engine">{engineWords[entry.choice.engine]}</Fact>
      {info && (
        <Fact term="Runs">
          {runWords(info)}
          {!info.crossOriginIsolated && info.device === 'cpu' && (
            <span className="block text-small text-soft">
              Single-threaded, because this host sends no isolation headers (COOP and COEP).
            </span>
          )}
        </Fact>
      )}
      <Fact term="Parameters">{entry.parameters === null ? 'unknown' : parametersText(entry.parameters)}</Fact>
      <Fact term="Quantisation">{entry.quantisation ?? 'unknown'}</Fact>
      <Fact term="Licence">{info?.model.licence ?? entry.licence ?? 'unknown'}</Fact>
      <Fact term="Context">{contextWords(context)}</Fact>
      {local && (
        <>
          <Fact term="Download">{downloadWords(entry, status, offer)}</Fact>
          <Fact term="Kept here">{keptWords(entry, status, offer)}</Fact>
          <Fact term="Memory">{bytesOrUnknown(entry.memoryBytes)}</Fact>
        </>
      )}
      {verified !== null && <Fact term="Verified">{verified}</Fact>}
      <Fact term="This device">
        <FitReasons fit={fit} />
      </Fact>
      <Fact term="Measured">{benchmark ? benchmarkWords(benchmark) : 'not yet'}</Fact>
    </dl>
  );
}

function downloadWords(entry: CatalogueEntry, status: ModelStatus, offer: ModelOnOrigin | null): ReactNode {
  if (entry.source.kind === 'files') return 'none, these are your files';
  if (isEmbedded(entry) && offer) return formatBytes(offer.info.downloadBytes);
  const bytes = downloadBytes(entry, status);
  const host = hostOf(entry);
  const from = host === null ? '' : ` from ${host}`;
  if (bytes === null) return `unknown until asked${from}`;
  return status.files.totalBytes === null && host !== null
    ? `about ${formatBytes(bytes)}${from}`
    : `${formatBytes(bytes)}${from}`;
}

function keptWords(entry: CatalogueEntry, { files }: ModelStatus, offer: ModelOnOrigin | null): string {
  const embedded = isEmbedded(entry);
  if (embedded && !offer) return 'unknown';
  const kept = embedded ? (offer?.keptBytes ?? 0) : files.keptBytes;
  const whole = embedded ? (offer?.info.downloadBytes ?? null) : files.totalBytes;
  if (kept === 0) return 'nothing';
  if (files.complete || (whole !== null && kept >= whole)) return `all of it, ${formatBytes(kept)}`;
  return `${formatBytes(kept)}, the rest is still to be fetched`;
}
