// Spoils links in every way there is and opens them in the share worker's core, then packs and opens playgrounds.
// npm run fuzz [-- --links N --round-trips N --seed S]; the same seed makes the same links. Exits with 1 when one of them
// does anything but open or be refused, or touches the network or anything that is kept.
import { parseArgs } from 'node:util';
import { type FuzzReport, fuzzLinks, fuzzRoundTrips, type Unpack } from '../lib/share/fuzz.test-help.ts';
import { watchOutside } from '../lib/share/outside.test-help.ts';
import { readKeptRun } from '../lib/store/read-run.ts';
import { createShareCore } from '../workers/share/core.ts';

const { values } = parseArgs({
  options: {
    links: { type: 'string', default: '100000' },
    'round-trips': { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const count = (name: 'links' | 'round-trips' | 'seed'): number => {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`--${name} takes a whole number, not ${values[name]}.`);
  return value;
};

const say = (title: string, { counts, failures, slowest }: FuzzReport): void => {
  console.log(`\n${title}, the slowest in ${slowest.toFixed(0)} ms of the processor`);
  for (const [way, kinds] of counts) {
    const outcomes = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, n]) => `${kind} ${n}`);
    console.log(`  ${way.padEnd(30)} ${outcomes.join(', ')}`);
  }
  for (const failure of failures) console.error(`FAILED ${failure}`);
};

const seed = count('seed');
console.log(`seed ${seed}`);
const touched = watchOutside();
const uncaught: unknown[] = [];
process.on('unhandledRejection', (why) => uncaught.push(why));
process.on('uncaughtException', (why) => uncaught.push(why));

// Of the processor, not of the wall: a busy machine must not make a seed fail.
const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const core = createShareCore({ now, readRun: readKeptRun });
const unpack: Unpack = (text) => core.unpack(text);
const links = await fuzzLinks({ count: count('links'), seed, unpack, now });
say(`${values.links} spoilt links`, links);
const trips = await fuzzRoundTrips({ count: count('round-trips'), seed, unpack, now });
say(`${values['round-trips']} round trips`, trips);

const outside = touched();
for (const what of [...outside, ...uncaught.map(String)]) console.error(`FAILED ${what}`);
const failures = links.failures.length + trips.failures.length + outside.length + uncaught.length;
console.log(
  failures === 0 ? '\nNothing else happened.' : `\n${failures} or more went wrong; run it again with --seed ${seed}.`,
);
process.exitCode = failures === 0 ? 0 : 1;
