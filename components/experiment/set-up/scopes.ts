import type { Scope } from '../../providers/experiment.tsx';

/** Whether two scopes have the same rows by what names them; rows that are listed one by one are never the same. */
export function isSameScope(a: Scope, b: Scope): boolean {
  if (a.kind === 'shard') return b.kind === 'shard' && a.shard === b.shard;
  if (a.kind === 'set') return b.kind === 'set' && a.set === b.set;
  if (a.kind === 'result') return b.kind === 'result' && a.result === b.result;
  return false;
}
