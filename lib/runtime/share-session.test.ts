import { afterEach, describe, expect, it } from 'vitest';
import { fault } from '../model/fault.ts';
import type { PersonaId } from '../model/ids.ts';
import type { SharedFile, SharedPlayground } from '../model/share.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { PersonaRow } from '../protocol/shards.ts';
import { createMemoryStores } from '../store/memory.ts';
import type { ModelsState } from './models-state.ts';
import { openSession } from './session.test-help.ts';
import { ShareSession } from './share-session.ts';
import { heldRow, idsOf, namedVoice, sharedControl, sharedPlayground, textVoice } from './share-session.test-help.ts';
import type { Opened } from './share-state.ts';

const sessions: ShareSession[] = [];
afterEach(() => {
  for (const session of sessions.splice(0)) session.dispose();
});

/** A session over the production Play session, scripted engines and these links and rows. */
async function open(links: Record<string, SharedPlayground>, rows: readonly PersonaRow[] = []) {
  const play = await openSession();
  const asked: { readonly ids: readonly PersonaId[]; readonly among: readonly string[] | null }[] = [];
  const waiting: (() => void)[] = [];
  const made = { slow: false, chosen: [] as string[], catalogues: 0, file: null as Outcome<SharedFile> | null };
  const models: ModelsState = { entries: [], catalogue: 'unread', chosen: 'scripted/scripted' } as never;
  const answer = <T>(value: T) =>
    made.slow ? new Promise<T>((resolve) => waiting.push(() => resolve(value))) : Promise.resolve(value);
  const session = new ShareSession({
    client: {
      unpack: (fragment) => {
        const found = links[fragment];
        return answer(
          found
            ? { ok: true, value: found }
            : { ok: false, fault: fault('share-corrupt', 'This link cannot be read.') },
        );
      },
      unpackFile: () => answer(made.file ?? { ok: false, fault: fault('share-corrupt', 'No file.') }),
      pack: () => Promise.resolve({ ok: true, value: { fragment: '#v1', plainBytes: 1 } }),
      packFile: () => Promise.resolve({ ok: true, value: new Blob() }),
      dispose: () => undefined,
    },
    runs: () => Promise.resolve(play.runs),
    shards: {
      byIds: (ids, among) => {
        asked.push({ ids, among });
        const held = among === null || among.includes('0123456789abcdef') ? rows : [];
        return Promise.resolve({ ok: true, value: ids.map((id) => held.find((row) => row.id === id) ?? null) });
      },
      sample: (_shard, count) =>
        Promise.resolve({
          ok: true,
          value: play
            .state()
            .columns.flatMap((column) => (column.kind === 'persona' ? [column.persona] : []))
            .slice(0, count),
        }),
      call: () => Promise.resolve({ ok: true, value: [] as never }),
    },
    models: {
      getState: () => models,
      subscribe: () => () => undefined,
      actions: { openCatalogue: () => void (made.catalogues += 1), choose: (key) => void made.chosen.push(key) },
    },
    play: play.session,
    startFar: () => {
      throw new Error('nothing is fetched in these tests');
    },
    now: () => 5000,
  });
  sessions.push(session);
  play.session.subscribe(() => session.playChanged(play.state()));
  const shown = (kind: Opened['kind']) =>
    new Promise<Opened>((resolve) => {
      const look = () => {
        const { opened } = session.getState();
        if (opened?.kind !== kind) return;
        stop();
        resolve(opened);
      };
      const stop = session.subscribe(look);
      look();
    });
  const playground = async () => {
    const opened = await shown('playground');
    if (opened.kind !== 'playground') throw new Error('nothing');
    return opened;
  };
  const texts = () => play.state().columns.map((column) => (column.kind === 'persona' ? column.persona.text : null));
  // The voices of a first visit are read in the background.
  for (let i = 0; i < 5; i++) await Promise.resolve();
  return { session, actions: session.actions, play, asked, made, waiting, shown, playground, texts };
}

async function value<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const got = await outcome;
  if (!got.ok) throw new Error(got.fault.message);
  return got.value;
}

