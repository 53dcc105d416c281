import type { ShardId } from '../../lib/model/ids.ts';
import { askingFor } from '../../lib/protocol/ledger.ts';
import type { ShardsEvent } from '../../lib/protocol/shards.ts';
import type { ShardStore } from '../../lib/store/ports.ts';
import { endWorker } from '../ledger.ts';
import { createBreathe } from '../serve.ts';
import { createFarFetch } from './far-fetch.ts';
import { localLocks } from './local-locks.ts';
import type { Locks, ShardsWorld } from './ports.ts';

const HUB = 'huggingface.co';
const HUB_FILES = '.hf.co';
/** News to other tabs: which shard changed, null for sets and everything else. */
const CHANNEL = 'polyphony-shards';
/** The page reads everything again when told that something changed: often enough for the eye, no more. */
const CHANGED_EVERY_MS = 250;

export interface BrowserWorld extends ShardsWorld {
  /** Where events go; those before are lost. */
  readonly connect: (onEvent: (event: ShardsEvent) => void) => void;
  /** Told what another tab changed. */
  readonly onNews: (listener: (shard: ShardId | null) => void) => void;
}

/** The world of a worker in a browser. */
export function browserWorld(store: ShardStore): BrowserWorld {
  let listener: ((event: ShardsEvent) => void) | null = null;
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
  const emit = (event: ShardsEvent) => listener?.(event);
  const tellPage = seldom(CHANGED_EVERY_MS, () => emit({ kind: 'changed' }));
  return {
    store,
    fetch: createFarFetch((url, init) => fetch(url, init), isNear, startFar, self.location.href),
    locks: browserLocks(),
    changed(shard) {
      channel?.postMessage({ shard });
      tellPage();
    },
    emit,
    estimate,
    breathe: createBreathe(),
    now: () => Date.now(),
    newId: randomId,
    connect: (onEvent) => void (listener = onEvent),
    onNews(hear) {
      channel?.addEventListener('message', ({ data }: MessageEvent<{ readonly shard: ShardId | null }>) => {
        hear(data.shard);
        tellPage();
      });
    },
  };
}

/** What this worker's own policy lets it ask (scripts/kit/site.mjs): this site and the hub. */
function isNear({ origin, protocol, hostname }: URL): boolean {
  if (origin === self.location.origin) return true;
  return protocol === 'https:' && (hostname === HUB || hostname.endsWith(`.${HUB}`) || hostname.endsWith(HUB_FILES));
}

function startFar(): Worker {
  const name = askingFor(self.name, 'personas');
  const worker = new Worker(new URL('/workers/far.js', self.location.href), { type: 'module', name });
  const terminate = worker.terminate.bind(worker);
  worker.terminate = () => endWorker({ terminate }, name);
  return worker;
}

/** Calls at once, then once more for all calls that came within the next `ms`. */
function seldom(ms: number, call: () => void): () => void {
  let waiting = false;
  let again = false;
  const turn = () => {
    if (waiting) {
      again = true;
      return;
    }
    waiting = true;
    call();
    setTimeout(() => {
      waiting = false;
      if (again) {
        again = false;
        turn();
      }
    }, ms);
  };
  return turn;
}

function browserLocks(): Locks {
  // Missing on plain http, where tabs then do not wait for each other.
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) return localLocks();
  return {
    hold: (name, signal, work) => locks.request(name, signal ? { signal } : {}, work),
    tryHold: (name, work) =>
      locks.request(name, { ifAvailable: true }, async (lock) => {
        if (lock) await work();
        return lock !== null;
      }),
    held: async (name) => {
      const { held = [] } = await locks.query();
      return held.some((lock) => lock.name === name);
    },
  };
}

async function estimate(): Promise<{ readonly used: number; readonly quota: number } | null> {
  const { storage } = navigator as { storage?: StorageManager };
  const { usage, quota } = (await storage?.estimate().catch(() => null)) ?? {};
  return usage === undefined || quota === undefined ? null : { used: usage, quota };
}

/** 128 random bits; `randomUUID` is missing on plain http. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
