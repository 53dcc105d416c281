import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failuresOfPlaywright, failuresOfVitest, textOf } from './failures.mjs';
import { run, runNode } from './process.mjs';
import { hashTree, readStamp, writeStamp } from './stamp.mjs';
import { countFile, countPlaywright, countVitest, lineOf, sum } from './tally.mjs';
import { tempFolder } from './temp.ts';
import { adviceFor, progress } from './terminal.mjs';

const written = (content: unknown): string => {
  const file = join(tempFolder(), 'report.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

describe('tally', () => {
  const vitest = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ],
  };
  it('counts a file that could not be loaded as a failure', () => {
    expect(countVitest(written(vitest), 1)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });
  it('counts what Playwright says', () => {
    const stats = { expected: 5, flaky: 1, unexpected: 2, skipped: 3 };
    expect(countPlaywright(written({ stats }), 1)).toEqual({ passed: 6, failed: 2, skipped: 3 });
  });
  it('never takes a broken run for a good one', () => {
    const one = { passed: 0, failed: 1, skipped: 0 };
    expect(countVitest('/nowhere.json', 0)).toEqual(one);
    expect(countPlaywright(written('{"stats":'), 0)).toEqual(one);
    expect(countPlaywright(written({ stats: {} }), 0)).toEqual(one);
    expect(countFile(written({ passed: 4, failed: 0, skipped: 0 }), 1)).toEqual({ passed: 4, failed: 1, skipped: 0 });
  });
  it('sums up in one line', () => {
    const counts = [countFile(written({ passed: 4, failed: 0, skipped: 0 }), 0), countFile('/nowhere.json', 0)];
    expect(lineOf(sum(counts))).toBe('4 passed, 1 failed');
  });
});

describe('failures', () => {
  it('are named by file and test, with the beginning of what they said', () => {
    const testResults = [
      {
        name: 'a.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'failed', fullName: 'sums', failureMessages: ['\u001b[31mexpected 1\u001b[39m'] },
          { status: 'passed', fullName: 'adds' },
        ],
      },
      { name: 'b.test.ts', status: 'failed', message: 'cannot be loaded', assertionResults: [] },
      { name: 'c.test.ts', status: 'passed', assertionResults: [] },
    ];
    expect(textOf(failuresOfVitest(written({ testResults })))).toBe(
      'FAILED a.test.ts > sums\nexpected 1\n\nFAILED b.test.ts\ncannot be loaded',
    );
  });
  it('of the browser are those of the last try', () => {
    const failed = {
      title: 'opens',
      ok: false,
      tests: [{ results: [{ errors: [{ message: 'first' }] }, { errors: [{ message: 'second' }] }] }],
    };
    const suites = [
      { title: 'e.ts', specs: [{ title: 'shuts', ok: true }], suites: [{ title: 'a page', specs: [failed] }] },
    ];
    expect(failuresOfPlaywright(written({ suites, errors: [] }))).toEqual([
      { name: 'e.ts > a page > opens', message: 'second' },
    ]);
  });
  it('are none in a report that is not there', () => {
    expect(failuresOfVitest('/nowhere.json')).toEqual([]);
    expect(failuresOfPlaywright('/nowhere.json')).toEqual([]);
  });
});

describe('adviceFor', () => {
  it.each([
    ['npm error code ENOSPC', 'disk is full'],
    ["EACCES: permission denied, mkdir '/x'", 'may not write'],
    ['getaddrinfo EAI_AGAIN somewhere', 'network'],
    ['ERROR: No matching distribution found for x', 'network'],
    ['FATAL ERROR: JavaScript heap out of memory', 'memory'],
    ['ENOSPC, then ECONNRESET', 'disk is full'],
  ])('%s', (text, advice) => {
    expect(adviceFor(text)).toContain(advice);
  });
  it('has nothing to say about the unknown', () => {
    expect(adviceFor('TypeError: x is not a function')).toBe('');
  });
});

describe('progress', () => {
  const drawn = (isTTY: boolean, from = 0) => {
    const lines: string[] = [];
    let time = 0;
    const stream = { isTTY, write: (text: string) => lines.push(text) };
    const shown = progress('Weights', 100e6, { stream, now: () => time, from });
    for (let done = from; done <= 100e6; done += 1e6) {
      shown.at(done);
      time += 100;
    }
    shown.end();
    return lines;
  };
  it('is a line at each tenth in a log', () => {
    const lines = drawn(false);
    expect(lines).toHaveLength(10);
    expect(lines[4]).toBe('Weights: 50.0 MB of 100.0 MB, 50 %, 5 s left\n');
    expect(lines[9]).toBe('Weights: 100.0 MB of 100.0 MB, 100 %\n');
    expect(drawn(false, 95e6)).toHaveLength(1);
  });
  it('is one changing line on a terminal', () => {
    const lines = drawn(true);
    expect(lines.every((line) => line.startsWith('\r'))).toBe(true);
    expect(lines.at(-1)).toBe('\r\x1b[K');
  });
});

describe('hashTree', () => {
  it('changes with contents and names, and with nothing else', () => {
    const root = tempFolder();
    mkdirSync(join(root, 'a'));
    writeFileSync(join(root, 'a/x.ts'), '1');
    const hash = () => hashTree(root, ['a', 'missing'], (path) => path.endsWith('.md'));
    const first = hash();
    writeFileSync(join(root, 'a/x.ts'), '1');
    writeFileSync(join(root, 'a/x.md'), 'skipped');
    expect(hash()).toBe(first);
    writeFileSync(join(root, 'a/x.ts'), '2');
    expect(hash()).not.toBe(first);
    writeFileSync(join(root, 'a/x.ts'), '1');
    writeFileSync(join(root, 'a/y.ts'), '');
    expect(hash()).not.toBe(first);
  });
  it('keeps stamps', () => {
    const root = tempFolder();
    expect(readStamp(root, 'x')).toBeNull();
    writeStamp(root, 'x', 'y');
    expect(readStamp(root, 'x')).toBe('y');
  });
});

describe('run', () => {
  it('gives code and output, and 127 for what is not there', async () => {
    const ran = await runNode(['-e', 'console.log("out"); console.error("err"); process.exit(3)'], { output: 'keep' });
    expect([ran.code, ran.stdout]).toEqual([3, 'out\n']);
    expect(ran.text).toContain('err');
    expect((await run('no-such-program-here', [], { output: 'keep' })).code).toBe(127);
    const killed = await runNode(['-e', 'process.kill(process.pid, "SIGKILL")'], { output: 'keep' });
    expect([killed.code, adviceFor(killed.text)]).toEqual([137, expect.stringContaining('memory')]);
  });
});
