import type { ShardStore } from '../../../lib/store/ports.ts';
import type { FileStore } from '../../models/ports.ts';
import { decisionHead, readDecision, writeDecision } from './decision-bytes.ts';

/** Copies of decisions about personas, a file each. */
export interface DecisionCopies {
  /** Writes the copies that are missing, and renews those of decisions that changed. */
  sync(): Promise<void>;
  /** Puts decisions back that the database lost. @returns how many */
  rebuild(): Promise<number>;
  remove(id: string): Promise<void>;
}

const ROOT = 'decisions';
const fileOf = (id: string) => `${ROOT}/${encodeURIComponent(id)}`;
/** A copy on its way: no decision, whatever its name. */
const DRAFT = '.new';

export function createDecisionCopies(
  store: Pick<ShardStore, 'listDecisions' | 'putDecision'>,
  files: FileStore,
): DecisionCopies {
  /** Heads as they were last written or found, to spare reading the files at each change. */
  const known = new Map<string, string>();

  /** @returns whether there was room for it */
  async function written(path: string, bytes: Uint8Array): Promise<boolean> {
    const draft = `${path}${DRAFT}`;
    try {
      const sink = await files.write(draft, 0);
      try {
        await sink.write(bytes);
      } finally {
        await sink.close();
      }
      await files.move(draft, path);
      return true;
    } catch {
      await files.remove(draft);
      return false;
    }
  }

  return {
    async sync() {
      for (const decision of await store.listDecisions()) {
        const head = decisionHead(decision);
        if (head === null || known.get(decision.id) === head) continue;
        const path = fileOf(decision.id);
        const file = await files.open(path);
        const line = new TextEncoder().encode(`${head}\n`).length;
        if ((await file?.slice(0, line).text()) !== `${head}\n`) {
          const bytes = await writeDecision(decision);
          // A full disk goes without: then the rows come back with a wiped database.
          if (bytes === null || !(await written(path, bytes))) continue;
        }
        known.set(decision.id, head);
      }
    },
    async rebuild() {
      const there = new Set((await store.listDecisions()).map(({ id }) => id));
      let back = 0;
      for (const { path } of await files.list(ROOT)) {
        const id = decodeURIComponent(path.slice(ROOT.length + 1));
        const file = id.endsWith(DRAFT) || there.has(id) ? null : await files.open(path);
        const decision = file && (await readDecision(file));
        // One that cannot be read stays: a newer version of this app may have written it.
        if (decision?.id !== id) continue;
        await store.putDecision(decision);
        back += 1;
      }
      return back;
    },
    async remove(id) {
      known.delete(id);
      await files.remove(fileOf(id));
    },
  };
}
