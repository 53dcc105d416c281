/** A model on the hub as a person names it. */
export type HubAddress =
  | {
      readonly ok: true;
      /** `owner/name`. */
      readonly repository: string;
      /** A branch, tag or commit; `main` unless the address says otherwise. */
      readonly revision: string;
      /** A GGUF or ONNX file inside; null for a whole ONNX export. */
      readonly path: string | null;
      readonly kind: 'gguf' | 'onnx';
    }
  | { readonly ok: false; readonly reason: string };

export const HUB_HOST = 'huggingface.co';

const refuse = (reason: string): HubAddress => ({ ok: false, reason });
/** What owners, repositories and revisions are written with on the hub. */
const namePart = /^[\w][\w.-]*$/;

/**
 * Reads `owner/repository/file.gguf`, `owner/repository` (an ONNX export), or the address of either on the hub. Asks
 * nothing of it.
 */
export function parseHubAddress(typed: string): HubAddress {
  const text = typed.trim();
  if (text === '') return refuse('Type owner/repository/file.gguf, or paste its address.');
  if (/^http:/i.test(text)) return refuse('The hub is asked over https only.');
  const [scheme] = /^[a-z]+:\/\//i.exec(text) ?? [];
  const rest = scheme === undefined ? text : text.slice(scheme.length);
  const bare = rest.replace(/[?#].*$/, '').replace(/\/+$/, '');
  const parts = bare.split('/');
  if (scheme !== undefined || parts[0]?.toLowerCase() === HUB_HOST) {
    if (scheme !== undefined && scheme.toLowerCase() !== 'https://') return refuse('The hub is asked over https only.');
    if (parts.shift()?.toLowerCase() !== HUB_HOST) return refuse(`Only addresses of ${HUB_HOST} can be used here.`);
  }
  const [owner = '', name = '', ...inside] = parts;
  if (!namePart.test(owner) || !namePart.test(name)) return refuse('Write it as owner/repository/file.gguf.');
  const linked = /^(?:resolve|blob|tree)$/.test(inside[0] ?? '') && inside.length > 1;
  const revision = linked ? (inside[1] ?? 'main') : 'main';
  const path = (linked ? inside.slice(2) : inside).join('/');
  if (!namePart.test(revision)) return refuse('The revision in this address cannot be used.');
  if (path.split('/').some((part) => part === '..' || part === '.'))
    return refuse('The path in this address cannot be used.');
  if (path === '') return { ok: true, repository: `${owner}/${name}`, revision, path: null, kind: 'onnx' };
  const kind = /\.gguf$/i.test(path) ? 'gguf' : /\.onnx$/i.test(path) ? 'onnx' : null;
  if (!kind) return refuse('The file must end in .gguf or .onnx.');
  return { ok: true, repository: `${owner}/${name}`, revision, path, kind };
}
