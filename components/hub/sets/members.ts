import type { RowRef } from '../../../lib/model/persona.ts';
import type { PersonaSet } from '../../../lib/model/shard.ts';

const sameRow = (a: RowRef, b: RowRef) => a.shard === b.shard && a.row === b.row;

export function isMember(set: PersonaSet, ref: RowRef): boolean {
  return set.members.some((member) => sameRow(member, ref));
}

/** The set with these rows at its end; those that it has stay where they are. */
export function withMembers(set: PersonaSet, refs: readonly RowRef[]): PersonaSet {
  const held = new Set(set.members.map(({ shard, row }) => `${shard}/${row}`));
  const added: RowRef[] = [];
  for (const { shard, row } of refs) {
    const key = `${shard}/${row}`;
    if (held.has(key)) continue;
    held.add(key);
    added.push({ shard, row });
  }
  return added.length === 0 ? set : { ...set, members: [...set.members, ...added] };
}

export function withoutMember(set: PersonaSet, ref: RowRef): PersonaSet {
  return { ...set, members: set.members.filter((member) => !sameRow(member, ref)) };
}

/** @param id a fresh one */
export function newSet(id: string, name: string, how: string, refs: readonly RowRef[], now: number): PersonaSet {
  return withMembers({ version: 1, id, name: name.trim(), createdAt: now, how, members: [] }, refs);
}

/** What is wrong with a set's name; null when nothing is. @param except the id of the set that is renamed */
export function nameProblem(name: string, sets: readonly PersonaSet[], except: string | null): string | null {
  const wanted = name.trim();
  if (wanted === '') return 'A set needs a name.';
  const taken = sets.some((set) => set.id !== except && set.name.toLowerCase() === wanted.toLowerCase());
  return taken ? 'Another set has this name.' : null;
}
