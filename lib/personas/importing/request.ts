import * as v from 'valibot';
import { fileFormats } from '../../model/file-shape.ts';
import type { FileShape, Mapping } from '../../model/file-shape.ts';
import { labelNames } from '../../model/persona.ts';

/** What an import was asked for, as its journal keeps it: everything but the files themselves. */
export interface ImportRequest {
  readonly version: 1;
  readonly source:
    | { readonly kind: 'files'; readonly files: readonly FileMark[] }
    | { readonly kind: 'url'; readonly url: string }
    | { readonly kind: 'hub'; readonly dataset: string; readonly revision: string; readonly paths: readonly string[] };
  readonly shape: FileShape;
  readonly mapping: Mapping;
}

/** By which a file that the user chose is known again. */
export interface FileMark {
  readonly name: string;
  readonly bytes: number;
}

const texts = v.array(v.string());
const columnShape = v.object({
  name: v.string(),
  kind: v.picklist(['category', 'integer', 'text']),
  role: v.nullable(v.picklist(labelNames)),
  field: v.string(),
});
const requestShape: v.GenericSchema<unknown, ImportRequest> = v.object({
  version: v.literal(1),
  source: v.variant('kind', [
    v.object({ kind: v.literal('files'), files: v.array(v.object({ name: v.string(), bytes: v.number() })) }),
    v.object({ kind: v.literal('url'), url: v.string() }),
    v.object({ kind: v.literal('hub'), dataset: v.string(), revision: v.string(), paths: texts }),
  ]),
  shape: v.object({
    format: v.picklist(fileFormats),
    compression: v.picklist(['none', 'gzip', 'zstd']),
    encoding: v.picklist(['utf-8', 'utf-16le', 'utf-16be']),
    header: v.boolean(),
  }),
  mapping: v.object({ text: v.string(), columns: v.array(columnShape) }),
});

/** What a journal keeps; null when this version cannot read it. */
export function readRequest(record: unknown): ImportRequest | null {
  const found = v.safeParse(requestShape, record);
  return found.success ? found.output : null;
}

/**
 * The files that an import was begun with, in its order, among those that the user chose again; null where one is
 * missing. Of several files of one name, those of the same size come first.
 */
export function matchFiles<F extends { readonly name: string; readonly size: number }>(
  wanted: readonly FileMark[],
  chosen: readonly F[],
): readonly (F | null)[] {
  const left = [...chosen];
  const take = (fits: (file: F) => boolean): F | null => {
    const at = left.findIndex(fits);
    return at < 0 ? null : (left.splice(at, 1)[0] ?? null);
  };
  const exact = wanted.map(({ name, bytes }) => take((file) => file.name === name && file.size === bytes));
  return wanted.map(({ name }, i) => exact[i] ?? take((file) => file.name === name));
}
