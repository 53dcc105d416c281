import { describe, expect, it } from 'vitest';
import type { ShardId } from '../../../lib/model/ids.ts';
import { cellKey } from '../../../lib/model/settings.ts';
import { linkSize, LONG_LINK_CHARS, VERY_LONG_LINK_CHARS } from '../../../lib/share/size.ts';
import { carried, ownModels, personaCounts, termsIn } from './carried.ts';
import { answerGroups, chosenCells, firstChoices, type ShareChoices, subjectOf, withKeys } from './choices.ts';
import { dayName, embedSnippet, linkOf, shareFileName, titleOf } from './link.ts';
import { playSource, runSource } from './share-source.ts';
import { advice, sizeText } from './size-words.ts';
import { cellOf, control, draft, playOf, run, server, voice } from './share.test-help.ts';

const done = [cellOf(2, 0), cellOf(0, 1), cellOf(0, 0)];
const failed = cellOf(1, 0, { state: 'failed' });
const places = (cells: readonly { column: number; repeat: number }[]) => cells.map((c) => cellKey(c.column, c.repeat));
const shards = new Map([['s1' as ShardId, { name: 'Bakers', licence: 'CC BY-NC-SA 4.0' }]]);

describe('what there is to share', () => {
  it('takes finished answers by column and repeat, and counts the rest', () => {
    const { answered, setUp, changes } = playSource(playOf([...done, failed]), draft, null);
    expect(places(answered?.cells ?? [])).toEqual(['0/0', '0/1', '2/0']);
    expect(answered?.leftOut).toBe(3);
    expect(setUp).toBe(draft);
    expect(changes).toEqual([]);
  });
  it('has no answers where none is finished', () => {
    expect(playSource(playOf([failed]), draft, null).answered).toBeNull();
    expect(playSource({ run: null, cells: new Map(), repeats: 1 }, draft, null).answered).toBeNull();
    expect(runSource(run, [], 4).answered).toBeNull();
  });
  it('says where the draft has left the answers, but not of one answer, which brings its own set-up', () => {
    const later = { ...draft, settings: { ...draft.settings, seed: 9 } };
    expect(playSource(playOf(done), later, null)).toMatchObject({ setUp: later, changes: ['seed'] });
    const focus = { column: 0, repeat: 1 };
    expect(playSource(playOf(done), later, focus)).toMatchObject({ setUp: run.spec, changes: [], focus });
  });
});

describe('choices', () => {
  const source = playSource(playOf([...done, failed]), draft, null);
  const all: ShareChoices = { what: 'answers', chosen: new Set(['0/0', '0/1', '2/0']), personas: 'text' };

  it('begin as preferred, at the answer that the dialog was opened at, or with the set-up where nothing else is', () => {
    expect(firstChoices(source, 'recipe')).toEqual({ ...all, what: 'recipe' });
    expect(firstChoices(source, 'answers')).toEqual(all);
    const at = { ...source, focus: { column: 0, repeat: 1 } };
    expect(firstChoices(at, 'recipe')).toEqual({ ...all, chosen: new Set(['0/1']) });
    expect(firstChoices(runSource(run, [], 4), 'answers').what).toBe('recipe');
  });

  it('send the draft alone, or the answers with the set-up that made them', () => {
    const later = { ...source, setUp: { ...draft, columns: [control] } };
    expect(subjectOf(later, { ...all, what: 'recipe' })).toEqual({
      ...later.setUp,
      recording: null,
      focus: null,
      personas: 'text',
    });
    const { columns, recording } = subjectOf(later, all);
    expect(columns).toBe(run.spec.columns);
    expect(recording?.run).toBe(run);
    expect(places(recording?.cells ?? [])).toEqual(['0/0', '0/1', '2/0']);
  });

  it('send the draft when no answer is ticked', () => {
    const later = { ...source, setUp: { ...draft, columns: [control] } };
    expect(subjectOf(later, { ...all, chosen: new Set() })).toMatchObject({ columns: [control], recording: null });
  });

  it('point at the answer that was opened, as long as it travels, or at the only one of several', () => {
    const at = { ...source, focus: { column: 2, repeat: 0 } };
    expect(subjectOf(at, all).focus).toEqual({ column: 2, repeat: 0 });
    expect(subjectOf(at, { ...all, chosen: new Set(['0/0', '0/1']) }).focus).toBeNull();
    expect(subjectOf(at, { ...all, what: 'recipe' }).focus).toBeNull();
    expect(subjectOf(source, { ...all, chosen: new Set(['0/1']) }).focus).toEqual({ column: 0, repeat: 1 });
    expect(subjectOf(playSource(playOf([cellOf(0, 0)]), draft, null), all).focus).toBeNull();
  });

  it('list answers under their voices, with their lengths', () => {
    expect(answerGroups(source).map(({ name, answers }) => [name, places(answers.map(({ key }) => at(key)))])).toEqual([
      ['baker', ['0/0', '0/1']],
      ['Control', ['2/0']],
    ]);
    expect(answerGroups(source)[0]?.answers[0]?.characters).toBe('Song 0/0'.length);
    expect(chosenCells(source, { ...all, chosen: withKeys(all.chosen, ['0/0', '2/0'], false) })).toHaveLength(1);
    expect(withKeys(new Set(), ['0/0'], true)).toEqual(new Set(['0/0']));
  });
});