describe('looking', () => {
  it('tells what a link holds and changes nothing', async () => {
    const { actions, play, playground, made } = await open({
      a: sharedPlayground([textVoice('A smith'), sharedControl], ['x', 'y']),
    });
    const before = play.state();
    actions.openLink('a');
    const opened = await playground();
    expect(opened.personas.map((persona) => persona?.text)).toEqual(['A smith', undefined]);
    expect(opened.models).toEqual([{ model: { kind: 'own', name: 'Sender’s model' }, entry: null }]);
    expect(opened.recorded?.run).toMatchObject({ recorded: 'link', createdAt: 1000 });
    expect(opened.recorded?.cells.map(({ text, state, usage }) => [text, state, usage?.decodeMs])).toEqual([
      ['x', 'done', 160],
      ['y', 'done', 160],
    ]);
    expect(play.state()).toBe(before);
    expect(await play.runs.listRuns(9)).toEqual([]);
    expect(made).toMatchObject({ chosen: [], catalogues: 0 });
  });

  it('tells why a link cannot be read', async () => {
    const { actions, shown } = await open({});
    actions.openLink('nothing');
    expect(await shown('failed')).toMatchObject({ fault: { code: 'share-corrupt' }, from: { fragment: 'nothing' } });
  });

  it('shows the link that was asked for last, also when an earlier one is read later', async () => {
    const { actions, playground, made, waiting, session } = await open({
      a: sharedPlayground([textVoice('A')]),
      b: sharedPlayground([textVoice('B')]),
    });
    made.slow = true;
    actions.openLink('a');
    actions.openLink('b');
    waiting[1]?.();
    expect((await playground()).from).toEqual({ kind: 'link', fragment: 'b' });
    waiting[0]?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(session.getState().opened?.from).toEqual({ kind: 'link', fragment: 'b' });
    actions.close();
    expect(session.getState().opened).toBeNull();
  });

  it('finds named voices in their collection first, then anywhere, and says which are not held', async () => {
    const { actions, playground, asked } = await open(
      { a: sharedPlayground([namedVoice('A smith'), namedVoice('A ghost'), textVoice('Somebody')]) },
      [heldRow('A smith')],
    );
    actions.openLink('a');
    const { personas } = await playground();
    expect(personas.map((persona) => persona?.shard)).toEqual(['village', undefined, null]);
    expect(personas[0]?.labels).toEqual({ region: 'Europe' });
    expect(asked).toEqual([
      { ids: idsOf('A smith', 'A ghost', 'Somebody'), among: ['0123456789abcdef'] },
      { ids: idsOf('A ghost'), among: null },
    ]);
  });

  it('looks for nothing where all voices are texts of nobody’s collection', async () => {
    const { actions, playground, asked } = await open({ a: sharedPlayground([textVoice('Somebody')]) });
    actions.openLink('a');
    await playground();
    expect(asked).toEqual([]);
  });
});

describe('toPlay', () => {
  it('puts the recipe on Play without voices that are not held, and takes it back', async () => {
    const { actions, play, playground, texts } = await open({
      a: sharedPlayground([namedVoice('A ghost'), textVoice('A smith'), sharedControl]),
    });
    const before = texts();
    actions.openLink('a');
    await playground();
    const { undo } = await value(actions.toPlay());
    expect(texts()).toEqual(['A smith', null]);
    expect(play.state().settings.seed).toBe(7);
    expect(play.state().run).toBeNull();
    undo();
    expect(texts()).toEqual(before);
    expect(play.state().settings.seed).toBe(1);
  });

  it('refuses a recipe none of whose voices is held', async () => {
    const { actions, playground, texts } = await open({ a: sharedPlayground([namedVoice('A ghost')]) });
    const before = texts();
    actions.openLink('a');
    await playground();
    expect(await actions.toPlay()).toMatchObject({ ok: false, fault: { code: 'bad-input' } });
    expect(texts()).toEqual(before);
  });
});

