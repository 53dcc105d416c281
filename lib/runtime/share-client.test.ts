import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fault, type Fault } from '../model/fault.ts';
import type { ShareWorkerApi } from '../protocol/share.ts';
import type { WorkerLink } from './link.ts';
import { ShareClient } from './share-client.ts';

const never = () => new Promise<never>(() => undefined);

class FakeShare {
  ended = 0;
  die: (why: Fault) => void = () => undefined;
  readonly link: WorkerLink<ShareWorkerApi>;

  constructor(api: Partial<Record<keyof ShareWorkerApi, () => Promise<unknown>>>) {
    const remote = { ping: () => Promise.resolve(), ...api };
    this.link = {
      remote: remote as unknown as WorkerLink<ShareWorkerApi>['remote'],
      died: new Promise((resolve) => (this.die = resolve)),
      end: () => void (this.ended += 1),
    };
  }
}

const made: FakeShare[] = [];
const client = (...apis: ConstructorParameters<typeof FakeShare>[0][]) =>
  new ShareClient(() => {
    const fake = new FakeShare(apis[made.length] ?? {});
    made.push(fake);
    return fake.link;
  });
const read = { ok: true, value: 'read' };
const code = (outcome: Awaited<ReturnType<ShareClient['unpack' | 'packFile']>>) =>
  outcome.ok ? 'read' : outcome.fault.code;

beforeEach(() => {
  made.length = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('the share client', () => {
  it('starts one worker, at the first use', async () => {
    const one = client({ unpack: () => Promise.resolve(read) });
    expect(made).toHaveLength(0);
    expect(await Promise.all([one.unpack('a'), one.unpack('b')])).toEqual([read, read]);
    expect(made).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends a worker that takes too long, tells everybody who waits, and starts another one', async () => {
    const one = client({ unpack: never, packFile: never }, { unpack: () => Promise.resolve(read) });
    const answers = Promise.all([one.unpack('a'), one.packFile({ kind: 'runs', runs: [] }, new Map())]);
    await vi.advanceTimersByTimeAsync(5000);
    expect((await answers).map(code)).toEqual(['share-corrupt', 'share-corrupt']);
    expect(made[0]?.ended).toBe(1);
    expect(await one.unpack('b')).toEqual(read);
    expect(made).toHaveLength(2);
  });

  it('gives files a minute', async () => {
    const one = client({ unpackFile: never });
    let outcome: string | null = null;
    void one.unpackFile(new File([], 'a')).then((answer) => (outcome = answer.ok ? 'read' : answer.fault.code));
    await vi.advanceTimersByTimeAsync(59_000);
    expect(outcome).toBeNull();
    await vi.advanceTimersByTimeAsync(1000);
    expect(outcome).toBe('share-corrupt');
  });

  it('says when the worker does not start, dies or throws', async () => {
    const one = client({ ping: never }, { unpack: never }, { unpack: () => Promise.reject(new Error('x')) });
    const stuck = one.unpack('a');
    await vi.advanceTimersByTimeAsync(5000);
    expect(code(await stuck)).toBe('worker-unresponsive');
    const dying = one.unpack('b');
    await vi.advanceTimersByTimeAsync(0);
    made[1]?.die(fault('worker-crashed', 'x'));
    expect(code(await dying)).toBe('worker-crashed');
    expect(code(await one.unpack('c'))).toBe('internal');
    expect(made).toHaveLength(3);
  });

  it('lets go of everything when it is disposed', async () => {
    const one = client({ unpack: never });
    const waiting = one.unpack('a');
    await vi.advanceTimersByTimeAsync(0);
    one.dispose();
    expect(code(await waiting)).toBe('cancelled');
    expect(made[0]?.ended).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
