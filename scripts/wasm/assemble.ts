/** Bytes of a WebAssembly module, written by hand: as much of the binary format (version 1, with SIMD) as the kernels here need. */

export type Bytes = readonly (number | Bytes)[];

export const flat = (bytes: Bytes): number[] => bytes.flatMap((one) => (typeof one === 'number' ? [one] : flat(one)));

/** LEB128 of 0 to 2^32 - 1. */
export function unsigned(value: number): number[] {
  const out: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    out.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return out;
}

/** LEB128 of -2^31 to 2^31 - 1. */
export function signed(value: number): number[] {
  const out: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) return [...out, low];
    out.push(low | 0x80);
  }
}

export const types = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;
export type Type = keyof typeof types;

const counted = (items: readonly Bytes[]): Bytes => [unsigned(items.length), items];
const sized = (bytes: Bytes): Bytes => [unsigned(flat(bytes).length), bytes];
const section = (id: number, body: Bytes): Bytes => [id, sized(body)];
const named = (name: string): Bytes => counted([...new TextEncoder().encode(name)].map((byte) => [byte]));

/** One exported function: parameters and locals are numbered in the order given, parameters first. */
export interface Func {
  readonly name: string;
  readonly params: readonly Type[];
  readonly results: readonly Type[];
  readonly locals: readonly Type[];
  readonly body: Bytes;
}

/** A module that imports the memory `env.memory` and exports `functions`. */
export function assemble(functions: readonly Func[]): Uint8Array<ArrayBuffer> {
  const typeOf = (list: readonly Type[]): Bytes => counted(list.map((type) => [types[type]]));
  const module: Bytes = [
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    section(1, counted(functions.map(({ params, results }) => [0x60, typeOf(params), typeOf(results)]))),
    section(2, counted([[named('env'), named('memory'), 0x02, 0x00, 0x00]])),
    section(3, counted(functions.map((_, i) => unsigned(i)))),
    section(7, counted(functions.map(({ name }, i) => [named(name), 0x00, unsigned(i)]))),
    section(
      10,
      counted(
        functions.map(({ locals, body }) =>
          sized([counted(locals.map((type) => [unsigned(1), types[type]])), body, 0x0b]),
        ),
      ),
    ),
  ];
  return Uint8Array.from(flat(module));
}

const simd = (code: number): number[] => [0xfd, ...unsigned(code)];
/** Alignment is a hint only: 0 promises nothing. */
const memory = (offset: number): Bytes => [0x00, unsigned(offset)];

/** The instructions in use, by their names in the specification. */
export const op = {
  get: (local: number): Bytes => [0x20, unsigned(local)],
  set: (local: number): Bytes => [0x21, unsigned(local)],
  tee: (local: number): Bytes => [0x22, unsigned(local)],
  block: (body: Bytes): Bytes => [0x02, 0x40, body, 0x0b],
  loop: (body: Bytes): Bytes => [0x03, 0x40, body, 0x0b],
  if: (body: Bytes): Bytes => [0x04, 0x40, body, 0x0b],
  /** Jumps to the end of the block, or the start of the loop, `depth` levels out, when the value on the stack is not 0. */
  branchIf: (depth: number): Bytes => [0x0d, unsigned(depth)],
  i32: {
    const: (value: number): Bytes => [0x41, signed(value)],
    store: (offset = 0): Bytes => [0x36, memory(offset)],
    load: (offset = 0): Bytes => [0x28, memory(offset)],
    eqz: [0x45] as Bytes,
    ltS: [0x48] as Bytes,
    ltU: [0x49] as Bytes,
    geS: [0x4e] as Bytes,
    geU: [0x4f] as Bytes,
    add: [0x6a] as Bytes,
    sub: [0x6b] as Bytes,
    mul: [0x6c] as Bytes,
    and: [0x71] as Bytes,
    shl: [0x74] as Bytes,
    shrU: [0x76] as Bytes,
  },
  v128: {
    load: (offset = 0): Bytes => [simd(0x00), memory(offset)],
    store: (offset = 0): Bytes => [simd(0x0b), memory(offset)],
    zero: [simd(0x0c), new Array<number>(16).fill(0)] as Bytes,
  },
  /** Lane i of the result is 32-bit lane `lanes[i]` of the two operands, the second's counted from 4. */
  shuffle32: (lanes: readonly [number, number, number, number]): Bytes => [
    simd(0x0d),
    lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)),
  ],
  i32x4: {
    extract: (lane: number): Bytes => [simd(0x1b), lane],
    bitmask: simd(0xa4) as Bytes,
    add: simd(0xae) as Bytes,
    dot: simd(0xba) as Bytes,
  },
  f32x4: {
    splat: simd(0x13) as Bytes,
    ge: simd(0x46) as Bytes,
    add: simd(0xe4) as Bytes,
    mul: simd(0xe6) as Bytes,
    convert: simd(0xfa) as Bytes,
  },
} as const;
