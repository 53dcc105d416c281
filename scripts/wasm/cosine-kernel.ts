/**
 * Makes lib/dedup/cosine-kernel-bytes.ts, the inner loops of the cosine joins in WebAssembly SIMD. What each function does
 * stands in lib/dedup/cosine-kernel.ts, whose plain twin gives the same answers. After a change here:
 *
 *   npx tsx scripts/wasm/cosine-kernel.ts
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { assemble, op, type Bytes, type Func, type Type } from './assemble.ts';

const target = new URL('../../lib/dedup/cosine-kernel-bytes.ts', import.meta.url);
const { get, set, tee, i32, v128, i32x4, f32x4 } = op;

/** Numbers locals by name, in the order in which they are first asked for. */
function names<const P extends readonly string[], const L extends readonly string[]>(
  params: P,
  locals: L,
): (name: P[number] | L[number]) => number {
  const all: readonly string[] = [...params, ...locals];
  return (name) => all.indexOf(name);
}

/** `local += by`. */
const advance = (local: number, by: Bytes): Bytes => [get(local), by, i32.add, set(local)];

const scanParams = ['query', 'items', 'tails', 'count', 'blocks', 'tail', 'bound', 'out', 'base'] as const;
const dotLocals = ['a0', 'a1', 'a2', 'a3', 'p0', 'p1', 'p2', 'p3', 'q', 'end', 'at', 'width', 'mask'] as const;
const dotTypes: readonly Type[] = [
  ...(['v128', 'v128', 'v128', 'v128'] as const),
  ...(['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const),
];

/**
 * The inner products of the query with the four items from p0 on, as one vector; leaves p0 at the item after them. Two
 * blocks a turn: `blocks` is even.
 */
function fourDots(local: (name: (typeof dotLocals)[number] | 'query') => number): Bytes {
  const lanes = [0, 1, 2, 3] as const;
  const p = (lane: number) => local(`p${lane as 0 | 1 | 2 | 3}`);
  const a = (lane: number) => local(`a${lane as 0 | 1 | 2 | 3}`);
  const one = (offset: number): Bytes =>
    lanes.map((lane) => [
      [get(local('q')), v128.load(offset), get(p(lane)), v128.load(offset), i32x4.dot],
      [get(a(lane)), i32x4.add, set(a(lane))],
    ]);
  // [x0+x2, y0+y2, x1+x3, y1+y3] of two sums of four.
  const fold = (x: number, y: number): Bytes => [
    [get(x), get(y), op.shuffle32([0, 4, 1, 5])],
    [get(x), get(y), op.shuffle32([2, 6, 3, 7]), i32x4.add],
  ];
  return [
    lanes.map((lane) => [v128.zero, set(a(lane))]),
    [get(local('query')), set(local('q'))],
    [get(local('query')), get(local('width')), i32.add, set(local('end'))],
    lanes.slice(1).map((lane) => [get(p(lane - 1)), get(local('width')), i32.add, set(p(lane))]),
    op.loop([
      [one(0), one(16)],
      lanes.map((lane) => advance(p(lane), i32.const(32))),
      [get(local('q')), i32.const(32), i32.add, tee(local('q'))],
      [get(local('end')), i32.ltU, op.branchIf(0)],
    ]),
    [get(p(3)), set(p(0))],
    [fold(a(0), a(1)), set(a(0)), fold(a(2), a(3)), set(a(1))],
    [get(a(0)), get(a(1)), op.shuffle32([0, 1, 4, 5])],
    [get(a(0)), get(a(1)), op.shuffle32([2, 3, 6, 7]), i32x4.add],
  ];
}

function scan(): Func {
  const local = names(scanParams, dotLocals);
  const keep = [0, 1, 2, 3].map((lane): Bytes => [
    [get(local('out')), get(local('base')), get(local('at')), i32.add, i32.const(lane), i32.add, i32.store()],
    advance(local('out'), [
      get(local('mask')),
      i32.const(lane),
      i32.shrU,
      i32.const(1),
      i32.and,
      i32.const(2),
      i32.shl,
    ]),
  ]);
  return {
    name: 'scan',
    params: ['i32', 'i32', 'i32', 'i32', 'i32', 'f32', 'f32', 'i32', 'i32'],
    results: ['i32'],
    locals: dotTypes,
    body: [
      [get(local('blocks')), i32.const(4), i32.shl, set(local('width'))],
      [get(local('items')), set(local('p0'))],
      op.block([
        [get(local('count')), i32.eqz, op.branchIf(0)],
        op.loop([
          [fourDots(local), f32x4.convert],
          [get(local('tail')), f32x4.splat],
          [get(local('tails')), get(local('at')), i32.const(2), i32.shl, i32.add, v128.load(), f32x4.mul, f32x4.add],
          [get(local('bound')), f32x4.splat, f32x4.ge, i32x4.bitmask, tee(local('mask'))],
          op.if(keep),
          [get(local('at')), i32.const(4), i32.add, tee(local('at'))],
          [get(local('count')), i32.ltU, op.branchIf(0)],
        ]),
      ]),
      get(local('out')),
    ],
  };
}

const refineParams = ['query', 'items', 'blocks', 'from', 'to', 'bound'] as const;
const refineLocals = ['a', 'b', 'p', 'q', 'end', 'width', 'out'] as const;

function refine(): Func {
  const local = names(refineParams, refineLocals);
  const one = (sum: 'a' | 'b', offset: number): Bytes => [
    [get(local('q')), v128.load(offset), get(local('p')), v128.load(offset), i32x4.dot],
    [get(local(sum)), i32x4.add, set(local(sum))],
  ];
  const lanes = [0, 1, 2, 3].map((lane): Bytes => [get(local('a')), i32x4.extract(lane)]);
  return {
    name: 'refine',
    params: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
    results: ['i32'],
    locals: ['v128', 'v128', 'i32', 'i32', 'i32', 'i32', 'i32'],
    body: [
      [get(local('blocks')), i32.const(4), i32.shl, set(local('width'))],
      [get(local('query')), get(local('width')), i32.add, set(local('end'))],
      [get(local('from')), set(local('out'))],
      op.block([
        [get(local('from')), get(local('to')), i32.geU, op.branchIf(0)],
        op.loop([
          [v128.zero, set(local('a')), v128.zero, set(local('b'))],
          [get(local('query')), set(local('q'))],
          [get(local('from')), i32.load(), get(local('width')), i32.mul],
          [get(local('items')), i32.add, set(local('p'))],
          op.loop([
            [one('a', 0), one('b', 16)],
            advance(local('p'), i32.const(32)),
            [get(local('q')), i32.const(32), i32.add, tee(local('q'))],
            [get(local('end')), i32.ltU, op.branchIf(0)],
          ]),
          [get(local('a')), get(local('b')), i32x4.add, set(local('a'))],
          // Kept or not, the index is written; the next one overwrites it unless the place moves on.
          [get(local('out')), get(local('from')), i32.load(), i32.store()],
          advance(local('out'), [
            [lanes, i32.add, i32.add, i32.add],
            [get(local('bound')), i32.geS, i32.const(2), i32.shl],
          ]),
          [get(local('from')), i32.const(4), i32.add, tee(local('from'))],
          [get(local('to')), i32.ltU, op.branchIf(0)],
        ]),
      ]),
      get(local('out')),
    ],
  };
}

const dotsParams = ['query', 'items', 'count', 'blocks', 'out'] as const;

function dots(): Func {
  const local = names(dotsParams, dotLocals);
  return {
    name: 'dots',
    params: ['i32', 'i32', 'i32', 'i32', 'i32'],
    results: [],
    locals: dotTypes,
    body: [
      [get(local('blocks')), i32.const(4), i32.shl, set(local('width'))],
      [get(local('items')), set(local('p0'))],
      op.block([
        [get(local('count')), i32.eqz, op.branchIf(0)],
        op.loop([
          [get(local('out')), get(local('at')), i32.const(2), i32.shl, i32.add],
          [fourDots(local), v128.store()],
          [get(local('at')), i32.const(4), i32.add, tee(local('at'))],
          [get(local('count')), i32.ltU, op.branchIf(0)],
        ]),
      ]),
    ],
  };
}

export const cosineKernel = (): Uint8Array<ArrayBuffer> => assemble([scan(), refine(), dots()]);

/** The file as it should stand. */
export function kernelFile(): string {
  const lines = (
    Buffer.from(cosineKernel())
      .toString('base64')
      .match(/.{1,100}/g) ?? []
  ).map((line) => `  '${line}',`);
  return `// Made by scripts/wasm/cosine-kernel.ts; a test compares it with what that makes today.
/** A WebAssembly module in base64. */
export const cosineKernelBytes = [
${lines.join('\n')}
].join('');
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(target, kernelFile());
