'use client';

import { useMemo } from 'react';
import { type Scope, useHub } from '../providers/hub.tsx';
import type { NamedScope } from './hub-view.tsx';
import { useShards } from './use-shards.ts';

export interface KeyedScope extends NamedScope {
  readonly key: string;
  /** Changes when its rows do. */
  readonly version: string;
}

// One object for each shard and set: what is counted for it is not counted again whenever something else changes.
const scopes = new Map<string, Scope>();

function scopeOf(key: string, make: () => Scope): Scope {
  const scope = scopes.get(key) ?? make();
  scopes.set(key, scope);
  return scope;
}

function keyOf(scope: Scope): string {
  switch (scope.kind) {
    case 'shard':
      return `shard ${scope.shard}`;
    case 'set':
      return `set ${scope.set}`;
    case 'result':
      return `result ${scope.result}`;
    case 'rows':
      return 'rows';
  }
}

/** What one can sample from or weigh: what was asked for, then every shard and every set. */
export function useScopes(asked: NamedScope | null): readonly KeyedScope[] {
  const { shards } = useShards();
  const sets = useHub((state) => state.sets);
  return useMemo(() => {
    // Members that are removed as near-duplicates stay in their sets, but are not sampled or weighed.
    const removedOfAll = shards.reduce((sum, { removed }) => sum + removed, 0);
    const held = [
      ...shards.map(({ info: { id, name, hash, count }, removed }): KeyedScope => {
        const key = `shard ${id}`;
        const version = `${hash} ${count} ${removed}`;
        return { key, name, version, scope: scopeOf(key, () => ({ kind: 'shard', shard: id })) };
      }),
      ...sets.map(({ id, name, members }): KeyedScope => {
        const key = `set ${id}`;
        const scope = scopeOf(key, () => ({ kind: 'set', set: id }));
        return { key, name: `Set: ${name}`, version: `${members.length} ${removedOfAll}`, scope };
      }),
    ];
    if (!asked) return held;
    const key = keyOf(asked.scope);
    const same = held.find((one) => one.key === key);
    return [same ?? { key, version: '', ...asked }, ...held.filter((one) => one !== same)];
  }, [asked, shards, sets]);
}
