'use client';

import type { ShareSubject } from '../../../lib/model/share.ts';
import { plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { type PersonaCounts, type Shards, termsIn } from './carried.ts';

interface PersonasFieldProps {
  readonly subject: ShareSubject;
  readonly counts: PersonaCounts;
  readonly shards: Shards;
  readonly onChange: (part: Pick<ShareSubject, 'personas'>) => void;
}

/** Personas as text or by name, and the terms that their collections bring. */
export function PersonasField({ subject, counts, shards, onChange }: PersonasFieldProps) {
  const { all, held } = counts;
  if (all === 0) return null;
  return (
    <section aria-label="Personas" className="grid min-w-0 gap-1.5">
      {held > 0 && (
        <div className="w-fit">
          <Segmented
            label="Personas"
            value={subject.personas}
            options={[
              { value: 'text', label: 'As text' },
              { value: 'named', label: 'By name' },
            ]}
            onChange={(personas) => onChange({ personas })}
          />
        </div>
      )}
      <p className="min-h-11 text-ui text-soft">{hint(subject, counts)}</p>
      {termsIn(subject.columns, shards).map(({ name, licence, nonCommercial, personas }) =>
        nonCommercial ? (
          <Notice key={name} tone="warn" title={`${name} is non-commercial (${licence}).`}>
            {subject.personas === 'text' ? `You pass on ${plural(personas, 'text')} of it. ` : ''}Its texts, and what is
            made from them, may not be used commercially. The licence travels along.
          </Notice>
        ) : (
          <p key={name} className="text-small break-words text-soft">
            {name}: {licence === '' ? 'licence unknown' : licence}. This travels along.
          </p>
        ),
      )}
    </section>
  );
}

function hint({ personas }: ShareSubject, { all, held }: PersonaCounts): string {
  if (held === 0) return 'The personas travel as text: they are your own, or of a collection that is no longer held.';
  if (personas === 'text') return 'Opens anywhere: the whole text of each persona travels.';
  const own = all > held ? ` ${plural(all - held, 'persona')} of your own still as text.` : '';
  return `Shorter, and only for people who hold the collection too.${own}`;
}
