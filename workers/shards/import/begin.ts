import { badInput, fault, FaultError } from '../../../lib/model/fault.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import { Chain } from '../../../lib/personas/importing/chain.ts';
import { IMPORTER_VERSION } from '../../../lib/personas/importing/importer-version.ts';
import { type ImportRequest, matchFiles } from '../../../lib/personas/importing/request.ts';
import type { ImportPlan, ImportSource } from '../../../lib/protocol/shards.ts';
import type { ImportJournal } from '../../../lib/store/ports.ts';
import type { Adopted } from './adopt.ts';

/** @throws FaultError `bad-input` for a plan that cannot be carried out */
export function checkPlan(source: ImportSource, { mapping, name }: ImportPlan): void {
  if (source.kind === 'files' && source.files.length === 0) throw badInput('Choose a file.');
  if (mapping.text === '') throw badInput('Choose the field with the persona’s text.');
  if (name.trim() === '') throw badInput('Give these personas a name.');
  const names = new Set(mapping.columns.map((column) => column.name));
  if (names.size < mapping.columns.length) throw badInput('Two attributes have the same name.');
}

/** What the journal keeps of it. */
export function requestOf(source: ImportSource, { shape, mapping }: ImportPlan): ImportRequest {
  const marks = source.kind === 'files' && source.files.map((file) => ({ name: file.name, bytes: file.size }));
  return {
    version: 1,
    source: marks ? { kind: 'files', files: marks } : (source as ImportRequest['source']),
    shape,
    mapping,
  };
}

/** An import before its first row. */
export function beginning(
  shard: ShardId,
  request: ImportRequest,
  plan: ImportPlan,
  bytesTotal: number | null,
  createdAt: number,
): Adopted {
  const info: ShardInfo = {
    version: 2,
    id: shard,
    name: plan.name.trim(),
    source: plan.source,
    licence: plan.licence,
    count: 0,
    bytes: 0,
    hash: '',
    importerVersion: IMPORTER_VERSION,
    createdAt,
    columns: plan.mapping.columns.map(({ name, kind, role }) => ({ name, kind, role })),
    duplicates: 0,
    rejected: 0,
    state: 'importing',
    deletedAt: null,
  };
  const none = { rows: 0, kept: 0, duplicates: 0, rejected: 0, bytesRead: 0, chain: new Chain().toString() };
  const journal = { version: 1, shard, state: 'running', request, ...none, bytesTotal, fault: null } as const;
  return { info, journal, marks: [], lastPart: null };
}

/**
 * The source of an import that goes on.
 * @param files chosen again, or still at hand
 * @throws FaultError `bad-input` when files are missing, `source-changed` when one has another size than before
 */
export function sourceAgain(request: ImportRequest, files: readonly File[], journal: ImportJournal): ImportSource {
  const { source } = request;
  if (source.kind !== 'files') return source;
  const found = matchFiles(source.files, files);
  const missing = source.files.filter((_, i) => !found[i]).map(({ name }) => `“${name}”`);
  if (missing.length > 0) throw badInput(`Choose ${missing.join(', ')} again.`);
  const again = found.filter((file) => file !== null);
  const other = source.files.find(({ bytes }, i) => again[i]?.size !== bytes);
  // A file that broke off is replaced by a whole one; whether its rows are the same shows as they are read.
  if (other && journal.fault?.code !== 'file-corrupt') {
    const message = `“${other.name}” is not the file that the import began with: its size is another.`;
    throw new FaultError(fault('source-changed', message));
  }
  return { kind: 'files', files: again };
}
