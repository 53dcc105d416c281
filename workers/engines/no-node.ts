/** Stands in for Node's `module`, which a library names in a branch that browsers never take; see next.config.ts. */
export function createRequire(): never {
  throw new Error('There is no Node here.');
}
