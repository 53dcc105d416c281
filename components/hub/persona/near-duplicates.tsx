'use client';

import { useEffect, useState } from 'react';
import type { RowRef } from '../../../lib/model/persona.ts';
import { type PersonaDetail, useHubActions } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { faultText } from '../words.ts';
import { ValueButton } from './section.tsx';

interface NearDuplicatesProps {
  readonly detail: PersonaDetail;
  readonly onOpen: (ref: RowRef) => void;
  readonly onSaid: (text: string) => void;
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** Whether the persona was removed as a near-duplicate, with the way back; and how many it stands for. */
export function NearDuplicates({ detail, onOpen, onSaid }: NearDuplicatesProps) {
  const { removedBy, standsFor } = detail;
  return (
    <>
      {removedBy && <RemovedBy removedBy={removedBy} onOpen={onOpen} onSaid={onSaid} />}
      {standsFor > 0 && <p className="mt-2 text-ui text-soft">Stands for {plural(standsFor, 'near-duplicate')}.</p>}
    </>
  );
}

type RemovedByProps = Omit<NearDuplicatesProps, 'detail'> & {
  readonly removedBy: NonNullable<PersonaDetail['removedBy']>;
};

function RemovedBy({ removedBy, onOpen, onSaid }: RemovedByProps) {
  const actions = useHubActions();
  const [busy, setBusy] = useState(false);
  const { decision, decidedAt, kept, similarity } = removedBy;
  const text = useText(kept);
  const putBack = async () => {
    setBusy(true);
    const undone = await actions.undoDecision(decision);
    setBusy(false);
    onSaid(undone.ok ? 'Put back, with all that this decision had removed.' : faultText(undone.fault));
  };
  return (
    <div className="mt-2">
      <Notice
        title="Removed as a near-duplicate"
        actions={
          <Button disabled={busy} onClick={() => void putBack()}>
            Put back (undo the decision of {day.format(decidedAt)})
          </Button>
        }
      >
        of{' '}
        <ValueButton label="Open the persona that was kept" onPress={() => onOpen(kept)}>
          {text ?? 'the persona that was kept'}
        </ValueButton>
        , similarity {similarity.toFixed(2)}.
      </Notice>
    </div>
  );
}

/** The text of a row; null until it is read, or when it cannot be. */
function useText({ shard, row }: RowRef): string | null {
  const actions = useHubActions();
  const [read, setRead] = useState<{ readonly key: string; readonly text: string } | null>(null);
  const key = `${shard}/${row}`;
  useEffect(() => {
    let current = true;
    void actions.rows([{ shard, row }]).then((rows) => {
      const text = rows.ok ? rows.value[0]?.text : undefined;
      if (current && text !== undefined) setRead({ key: `${shard}/${row}`, text });
    });
    return () => {
      current = false;
    };
  }, [actions, shard, row]);
  return read?.key === key ? read.text : null;
}
