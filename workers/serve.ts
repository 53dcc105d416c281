import * as Comlink from 'comlink';
import { faultOf } from '../lib/model/fault.ts';
import type { Outcome } from '../lib/protocol/engine.ts';
import type { LedgerAsker } from '../lib/protocol/ledger.ts';
import { keepLedger } from './ledger.ts';

/**
 * Exposes a worker's methods to the page. The worker holds a lock with its own name for as long as it lives: the browser
 * lets go of it however the worker ends, which is how the page learns of a death that sends no event.
 * @param asker for whom this worker asks other hosts, for the user's list of requests
 * @returns resolves once the lock is held; `ping` answers after that.
 */
export function serve(api: object, asker: LedgerAsker = 'other'): Promise<void> {
  keepLedger(asker);
  const held = holdLifeLock();
  Comlink.expose(api);
  return held;
}

/** Offers methods to whoever holds the other end of the channel, for as long as both live. */
export function servePort(api: object, port: MessagePort): void {
  Comlink.expose(api, port);
}

/**
 * The methods that another worker offers at the other end of a channel. Calls stay pending for ever when that worker
 * ends: whoever waits also listens to a signal.
 */
export function portRemote<Api>(port: MessagePort): PortRemote<Api> {
  return Comlink.wrap<Api>(port) as PortRemote<Api>;
}

/** Methods at the far end of a port, where each answers later. Arguments and answers are cloned. */
export type PortRemote<Api> = {
  readonly [M in keyof Api]: Api[M] extends (...given: infer Given) => infer Answer
    ? (...given: Given) => Promise<Awaited<Answer>>
    : never;
};

function holdLifeLock(): Promise<void> {
  // Missing on plain http; then only the page's pings notice a death.
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) return Promise.resolve();
  return new Promise((resolve) => {
    void locks.request(self.name, () => {
      resolve();
      return new Promise<never>(() => undefined);
    });
  });
}

/** Turns thrown faults into data; Comlink would keep only their text. */
export async function outcome<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, fault: faultOf(thrown) };
  }
}

/** Lets messages in: a macrotask without the four milliseconds that nested timers cost. */
export function createBreathe(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(0);
    });
}
