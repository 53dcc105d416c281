import type { DedupMethod } from '../../lib/model/dedup.ts';
import { badInput } from '../../lib/model/fault.ts';
import type { DedupAsk } from '../../lib/protocol/dedup.ts';

/** @throws FaultError `bad-input` for a method or a floor that is not one */
export function checkAsk({ method, floor }: DedupAsk): void {
  if (!(floor >= 0.5 && floor <= 1)) throw badInput('The least similarity must be from 0.5 to 1.');
  checkMethod(method);
}

export function checkMethod(method: DedupMethod): void {
  if (method.kind === 'semantic') return;
  const { size } = method.tokens;
  if (!isWhole(size, 1, 8)) throw badInput('Tokens are of 1 to 8 words or characters.');
  if (method.kind === 'exact') return;
  if (!isWhole(method.permutations, 16, 256)) throw badInput('Permutations must be from 16 to 256.');
  if (!isWhole(method.seed, 0, 2 ** 32 - 1)) throw badInput('The seed must be from 0 to 4294967295.');
}

const isWhole = (n: number, least: number, most: number) => Number.isInteger(n) && n >= least && n <= most;
