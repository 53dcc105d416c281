/**
 * Asks whether packages that the app is built from have known holes.
 *
 *   node scripts/audit.mjs      exit 0: none of them high; 1: there are; 2: nobody could be asked
 */
import { isMain, projectRoot, runNpm } from './kit/process.mjs';
import { say } from './kit/terminal.mjs';

/** @param {string} text @returns {unknown} */
const parsed = (text) => {
  try {
    return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
  } catch {
    return null;
  }
};

/** @type {typeof import('./audit.d.mts').verdictOf} */
export const verdictOf = (text) => {
  const answer =
    /** @type {{ metadata?: { vulnerabilities?: Record<string, number>, dependencies?: Record<string, number> }, message?: string, error?: { summary?: string } } | null} */ (
      parsed(text)
    );
  const counts = answer?.metadata?.vulnerabilities;
  // Only an answer that counted packages is one: an error of the host must not look like a clean bill.
  if (!counts || !((answer.metadata?.dependencies?.total ?? 0) > 0)) {
    const why = answer?.message ?? answer?.error?.summary ?? text.trim().split('\n').at(-1) ?? '';
    return { code: 2, line: `NOT ASKED: the registry gave no answer about known holes (${why || 'no reason told'}).` };
  }
  const bad = (counts.high ?? 0) + (counts.critical ?? 0);
  const all = Object.entries(counts).filter(([level, count]) => level !== 'total' && count > 0);
  const list = all.map(([level, count]) => `${count} ${level}`).join(', ') || 'none';
  return { code: bad > 0 ? 1 : 0, line: `Known holes in ${answer.metadata?.dependencies?.total} packages: ${list}.` };
};

if (isMain(import.meta.url)) {
  const { stdout, text } = await runNpm(['audit', '--omit=dev', '--json'], { cwd: projectRoot, output: 'keep' });
  const { code, line } = verdictOf(stdout || text);
  say(line);
  process.exitCode = code;
}
