import { Dexie, type Table } from 'dexie';

// As much as a careful author would put at once.
const BATCH = 5_000;

/** The plain way to keep personas: one record for each, written by Dexie's bulkAdd. */
onmessage = async ({ data: file }: MessageEvent<File>) => {
  const lines = (await file.text()).split('\n').filter((line) => line !== '');
  const db = new Dexie('bench-records');
  db.version(1).stores({ personas: '++id' });
  const table: Table<{ persona: string }> = db.table('personas');
  await db.open();
  const began = performance.now();
  for (let at = 0; at < lines.length; at += BATCH)
    await table.bulkAdd(lines.slice(at, at + BATCH).map((line) => JSON.parse(line) as { persona: string }));
  const milliseconds = performance.now() - began;
  await db.delete();
  postMessage({ rows: lines.length, milliseconds });
};
