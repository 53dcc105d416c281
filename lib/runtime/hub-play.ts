import type { Persona } from '../model/persona.ts';
import type { Column, Run } from '../model/run.ts';
import { MAX_COLUMNS } from '../model/settings.ts';
import { tasks } from '../prompt/tasks.ts';
import type { PersonaRow } from '../protocol/shards.ts';
import type { RunStore } from '../store/ports.ts';

/** A row as Play has it: the labels of the text itself say nothing of the person. */
export function personaOf({ id, text, labels, ref }: PersonaRow): Persona {
  const ofTheText = new Set<string>(['textLanguage', 'script']);
  const person = Object.fromEntries(Object.entries(labels).filter(([name]) => !ofTheText.has(name)));
  return { id, text, labels: person, shard: ref.shard };
}

/** The columns with as many of these personas as fit, before the controls that stand last; none twice. */
export function columnsWith(
  columns: readonly Column[],
  rows: readonly PersonaRow[],
): { readonly columns: readonly Column[]; readonly added: number } {
  const there = new Set(columns.flatMap((column) => (column.kind === 'persona' ? [column.persona.id] : [])));
  const fresh = [...new Map(rows.map((row) => [row.id, row])).values()]
    .filter(({ id }) => !there.has(id))
    .slice(0, Math.max(0, MAX_COLUMNS - columns.length))
    .map((row): Column => ({ kind: 'persona', persona: personaOf(row), model: null, settings: null }));
  const end = columns.findLastIndex((column) => column.kind !== 'control') + 1;
  return { columns: columns.toSpliced(end, 0, ...fresh), added: fresh.length };
}

// As many as a user may look through; each is a small record.
const RUNS_READ = 500;

/** Runs in which the persona was a voice, newest first. Rejects with a FaultError as the store does. */
export async function usesOf(
  row: Pick<PersonaRow, 'id'>,
  runs: Pick<RunStore, 'listRuns'>,
): Promise<readonly { readonly run: string; readonly at: number; readonly task: string }[]> {
  const isVoice = ({ spec }: Run) =>
    spec.columns.some((column) => column.kind === 'persona' && column.persona.id === row.id);
  return (await runs.listRuns(RUNS_READ))
    .filter(isVoice)
    .map(({ id, createdAt, spec }) => ({ run: id, at: createdAt, task: tasks[spec.task.id].name }));
}