function at(key: string) {
  const [column = 0, repeat = 0] = key.split('/').map(Number);
  return { column, repeat };
}

describe('what travels', () => {
  const source = playSource(playOf(done), draft, null);
  const subject = subjectOf(source, firstChoices(source, 'answers'));
  const lines = (of: typeof subject) => new Map(carried(of, shards));

  it('counts personas, each once, and those that can be named', () => {
    expect(personaCounts([...draft.columns, ...draft.columns], shards)).toEqual({ all: 2, held: 1 });
    expect(personaCounts(draft.columns, new Map())).toEqual({ all: 2, held: 0 });
    expect(lines(subject).get('Personas')).toBe('2 texts, and the control; the name and licence of Bakers');
    expect(lines({ ...subject, personas: 'named' }).get('Personas')).toMatch(/^1 name and 1 text, and the control/);
    expect(lines({ ...subject, columns: [control] }).get('Personas')).toBe('none: the control alone');
  });
  it('points out non-commercial collections, and keeps silent about those that are gone', () => {
    expect(termsIn([...draft.columns, voice('x', 'gone')], shards)).toEqual([
      { name: 'Bakers', licence: 'CC BY-NC-SA 4.0', nonCommercial: true, personas: 1 },
    ]);
  });
  it('names a model of one’s own without its server', () => {
    expect(ownModels(subject)).toEqual([]);
    const own = { ...subject, columns: [{ ...control, model: server }, control] };
    expect(ownModels(own)).toEqual(['llama3.2']);
    expect(lines(own).get('Models')).toBe('llama3.2, SmolLM2 135M Instruct (only the name)');
  });
  it('tells of browser and system with answers alone', () => {
    const environment = { app: '1', browser: 'Chromium 156', system: 'Linux', cores: 2, isolated: true, gpu: null };
    const recording = subject.recording && { ...subject.recording, run: { ...run, environment } };
    expect(lines({ ...subject, recording }).get('Made')).toBe('date and time, Chromium 156, Linux');
    expect(lines(subject).get('Made')).toMatch(/did not record/);
    expect(lines({ ...subject, recording: null }).has('Made')).toBe(false);
    expect(lines({ ...subject, recording: null }).has('Answers')).toBe(false);
  });
});

describe('size in words', () => {
  it('says what helps, as far as something is left', () => {
    expect(advice({ personas: 'text' }, { answers: 3, held: 2 })).toBe(
      'Take fewer answers, personas by name or the file.',
    );
    expect(advice({ personas: 'named' }, { answers: 1, held: 2 })).toBe('Take the set-up only or the file.');
    expect(advice({ personas: 'text' }, { answers: 0, held: 0 })).toBe('Take the file.');
  });
  it('warns above 2,000 and 4,000 characters', () => {
    const words = (characters: number) => sizeText(linkSize('x'.repeat(characters)), 'Take the file.');
    expect(words(LONG_LINK_CHARS)).toMatch(/^Short enough/);
    expect(words(LONG_LINK_CHARS + 1)).toMatch(/2,000.*Take the file\.$/);
    expect(words(VERY_LONG_LINK_CHARS + 1)).toMatch(/4,000.*Take the file\.$/);
  });
});

describe('what is handed on', () => {
  it('makes the link and a frame that cannot be broken out of', () => {
    expect(linkOf('https://example.org', '#v1.a.b')).toBe('https://example.org/#v1.a.b');
    const html = embedSnippet('https://example.org', '#v1.a.b', 'A "title" <b> & more');
    expect(html).toContain('src="https://example.org/embed#v1.a.b"');
    expect(html).toContain('title="A &quot;title&quot; &lt;b&gt; &amp; more"');
    expect(html).toMatch(/ sandbox="allow-scripts allow-same-origin /);
    expect(html).toContain(' loading="lazy"');
  });
  it('names files by task and day', () => {
    expect(dayName('Runs', new Date(2026, 0, 2).getTime())).toBe('Runs-2026-01-02.polyphony');
    const now = new Date(2026, 10, 22).getTime();
    expect(shareFileName({ task: draft.task, recording: null }, now)).toBe('Math-problem-2026-11-22.polyphony');
    expect(shareFileName({ task: draft.task, recording: { run, cells: [] } }, now)).toBe(
      'Math-problem-2026-11-21.polyphony',
    );
    expect(titleOf(draft)).toBe('Polyphony: Math problem');
  });
});
