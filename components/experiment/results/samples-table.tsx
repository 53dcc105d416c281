'use client';

import { useState } from 'react';
import type { ExperimentResult, Sampled } from '../../../lib/model/experiment-result.ts';
import type { ExperimentSpec } from '../../../lib/model/experiment.ts';
import { problemWords } from '../../../lib/report/quality-blocks.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { groupsOn } from './groups.ts';
import { Section } from './section.tsx';

interface SamplesProps {
  readonly spec: ExperimentSpec;
  readonly result: ExperimentResult;
  readonly model: number;
}

/** Answers drawn at random, the same number of each arm: neither the best nor the worst. */
export function SamplesTable({ spec, result, model }: SamplesProps) {
  const groups = groupsOn(spec, result, model);
  return (
    <Section title="Samples" lead="Drawn at random with the experiment’s seed, not chosen.">
      <table aria-label="Samples" className="w-full table-fixed text-ui">
        <caption className="sr-only">
          Answers of each arm, drawn at random, with what stood in the persona’s place
        </caption>
        <thead>
          <tr className="border-b border-edge text-left text-small text-soft">
            <th scope="col" className="w-[34%] py-1 pr-3 font-normal wide:w-64">
              In the persona’s place
            </th>
            <th scope="col" className="py-1 font-normal">
              Answer
            </th>
          </tr>
        </thead>
        {groups.map(({ arm, name, group }) => {
          const samples = result.samples.filter((one) => one.arm === group.arm && one.model === group.model);
          return (
            <tbody key={arm.id}>
              <tr>
                <th scope="rowgroup" colSpan={2} className="pt-3 pb-1 text-left font-semibold">
                  {name}{' '}
                  <span className="text-small font-normal text-soft tabular-nums">
                    {samples.length} of {plural(group.texts, 'text')}
                  </span>
                </th>
              </tr>
              {samples.map((sample, at) => (
                <SampleRow key={`${sample.trial} ${at}`} sample={sample} />
              ))}
            </tbody>
          );
        })}
      </table>
    </Section>
  );
}

// About six lines of a column: what is longer opens when asked.
const SHORT = 420;

function SampleRow({ sample }: { readonly sample: Sampled }) {
  const [whole, setWhole] = useState(false);
  const { text, persona, problems } = sample;
  const long = text.length > SHORT;
  return (
    <tr className="border-t border-line align-top">
      <td dir="auto" className="py-2 pr-3 text-small break-words text-soft">
        {persona ?? 'nothing'}
      </td>
      <td className="py-2">
        <p dir="auto" className="max-w-prose leading-[1.625] break-words whitespace-pre-wrap">
          {text === '' ? <span className="text-soft">(empty)</span> : long && !whole ? `${cut(text)}…` : text}
        </p>
        {long && (
          <Button look="plain" className="-ml-2.5" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? 'Show less' : 'Show all'}
          </Button>
        )}
        {problems.length > 0 && (
          <p className="mt-1 flex flex-wrap gap-1.5">
            {problems.map((code) => (
              <Badge key={code} tone="warn">
                {problemWords[code]}
              </Badge>
            ))}
          </p>
        )}
      </td>
    </tr>
  );
}

/** At a space, and never within a character. */
function cut(text: string): string {
  const start = text.slice(0, SHORT);
  const space = start.lastIndexOf(' ');
  return (space > SHORT / 2 ? start.slice(0, space) : start.replace(/[\uD800-\uDBFF]$/u, '')).trimEnd();
}
