import { expect, it } from 'vitest';
import type { PersonasCard } from '../../../lib/export/card.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { PersonaSet } from '../../../lib/model/shard.ts';
import { packedShard, putShard, testCore, testWorld, value } from '../core.test-help.ts';
import { fileOpener } from './open-file.ts';
import { decisionOf, openTabs, ref } from '../removals/removals.test-help.ts';

const A = 'a' as ShardId;
const rows = ['=A nurse in Porto', 'A baker, “quoted"', 'A judge\nin Oslo'].map((text, i) => ({
  text,
  attributes: [20 + i],
}));
const columns = [{ name: 'age', kind: 'integer', role: null }] as const;

async function held() {
  const world = testWorld();
  await putShard(world.store, await packedShard('a', rows, columns));
  return { core: testCore(world), world };
}

it('writes CSV with a column for each attribute, label and licence, formulas made safe', async () => {
  const { core } = await held();
  const text = await value(await core.exportRows({ kind: 'shard', shard: A }, 'csv')).text();
  const lines = text.split('\r\n');
  expect(lines[0]).toMatch(/^id,text,label_region,.*,shard,source,licence,age$/);
  expect(lines[1]).toContain(",'=A nurse in Porto,");
  expect(lines[2]).toContain(',"A baker, “quoted""",');
  expect(lines[1]).toMatch(/,a,from a,CC0-1\.0,20$/);
  expect(lines).toHaveLength(5);
});

it('tells on the card what was chosen, from where, and under which terms', async () => {
  const { core, world } = await held();
  const other = await packedShard('b', [{ text: 'Other', attributes: [] }]);
  await putShard(world.store, { ...other, info: { ...other.info, licence: 'CC-BY-NC-4.0' } });
  const scope = { kind: 'rows', rows: [ref('a', 0), ref('b', 0)] } as const;
  const blob = value(await core.exportRows(scope, 'card-json', 'Mine'));
  const card = JSON.parse(await blob.text()) as PersonasCard;
  expect(card).toMatchObject({
    kind: 'personas',
    name: 'Mine',
    rows: 2,
    scope: 'rows chosen one by one, or drawn as a sample',
    notices: [expect.stringMatching(/“b”: CC-BY-NC-4.0. No commercial use/)],
    collections: [
      { name: 'a', source: 'from a', licence: 'CC0-1.0', rows: 1, held: 3 },
      { name: 'b', rows: 1, held: 1 },
    ],
    dedup: [],
  });
  const words = await value(await core.exportRows(scope, 'card-md', 'Mine')).text();
  expect(words).toMatch(/^# Data card: Mine\n\n> \*\*Licence:\*\* Personas of “b”/);
  expect(words).toContain('- **Personas in it:** 2');
});

it('says how a set was chosen', async () => {
  const set: PersonaSet = { version: 1, id: 's', name: 'Mine', createdAt: 0, how: 'a sample', members: [] };
  const world = { now: () => 0, sets: () => Promise.resolve([set]) };
  const file = await fileOpener(world, { kind: 'set', set: 's' }, 'card-json', 'Mine')([], []);
  expect(JSON.parse(await new Blob([await file.end()]).text())).toMatchObject({
    scope: 'the set “Mine”, a sample',
    rows: 0,
  });
});

it('names the decisions that removed rows', async () => {
  const [tab] = openTabs(1);
  if (!tab) throw new Error('no tab');
  await putShard(tab.world.store, await packedShard('a', rows, columns));
  value(await tab.core.applyDecision(decisionOf('first', [[ref('a', 1), ref('a', 0)]], 1)));
  const blob = value(await tab.core.exportRows({ kind: 'shard', shard: A }, 'card-json'));
  const card = JSON.parse(await blob.text()) as PersonasCard;
  expect(card.rows).toBe(2);
  expect(card.dedup).toMatchObject([
    { words: expect.stringContaining('compared by words') as string, decision: { decision: 'first' } },
  ]);
});
