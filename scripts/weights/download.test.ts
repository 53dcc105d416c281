import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../kit/temp.ts';
import { download, resumePlan } from './download.ts';

const data = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7) % 251));

async function serving(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
}

const setUp = (url: string) => {
  const partial = join(tempFolder(), 'file.partial');
  return { url, partial, bytes: data.length, pauseMs: 1, stallMs: 2000, stream: { write: () => true } };
};

describe('resumePlan', () => {
  it.each([
    [206, 'bytes 5-9/10', 5, { append: true }],
    [206, 'bytes 0-9/10', 5, 'restart'],
    [206, null, 5, 'restart'],
    [200, null, 5, { append: false }],
    [416, null, 5, 'restart'],
    [416, null, 0, 'refused'],
    [404, null, 0, 'refused'],
  ] as const)('%i %s with %i bytes', (status, range, have, plan) => {
    expect(resumePlan(status, range, have)).toEqual(plan);
  });
});

describe('download', () => {
  it('goes on where an earlier try stopped', async () => {
    const ranges: (string | undefined)[] = [];
    const options = setUp(
      await serving((request, response) => {
        ranges.push(request.headers.range);
        const from = Number(/\d+/.exec(request.headers.range ?? '0')?.[0]);
        const range = `bytes ${from}-${data.length - 1}/${data.length}`;
        response.writeHead(from ? 206 : 200, from ? { 'Content-Range': range } : {});
        // The first answer breaks off halfway.
        if (ranges.length === 1) response.write(data.subarray(from, 200_000), () => response.destroy());
        else response.end(data.subarray(from));
      }),
    );
    writeFileSync(options.partial, data.subarray(0, 1000));
    await download(options);
    expect(readFileSync(options.partial).equals(data)).toBe(true);
    expect(ranges[0]).toBe('bytes=1000-');
    expect(ranges).toHaveLength(2);
  });

  it('starts anew where a server knows no ranges', async () => {
    const options = setUp(await serving((_request, response) => response.end(data)));
    writeFileSync(options.partial, 'the beginning of something else');
    await download(options);
    expect(readFileSync(options.partial).equals(data)).toBe(true);
  });

  it('drops what cannot be continued', async () => {
    const options = setUp(
      await serving((request, response) => {
        if (request.headers.range) response.writeHead(416).end();
        else response.end(data);
      }),
    );
    writeFileSync(options.partial, data.subarray(0, 1000));
    await download(options);
    expect(readFileSync(options.partial).equals(data)).toBe(true);
  });

  it('does not ask again after a plain no, and says it', async () => {
    let asked = 0;
    const options = setUp(
      await serving((_request, response) => {
        asked += 1;
        response.writeHead(404).end();
      }),
    );
    await expect(download(options)).rejects.toThrow('the server answered 404 Not Found');
    expect(asked).toBe(1);
    expect(existsSync(options.partial)).toBe(false);
  });

  it('stops at a file that is too large', async () => {
    const options = setUp(await serving((_request, response) => response.end(Buffer.concat([data, data]))));
    await expect(download(options)).rejects.toThrow('larger than the one wanted');
  });

  it('gives up on a server that falls silent', async () => {
    const url = await serving((_request, response) => void response.write('x'));
    await expect(download({ ...setUp(url), stallMs: 60, tries: 2 })).rejects.toThrow('sent nothing for too long');
  });

  it('names a connection that is refused', async () => {
    const url = 'http://127.0.0.1:1/file';
    await expect(download({ ...setUp(url), tries: 1 })).rejects.toThrow(/ECONNREFUSED|bad port/);
  });
});
