import type { ReactNode } from 'react';
import type { EngineInfo, ModelInfo } from '../../lib/model/model-info.ts';
import type { EngineView } from '../providers/play.tsx';
import { formatBytes, formatCount, formatSeconds, plural } from '../ui/format.ts';

const statusText: Readonly<Record<EngineView['status'], string>> = {
  idle: 'not loaded',
  loading: 'loading',
  ready: 'ready',
  failed: 'failed to load',
};

interface ModelFactsProps {
  readonly model: ModelInfo;
  readonly status: EngineView['status'];
  readonly info: EngineInfo | null;
  /** Null while unknown. */
  readonly keptBytes: number | null;
}

export function ModelFacts({ model, status, info, keptBytes }: ModelFactsProps) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1 text-ui tabular-nums">
      <Fact term="Name">{model.name}</Fact>
      <Fact term="Status">
        {statusText[status]}
        {info && <span className="text-soft"> after {formatSeconds(info.loadMs)}</span>}
      </Fact>
      <Fact term="Size">{formatBytes(model.downloadBytes)}</Fact>
      <Fact term="Kept here">{keptText(keptBytes, model.downloadBytes)}</Fact>
      <Fact term="Context">{formatCount(model.contextTokens)} tokens</Fact>
      <Fact term="Licence">{model.licence}</Fact>
      {info && (
        <>
          <Fact term="Threads">
            {info.threads}
            {!info.crossOriginIsolated && (
              <span className="block text-small text-soft">
                Single-threaded, because this host sends no isolation headers (COOP and COEP).
              </span>
            )}
          </Fact>
          <Fact term="Width">{plural(info.width, 'answer')} written together at most</Fact>
        </>
      )}
    </dl>
  );
}

function keptText(kept: number | null, whole: number): string {
  if (kept === null) return '—';
  if (kept === 0) return 'nothing';
  return kept >= whole ? 'all of it, no download needed' : `${formatBytes(kept)}, the rest is fetched on load`;
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-soft">{term}</dt>
      <dd>{children}</dd>
    </>
  );
}
