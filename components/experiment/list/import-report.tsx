'use client';

import { useRef, useState } from 'react';
import { faultText } from '../../hub/words.ts';
import type { ExperimentActions } from '../../providers/experiment.tsx';
import { Button } from '../../ui/button.tsx';
import { useToast } from '../../ui/toasts.tsx';

/** Opens the experiment of a JSON report, as a recording. */
export function ImportReport({ actions }: { actions: ExperimentActions }) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const toast = useToast();
  const open = async (file: File) => {
    setBusy(true);
    const answer = await actions.importReport(file);
    setBusy(false);
    if (!answer.ok) toast({ text: `${file.name} was not opened. ${faultText(answer.fault)}`, seconds: 20 });
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label="Report file"
        tabIndex={-1}
        className="hidden"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file chosen again must count again.
          event.target.value = '';
          if (file) void open(file);
        }}
      />
      <Button disabled={busy} onClick={() => input.current?.click()}>
        {busy ? 'Reading…' : 'Open a report…'}
      </Button>
    </>
  );
}
