'use client';

import { useId, useState } from 'react';
import { type Review, useDedupActions } from '../providers/dedup.tsx';
import { Button } from '../ui/button.tsx';
import { CheckField } from '../ui/check-field.tsx';
import { formatSeconds } from '../ui/format.ts';
import { CheckTable } from './check-table.tsx';
import { bundledWords, methodsToCheck, verdicts } from './planted.ts';
import { nouns, type SubjectKind } from './words.ts';

/** What each method sees of duplicates that were made from the user's own texts, beside the slider that decides it. */
export function CheckPanel({ review, kind }: { review: Review; kind: SubjectKind }) {
  const { method, check, checking, threshold } = review;
  const id = useId();
  const { check: measure } = useDedupActions();
  const semantic = method.kind === 'semantic';
  const [meaning, setMeaning] = useState(semantic || (check?.methods.some((one) => one.kind === 'semantic') ?? false));
  const [asked, setAsked] = useState(check?.methods ?? null);
  const methods = check && !checking ? check.methods : (asked ?? methodsToCheck(method, meaning));
  return (
    <section aria-labelledby={id} className="grid min-w-0 gap-2 rounded-box border border-line bg-sheet px-4 py-3">
      <h3 id={id} className="text-ui font-semibold">
        What can this see?
      </h3>
      <p className="text-small text-soft">
        Near-duplicates of ten kinds are made from your own {nouns[kind]}s and looked for by each method. Seven kinds
        mean the same and should be found; three do not. Nothing of it is kept.
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Button
          look={check ? 'outline' : 'primary'}
          className="min-w-32"
          disabled={checking}
          onClick={() => {
            const next = methodsToCheck(method, meaning);
            setAsked(next);
            measure(next);
          }}
        >
          {checking ? 'Measuring…' : check ? 'Measure again' : 'Plant and measure'}
        </Button>
        <CheckField
          label={
            <>
              also by meaning <span className="text-soft">(loads the encoder, 23 MB)</span>
            </>
          }
          checked={meaning}
          disabled={checking || semantic}
          onChange={setMeaning}
        />
      </div>
      {(check ?? checking) && (
        <CheckTable methods={methods} check={checking ? null : check} inUse={method} threshold={threshold} />
      )}
      {/* Its place is kept while the slider changes what it says. */}
      <div className={check ? 'min-h-40' : ''}>
        {check && !checking && (
          <>
            <ul className="grid gap-1.5 text-ui">
              {verdicts(check, method, threshold).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            <p className="mt-1.5 text-small text-soft">
              {bundledWords(check)} Measured in {formatSeconds(check.milliseconds)}.
            </p>
          </>
        )}
      </div>
      <p role="status" className="sr-only">
        {checking ? 'Measuring' : check ? 'Measured' : ''}
      </p>
    </section>
  );
}
