import { expect } from 'vitest';
import type { GenerateJob } from '../../../lib/model/job.ts';
import { askJob } from '../contract/jobs.ts';
import { DONE, end, engineOn, isSetup, piece, scriptedServer, sendStream } from './scripted-server.test-help.ts';

export type SentBody = Readonly<Record<string, unknown>>;
export type Send = Parameters<typeof scriptedServer>[0];

/** A server that is set up as usual and answers jobs like this. */
export const serving = (send: Send) =>
  scriptedServer((seen, response) => isSetup(seen, response) || send(seen, response));

/** What one job comes to on such a server. */
export async function ending(send: Send, job: GenerateJob = askJob('a', 'Go.'), key: string | null = null) {
  const server = await serving(send);
  const { engine, seen, world, info } = await engineOn(server.url, { load: { key } });
  engine.generate(job);
  await seen.ended(job.id);
  expect(seen.violations).toEqual([]);
  return { end: seen.end(job.id), text: seen.text(job.id), server, world, info, seen };
}
export const failure = async (send: Send, job?: GenerateJob, key?: string) => {
  const { end: event } = await ending(send, job, key);
  return event?.type === 'failed' ? event.fault : null;
};
export const answering: Send = (_, response) =>
  sendStream(response, [piece('Hello'), piece(' you'), end('stop'), DONE]);
