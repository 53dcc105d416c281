'use client';

import { Fragment, useState } from 'react';
import type { DedupMethod } from '../../lib/model/dedup.ts';
import { diffWords } from '../../lib/dedup/diff.ts';
import { percentText } from '../hub/balance/figures.ts';
import type { PlantedCheck, PlantedKind, PlantedResult } from '../providers/dedup.tsx';
import { cx } from '../ui/cx.ts';
import { ChevronIcon } from '../ui/icons.tsx';
import { DiffText } from './diff-text.tsx';
import { shortMethod } from './methods.ts';
import { kindWords, sameMethod, seenAt } from './planted.ts';

const kinds = Object.keys(kindWords) as PlantedKind[];
/** These differ in what they say: a method that takes them for duplicates is wrong. */
const different: ReadonlySet<PlantedKind> = new Set(['number', 'negation', 'profession']);

interface CheckTableProps {
  readonly methods: readonly DedupMethod[];
  /** Null while it is measured: the rows stand already where they will be. */
  readonly check: PlantedCheck | null;
  readonly inUse: DedupMethod;
  readonly threshold: number;
}

/** Kinds of planted texts by methods: the share that counts as a duplicate at the threshold, with its interval. */
export function CheckTable({ methods, check, inUse, threshold }: CheckTableProps) {
  const groups = [
    { title: 'Duplicates: share that is found', kinds: kinds.filter((kind) => !different.has(kind)) },
    { title: 'Not duplicates: share wrongly taken for one', kinds: kinds.filter((kind) => different.has(kind)) },
  ];
  return (
    <table className="w-full table-fixed text-small tabular-nums">
      <caption className="sr-only">What is seen of planted texts at {threshold.toFixed(2)}, with 95% intervals</caption>
      <thead>
        <tr className="border-b border-edge align-bottom">
          <th scope="col" className="w-[34%] py-1 text-left font-normal text-soft">
            Kind
          </th>
          {methods.map((method, at) => (
            <th
              key={at}
              scope="col"
              className={cx(
                'px-1 py-1 text-right',
                sameMethod(method, inUse) ? 'font-semibold' : 'font-normal text-soft',
              )}
            >
              {shortMethod(method)}
              {sameMethod(method, inUse) && <span className="sr-only"> (in use)</span>}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.title}>
          <tr>
            <th scope="colgroup" colSpan={methods.length + 1} className="pt-2 pb-0.5 text-left font-normal text-soft">
              {group.title}
            </th>
          </tr>
          {group.kinds.map((kind) => (
            <KindRow
              key={kind}
              kind={kind}
              result={check?.results.find((one) => one.kind === kind)}
              methods={methods}
              inUse={inUse}
              threshold={threshold}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

interface KindRowProps extends Pick<CheckTableProps, 'methods' | 'inUse' | 'threshold'> {
  readonly kind: PlantedKind;
  readonly result: PlantedResult | undefined;
}

function KindRow({ kind, result, methods, inUse, threshold }: KindRowProps) {
  const [open, setOpen] = useState(false);
  const example = result?.example ?? null;
  return (
    <Fragment>
      <tr className="h-11 border-t border-line">
        <th scope="row" className="text-left font-normal">
          <button
            type="button"
            aria-expanded={open}
            disabled={!example}
            onClick={() => setOpen(!open)}
            className="flex min-h-6 items-center gap-1 rounded-small text-left hover:text-accent"
          >
            <ChevronIcon className={cx('size-3.5 shrink-0 text-soft', !open && '-rotate-90')} />
            <span>
              {kindWords[kind]}
              {(result?.bundled ?? 0) > 0 && <span aria-hidden="true">*</span>}
              <span className="sr-only">: example</span>
            </span>
          </button>
        </th>
        {methods.map((method, at) => (
          <td key={at} className={cx('px-1 text-right', sameMethod(method, inUse) && 'bg-accent-wash')}>
            <SeenCell similarities={result?.similarities[at]} threshold={threshold} />
          </td>
        ))}
      </tr>
      {open && example && (
        <tr>
          <td colSpan={methods.length + 1} className="pb-2 text-ui">
            <DiffText pieces={diffWords(...example)} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function SeenCell({ similarities, threshold }: { similarities: Float32Array | undefined; threshold: number }) {
  if (!similarities) return <span className="text-soft">…</span>;
  if (similarities.length === 0) return <span className="text-soft">none made</span>;
  const { share, low, high, n } = seenAt(similarities, threshold);
  const points = (value: number) => (value * 100).toFixed(0);
  return (
    <>
      <span className="block leading-4 font-semibold">{percentText(share)}</span>
      <span className="block text-[0.6875rem] leading-4 text-soft">
        {points(low)}–{points(high)}, n {n}
      </span>
    </>
  );
}
