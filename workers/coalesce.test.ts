import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobId } from '../lib/model/ids.ts';
import type { JobEvent } from '../lib/model/job.ts';
import { coalesce } from './coalesce.ts';

const job = (n: number) => `j${n}` as JobId;
const event = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record({ id: fc.nat(2), text: fc.string({ maxLength: 3 }) })
      .map(({ id, text }): JobEvent => ({ type: 'delta', id: job(id), text, tokens: 1 })),
  },
  fc.nat(2).map((id): JobEvent => ({ type: 'started', id: job(id), promptTokens: 1 })),
  fc.nat(2).map((id): JobEvent => ({ type: 'cancelled', id: job(id), usage: null })),
);

/** A job's events as a reader sees them: the text between two other events, whatever its pieces. */
function seen(events: readonly JobEvent[], id: JobId): string {
  return events
    .filter((e) => e.id === id)
    .map((e) => (e.type === 'delta' ? e.text : `<${e.type}>`))
    .join('');
}

describe('coalesce', () => {
  it('keeps each job’s text and order, whatever the pieces and the clock', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60), fc.array(event, { maxLength: 6 }))), (batches) => {
        let clock = 0;
        const out: JobEvent[] = [];
        const listen = coalesce(
          (events) => out.push(...events),
          () => clock,
        );
        for (const [later, events] of batches) {
          clock += later;
          listen(events);
        }
        listen([{ type: 'cancelled', id: 'last' as JobId, usage: null }]);
        const all = batches.flatMap(([, events]) => events);
        for (const n of [0, 1, 2]) expect(seen(out, job(n))).toBe(seen(all, job(n)));
      }),
    );
  });

  it('holds deltas for the interval, and nothing else', () => {
    let clock = 1000;
    const sent: number[] = [];
    const listen = coalesce(
      (events) => sent.push(events.length),
      () => clock,
    );
    const delta = (n: number): JobEvent => ({ type: 'delta', id: job(n), text: 'a', tokens: 1 });
    listen([delta(0)]);
    clock += 30;
    listen([delta(0), delta(1)]);
    clock += 30;
    listen([delta(0)]);
    expect(sent).toEqual([1]);
    listen([{ type: 'done', id: job(0), finish: 'end', usage: {} as never }]);
    expect(sent).toEqual([1, 3]);
  });
});
