'use client';

import { useState } from 'react';
import type { Fault } from '../../../lib/model/fault.ts';
import { faultOf } from '../../../lib/model/fault.ts';
import { download } from '../../hub/download.ts';
import { licenceWords } from '../../hub/licences.ts';
import { faultText } from '../../hub/words.ts';
import type { ExperimentActions, OpenExperiment, Outcome, ReportFormat } from '../../providers/experiment.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { Section } from './section.tsx';

interface ReportPanelProps {
  readonly open: OpenExperiment;
  readonly actions: Pick<ExperimentActions, 'exportReport' | 'reproduce' | 'copyToDraft' | 'close'>;
}

const formats: readonly { readonly format: ReportFormat; readonly name: string; readonly text: string }[] = [
  { format: 'markdown', name: 'Markdown', text: 'to read and edit' },
  { format: 'html', name: 'HTML', text: 'one page with its curves, needs nothing else' },
  { format: 'json', name: 'JSON', text: 'every answer and all that is needed to do it again; opens here' },
];

/** The report as a file, and the experiment again: as it is, or changed. */
export function ReportPanel({ open, actions }: ReportPanelProps) {
  const { experiment, analysis } = open;
  const [busy, setBusy] = useState<ReportFormat | 'reproduce' | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const toast = useToast();
  const { result } = analysis;
  const licence = experiment.spec.draw?.licence ?? null;
  const terms = licence === null ? null : licenceWords(licence);

  const doing = async <T,>(what: ReportFormat | 'reproduce', work: () => Promise<Outcome<T>>) => {
    setBusy(what);
    setFault(null);
    try {
      const outcome = await work();
      if (outcome.ok) return outcome.value;
      setFault(outcome.fault);
    } catch (thrown) {
      // The code for the curves is fetched here, and may not come.
      setFault(faultOf(thrown, 'download-failed'));
    } finally {
      setBusy(null);
    }
    return null;
  };

  const write = async (format: ReportFormat) => {
    if (!result) return;
    const file = await doing(format, async () => {
      const figures =
        format === 'json' ? [] : await (await import('../curves/curves.tsx')).figuresOf(experiment, result);
      return actions.exportReport(format, figures);
    });
    if (!file) return;
    download(file.blob, file.name);
    toast({ text: `${file.name} is written.` });
  };

  const copy = () => {
    actions.copyToDraft(experiment.id);
    toast({ text: 'Its set-up is in the draft.', action: { label: 'Show', onPress: actions.close } });
  };

  return (
    <Section
      title="Report"
      lead="One page with set-up, tables, curves, samples and limits. It holds the personas’ texts and the answers."
    >
      {licence !== null && (
        <p className="text-ui">
          Personas: {licence === '' ? 'licence unknown' : licence}.{' '}
          <span className={terms?.nonCommercial ? 'font-semibold text-warn' : 'text-soft'}>{terms?.note}</span>
        </p>
      )}
      {!result && <p className="text-ui text-soft">A report is written of what was measured. Measure first.</p>}
      <ul className="grid gap-2">
        {formats.map(({ format, name, text }) => (
          <li key={format} className="flex flex-wrap items-center gap-x-3">
            <Button
              className="min-w-40"
              disabled={!result || busy !== null}
              aria-busy={busy === format}
              onClick={() => void write(format)}
            >
              Export {name}
            </Button>
            <span className="text-small text-soft">{text}</span>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2 border-t border-line pt-3">
        <Button
          disabled={busy !== null}
          onClick={() => void doing('reproduce', () => actions.reproduce(experiment.id))}
        >
          Reproduce this
        </Button>
        <Button onClick={copy}>Copy the set-up</Button>
        <p className="min-w-60 flex-1 text-small text-soft">
          Reproducing asks every answer again with the same seeds and says, answer by answer, what came out the same.
        </p>
      </div>
      {fault && (
        <Notice tone="bad" title="That did not work.">
          {faultText(fault)}
        </Notice>
      )}
    </Section>
  );
}
