/**
 * Loads the built program, with the code that V8 made of it at an earlier start of the same command. Node's own cache of
 * compiled code has each module as it is before anything of it has run, so that whatever a start calls is compiled anew.
 */
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, readSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, getCompileCacheDir, Module } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';
import { TOGETHER } from './together.ts';

/** What CommonJS gives to a module. */
type Wrapper = (exports: unknown, require: NodeJS.Require, module: Module, filename: string, dirname: string) => void;

/** What each source stands between. */
export const HEAD = '(function (exports, require, module, __filename, __dirname) {';
export const TAIL = '\n})';
const CHECKSUM_BYTES = 4;
/** So long after the last file, what a start calls has been called, and what the first answers call as well. */
const SETTLED_MS = 10_000;

const MAIN = join(import.meta.dirname, 'main.cjs');
/** What a start loads; the names of files go on with a dot or a hyphen. */
const OF_A_START = ['main', ...Object.keys(TOGETHER)];

/** Runs the command that the arguments name, as main.ts does. Where none is named, there is little to load. */
export async function run(args: readonly string[]): Promise<void> {
  const [command = ''] = args;
  const folder = /^[a-z]+(?:-[a-z]+)*$/.test(command) ? getCompileCacheDir() : undefined;
  if (folder === undefined) return createRequire(MAIN)(MAIN).run(args);
  const loader = new Loader(join(folder, 'standpoint', command), OF_A_START);
  process.once('exit', (code) => code === 0 && loader.keep());
  await loader.load(MAIN).run(args);
}

/** Loads CommonJS modules of those names, and keeps their code. */
export class Loader {
  readonly #folder: string;
  readonly #names: ReadonlySet<string>;
  #fresh: Fresh[] = [];
  #settled: NodeJS.Timeout | undefined;

  /** Code is kept in the folder, which begins with the first that is kept. */
  constructor(folder: string, names: Iterable<string>) {
    this.#folder = folder;
    this.#names = new Set(names);
  }

  /** What the file of that real path exports: a CommonJS module in ASCII without `import()`. Node knows it, then, as if it had loaded it. */
  load(file: string): Module['exports'] {
    const ofNode = createRequire(file);
    const known = ofNode.cache[file];
    if (known !== undefined) return known.exports;
    const module = new Module(file);
    const wrapper: Wrapper = this.#compiled(file).runInThisContext();
    ofNode.cache[file] = module;
    try {
      wrapper.call(module.exports, module.exports, this.#requireOf(file, ofNode), module, file, dirname(file));
    } catch (error) {
      Reflect.deleteProperty(ofNode.cache, file);
      throw error;
    }
    module.loaded = true;
    return module.exports;
  }

  #requireOf(file: string, ofNode: NodeJS.Require): NodeJS.Require {
    const require = (id: string): unknown =>
      this.#names.has(/^\.\/([\w-]+?)(?:-[\w-]{8})?\.cjs$/.exec(id)?.[1] ?? '')
        ? this.load(resolve(dirname(file), id))
        : ofNode(id);
    return Object.assign(require, ofNode);
  }

  #compiled(filename: string): Script {
    const bytes = readBetween(HEAD, filename, TAIL);
    // V8 itself compares no more than the length of a source.
    const tag = cachedDataVersionTag();
    const kept = join(this.#folder, `${basename(filename)}-${crc32(bytes).toString(16)}-${tag.toString(16)}`);
    const cachedData = readKept(kept);
    const script = new Script(bytes.toString('latin1'), {
      ...{ filename, columnOffset: -HEAD.length },
      ...(cachedData === undefined ? {} : { cachedData }),
    });
    if (cachedData === undefined || script.cachedDataRejected) {
      this.#fresh.push({ kept, tag, script });
      clearTimeout(this.#settled);
      this.#settled = setTimeout(() => this.keep(), SETTLED_MS).unref();
    }
    return script;
  }

  /** Keeps the code of what was loaded and had none kept, with all functions that have been called. */
  keep(): void {
    clearTimeout(this.#settled);
    // What is made under other flags of V8 than it is looked for is of no use. There may be the same again in the end.
    const tag = cachedDataVersionTag();
    for (const each of this.#fresh) if (each.tag === tag) writeKept(each.kept, each.script.createCachedData());
    this.#fresh = this.#fresh.filter((each) => each.tag !== tag);
  }
}

type Fresh = { readonly kept: string; readonly tag: number; readonly script: Script };

/** The bytes of the file between two texts: put together as texts, they would be in memory twice. */
function readBetween(head: string, file: string, tail: string): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.alloc(head.length + size + tail.length);
    bytes.write(head, 'latin1');
    readSync(descriptor, bytes, head.length, size, 0);
    bytes.write(tail, head.length + size, 'latin1');
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

/** The code in the file; undefined where there is none of one's own, or it is not whole. */
function readKept(file: string): Buffer | undefined {
  try {
    const bytes = readOwn(file);
    const code = bytes.subarray(0, -CHECKSUM_BYTES);
    return crc32(code) === bytes.readUInt32LE(code.length) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** The bytes of a file that nobody else made: the folder for temporary files is everybody's, and code is run. */
function readOwn(file: string): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const { uid } = fstatSync(descriptor);
    if (uid !== (process.getuid?.() ?? uid)) throw new Error(`${file} is of another user`);
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function writeKept(file: string, code: Buffer): void {
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32LE(crc32(code));
  const unfinished = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, Buffer.concat([code, checksum]));
    renameSync(unfinished, file);
  } catch {
    // A cache that cannot be written is none.
  }
}
