import { badInput } from '../../../lib/model/fault.ts';
import { parseHubAddress } from '../../../lib/personas/formats/hub-address.ts';
import { hubFileUrl } from './hub-dataset.ts';
import type { SourceFile } from './ports.ts';
import { remoteFile } from './remote-file.ts';
import type { Fetch } from './requests.ts';

/**
 * A file behind an address of the web. A file's page on the hub is taken for the file.
 * @throws FaultError `bad-input` for what is no address; else as `remoteFile`
 */
export async function urlFile(address: string, fetch: Fetch, signal: AbortSignal): Promise<SourceFile> {
  const hub = parseHubAddress(address);
  if (hub?.path) return remoteFile(hubFileUrl(hub.dataset, hub.revision, hub.path), hub.path, null, fetch, signal);
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw badInput(`“${address}” is not an address of the web.`);
  const last = url.pathname.split('/').findLast((part) => part !== '') ?? url.hostname;
  return remoteFile(url.href, decodeName(last), null, fetch, signal);
}

function decodeName(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
