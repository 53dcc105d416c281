import type { PersonaId } from '../model/ids.ts';
import { defaultSettings } from '../model/settings.ts';
import type { SharedCell, SharedColumn, SharedFile, SharedPlayground } from '../model/share.ts';
import type { PersonaRow } from '../protocol/shards.ts';
import { personaId } from '../personas/normalise.ts';
import { chooseTask } from '../prompt/tasks.ts';

const source = { name: 'A village', hash: '0123456789abcdef', licence: 'CC0-1.0' };

/** A voice by its text. */
export function textVoice(text: string): SharedColumn {
  return { kind: 'persona', persona: { kind: 'text', text, source: null }, model: null, settings: null };
}

/** A voice by its content id. */
export function namedVoice(text: string): SharedColumn {
  return { kind: 'persona', persona: { kind: 'named', id: personaId(text), source }, model: null, settings: null };
}

export const sharedControl: SharedColumn = { kind: 'control', model: null, settings: null };

export function sharedCell(column: number, text: string): SharedCell {
  const numbers = { tokens: 3, tokensPerSecond: 12.5, device: 'cpu', threads: 2, quantisation: 'int8' } as const;
  return { column, repeat: 0, attempt: 0, text, finish: 'end', ...numbers };
}

/** A recipe of somebody's own model; its answers, one for each column, where there are texts. */
export function sharedPlayground(columns: readonly SharedColumn[], texts: readonly string[] = []): SharedPlayground {
  return {
    version: 1,
    recipe: {
      task: chooseTask('npc'),
      columns,
      settings: { ...defaultSettings, seed: 7 },
      model: { kind: 'own', name: 'Sender’s model' },
    },
    recording:
      texts.length === 0 ? null : { at: 1000, environment: null, cells: texts.map((text, i) => sharedCell(i, text)) },
    focus: null,
  };
}

export const asFile = (playground: SharedPlayground): SharedFile => ({ kind: 'playground', playground });

/** A row of the collection, as the shards worker tells of it. */
export function heldRow(text: string): PersonaRow {
  const ref = { shard: 'village' as never, row: 1 };
  return { ref, id: personaId(text), text, labels: { region: 'Europe', script: 'Latn' }, marks: [] };
}

export const idsOf = (...texts: string[]): PersonaId[] => texts.map(personaId);
