import { readFileSync } from 'node:fs';

/** @typedef {import('./tally.d.mts').Count} Count */

/** @type {typeof import('./tally.d.mts').countOne} */
export const countOne = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });

/**
 * A runner that ended badly without a failed test (it could not start, a file could not be loaded, an error came from
 * outside of all tests) still has to count as a failure.
 * @param {string} file @param {number} code @param {(report: any) => Count} read
 * @returns {Count}
 */
const counted = (file, code, read) => {
  /** @type {Count} */
  let count;
  try {
    count = read(JSON.parse(readFileSync(file, 'utf8')));
    if (![count.passed, count.failed, count.skipped].every(Number.isSafeInteger)) return countOne(false);
  } catch {
    return countOne(false);
  }
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
};

/** @type {typeof import('./tally.d.mts').countVitest} */
export const countVitest = (file, code) =>
  counted(file, code, (report) => {
    /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
    const files = report.testResults;
    const unloaded = files.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
    ).length;
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloaded,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  });

/** @type {typeof import('./tally.d.mts').countPlaywright} */
export const countPlaywright = (file, code) =>
  counted(file, code, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }));

/** @type {typeof import('./tally.d.mts').countFile} */
export const countFile = (file, code) => counted(file, code, (report) => report);

/** @type {typeof import('./tally.d.mts').sum} */
export const sum = (counts) => ({
  passed: counts.reduce((all, { passed }) => all + passed, 0),
  failed: counts.reduce((all, { failed }) => all + failed, 0),
  skipped: counts.reduce((all, { skipped }) => all + skipped, 0),
});

/** @type {typeof import('./tally.d.mts').lineOf} */
export const lineOf = ({ passed, failed }) => `${passed} passed, ${failed} failed`;
