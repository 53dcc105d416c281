import { describe, expect, it } from 'vitest';
import fixtures from '../../lib/share/fixtures/links.v1.json' with { type: 'json' };
import { defaultSettings } from '../../lib/model/settings.ts';
import type { ShareSubject } from '../../lib/model/share.ts';
import { chooseTask } from '../../lib/prompt/tasks.ts';
import { createShareCore } from './core.ts';
import { exportedName } from './sniff.ts';

const core = createShareCore({ now: () => 0, readRun: () => null });
const [fixture] = fixtures;
const subject: ShareSubject = {
  task: chooseTask('npc'),
  columns: [{ kind: 'control', model: null, settings: null }],
  settings: defaultSettings,
  model: { engine: 'chorus', model: 'smollm2-135m', name: 'x' },
  recording: null,
  focus: null,
  personas: 'text',
};
const none = new Map();

describe('the share worker', () => {
  it('packs what it opens, as a link and as a file', async () => {
    const packed = await core.pack(subject, none);
    if (!packed.ok) throw new Error(packed.fault.message);
    const opened = await core.unpack(packed.value.fragment);
    const file = await core.packFile({ kind: 'playground', subject }, none);
    if (!file.ok || !opened.ok) throw new Error('not packed');
    expect(opened.value.recipe.task).toEqual(subject.task);
    expect(await core.unpackFile(new File([file.value], 'x.polyphony'))).toEqual({
      ok: true,
      value: { kind: 'playground', playground: opened.value },
    });
  });

  it('answers with a fault whatever it is given', async () => {
    const code = async (answer: ReturnType<typeof core.unpack | typeof core.unpackFile>) => {
      const outcome = await answer;
      return outcome.ok ? 'read' : outcome.fault.code;
    };
    expect(await code(core.unpack(fixture?.link ?? ''))).toBe('read');
    expect(await code(core.unpack('#v1.x'))).toBe('share-corrupt');
    expect(await code(core.unpackFile(new File(['PK'], 'a.polyphony')))).toBe('share-corrupt');
    expect(await code(core.unpackFile(new File(['<p>'], 'a.html')))).toBe('bad-input');
    expect(await code(core.unpackFile(new File(['GIF89a'], 'a.gif')))).toBe('bad-input');
    expect(await code(core.unpackFile(new File([], 'a')))).toBe('bad-input');
    const huge = { size: 2 ** 30, name: 'a.jsonl' } as File;
    expect(await code(core.unpackFile(huge))).toBe('share-too-large');
    const bad = await core.pack({ ...subject, columns: [] }, none);
    expect(bad).toMatchObject({ ok: false, fault: { code: 'bad-input' } });
  });

  it('tells exported files by what is in them when their name does not', () => {
    const named = (name: string, text: string) => exportedName(name, new TextEncoder().encode(text));
    expect(named('a.csv', '{')).toBe('a.csv');
    expect(named('answers', '\n {"a":1}')).toBe('answers.jsonl');
    expect(named('a.txt', '<!doctype html>')).toBe('a.txt.html');
    expect(named('a', 'PAR1x')).toBe('a.parquet');
    expect(named('a', '# Answers')).toBe('a.md');
    expect(named('a', 'a,b')).toBe('a.csv');
  });
});
