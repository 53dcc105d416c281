import { expect, it } from 'vitest';
import { fault } from '../model/fault.ts';
import type { SharedPlayground } from '../model/share.ts';
import type { Outcome } from '../protocol/engine.ts';
import { EmbedStore } from './embed-store.ts';
import { sharedControl, sharedPlayground } from './share-session.test-help.ts';

const held = sharedPlayground([sharedControl]);

function store(...answers: Outcome<SharedPlayground>[]) {
  const asked: string[] = [];
  const embed = new EmbedStore({
    unpack: (fragment) => {
      asked.push(fragment);
      return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1] ?? { ok: true, value: held });
    },
    dispose: () => undefined,
  });
  return { embed, asked };
}

it('asks nobody where there is no link', async () => {
  const { embed, asked } = store();
  await embed.open('');
  await embed.open('#answers');
  expect([embed.getState(), asked]).toEqual([{ kind: 'none' }, []]);
});

it('shows what the link holds, or why it cannot be shown', async () => {
  const { embed } = store();
  await embed.open('#v1.a.b');
  expect(embed.getState()).toEqual({ kind: 'playground', playground: held });
  const why = fault('share-corrupt', 'Cut off.');
  const { embed: other } = store({ ok: false, fault: why });
  await other.open('#v1');
  expect(other.getState()).toEqual({ kind: 'failed', fault: why });
});

it('tries a link again that took too long, and gives up in the end', async () => {
  const slow: Outcome<never> = { ok: false, fault: fault('share-too-large', 'Too long.') };
  const { embed, asked } = store(slow, { ok: true, value: held });
  await embed.open('#v1.a.b');
  expect([embed.getState().kind, asked.length]).toEqual(['playground', 2]);
  const { embed: other, asked: often } = store(slow);
  await other.open('#v1.a.b');
  expect([other.getState().kind, often.length]).toEqual(['failed', 3]);
});
