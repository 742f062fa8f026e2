/** The examples of the guides, done as they are written there: their files, their commands, and what they print. */

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { BIN, ended, Workplace } from '../helpers/service/bin.ts';

const GUIDES = [
  { path: 'docs/guide/article.md', database: 'data/harbour.sqlite', end: '## Afterwards', commands: 6 },
  { path: 'docs/guide/import.md', database: 'data/council.sqlite', end: '## Large tables', commands: 11 },
];

/** Each block of code of the example with the words before it, which name the file it is. */
function blocksOf(path: string, end: string): { name: string | undefined; kind: string; code: string }[] {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const example = text.slice(text.indexOf('## A complete example'), text.indexOf(end));
  return [...example.matchAll(/([^\n]*)\n\n```(\w+)\n(.*?)```/gs)].map(([, before = '', kind = '', code = '']) => ({
    name: /`([\w.]+)`:$/.exec(before)?.[1],
    kind,
    code,
  }));
}

for (const { path, database, end, commands } of GUIDES)
  t.test(`every command of the example in ${path} prints what the document says`, async (t) => {
    const place = new Workplace(t);
    await mkdir(join(place.folder, 'data'));
    const run = (command: string) =>
      ended(
        spawn('bash', ['-c', `node() { shift; "$NODE" "$BIN" "$@" 2>&1; }; ${command}`], {
          cwd: place.folder,
          env: {
            ...{ PATH: process.env.PATH, HOME: process.env.HOME, LC_ALL: 'C.UTF-8' },
            ...{ NODE: process.execPath, BIN, STANDPOINT_DB: database },
          },
        }),
      );
    /** A command of ours alone is run in this process; what the shell has a part in, in a shell. */
    const printedBy = async (command: string): Promise<string> => {
      const [, args] = /^node bin\/standpoint\.mjs ([\w\s./-]+)$/.exec(command) ?? [];
      if (args === undefined) {
        const { stdout, stderr } = await run(command);
        t.equal(stderr, '', command);
        return stdout;
      }
      const { stdout, stderr } = await place.runHere(args.split(' '), { STANDPOINT_DB: database });
      return stdout + stderr;
    };
    let done = 0;
    for (const { name, kind, code } of blocksOf(path, end)) {
      if (kind !== 'console') {
        if (name === undefined) throw new Error(`no name for ${code}`);
        await writeFile(join(place.folder, name), code);
        continue;
      }
      for (const part of code.split(/^\$ /m).slice(1)) {
        const [command = '', ...printed] = part.split('\n');
        t.equal(await printedBy(command), printed.join('\n'), command);
        done += 1;
      }
    }
    t.ok(done >= commands);
  });
