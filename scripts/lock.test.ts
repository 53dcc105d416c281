import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './kit/process.mjs';

interface Lock {
  readonly lockfileVersion: number;
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly integrity?: string; readonly link?: boolean }>
  >;
}

/** What would let something else be installed than what was looked at. */
function faultsOf(text: string): string[] {
  const { packages } = JSON.parse(text) as Lock;
  const unsure = Object.entries(packages)
    .filter(([path, { integrity = '' }]) => path !== '' && !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity))
    .map(([path]) => `${path} has no hash`);
  // An address would bind every installation to the host that this lock was made with.
  const addressed = [...text.matchAll(/"resolved": "[^"]*"/g)].map(([found]) => `there is an address: ${found}`);
  return [...unsure, ...addressed];
}

const text = readFileSync(join(projectRoot, 'package-lock.json'), 'utf8');

describe('package-lock.json', () => {
  it('pins every package by its hash and names no host', () => {
    expect(Object.keys((JSON.parse(text) as Lock).packages).length).toBeGreaterThan(100);
    expect(faultsOf(text)).toEqual([]);
  });

  it.each([
    ['a package without a hash', text.replace(/"integrity": "sha512-[^"]*",?\n/, ''), /has no hash/],
    [
      'a weaker hash',
      text.replace(/"integrity": "sha512-[^"]*"/, '"integrity": "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk="'),
      /has no hash/,
    ],
    [
      'an address',
      text.replace('"integrity"', '"resolved": "https://packages.example/a.tgz",\n"integrity"'),
      /an address/,
    ],
  ])('is found out with %s', (_fault, planted, told) => {
    expect(faultsOf(planted).join()).toMatch(told);
  });

  it('takes exact versions alone', () => {
    const own = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const versions = Object.entries({ ...own['dependencies'], ...own['devDependencies'] });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});
