'use client';

import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { type ArmAnswer, answersOf } from '../../../lib/arms/answers.ts';
import { armLabel } from '../../../lib/arms/facts.ts';
import type { ArmId, BlindVote } from '../../../lib/model/experiment.ts';
import type { ExperimentActions, OpenExperiment } from '../../providers/experiment.tsx';
import { Button, Key } from '../../ui/button.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { type BlindPair, blindPairs, pairsLeft } from './blind-pairs.ts';
import { BlindTallyTable } from './blind-tally-table.tsx';
import { controlOf } from './groups.ts';
import { Section } from './section.tsx';

interface BlindVotingProps {
  readonly open: OpenExperiment;
  readonly actions: Pick<ExperimentActions, 'vote' | 'undoVote'>;
}

const MIXED = '';
const choices = [
  { choice: 'left', name: 'Left', key: '1' },
  { choice: 'neither', name: 'Neither', key: '0' },
  { choice: 'right', name: 'Right', key: '2' },
] as const;

const keyOf = ({ left, right, index }: BlindPair) => `${left.trial} ${right.trial} ${index}`;

/** Two answers side by side that do not say which arm wrote them; the vote is the user's, the tally exact. */
export function BlindVoting({ open, actions }: BlindVotingProps) {
  const { experiment, trials } = open;
  const { spec, blind } = experiment;
  const control = controlOf(spec);
  const others = spec.arms.filter(({ id }) => id !== control?.id);
  const [arm, setArm] = useState<string>(() => (others.find(({ kind }) => kind === 'hub') ?? others[0])?.id ?? MIXED);
  const [seen, setSeen] = useState(false);
  const answers = useAnswers(open, seen);
  const pairs = useMemo(() => blindPairs(spec, answers, arm === MIXED ? null : (arm as ArmId)), [spec, answers, arm]);
  const left = pairsLeft(pairs, blind);
  const [held, setHeld] = useState('');
  const voted = useRef('');
  // One that is being read stays, whatever is written meanwhile.
  const pair = left.find((one) => keyOf(one) === held) ?? left[0];
  const key = pair ? keyOf(pair) : '';
  if (key !== held) setHeld(key);
  const line = useFocusWhenLost(`${seen} ${key} ${blind.length > 0}`);
  if (!control || others.length === 0) return null;
  const vote = (choice: BlindVote['choice']) => {
    // It is shown as voted on only once it is kept: a second press until then is none.
    if (!pair || voted.current === key) return;
    voted.current = key;
    actions.vote({ left: pair.left.trial, right: pair.right.trial, choice });
  };
  const undo = () => {
    voted.current = '';
    actions.undoVote();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLSelectElement)
      return;
    const chosen = choices.find((one) => one.key === event.key);
    if (!chosen) return;
    event.preventDefault();
    vote(chosen.choice);
  };
  return (
    <Section
      title="Blind vote"
      lead="Which answer would you rather keep? Both are of the same number and model, one of the control; sides are drawn. Decide beforehand how many you judge: who looks at the tally and stops when it pleases finds what they hope for."
    >
      <div className="flex flex-wrap items-end gap-3">
        <SelectField
          label="Judge against the control"
          value={arm}
          options={[
            ...others.map((one) => ({ value: one.id, label: armLabel(spec, one) })),
            { value: MIXED, label: 'All arms, mixed' },
          ]}
          onChange={setArm}
          className="w-72 max-w-full"
        />
        {!seen && <Button onClick={() => setSeen(true)}>{blind.length > 0 ? 'Go on voting' : 'Start voting'}</Button>}
        {blind.length > 0 && (
          <Button look="plain" onClick={undo}>
            Undo the last vote
          </Button>
        )}
      </div>
      {seen && (
        <div onKeyDown={onKeyDown} className="grid gap-3">
          <p ref={line} tabIndex={-1} role="status" className="text-small text-soft tabular-nums">
            {pairs.length === 0
              ? 'No pair of answers is there yet.'
              : pair
                ? `Pair ${formatCount(pairs.length - left.length + 1)} of ${formatCount(pairs.length)}`
                : `All ${plural(pairs.length, 'pair')} are judged.`}
          </p>
          {pair && <Pair key={key} pair={pair} />}
          {pair && (
            <div className="flex flex-wrap justify-center gap-2">
              {choices.map(({ choice, name, key }) => (
                <Button key={choice} className="min-w-24" aria-keyshortcuts={key} onClick={() => vote(choice)}>
                  {name} <Key>{key}</Key>
                </Button>
              ))}
            </div>
          )}
        </div>
      )}
      {blind.length > 0 && (
        <details className="text-ui">
          <summary className="w-fit rounded-small py-1">Tally of {plural(blind.length, 'vote')}</summary>
          <BlindTallyTable spec={spec} trials={trials} votes={blind} />
        </details>
      )}
    </Section>
  );
}

/** Buttons go once they are pressed (to start, with the last pair): the focus then goes to the line that says what is next. */
function useFocusWhenLost(shown: string) {
  const line = useRef<HTMLParagraphElement>(null);
  const before = useRef(shown);
  useEffect(() => {
    if (before.current !== shown && document.activeElement === document.body) line.current?.focus();
    before.current = shown;
  }, [shown]);
  return line;
}

const none: readonly ArmAnswer[] = [];

/** What has been written, read anew only when one more call has ended; nothing before it is wanted. */
function useAnswers({ experiment: { spec }, trials, ended }: OpenExperiment, wanted: boolean): readonly ArmAnswer[] {
  const [held, setHeld] = useState({ spec, ended: -1, answers: none });
  if (wanted && (held.ended !== ended || held.spec !== spec)) {
    setHeld({ spec, ended, answers: answersOf(spec, trials.values()) });
  }
  return held.answers;
}

function Pair({ pair }: { readonly pair: BlindPair }) {
  return (
    <div className="grid grid-cols-2 gap-3">
      {(['left', 'right'] as const).map((side) => (
        <div
          key={side}
          role="group"
          aria-label={side === 'left' ? 'Left answer' : 'Right answer'}
          // Of one height, whatever stands in it: length should not be seen before the words are.
          tabIndex={0}
          className="h-72 min-w-0 overflow-y-auto rounded-box border border-line bg-sheet px-3 py-2"
        >
          <p dir="auto" className="leading-[1.625] break-words whitespace-pre-wrap">
            {pair[side].text}
          </p>
        </div>
      ))}
    </div>
  );
}
