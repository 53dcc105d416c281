import fc from 'fast-check';

/**
 * Where property tests draw from. The same in every run, so that a change is judged by what it changed and not by chance;
 * `POLYPHONY_SEED=random` draws anew each time, to look for what nobody thought of, and a number repeats such a run.
 */
const FIXED = 20_261_122;

const { POLYPHONY_SEED: asked } = process.env;
if (asked !== 'random') fc.configureGlobal({ seed: asked ? Number(asked) : FIXED });
