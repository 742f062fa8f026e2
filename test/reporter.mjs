/**
 * The reporter of `npm test`, into which all TAP is piped. One line per file, every failure with its place and what was
 * found, every skipped test with its reason, and as the last line, plainly, `N passed, N failed` (`, N skipped`).
 *
 * Counted are the innermost tests, those that read as sentences. A test around others counts only when it fails by
 * itself: its file cannot be imported or timed out, an assertion of its own fails, its plan is not met.
 */
import { Transform } from 'node:stream';
import { inspect } from 'node:util';
import { Parser } from 'tap-parser';

/** Diagnostics that say nothing a reader needs, or that are printed in their own way. */
const UNPRINTED = ['at', 'source', 'compare', 'tapCaught', 'stdio', 'cwd', 'externalID', 'command', 'args', 'jobId'];

/** Faults of one test that are printed in full. */
const MOST = 5;
const MOST_LINES = 60;

export default class Reporter extends Transform {
  #parser = new Parser();
  #passed = 0;
  #failed = 0;
  #skipped = 0;
  #files = 0;

  constructor() {
    super({ encoding: 'utf8' });
    this.#follow(this.#parser, []);
    this.#parser.on('complete', (run) => this.#end(run));
  }

  _transform(chunk, _encoding, done) {
    this.#parser.write(chunk);
    done();
  }

  _flush(done) {
    this.#parser.end();
    done();
  }

  #print(...lines) {
    this.push(`${lines.join('\n')}\n`);
  }

  /** Follows the tests of one level; `path` names what they stand in, beginning with the file. */
  #follow(parser, path) {
    const level = { path, tests: 0, failed: 0, asserts: [], areFilesTold: false };
    let child = null;
    // Its tests stand in the file that they are from (test/helpers/running/batch.ts).
    let part = null;
    const within = () => (part === null ? path : [part.file]);
    if (path.length === 1)
      parser.on('comment', (text) => {
        const [, file] = /^# begin (\S+)/.exec(text) ?? [];
        if (file !== undefined) part = { file, failed: level.failed, asserted: level.asserts.length, time: 0 };
      });
    parser.on('child', (inner) => {
      child = this.#follow(inner, [...within(), inner.name]);
    });
    parser.on('assert', (result) => {
      const reason = result.skip || result.todo;
      if (part !== null && result.name === `end ${part.file}`) {
        const isSound = level.failed === part.failed && level.asserts.slice(part.asserted).every(({ ok }) => ok);
        this.#tellFile(part.file, isSound, part.time);
        part = null;
        child = null;
        level.areFilesTold = true;
      } else if (result.closingTestPoint) {
        if (part !== null) part.time += result.time ?? 0;
        this.#judge(child ?? { path: [...path, result.name], tests: 0, failed: 0, asserts: [] }, result);
        level.tests += 1;
        level.failed += result.ok ? 0 : 1;
        child = null;
      } else if (reason) {
        level.tests += 1;
        this.#skip([...within(), result.name], reason);
      }
      // A file that timed out is reported where it ends; tap adds this line at the root once more.
      else if (path.length > 0 || result.diag?.expired === undefined) level.asserts.push(result);
    });
    parser.on('bailout', (reason) => path.length === 0 && this.#fail([`the run was given up: ${reason}`], []));
    return level;
  }

  /** Counts a test that has ended, unless those inside it stand for it. */
  #judge({ path, tests, failed, asserts, areFilesTold = false }, result) {
    const reason = result.skip || result.todo;
    const faults = asserts.filter(({ ok }) => !ok);
    if (reason) this.#skip(path, reason);
    else if (faults.length > 0) this.#fail(path, faults);
    else if (!result.ok && failed === 0) this.#fail(path, [result]);
    else if (tests === 0 && asserts.length > 0) this.#passed += 1;
    else if (tests === 0) this.#skip(path, 'it asserts nothing');
    if (path.length > 1) return;
    this.#files += 1;
    if (!areFilesTold || (!result.ok && failed === 0)) this.#tellFile(path[0], result.ok, result.time ?? 0);
  }

  #tellFile(file, ok, time) {
    this.#print(`${ok ? 'ok    ' : 'FAILED'} ${file} (${(time / 1000).toFixed(1)} s)`);
  }

  #skip(path, reason) {
    this.#skipped += 1;
    this.#print(`skipped ${path.join(' › ')}${typeof reason === 'string' ? `: ${reason}` : ''}`);
  }

  #fail(path, results) {
    this.#failed += 1;
    this.#print('', `✗ ${path.join(' › ')}`, ...results.slice(0, MOST).flatMap((result) => describe(result)));
    if (results.length > MOST) this.#print(`  … and ${results.length - MOST} more`);
    this.#print('');
  }

  #end({ ok, plan }) {
    const unheard = (plan?.end ?? 0) - this.#files;
    for (let file = 1; file <= unheard; file += 1)
      this.#fail(
        [`test file ${file} of ${unheard} that tap forgot when another timed out: run all again without that one`],
        [],
      );
    if (!ok && this.#failed === 0) this.#fail(['the test run itself failed'], []);
    // What the tests take from chance comes from this (test/helpers/chance.ts).
    if (this.#failed > 0) {
      // Tap says so by itself only where its own command runs.
      process.exitCode = 1;
      this.#print(`With the same chance again: TEST_SEED=${process.env.TEST_SEED ?? process.pid}`);
    }
    const skipped = this.#skipped === 0 ? '' : `, ${this.#skipped} skipped`;
    this.#print('', `${this.#passed} passed, ${this.#failed} failed${skipped}`);
  }
}

/** What failed, where, and what was found, indented under the name of its test. */
function describe({ name, diag }) {
  const { at, signal, exitCode, expired, ...rest } = diag ?? {};
  const place = at?.fileName === undefined ? '' : ` (${at.fileName}:${at.lineNumber}:${at.columnNumber})`;
  const end = [
    ...(signal ? [`ended by ${signal}: it ran longer than any may (test/helpers/patience.ts), or was killed`] : []),
    ...(exitCode ? [`ended with exit code ${exitCode}; its error is on standard error`] : []),
    ...(expired ? ['timed out'] : []),
  ];
  const details = Object.entries(rest)
    .filter(([key]) => !UNPRINTED.includes(key))
    .map(([key, value]) => (key === 'diff' ? value : `${key}: ${printed(key, value)}`));
  const lines = [...end, ...details].flatMap((text) => text.trimEnd().split('\n'));
  const cut = lines.length > MOST_LINES ? [`… and ${lines.length - MOST_LINES} more lines`] : [];
  return [`  ${name}${place}`, ...[...lines.slice(0, MOST_LINES), ...cut].map((line) => `    ${line}`)];
}

function printed(key, value) {
  if (key === 'stack')
    return value
      .split('\n')
      .filter((line) => !line.includes('node_modules'))
      .join('\n');
  if (key === 'cause') return value?.message ?? inspect(value);
  return typeof value === 'string' ? value : inspect(value);
}
