'use client';

import type { ReactNode } from 'react';
import type { ModelKey } from '../../lib/model/catalogue.ts';
import { type EngineStatus, type ModelOnOrigin, useModelsActions } from '../providers/models.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { formatBytes } from '../ui/format.ts';
import { GgufDrop } from './gguf-drop.tsx';

interface ModelSourcesProps {
  readonly model: ModelKey;
  readonly offer: ModelOnOrigin;
  readonly status: EngineStatus;
}

/** Ways to get the embedded weights, each with its price before it is asked for; nothing is fetched by opening this. */
export function ModelSources({ model, offer, status }: ModelSourcesProps) {
  const actions = useModelsActions();
  const loading = status === 'loading';
  const whole = offer.info.downloadBytes;
  const kept = offer.keptBytes >= whole;
  const rest = formatBytes(Math.max(0, whole - offer.keptBytes));

  return (
    <div className="grid gap-4">
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
              onClick={() => actions.load(model)}
            >
              Load
            </Button>
          </Source>
          <Source
            title="From the model hub"
            text={`${formatBytes(offer.hub.bytes)} from ${offer.hub.host}. That host then sees your address.`}
          >
            <Button disabled={loading} onClick={() => actions.loadEmbedded({ kind: 'hub' })}>
              Fetch from hub
            </Button>
          </Source>
          <GgufDrop disabled={loading} onFile={(file) => actions.loadEmbedded({ kind: 'file', file })} />
        </>
      )}
      {offer.keptBytes > 0 && (
        <Source
          title="Stored copy"
          text={`${formatBytes(offer.keptBytes)} are kept in this browser. Runs and personas stay when they are removed.`}
        >
          <ConfirmButton
            label="Remove"
            question={`Remove ${formatBytes(offer.keptBytes)}?`}
            confirm="Remove"
            disabled={loading}
            onConfirm={() => actions.remove(model)}
          />
        </Source>
      )}
    </div>
  );
}

function Source({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
      <div className="min-w-48 flex-1">
        <h3 className="text-ui font-semibold">{title}</h3>
        <p className="text-ui text-soft">{text}</p>
      </div>
      {children}
    </div>
  );
}
