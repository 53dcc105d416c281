'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Fault } from '../../../lib/model/fault.ts';
import {
  type FileShape,
  type ImportPlan,
  type ImportPreview,
  type ImportSource,
  useHubActions,
} from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { ChooseFiles, type DatasetFiles } from './choose-files.tsx';
import { ChooseSource } from './choose-source.tsx';
import { PreviewForm } from './preview-form.tsx';
import { sourceTrouble } from './source-trouble.ts';
import { useAsk } from './use-ask.ts';

type Step =
  | { readonly kind: 'source' }
  | { readonly kind: 'files'; readonly listing: DatasetFiles }
  | { readonly kind: 'preview'; readonly source: ImportSource; readonly preview: ImportPreview };

interface AddDialogProps {
  /** Files that were dropped or chosen before: the dialog begins with their preview. */
  readonly files: readonly File[];
  /** A data set of the hub to list at once; null for none. */
  readonly dataset: string | null;
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

const READING = 'Reading the first rows…';
const LISTING = 'Asking the hub for the list of files…';

const titles: Readonly<Record<Step['kind'], string>> = {
  source: 'Add personas',
  files: 'Choose files of the data set',
  preview: 'Check what will be imported',
};

/** From a source to the start of its import: where from, which files, which fields. Nothing is kept before the end. */
export function AddDialog({ files, dataset, returnTo, onClose }: AddDialogProps) {
  const actions = useHubActions();
  const toast = useToast();
  const [step, setStep] = useState<Step>({ kind: 'source' });
  const { busy, trouble, ask, settle } = useAsk(files.length > 0 ? READING : dataset === null ? null : LISTING);
  const list = (name: string, revision: string) => () => actions.listDataset(name, revision);
  const showFiles = (name: string, revision: string, path: string) => (found: DatasetFiles['files']) =>
    setStep({ kind: 'files', listing: { dataset: name, revision, path, files: found } });
  const look = (source: ImportSource, shape: Partial<FileShape>) => () => actions.inspect(source, shape);
  const showPreview = (source: ImportSource) => (preview: ImportPreview) =>
    setStep({ kind: 'preview', source, preview });

  const inspect = (source: ImportSource, shape: Partial<FileShape> = {}) =>
    ask(READING, look(source, shape), showPreview(source));
  const start = (source: ImportSource, plan: ImportPlan) =>
    ask(
      'Starting…',
      () => actions.startImport(source, plan),
      () => {
        toast({ text: `The import of ${plan.name} has begun.` });
        onClose();
      },
    );

  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const given: ImportSource = { kind: 'files', files };
    if (files.length > 0) settle(look(given, {}), showPreview(given));
    else if (dataset !== null) settle(list(dataset, 'main'), showFiles(dataset, 'main', ''));
  });

  // The button that led to a step is gone by then: the focus goes to the new one's start.
  const content = useRef<HTMLDivElement>(null);
  const shown = useRef(step.kind);
  useEffect(() => {
    if (shown.current === step.kind) return;
    shown.current = step.kind;
    content.current?.focus();
  }, [step.kind]);

  return (
    <Dialog
      title={titles[step.kind]}
      description="Read, kept and searched in this browser; nothing is sent anywhere."
      returnTo={returnTo}
      onClose={onClose}
      wide
    >
      <div ref={content} tabIndex={-1} className="grid gap-4 outline-none">
        {trouble && <Trouble fault={trouble} />}
        <p role="status" className="text-ui text-soft empty:sr-only">
          {busy}
        </p>
        {step.kind === 'source' && (
          <ChooseSource
            busy={busy !== null}
            onFiles={(chosen) => inspect({ kind: 'files', files: chosen })}
            onUrl={(url) => inspect({ kind: 'url', url })}
            onDataset={(name, revision, path) => ask(LISTING, list(name, revision), showFiles(name, revision, path))}
          />
        )}
        {step.kind === 'files' && (
          <ChooseFiles
            listing={step.listing}
            busy={busy !== null}
            onBack={() => setStep({ kind: 'source' })}
            onChosen={(paths) => {
              const { dataset: name, revision } = step.listing;
              inspect({ kind: 'hub', dataset: name, revision, paths });
            }}
          />
        )}
        {step.kind === 'preview' && (
          <PreviewForm
            preview={step.preview}
            busy={busy !== null}
            onShape={(shape) => inspect(step.source, { ...step.preview.shape, ...shape })}
            onBack={() => setStep({ kind: 'source' })}
            onStart={(plan) => start(step.source, plan)}
          />
        )}
        {step.kind === 'source' && (
          <div className="flex justify-end border-t border-line pt-3">
            <Button onClick={onClose}>Cancel</Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

function Trouble({ fault }: { fault: Fault }) {
  const more = sourceTrouble(fault.code);
  return (
    <Notice tone="bad" title={fault.message}>
      {fault.hint} {more}
    </Notice>
  );
}
