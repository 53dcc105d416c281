import { readExported } from '../../lib/export/read-exported.ts';
import type { KeptRun, SharedFile } from '../../lib/model/share.ts';
import { fault, FaultError } from '../../lib/model/fault.ts';
import type { ShareFileSubject, ShareSources, ShareWorkerApi } from '../../lib/protocol/share.ts';
import { sharedSubject } from '../../lib/share/compose.ts';
import { packFile, startsLikeFile, unpackFile } from '../../lib/share/file.ts';
import { MAX_FILE_PLAIN_BYTES } from '../../lib/share/limits.ts';
import { packLink, unpackLink } from '../../lib/share/link.ts';
import { outcome } from '../serve.ts';
import { exportedName } from './sniff.ts';

export interface ShareWorld {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Takes a run from outside apart; null for what is none. */
  readonly readRun: (value: unknown) => KeptRun | null;
}

/** The share worker without its worker: it fetches nothing and keeps nothing. */
export function createShareCore({ now, readRun }: ShareWorld): ShareWorkerApi {
  return {
    ping: () => Promise.resolve(),
    pack: (subject, sources) => outcome(() => packLink(sharedSubject(subject, sources))),
    unpack: (fragment) => outcome(() => unpackLink(fragment, now)),
    packFile: (file, sources) =>
      outcome(async () => new Blob([await packFile(contentOf(file, sources))], { type: 'application/gzip' })),
    unpackFile: (file) => outcome(() => read(file, readRun)),
  };
}

function contentOf(file: ShareFileSubject, sources: ShareSources): SharedFile {
  return file.kind === 'runs' ? file : { kind: 'playground', playground: sharedSubject(file.subject, sources) };
}

async function read(file: File, readRun: ShareWorld['readRun']): Promise<SharedFile> {
  if (file.size > MAX_FILE_PLAIN_BYTES) {
    const most = `${MAX_FILE_PLAIN_BYTES / 1024 / 1024} MiB`;
    throw new FaultError(fault('share-too-large', `Files of more than ${most} are not read.`));
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (startsLikeFile(bytes)) return unpackFile(bytes, readRun);
  if (/\.polyphony$/i.test(file.name)) {
    throw new FaultError(fault('share-corrupt', 'This file cannot be read: it is no .polyphony file any more.'));
  }
  const runs = await readExported({ name: exportedName(file.name, bytes), bytes }, readRun);
  return { kind: 'runs', runs };
}
