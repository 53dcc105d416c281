import { describe, expect, it } from 'vitest';
import type { ShardId } from '../model/ids.ts';
import type { ImportView } from '../protocol/shards.ts';
import { HubImports } from './hub-imports.ts';

const view = (state: ImportView['state'], id = 'a'): ImportView => ({
  shard: id as ShardId,
  name: id,
  state,
  rows: 3,
  kept: 0,
  duplicates: 0,
  rejected: 3,
  bytesRead: 9,
  bytesTotal: 9,
  rowsPerSecond: null,
  secondsLeft: null,
  replaying: false,
  fault: null,
  needs: null,
});
const states = (imports: HubImports) => imports.list().map(({ state }) => state);

describe('HubImports', () => {
  it('keeps showing an import that failed without leaving anything, until it is taken off', () => {
    const imports = new HubImports();
    imports.tell(view('failed'));
    for (let i = 0; i < 2; i += 1) {
      imports.asking();
      imports.replace([]);
      expect(states(imports)).toEqual(['refused']);
    }
    imports.drop('a' as ShardId);
    expect(states(imports)).toEqual([]);
  });

  it('lets one go on that failed and still has a journal, and forgets what another tab ended', () => {
    const imports = new HubImports();
    imports.tell(view('failed'));
    imports.tell(view('paused', 'b'));
    imports.asking();
    imports.replace([view('failed')]);
    expect(states(imports)).toEqual(['failed']);
  });
});
