'use client';

import { Fragment } from 'react';
import type { ShareSubject } from '../../../lib/model/share.ts';
import { Notice } from '../../ui/notice.tsx';
import { Fact } from '../../ui/fact.tsx';
import { carried, ownModels, type Shards } from './carried.ts';

interface TellsProps {
  readonly subject: ShareSubject;
  readonly shards: Shards;
}

/** What the link tells about its maker, and what it never does. */
export function Tells({ subject, shards }: TellsProps) {
  const own = ownModels(subject);
  return (
    <section aria-labelledby="share-tells" className="mt-5 border-t border-line pt-3">
      <h3 id="share-tells" className="text-ui font-semibold">
        What it tells about you
      </h3>
      <dl className="mt-1 grid gap-x-5 gap-y-0.5 text-ui wide:grid-cols-[auto_1fr]">
        {carried(subject, shards).map(([what, which]) => (
          <Fragment key={what}>
            <Fact term={what}>{which}</Fact>
          </Fragment>
        ))}
        <Fact term="Never">keys, addresses of servers, headers, files, or anything else that is kept here</Fact>
      </dl>
      {own.length > 0 && (
        <div className="mt-2">
          <Notice title={`${own.join(', ')}: only the name travels.`}>
            Others do not have your own {own.length === 1 ? 'model' : 'models'}: they choose one of theirs to run it.
          </Notice>
        </div>
      )}
      <p className="mt-2 text-small text-soft">
        Browsers do not send what stands behind # to any server. Whoever has the link has all that it carries.
      </p>
    </section>
  );
}
