/**
 * Counts bits of rows of bits, 128 at a time, and makes such rows: two WebAssembly functions of some 100 bytes each,
 * written out here, since JavaScript has no instructions for it. Every Node that runs this project has SIMD (WebAssembly 2.0).
 */

/** As much of the WebAssembly JavaScript interface as is needed; TypeScript knows it only together with browsers. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: { readonly [name: string]: unknown } };
  readonly Memory: new (pages: { initial: number }) => Memory;
};
type Memory = { readonly buffer: ArrayBuffer; grow(pages: number): number };

/** What one instruction takes: 16 bytes, or 128 bits. Rows are whole multiples of it. */
export const STEP_BYTES = 16;
/** More bits in a row could overflow the 16-bit counters of a lane. */
export const MAX_ROW_BITS = 4_095 * STEP_BYTES * 8;
const PAGE_BYTES = 65_536;

const I32 = 0x7f;
const V128 = 0x7b;
const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const constant = (small: number): number[] => [0x41, small];
const I32_ADD = 0x6a;
const I32_LESS = 0x49;
const LOOP = [0x03, 0x40];
const AGAIN_IF = [0x0d, 0x00];
const END = 0x0b;
/** Adds a small number to a local and leaves the sum on the stack. */
const advance = (local: number, by: number): number[] => [...get(local), ...constant(by), I32_ADD, 0x22, local];
const LOAD = [0xfd, 0x00, 0x04, 0x00];
const AND = [0xfd, 0x4e];
const XOR = [0xfd, 0x51];

// count(a, b, x, y, size): the bits of (x ^ y) & a & b, all of them addresses of rows of `size` bytes.
const [A, B, X, Y, SIZE, AT, SUM] = [0, 1, 2, 3, 4, 5, 6];
const row = (address: number): number[] => [...get(address), ...get(AT), I32_ADD, ...LOAD];
const lane = (index: number): number[] => [...get(SUM), 0xfd, 0x1b, index];
const POPCOUNT_BYTES = [0xfd, 0x62];
const ADD_PAIRS_OF_BYTES = [0xfd, 0x7d];
const ADD_SHORTS = [0xfd, 0x8e, 0x01];
const ADD_PAIRS_OF_SHORTS = [0xfd, 0x7f];
const COUNT = [
  ...[2, 1, I32, 1, V128], // two kinds of locals, which begin as 0: AT, and SUM
  ...LOOP,
  ...[...row(X), ...row(Y), ...XOR, ...row(A), ...AND, ...row(B), ...AND],
  ...[...POPCOUNT_BYTES, ...ADD_PAIRS_OF_BYTES, ...get(SUM), ...ADD_SHORTS, ...set(SUM)],
  ...[...advance(AT, STEP_BYTES), ...get(SIZE), I32_LESS, ...AGAIN_IF, END],
  ...[...get(SUM), ...ADD_PAIRS_OF_SHORTS, ...set(SUM)],
  ...[...lane(0), ...lane(1), I32_ADD, ...lane(2), I32_ADD, ...lane(3), I32_ADD, END],
];

// above(from, to, end, bound): for every byte from `from` up to `end`, a bit at `to`: is it above the bound?
const [FROM, TO, LAST, BOUND] = [0, 1, 2, 3];
const SPLAT_BYTES = [0xfd, 0x0f];
const GREATER_BYTES = [0xfd, 0x28];
const BITMASK_BYTES = [0xfd, 0x64];
const STORE_SHORT = [0x3b, 0x01, 0x00];
const ABOVE = [
  ...[0], // no locals
  ...LOOP,
  ...[...get(TO), ...get(FROM), ...LOAD, ...get(BOUND), ...SPLAT_BYTES, ...GREATER_BYTES, ...BITMASK_BYTES],
  ...STORE_SHORT,
  ...[...advance(TO, 2), 0x1a], // 1a: drop
  ...[...advance(FROM, STEP_BYTES), ...get(LAST), I32_LESS, ...AGAIN_IF, END, END],
];

/** An unsigned number in LEB128. */
const leb = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)]);
const text = (word: string): number[] => [word.length, ...[...word].map((letter) => letter.charCodeAt(0))];
const section = (id: number, content: readonly number[]): number[] => [id, ...leb(content.length), ...content];
const body = (code: readonly number[]): number[] => [...leb(code.length), ...code];

const MODULE = [
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // "\0asm", version 1
  ...section(1, [2, 0x60, 5, I32, I32, I32, I32, I32, 1, I32, 0x60, 4, I32, I32, I32, I32, 0]), // types
  ...section(2, [1, ...text('env'), ...text('memory'), 0x02, 0x00, 0x00]), // the memory comes from outside
  ...section(3, [2, 0, 1]), // a function of each type
  ...section(7, [2, ...text('count'), 0x00, 0, ...text('above'), 0x00, 1]), // and their names outside
  ...section(10, [2, ...body(COUNT), ...body(ABOVE)]),
];

export type BitCounter = {
  /** The memory that rows lie in; another one after `reserve`. */
  readonly memory: () => ArrayBuffer;
  /** Makes the memory at least so many bytes large. */
  readonly reserve: (bytes: number) => void;
  readonly count: (a: number, b: number, x: number, y: number, size: number) => number;
  readonly above: (from: number, to: number, end: number, bound: number) => void;
};

let counter: BitCounter | undefined;

/** The one counter of the process: its memory is used again, and what was in it is overwritten. */
export function bitCounter(): BitCounter {
  if (counter !== undefined) return counter;
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(MODULE)), { env: { memory } });
  counter = {
    memory: () => memory.buffer,
    reserve: (bytes) => {
      const missing = Math.ceil(bytes / PAGE_BYTES) - memory.buffer.byteLength / PAGE_BYTES;
      if (missing > 0) memory.grow(missing);
    },
    count: exports.count as BitCounter['count'],
    above: exports.above as BitCounter['above'],
  };
  return counter;
}
