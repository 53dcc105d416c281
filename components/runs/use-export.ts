'use client';

import { useEffect, useRef, useState } from 'react';
import type { CardWorld } from '../../lib/export/answers-card.ts';
import { APP_VERSION } from '../../lib/model/app-version.ts';
import { modelKey } from '../../lib/model/catalogue.ts';
import { type Fault, FaultError, faultOf } from '../../lib/model/fault.ts';
import { download, fileName } from '../hub/download.ts';
import { useModels } from '../providers/models.tsx';
import { useShareActions } from '../providers/share.tsx';
import { formatBytes } from '../ui/format.ts';
import type { Chosen } from './answer-files.ts';
import { breathe } from './breathe.ts';
import { type ExportKind, fileKinds } from './export-formats.ts';
import { useMarks, useTerms } from './use-marks.ts';

export interface Writing {
  readonly kind: ExportKind;
  readonly done: number;
  readonly total: number;
}

/** Writes files of answers, one at a time. @param onSaid is told when a file is written */
export function useExport(name: string, onSaid: (text: string) => void) {
  const shards = useTerms();
  const marks = useMarks();
  const entries = useModels((state) => state.entries);
  const share = useShareActions();
  const [writing, setWriting] = useState<Writing | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const world = (): CardWorld => ({
    name,
    at: Date.now(),
    app: APP_VERSION,
    shards,
    marks,
    modelFacts: (model) => entries.find(({ choice }) => modelKey(choice) === modelKey(model)) ?? null,
  });

  const blobOf = async (chosen: Chosen, kind: ExportKind, signal: AbortSignal): Promise<Blob> => {
    const { type } = fileKinds[kind];
    if (kind === 'polyphony') {
      const packed = await share.packRuns(chosen.map(({ run }) => run.id));
      signal.throwIfAborted();
      if (!packed.ok) throw new FaultError(packed.fault);
      return packed.value;
    }
    // Loaded when a file is written: most visits never write one.
    const { writeAnswers, writeCard } = await import('../../lib/export/write-answers.ts');
    if (kind === 'card-md' || kind === 'card-json')
      return new Blob([await writeCard(chosen, kind, world(), breathe)], { type });
    const progress = (done: number, total: number) => setWriting({ kind, done, total });
    return new Blob([...(await writeAnswers(chosen, kind, world(), { signal, breathe, progress }))], { type });
  };

  const write = async (chosen: Chosen, kind: ExportKind): Promise<void> => {
    const control = new AbortController();
    stop.current?.abort();
    stop.current = control;
    setFault(null);
    setWriting({ kind, done: 0, total: 0 });
    try {
      const blob = await blobOf(chosen, kind, control.signal);
      const file = fileName(name, fileKinds[kind].ending);
      download(blob, file);
      onSaid(`${file} is written (${formatBytes(blob.size)}).`);
    } catch (thrown) {
      // Cancelled by the user, or by another file since.
      if (!control.signal.aborted) setFault(faultOf(thrown));
    } finally {
      if (stop.current === control) {
        stop.current = null;
        setWriting(null);
      }
    }
  };

  return {
    shards,
    writing,
    fault,
    write: (chosen: Chosen, kind: ExportKind) => void write(chosen, kind),
    cancel: () => {
      stop.current?.abort();
      setWriting(null);
    },
  };
}
