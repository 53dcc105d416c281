'use client';

import { useCallback, useEffect, useState } from 'react';
import type { Fault } from '../../../lib/model/fault.ts';
import type { RowRef } from '../../../lib/model/persona.ts';
import { shortName } from '../../personas/names.ts';
import { type PersonaDetail, useHub, useHubActions } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { voice } from '../../ui/hue.ts';
import { cx } from '../../ui/cx.ts';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { LicenceLine } from '../licence.tsx';
import { useOpener } from '../use-opener.ts';
import { faultText } from '../words.ts';
import { Attributes } from './attributes.tsx';
import { Labels } from './labels.tsx';
import { Lineage } from './lineage.tsx';
import { MemberOf } from './member-of.tsx';
import { NearDuplicates } from './near-duplicates.tsx';
import { Neighbours } from './neighbours.tsx';
import { PersonaActions } from './persona-actions.tsx';
import { UsedIn } from './used-in.tsx';

interface PersonaSheetProps {
  readonly persona: RowRef;
  readonly onOpen: (ref: RowRef) => void;
  readonly onClose: () => void;
}

/** All that is known of one persona, and what can be done with it. */
export function PersonaSheet({ persona, onOpen, onClose }: PersonaSheetProps) {
  const opener = useOpener();
  const { detail, fault } = useDetail(persona);
  return (
    <Dialog
      title={detail ? shortName(detail.text) : 'Persona'}
      description={detail ? `Row ${formatCount(detail.ref.row + 1)} of ${detail.shard.name}` : 'Reading…'}
      returnTo={opener}
      onClose={onClose}
      wide
    >
      {fault ? (
        <Notice tone="bad" title="This persona could not be read.">
          {faultText(fault)}
        </Notice>
      ) : detail ? (
        <Sheet detail={detail} onOpen={onOpen} onClose={onClose} />
      ) : (
        <div className="h-96" />
      )}
    </Dialog>
  );
}

/** Read again when sets, labels or shards change; the old stays until the new is here. */
function useDetail(persona: RowRef) {
  const actions = useHubActions();
  const shards = useHub((state) => state.shards);
  const sets = useHub((state) => state.sets);
  const [detail, setDetail] = useState<PersonaDetail | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const { shard, row } = persona;
  const read = useCallback(async () => {
    const answer = await actions.detail({ shard, row });
    return () => {
      setDetail(answer.ok ? answer.value : null);
      setFault(answer.ok ? null : answer.fault);
    };
  }, [actions, shard, row]);
  useEffect(() => {
    let current = true;
    void read().then((show) => {
      if (current) show();
    });
    return () => {
      current = false;
    };
  }, [read, shards, sets]);
  return { detail, fault };
}

function Sheet({ detail, onOpen, onClose }: { detail: PersonaDetail } & Pick<PersonaSheetProps, 'onOpen' | 'onClose'>) {
  const [said, setSaid] = useState('');
  const { className, style } = voice(detail.id);
  return (
    <div className="grid gap-5">
      <div>
        <blockquote
          dir="auto"
          style={style}
          className={cx(className, 'border-l-3 border-voice pl-4 text-read whitespace-pre-wrap break-words')}
        >
          {detail.text}
        </blockquote>
        <LicenceLine info={detail.shard} className="mt-2" />
        <NearDuplicates detail={detail} onOpen={onOpen} onSaid={setSaid} />
        <PersonaActions detail={detail} onSaid={setSaid} />
        <p role="status" className="min-h-5 text-small text-soft">
          {said}
        </p>
      </div>
      <div className="grid gap-x-8 gap-y-5 wide:grid-cols-2">
        <Labels detail={detail} onClose={onClose} />
        <div className="grid content-start gap-5">
          {detail.attributes.length > 0 && <Attributes detail={detail} onClose={onClose} />}
          <Lineage detail={detail} />
          <MemberOf detail={detail} onClose={onClose} onSaid={setSaid} />
          <UsedIn detail={detail} />
        </div>
      </div>
      <Neighbours detail={detail} onOpen={onOpen} />
      <div className="flex justify-end border-t border-line pt-3">
        <Button onClick={onClose}>Done</Button>
      </div>
    </div>
  );
}
