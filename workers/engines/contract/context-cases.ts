import assert from 'node:assert/strict';
import { ask, type EngineCase, onlyWith } from './case.ts';
import { askJob } from './jobs.ts';
import type { ContractWorld } from './world.ts';

/** `count` words of one token each in every vocabulary that the suite meets. */
const words = (count: number) => 'word '.repeat(count);

// Room that is left for the answer: above what any engine takes for "no room".
const ROOM = 24;

const measured = onlyWith(({ context }) => context !== null, 'its context is not to be filled here');

/** Text that does not end by itself, so that only the window ends it. */
function endless(world: ContractWorld, id: string, count: number, maxTokens: number) {
  const { abilities } = world;
  return askJob(
    id,
    `Go on: ${words(count)}`,
    { maxTokens },
    abilities.answerPrefix ? words(8).trim() : '',
    abilities.formats.includes('grammar') ? { kind: 'grammar', ebnf: 'root ::= " word" root\n' } : { kind: 'text' },
  );
}

export const contextCases: readonly EngineCase[] = [
  {
    name: 'fails a prompt that is too long for the context, and it alone',
    skip: measured,
    async run(rig) {
      const { world } = rig;
      assert(world.context);
      const session = await rig.loaded();
      const long = askJob('long', words(world.context.tokens));
      const [failed, fine] = await session.run(long, ask(world, 'fine', 1));
      assert.equal(failed?.end.type === 'failed' && failed.end.fault.code, 'context-overflow');
      assert.equal(fine?.end.type, 'done');
    },
  },
  {
    name: 'ends an answer that fills the context, and says so',
    skip: (world) =>
      measured(world) ??
      (world.context?.fill && !world.unknown.includes('promptTokens') ? null : 'its context cannot be filled here'),
    async run(rig) {
      const { world } = rig;
      assert(world.context);
      const session = await rig.loaded();
      const [short] = await session.run(endless(world, 'short', 10, 1));
      const used = short?.end.type === 'done' ? short.end.usage.promptTokens : null;
      assert(used !== null && used > 10);
      const count = world.context.tokens - (used - 10) - ROOM;
      const [full] = await session.run(endless(world, 'full', count, 4 * ROOM));
      assert(full);
      assert.equal(full.end.type === 'done' && full.end.finish, 'context', JSON.stringify(full.end));
      assert(full.text.length > 0);
    },
  },
];
