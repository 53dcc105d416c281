import type { CellDevice, ComputeDevice } from '../../../lib/model/made-on.ts';
import type { Cell } from '../../../lib/model/run.ts';
import type { CellLikeness, Reproduction, RunDifference } from '../../../lib/model/share.ts';
import { formatCount, formatRate, plural } from '../../ui/format.ts';
import { tokensPerSecond } from '../../play/draft.ts';

/** `3 identical · 1 same for its first 120 characters · 2 different · 1 to come`. */
export function summaryText(reproduction: Reproduction, running: boolean): string {
  const { cells, identical, prefix, different, open } = reproduction;
  const [only] = [...cells.values()].flatMap(({ likeness }) => (likeness.kind === 'prefix' ? [likeness] : []));
  return [
    identical > 0 && `${identical} identical`,
    prefix === 1 && only && `1 same for its first ${plural(only.characters, 'character')}`,
    prefix > 1 && `${prefix} the same at the start`,
    different > 0 && `${different} different`,
    open > 0 && `${open} ${running ? 'to come' : 'not compared'}`,
  ]
    .filter((part) => typeof part === 'string')
    .join(' · ');
}

/** On an answer, as short as it can be. */
export function likenessText(likeness: CellLikeness): string {
  return likeness.kind === 'prefix' ? 'same start' : likeness.kind === 'open' ? 'not compared' : likeness.kind;
}

/** In a sentence about one answer. */
export function likenessSentence(likeness: CellLikeness): string {
  switch (likeness.kind) {
    case 'identical':
      return 'The same as the recorded one, character by character.';
    case 'prefix':
      return `The same as the recorded one for its first ${plural(likeness.characters, 'character')}.`;
    case 'different':
      return 'Different from the recorded one.';
    case 'open':
      return 'Not made here yet, so there is nothing to compare.';
  }
}

export const differenceNames: Readonly<Record<RunDifference['what'], string>> = {
  model: 'Model',
  engine: 'Engine',
  quantisation: 'Weights',
  device: 'Computed on',
  threads: 'Threads',
  browser: 'Browser',
  system: 'System',
  gpu: 'GPU',
  app: 'Polyphony',
  settings: 'Settings',
};

/** `browser, threads and settings`; empty when nothing is known to differ. */
export function differingText(differences: readonly RunDifference[]): string {
  const names = differences.map(({ what }) => {
    const name = differenceNames[what];
    return what === 'gpu' || what === 'app' ? name : name.toLowerCase();
  });
  const last = names.pop();
  if (last === undefined) return '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

const devices: Readonly<Record<ComputeDevice, string>> = {
  cpu: 'processor',
  gpu: 'GPU',
  remote: 'a server',
  browser: 'the browser’s own model',
};

/** `processor, 2 threads, int8`. */
export function deviceText({ device, threads, quantisation }: CellDevice): string {
  return [devices[device], threads !== null && plural(threads, 'thread'), quantisation]
    .filter((part) => typeof part === 'string')
    .join(', ');
}

/** What was measured of one answer and where it was computed; nothing that nobody told. */
export function cellFacts(cell: Cell): string {
  const rate = tokensPerSecond(cell);
  return [
    cell.by.name,
    cell.tokens !== null && cell.tokens > 0 && `${formatCount(cell.tokens)} tokens`,
    rate !== null && `${formatRate(rate)} tokens/s`,
    cell.on && deviceText(cell.on),
    cell.attempt > 0 && `take ${cell.attempt + 1}`,
  ]
    .filter((part) => typeof part === 'string')
    .join(' · ');
}
