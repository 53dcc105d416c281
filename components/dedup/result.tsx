'use client';

import { useEffect, useState } from 'react';
import { type KeepRule, keepRules } from '../../lib/model/dedup.ts';
import { type Review, useDedupActions } from '../providers/dedup.tsx';
import { formatSeconds, plural } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { ApplyBar } from './apply-bar.tsx';
import { CheckPanel } from './check-panel.tsx';
import { Clusters } from './clusters.tsx';
import type { DoneViews, MemberViews } from './review-props.ts';
import { Threshold } from './threshold.tsx';
import { Trouble } from './trouble.tsx';
import { countsWords, foundNotes, keepWords, nothingHint, nouns, type SubjectKind } from './words.ts';

interface ResultProps extends DoneViews, MemberViews {
  readonly review: Review;
  readonly kind: SubjectKind;
}

/** What was found: how much would go, the threshold with what it can see, the clusters, and the step that removes. */
export function Result({ review, kind, onDone, onOpen, sourceOf }: ResultProps) {
  const { found, grouping, threshold, floor, keep, method } = review;
  const actions = useDedupActions();
  if (!found) return null;
  if (found.texts < 2) {
    return (
      <Notice title={`${plural(found.texts, nouns[kind])}: nothing to compare with.`}>Choose something larger.</Notice>
    );
  }
  const notes = foundNotes(found, method, kind);
  // Answers have votes; personas have none.
  const rules = keepRules.filter((rule) => kind === 'answers' || rule !== 'voted');
  return (
    <>
      {review.fault && <Trouble title="The last step did not work." fault={review.fault} review={review} />}
      <div className="min-h-12">
        <Counts review={review} kind={kind} />
        <p className="text-small text-soft tabular-nums">
          {plural(found.pairs, 'pair')} from {floor.toFixed(2)} on, found in {formatSeconds(found.milliseconds)}
        </p>
      </div>
      {notes.length > 0 && (
        <ul className="max-w-prose list-disc pl-5 text-small text-soft">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <div className="grid items-start gap-x-10 gap-y-6 full:grid-cols-[minmax(0,1fr)_30rem]">
        <div className="grid min-w-0 gap-4">
          <Threshold review={review} onChange={actions.setThreshold} />
          <SelectField<KeepRule>
            label="Of each cluster, keep"
            value={keep}
            options={rules.map((value) => ({ value, label: keepWords[value] }))}
            onChange={actions.setKeep}
            className="w-72 max-w-full"
          />
        </div>
        <div className="min-w-0 full:row-span-2">
          <CheckPanel review={review} kind={kind} />
        </div>
        {grouping &&
          (grouping.clusters === 0 ? (
            <div className="min-h-40 text-ui">
              <p>No two {nouns[kind]}s are this alike.</p>
              <p className="text-soft">{nothingHint(method, threshold, floor)}</p>
            </div>
          ) : (
            <Clusters review={review} total={grouping.clusters} kind={kind} onOpen={onOpen} sourceOf={sourceOf} />
          ))}
      </div>
      {grouping && <ApplyBar review={review} grouping={grouping} kind={kind} onDone={onDone} />}
    </>
  );
}

/** A pause in which the slider rests: a screen reader hears where it stopped, not each step. */
const SETTLED_MS = 700;

function Counts({ review, kind }: { review: Review; kind: SubjectKind }) {
  const text = review.grouping ? countsWords(review.grouping, kind) : 'Building clusters…';
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <>
      <p className="text-read font-semibold tabular-nums">{text}</p>
      <p role="status" className="sr-only">
        {settled}
      </p>
    </>
  );
}
