import { FaultError } from '../model/fault.ts';
import type { SharedPlayground } from '../model/share.ts';
import { type Carrier, corrupt, newer } from './faults.ts';
import { readV1 } from './read-v1.ts';
import { checkedPlayground } from './shape.ts';

/** The version that is written. */
export const VERSION = 1;

interface Version {
  readonly version: number;
  /** A link's JSON as a playground of this version, not checked yet. @throws FaultError for another structure */
  readonly read: (json: unknown) => unknown;
  /** A playground of this version as one of the next; null in the newest. It gets what nobody has checked. */
  readonly upgrade: ((playground: unknown) => unknown) | null;
}

/** Nothing is ever taken out of this list. */
const versions: readonly Version[] = [{ version: 1, read: readV1, upgrade: null }];

checkSteps(versions);

/** @throws Error when a version or a step between two is missing: the app must not be built like that */
export function checkSteps(list: readonly Pick<Version, 'version' | 'upgrade'>[]): void {
  const whole = list.every(
    ({ version, upgrade }, i) => version === i + 1 && (upgrade === null) === (i === list.length - 1),
  );
  if (!whole || list.length !== VERSION) throw new Error('A version of shared playgrounds cannot be read any more.');
}

/** A playground from a link's JSON. @throws FaultError `share-corrupt`, `share-newer` */
export function playgroundOfLink(version: number, json: unknown): SharedPlayground {
  const found = versionOf('link', version);
  try {
    return upgraded('link', version, found.read(json));
  } catch (thrown) {
    if (thrown instanceof FaultError && thrown.fault.code === 'bad-input') throw corrupt('link', thrown.message);
    throw thrown;
  }
}

/** A playground from a file's. @throws FaultError `share-corrupt`, `share-newer` */
export function playgroundOfFile(value: unknown): SharedPlayground {
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : null;
  if (typeof version !== 'number') throw corrupt('file', 'it holds no playground');
  return upgraded('file', version, value);
}

/** @throws FaultError `share-newer` for a version to come, `share-corrupt` for what is none */
export function versionOf(carrier: Carrier, version: number): Version {
  const found = versions[version - 1];
  if (found) return found;
  if (Number.isSafeInteger(version) && version > VERSION) throw newer(carrier, version, VERSION);
  throw corrupt(carrier, 'its version makes no sense');
}

function upgraded(carrier: Carrier, version: number, playground: unknown): SharedPlayground {
  versionOf(carrier, version);
  const latest = versions.slice(version - 1).reduce((old, { upgrade }) => (upgrade ? upgrade(old) : old), playground);
  return checkedPlayground(latest, carrier);
}
