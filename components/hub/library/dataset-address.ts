import { HUB_HOST } from '../../../lib/catalogue/hub-address.ts';

/** A data set on the hub as a person names it. */
export type DatasetAddress =
  | {
      readonly ok: true;
      /** `owner/name`. */
      readonly dataset: string;
      /** A branch, tag or commit; `main` unless the address says otherwise. */
      readonly revision: string;
      /** A file or folder inside; empty for all. */
      readonly path: string;
    }
  | { readonly ok: false; readonly reason: string };

const refuse = (reason: string): DatasetAddress => ({ ok: false, reason });
const HOW = 'Write it as owner/name, or paste the address of its page.';
/** What owners, names and revisions are written with on the hub. */
const part = /^\w[\w.-]*$/;

/** Reads `owner/name`, or the address of a data set's page, folder or file on the hub. Asks nothing of it. */
export function parseDatasetAddress(typed: string): DatasetAddress {
  const text = typed.trim();
  if (text === '') return refuse(HOW);
  const [scheme] = /^[a-z]+:\/\//i.exec(text) ?? [];
  const parts = text
    .slice(scheme?.length ?? 0)
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .split('/');
  const hosted = parts[0]?.toLowerCase() === HUB_HOST;
  if (scheme !== undefined && scheme.toLowerCase() !== 'https://') return refuse('The hub is asked over https only.');
  if (scheme !== undefined && !hosted) return refuse(`Only addresses of ${HUB_HOST} can be used here.`);
  if (hosted) parts.shift();
  if (parts[0] === 'datasets') parts.shift();
  else if (hosted) return refuse('This is no data set: its address has “datasets” after the host.');
  const [owner = '', name = '', ...inside] = parts;
  if (!part.test(owner) || !part.test(name)) return refuse(HOW);
  const linked = /^(?:resolve|blob|tree)$/.test(inside[0] ?? '') && inside.length > 1;
  const revision = linked ? (inside[1] ?? 'main') : 'main';
  if (!part.test(revision)) return refuse('The revision in this address cannot be used.');
  const path = (linked ? inside.slice(2) : []).join('/');
  return { ok: true, dataset: `${owner}/${name}`, revision, path: decoded(path) };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
