import { readFileSync } from 'node:fs';

// Enough to see what was expected and what came; a whole page's text in a message would hide the next failure.
const MESSAGE_CHARS = 1500;

/** A report that is not there or cannot be read names nothing: its runner is counted as failed elsewhere. @param {string} file */
const reportOf = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
};

const colours = /\u001b\[[0-9;]*m/g;
/** @param {string} name @param {readonly (string | undefined)[]} messages */
const entry = (name, messages) => {
  const message = messages.filter(Boolean).join('\n').replace(colours, '').trim();
  return { name, message: message.slice(0, MESSAGE_CHARS) };
};

/** @type {typeof import('./failures.d.mts').failuresOfVitest} */
export const failuresOfVitest = (file) => {
  /** @type {{ name: string, status: string, message?: string, assertionResults: { status: string, fullName: string, failureMessages?: string[] }[] }[]} */
  const files = reportOf(file)?.testResults ?? [];
  return files.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [entry(name, [message])] : [];
    return failed.map((test) => entry(`${name} > ${test.fullName}`, test.failureMessages ?? []));
  });
};

/** @type {typeof import('./failures.d.mts').failuresOfPlaywright} */
export const failuresOfPlaywright = (file) => {
  const report = reportOf(file);
  /** @param {any} suite @param {string} path @returns {import('./failures.d.mts').Failure[]} */
  const within = (suite, path) => [
    ...(suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
      spec.ok
        ? []
        : [
            entry(
              `${path} > ${spec.title}`,
              (spec.tests ?? []).flatMap((/** @type {any} */ test) =>
                (test.results ?? [])
                  .slice(-1)
                  .flatMap((/** @type {any} */ result) =>
                    (result.errors ?? []).map((/** @type {any} */ error) => error.message),
                  ),
              ),
            ),
          ],
    ),
    ...(suite.suites ?? []).flatMap((/** @type {any} */ inner) => within(inner, `${path} > ${inner.title}`)),
  ];
  /** @type {any[]} */
  const suites = report?.suites ?? [];
  const outside = (report?.errors ?? []).map((/** @type {any} */ error) =>
    entry('outside of all tests', [error.message]),
  );
  return [...outside, ...suites.flatMap((suite) => within(suite, suite.title))];
};

/** @type {typeof import('./failures.d.mts').textOf} */
export const textOf = (failures) => failures.map(({ name, message }) => `FAILED ${name}\n${message}`).join('\n\n');
