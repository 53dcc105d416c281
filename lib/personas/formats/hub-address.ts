/** A data set on the hub, and a file of it where the address names one. */
export interface HubAddress {
  /** `owner/name` */
  readonly dataset: string;
  /** A branch, tag or commit. */
  readonly revision: string;
  readonly path: string | null;
}

const DATASET = /^[\w.-]+\/[\w.-]+$/;

/** Whether a name can be that of a data set. */
export function isDatasetName(name: string): boolean {
  return DATASET.test(name) && !name.split('/').some((part) => /^\.+$/.test(part));
}

/**
 * Reads what people copy: `owner/name`, `datasets/owner/name`, or the address of a data set's page or file on the hub. Null for
 * anything else.
 */
export function parseHubAddress(text: string): HubAddress | null {
  const typed = text.trim();
  const inside = /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/(datasets\/.*)$/i.exec(typed)?.[1] ?? typed;
  const isAddress = inside !== typed;
  const parts = (inside.split(/[?#]/)[0] ?? '')
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  if (parts[0] === 'datasets') parts.shift();
  else if (isAddress || parts.length !== 2 || typed.includes(':')) return null;
  const [owner, name, place, revision, ...path] = parts;
  const dataset = `${owner ?? ''}/${name ?? ''}`;
  if (!isDatasetName(dataset)) return null;
  if (place === undefined) return { dataset, revision: 'main', path: null };
  if (place === 'tree' && revision !== undefined) return { dataset, revision, path: null };
  if (!['blob', 'resolve', 'raw'].includes(place) || revision === undefined || path.length === 0)
    return { dataset, revision: 'main', path: null };
  return { dataset, revision, path: path.join('/') };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