describe('unsaved', () => {
  it('is the draft that no run has, and what is being written', async () => {
    const { actions, play, playground } = await open({ a: sharedPlayground([textVoice('A smith')]) });
    // At once: the first voices are waited for.
    expect(await actions.unsaved()).toBeNull();
    play.actions.setSettings({ ...play.state().settings, seed: 99 });
    expect(await actions.unsaved()).toBe('draft');
    play.actions.generate();
    expect(await actions.unsaved()).toBe('writing');
    await play.quiet();
    expect(await actions.unsaved()).toBeNull();
    // What was opened can be opened again.
    actions.openLink('a');
    await playground();
    await value(actions.toPlay());
    expect(await actions.unsaved()).toBeNull();
    play.actions.setSettings({ ...play.state().settings, seed: 100 });
    expect(await actions.unsaved()).toBe('draft');
  });
});

describe('runHere', () => {
  it('keeps the recording, runs its recipe and compares the two; undo brings the screen back', async () => {
    const { actions, play, playground, session, texts } = await open({
      a: sharedPlayground([textVoice('A smith'), sharedControl], ['x', 'y']),
    });
    play.actions.generate();
    const before = texts();
    const first = (await play.quiet()).run;
    actions.openLink('a');
    const { recorded } = await playground();
    const { undo } = await value(actions.runHere());
    expect(play.state().run?.reproduces).toBe(recorded?.run.id);
    await play.quiet();
    await new Promise((resolve) => setImmediate(resolve));
    expect(session.getState().reproduction).toMatchObject({ identical: 0, different: 2 });
    expect((await play.runs.listRuns(9)).filter(({ recorded: from }) => from === 'link').length).toBe(1);
    undo();
    await play.until(({ run, settings }) => run?.id === first?.id && settings.seed === 1);
    expect(texts()).toEqual(before);
    expect((await play.runs.listRuns(9)).length).toBe(3);
  });

  it('is refused while a voice is missing: answers would be compared with another voice’s', async () => {
    const { actions, play, playground } = await open({
      a: sharedPlayground([namedVoice('A ghost'), sharedControl], ['x', 'y']),
    });
    actions.openLink('a');
    await playground();
    expect(await actions.runHere()).toMatchObject({ ok: false, fault: { code: 'bad-input' } });
    expect(play.state().run).toBeNull();
    expect(await play.runs.listRuns(9)).toEqual([]);
  });
});

describe('keep', () => {
  it('keeps a recording once, however often it is opened', async () => {
    const { actions, play, playground } = await open({
      a: sharedPlayground([textVoice('A smith')], ['x']),
      b: { ...sharedPlayground([textVoice('A smith')], ['x']), focus: { column: 0, repeat: 0 } },
      c: sharedPlayground([textVoice('A smith')], ['z']),
    });
    const kept = [];
    for (const link of ['a', 'a', 'b', 'c']) {
      actions.openLink(link);
      await playground();
      kept.push((await value(actions.keep())).length);
    }
    expect(kept).toEqual([1, 0, 0, 1]);
    expect((await play.runs.listRuns(9)).length).toBe(2);
  });

  it('keeps runs of a file, and leaves those that are here as they are', async () => {
    const { actions, play, made, shown, session } = await open({});
    const { runs: elsewhere } = createMemoryStores();
    const other = await openSession(elsewhere);
    other.actions.generate();
    const run = (await other.quiet()).run;
    if (!run) throw new Error('no run');
    const cells = await elsewhere.cellsOf(run.id);
    made.file = { ok: true, value: { kind: 'runs', runs: [{ run, cells }] } };
    actions.openFile(new File([], 'runs.polyphony'));
    expect(await shown('runs')).toMatchObject({ known: 0 });
    expect(await value(actions.keep())).toEqual([run.id]);
    expect(session.getState().opened).toMatchObject({ kind: 'runs', known: 1 });
    expect(await play.runs.getRun(run.id)).toEqual({ ...run, recorded: 'file' });
    expect(await play.runs.cellsOf(run.id)).toEqual(cells);
    const [first] = cells;
    if (!first) throw new Error('no cell');
    await play.runs.putCells([{ ...first, vote: 1 }]);
    actions.openFile(new File([], 'runs.polyphony'));
    await shown('reading');
    expect(await shown('runs')).toMatchObject({ known: 1 });
    expect(await value(actions.keep())).toEqual([]);
    expect((await play.runs.cellsOf(run.id))[0]?.vote).toBe(1);
  });
});
