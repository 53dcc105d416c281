'use client';

import { useState } from 'react';
import type { DedupDecision } from '../../lib/model/dedup.ts';
import { download, fileName } from '../hub/download.ts';
import { faultText } from '../hub/words.ts';
import { useDecisions, useDedupActions } from '../providers/dedup.tsx';
import { Button } from '../ui/button.tsx';
import { UndoButton } from './undo-button.tsx';
import { decisionWords, keepWords, type SubjectKind } from './words.ts';

/** Everything that was removed so far, each with the way back and as a file. */
export function Decisions({ kind }: { kind: SubjectKind }) {
  const decisions = useDecisions();
  const { exportDecision } = useDedupActions();
  const [said, setSaid] = useState('');
  const mine = decisions.filter(({ removed }) => removed.kind === kind);
  const save = async (decision: DedupDecision) => {
    setSaid('Writing the file…');
    const name = fileName(`duplicates-${decision.scope}`, 'jsonl');
    const made = await exportDecision(decision.id);
    if (made.ok) download(made.value, name);
    setSaid(
      made.ok ? `${name} is written: each removed text, the one kept for it, and how alike.` : faultText(made.fault),
    );
  };
  return (
    <section aria-labelledby="dedup-decisions" className="min-w-0">
      <h2 id="dedup-decisions" className="text-title font-semibold">
        Removed so far
      </h2>
      {mine.length === 0 ? (
        <p className="text-ui text-soft">Nothing yet. What you remove stands here, with the way back.</p>
      ) : (
        <ul>
          {mine.map((decision) => (
            <li
              key={decision.id}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2 last:border-b-0"
            >
              <p className="mr-auto min-w-0 text-ui break-words tabular-nums">
                <strong className="font-semibold">{decision.scope}</strong>: {decisionWords(decision)}
                <span className="block text-small text-soft">kept {keepWords[decision.keep]} of each cluster</span>
              </p>
              <UndoButton decision={decision} />
              <Button onClick={() => void save(decision)}>
                Export JSONL<span className="sr-only">: {decisionWords(decision)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className="min-h-5 text-small text-soft">
        {said}
      </p>
    </section>
  );
}
