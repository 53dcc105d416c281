'use client';

import { useRef, useState } from 'react';
import type { ExperimentSpec, TrialId } from '../../../lib/model/experiment.ts';
import { groupName } from '../../../lib/report/findings.ts';
import type { ExperimentReproduction } from '../../providers/experiment.tsx';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { BothTexts } from './both-texts.tsx';
import { placeOf } from './places.ts';
import { Section } from './section.tsx';
import { likenessWords } from './words.ts';

type Compared = ExperimentReproduction['trials'][number];

interface ReproductionProps {
  readonly spec: ExperimentSpec;
  readonly reproduction: ExperimentReproduction;
}

const tones: Readonly<Record<Compared['likeness'], Tone>> = {
  identical: 'good',
  'same-prefix': 'warn',
  different: 'bad',
  missing: 'quiet',
};

// A thousand rows of a long run would hold up the screen; those that differ come first.
const SHOWN = 50;
const order: readonly Compared['likeness'][] = ['different', 'same-prefix', 'missing', 'identical'];

/** This experiment beside the one that it repeats: how many answers came out the same, and what differed around them. */
export function Reproduction({ spec, reproduction }: ReproductionProps) {
  const { of, identical, samePrefix, different, missing, differences, trials } = reproduction;
  const [shown, setShown] = useState(SHOWN);
  const [looking, setLooking] = useState<Compared | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const compared = identical + samePrefix + different;
  const rows = [...trials].sort((a, b) => order.indexOf(a.likeness) - order.indexOf(b.likeness));
  return (
    <Section
      title="Reproduction"
      lead={
        of
          ? `Answer by answer beside “${of.name}”, which this experiment repeats.`
          : 'The experiment that this one repeats is not kept here any more.'
      }
    >
      <p className="text-read font-semibold tabular-nums">
        {compared === 0
          ? 'No answer can be compared yet.'
          : `${formatCount(identical)} of ${plural(compared, 'answer')} identical`}
      </p>
      <p className="text-small text-soft tabular-nums">
        {formatCount(samePrefix)} with the same start, {formatCount(different)} different, {formatCount(missing)} not
        made here.
      </p>
      {differences.length > 0 && (
        <div className="text-ui">
          <p className="font-semibold">What was not the same</p>
          <ul className="list-disc pl-5">
            {differences.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      {rows.length > 0 && (
        <details className="text-ui">
          <summary className="w-fit rounded-small py-1">Answer by answer</summary>
          <table aria-label="Reproduction" className="mt-1 w-full max-w-3xl text-small tabular-nums">
            <caption className="sr-only">Each answer beside the recorded one; those that differ come first</caption>
            <thead>
              <tr className="border-b border-edge text-left text-soft">
                <th scope="col" className="py-1 pr-3 font-normal">
                  Answer
                </th>
                <th scope="col" className="py-1 pr-3 font-normal">
                  Beside the recorded one
                </th>
                <th scope="col" className="py-1 font-normal">
                  <span className="sr-only">Texts</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, shown).map((row) => (
                <tr key={row.id} className="border-t border-line">
                  <th scope="row" className="py-1 pr-3 text-left font-normal">
                    {trialName(spec, row.id)}
                  </th>
                  <td className="py-1 pr-3">
                    <Badge tone={tones[row.likeness]}>{likenessWords[row.likeness]}</Badge>
                  </td>
                  <td className="py-1">
                    {(row.likeness === 'different' || row.likeness === 'same-prefix') && (
                      <Button
                        aria-haspopup="dialog"
                        aria-label={`Show both, ${trialName(spec, row.id)}`}
                        onClick={(event) => {
                          opener.current = event.currentTarget;
                          setLooking(row);
                        }}
                      >
                        Show both
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length > shown && (
            <Button className="mt-2" onClick={() => setShown(shown + SHOWN)}>
              Show more ({formatCount(rows.length - shown)} left)
            </Button>
          )}
        </details>
      )}
      {looking && (
        <BothTexts
          compared={looking}
          name={trialName(spec, looking.id)}
          returnTo={opener}
          onClose={() => setLooking(null)}
        />
      )}
    </Section>
  );
}

function trialName(spec: ExperimentSpec, id: TrialId): string {
  const place = placeOf(id);
  if (!place) return id;
  const solve = place.solve === null ? '' : `, solution ${place.solve + 1}`;
  return `${groupName(spec, place)}, ${place.index + 1}${solve}`;
}
