'use client';

import { type ReactNode, useState } from 'react';
import { type EngineView, type ModelOffer, usePlayActions } from '../providers/play.tsx';
import { Button } from '../ui/button.tsx';
import { formatBytes } from '../ui/format.ts';
import { GgufDrop } from './gguf-drop.tsx';

interface ModelSourcesProps {
  readonly offer: ModelOffer;
  readonly status: EngineView['status'];
}

/** Ways to get the weights, each with its price before it is asked for; nothing is fetched by opening this. */
export function ModelSources({ offer, status }: ModelSourcesProps) {
  const actions = usePlayActions();
  const loading = status === 'loading';
  const whole = offer.info.downloadBytes;
  const kept = offer.keptBytes >= whole;
  const rest = formatBytes(Math.max(0, whole - offer.keptBytes));

  return (
    <div className="grid gap-4 border-t border-line pt-4">
      {status !== 'ready' && (
        <>
          <Source
            title={kept ? 'From this browser' : 'From this site'}
            text={
              kept
                ? 'The weights are kept here: nothing is fetched.'
                : offer.onOrigin
                  ? `${rest} from ${location.host}, then kept in this browser.`
                  : (offer.reason ?? 'The weights are not beside the app.')
            }
          >
            <Button
              look={offer.onOrigin || kept ? 'primary' : 'outline'}
              disabled={loading || !(offer.onOrigin || kept)}
              onClick={() => actions.loadModel({ kind: 'origin' })}
            >
              Load
            </Button>
          </Source>
          <Source
            title="From the model hub"
            text={`${formatBytes(offer.hub.bytes)} from ${offer.hub.host}. That host then sees your address.`}
          >
            <Button disabled={loading} onClick={() => actions.loadModel({ kind: 'hub' })}>
              Fetch from hub
            </Button>
          </Source>
          <GgufDrop disabled={loading} onFile={(file) => actions.loadModel({ kind: 'file', file })} />
        </>
      )}
      <Removal keptBytes={offer.keptBytes} disabled={loading} />
    </div>
  );
}

function Source({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="flex items-center gap-4">
      <div className="min-w-0 flex-1">
        <h3 className="text-ui font-semibold">{title}</h3>
        <p className="text-ui text-soft">{text}</p>
      </div>
      {children}
    </div>
  );
}

function Removal({ keptBytes, disabled }: { keptBytes: number; disabled: boolean }) {
  const actions = usePlayActions();
  const [state, setState] = useState<'idle' | 'removing' | 'removed' | 'failed'>('idle');
  if (keptBytes === 0 && state === 'idle') return null;
  const text = {
    idle: `${formatBytes(keptBytes)} are kept in this browser. Runs and personas stay when they are removed.`,
    removing: 'Removing…',
    removed: 'Removed. The next load fetches the weights again.',
    failed: 'They could not be removed. Close other tabs of this site and try again.',
  }[state];
  return (
    <div className="flex items-center gap-4">
      <div className="min-w-0 flex-1">
        <h3 className="text-ui font-semibold">Stored copy</h3>
        <p role="status" className="text-ui text-soft">
          {text}
        </p>
      </div>
      <Button
        look="bad"
        disabled={disabled || state === 'removing' || keptBytes === 0}
        onClick={() => {
          setState('removing');
          actions.removeStored().then(
            () => setState('removed'),
            () => setState('failed'),
          );
        }}
      >
        Remove
      </Button>
    </div>
  );
}
