import { describe, expect, it } from 'vitest';
import { APP_CACHE, BUILDS_CACHE, type OfflineBuild } from '../../lib/protocol/offline.ts';
import { fakeCaches, ORIGIN } from './fake-caches.test-help.ts';
import { Shelf } from './shelf.ts';

/** @param files path to content */
function buildOf(id: string, files: Readonly<Record<string, string>>, rules = 'r1'): OfflineBuild {
  const list = Object.entries(files).map(([path, content]) => ({ path, bytes: content.length, integrity: content }));
  return { version: 1, id, rules, files: list, onUse: [] };
}

async function keep(shelf: Shelf, build: OfflineBuild): Promise<void> {
  await shelf.announce();
  for (const file of build.files) await shelf.put(file, new Response(file.integrity));
  await shelf.makeCurrent();
}

const one = buildOf('one', { '/': 'page 1', '/data.json': 'data 1', '/_next/static/a1.js': 'a1', '/same': 'same' });
const two = buildOf('two', { '/': 'page 2', '/data.json': 'data 2', '/_next/static/a2.js': 'a2', '/same': 'same' });

describe('files of several builds', () => {
  it('are told apart by content, and shared where they are the same', async () => {
    const { caches, fake } = fakeCaches();
    const old = new Shelf(one, caches, ORIGIN);
    await keep(old, one);
    const now = new Shelf(two, caches, ORIGIN);
    await keep(now, two);
    expect(fake.paths(APP_CACHE)).toEqual([
      '/',
      '/',
      '/_next/static/a1.js',
      '/_next/static/a2.js',
      '/data.json',
      '/data.json',
      '/same',
    ]);
    await old.adopt('tab-1');
    expect(await (await now.find('/data.json', await now.buildOf('tab-1')))?.text()).toBe('data 1');
    expect(await (await now.find('/data.json', await now.buildOf('tab-2')))?.text()).toBe('data 2');
  });

  it('are kept anew when the rules for headers change', async () => {
    const { caches } = fakeCaches();
    await keep(new Shelf(one, caches, ORIGIN), one);
    const stricter = { ...one, id: 'stricter', rules: 'r2' };
    expect(await new Shelf(stricter, caches, ORIGIN).find('/', 'stricter')).toBeUndefined();
  });

  it('stay while a tab of theirs lives, also when the worker was ended in between', async () => {
    const { caches, fake } = fakeCaches();
    const old = new Shelf(one, caches, ORIGIN);
    await keep(old, one);
    await old.adopt('tab-1');
    await keep(new Shelf(two, caches, ORIGIN), two);
    const later = new Shelf(two, caches, ORIGIN);
    await later.tidy(new Set(['tab-1']));
    expect(await (await later.find('/', await later.buildOf('tab-1')))?.text()).toBe('page 1');
    const last = new Shelf(two, caches, ORIGIN);
    await last.tidy(new Set(['another']));
    expect(fake.paths(APP_CACHE)).toEqual(['/', '/_next/static/a2.js', '/data.json', '/same']);
    expect(fake.paths(BUILDS_CACHE)).toEqual(['/offline-copy/build/two', '/offline-copy/current']);
  });

  it('answer a chunk to whoever names it, since its name is its content', async () => {
    const { caches } = fakeCaches();
    await keep(new Shelf(one, caches, ORIGIN), one);
    const now = new Shelf(two, caches, ORIGIN);
    expect(await (await now.find('/_next/static/a1.js', 'two'))?.text()).toBe('a1');
    expect(await now.find('/other', 'two')).toBeUndefined();
  });

  it('do not come back by a tab that outlives the copy', async () => {
    const { caches, fake } = fakeCaches();
    const shelf = new Shelf(one, caches, ORIGIN);
    await keep(shelf, one);
    fake.all.clear();
    await shelf.adopt('tab-1');
    for (const file of one.files) await shelf.put(file, new Response('late'));
    await shelf.tidy(new Set());
    expect(fake.all.size).toBe(0);
  });
});
