import type { Outcome } from '../../lib/protocol/engine.ts';
import type { ShardsWorkerApi } from '../../lib/protocol/shards.ts';
import { outcome } from '../serve.ts';

/** The methods that answer an outcome. */
type Asked = Omit<ShardsWorkerApi, 'connect' | 'ping'>;

/** The worker's methods as the rooms have them: they answer plainly and throw FaultErrors. */
export type ShardsRoom<K extends keyof Asked = keyof Asked> = {
  readonly [M in K]: Asked[M] extends (...args: infer A) => Promise<Outcome<infer T>>
    ? (...args: A) => Promise<T>
    : never;
};

/** The same methods for the page, with faults as data. `before` runs first at each call. */
export function answering(room: ShardsRoom, before: () => Promise<void>): Asked {
  const wrap =
    <A extends unknown[], T>(work: (...args: A) => Promise<T>) =>
    (...args: A): Promise<Outcome<T>> =>
      outcome(async () => {
        await before();
        return work(...args);
      });
  return {
    ensureStarter: wrap(room.ensureStarter),
    search: wrap(room.search),
    sample: wrap(room.sample),
    inspect: wrap(room.inspect),
    listDataset: wrap(room.listDataset),
    startImport: wrap(room.startImport),
    pauseImport: wrap(room.pauseImport),
    resumeImport: wrap(room.resumeImport),
    cancelImport: wrap(room.cancelImport),
    imports: wrap(room.imports),
    rejections: wrap(room.rejections),
    shards: wrap(room.shards),
    describe: wrap(room.describe),
    deleteShard: wrap(room.deleteShard),
    restoreShard: wrap(room.restoreShard),
    merge: wrap(room.merge),
    verify: wrap(room.verify),
    repair: wrap(room.repair),
    exportRows: wrap(room.exportRows),
    find: wrap(room.find),
    page: wrap(room.page),
    rows: wrap(room.rows),
    byIds: wrap(room.byIds),
    detail: wrap(room.detail),
    neighbours: wrap(room.neighbours),
    counts: wrap(room.counts),
    drawSample: wrap(room.drawSample),
    sets: wrap(room.sets),
    putSet: wrap(room.putSet),
    deleteSet: wrap(room.deleteSet),
    resolveRows: wrap(room.resolveRows),
    decisions: wrap(room.decisions),
    applyDecision: wrap(room.applyDecision),
    undoDecision: wrap(room.undoDecision),
    exportDecision: wrap(room.exportDecision),
  };
}
