'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type Review, type ReviewSubject, useDedup, useDedupActions } from '../providers/dedup.tsx';
import type { Outcome } from '../providers/hub.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Applied } from './applied.tsx';
import { Decisions } from './decisions.tsx';
import { methodWords } from './methods.ts';
import type { DoneViews, MemberViews } from './review-props.ts';
import { Result } from './result.tsx';
import { Running } from './running.tsx';
import { SetUpForm } from './set-up-form.tsx';
import { Trouble } from './trouble.tsx';
import type { SubjectKind } from './words.ts';

export interface DedupReviewProps extends DoneViews, MemberViews {
  /** What a new comparison is of; null while there is nothing to compare. */
  readonly subject: ReviewSubject | null;
  /** Which reviews and decisions belong here; that of the subject unless given. */
  readonly kind?: SubjectKind;
  /** Where the user chooses another subject. */
  readonly chooser?: ReactNode;
  /** The subject just before the start, where the one shown has to be made first (a search that must be asked anew). */
  readonly prepare?: () => Promise<Outcome<ReviewSubject>>;
  /** Whether a subject that differs from the review on screen opens the set-up: it was asked for, not only proposed. */
  readonly eager?: boolean;
}

const nameOf = (subject: ReviewSubject | null) => (subject ? `${subject.kind} ${subject.name}` : '');

/** Near-duplicates, from the choice of a method to what was removed. The comparison itself lives in the store. */
export function DedupReview(props: DedupReviewProps) {
  const {
    subject,
    kind = subject?.kind ?? 'personas',
    chooser,
    prepare,
    eager = true,
    onDone,
    onOpen,
    sourceOf,
  } = props;
  const held = useDedup((state) => state.review);
  const fault = useDedup((state) => state.fault);
  const actions = useDedupActions();
  const review = held?.subject.kind === kind ? held : null;
  const asked = nameOf(subject);
  const differs = review !== null && eager && subject !== null && nameOf(review.subject) !== asked;
  const [taken, setTaken] = useState(asked);
  const [settingUp, setSettingUp] = useState(differs);
  if (taken !== asked) {
    setTaken(asked);
    if (differs) setSettingUp(true);
  }
  const over = review === null || review.state === 'failed' || review.state === 'cancelled';
  const heading = useFocusWhenLost(review?.state);
  return (
    <div className="grid min-w-0 gap-6">
      {fault && <Trouble title="Comparing does not work at the moment." fault={fault} advice="" />}
      {over || settingUp ? (
        <SetUpForm
          subject={subject}
          chooser={chooser}
          prepare={prepare}
          before={review}
          replaces={held?.state === 'running' || held?.state === 'found' ? held : null}
          onStart={(next, method, floor) => {
            setSettingUp(false);
            actions.find(next, method, floor);
          }}
          onClose={over ? null : () => setSettingUp(false)}
        />
      ) : (
        <Compared review={review} onNew={() => setSettingUp(true)} onClose={actions.close} />
      )}
      {review && (
        <section aria-labelledby="dedup-review" className="grid min-w-0 gap-3">
          <h2 id="dedup-review" ref={heading} tabIndex={-1} className="text-title font-semibold outline-none">
            {titleOf(review)}
          </h2>
          <Stage review={review} kind={kind} onDone={onDone} onOpen={onOpen} sourceOf={sourceOf} />
        </section>
      )}
      <Decisions kind={kind} />
    </div>
  );
}

interface StageProps extends DoneViews, MemberViews {
  readonly review: Review;
  readonly kind: SubjectKind;
}

function Stage({ review, kind, onDone, onOpen, sourceOf }: StageProps) {
  switch (review.state) {
    case 'running':
      return <Running review={review} />;
    case 'cancelled':
      return (
        <Notice title="Cancelled.">
          Nothing was removed, and nothing of the comparison is kept. Start it again above.
        </Notice>
      );
    case 'failed':
      return review.fault && <Trouble title="The comparison ended early." fault={review.fault} review={review} />;
    case 'applied':
      return <Applied review={review} kind={kind} />;
    case 'found':
      return <Result review={review} kind={kind} onDone={onDone} onOpen={onOpen} sourceOf={sourceOf} />;
  }
}

function titleOf({ state, subject: { name } }: Review): string {
  switch (state) {
    case 'running':
      return `Comparing ${name}`;
    case 'found':
    case 'applied':
      return `Near-duplicates in ${name}`;
    case 'failed':
    case 'cancelled':
      return `Not compared: ${name}`;
  }
}

/** What was compared, in a line; the way to the next comparison. */
function Compared({ review, onNew, onClose }: { review: Review; onNew: () => void; onClose: () => void }) {
  const { subject, method, floor, state } = review;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line pb-3">
      <p className="mr-auto min-w-0 text-ui text-soft">
        <span className="text-ink">{subject.name}</span>: {methodWords(method)}, from {floor.toFixed(2)}
      </p>
      {state !== 'running' && <Button onClick={onNew}>New comparison…</Button>}
      {state !== 'running' && <Button onClick={onClose}>Close this one</Button>}
    </div>
  );
}

/** The button that was pressed may be gone with what it did: the focus goes to the heading then, not to nowhere. */
function useFocusWhenLost(state: Review['state'] | undefined) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(state);
  useEffect(() => {
    if (before.current !== state && document.activeElement === document.body) heading.current?.focus();
    before.current = state;
  }, [state]);
  return heading;
}
