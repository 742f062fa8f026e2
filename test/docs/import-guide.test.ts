/** The example in docs/guide/import.md, done as it is written there: its files, its commands, and what they print. */

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { BIN, ended, Workplace } from '../helpers/service/bin.ts';

const text = readFileSync(new URL('../../docs/guide/import.md', import.meta.url), 'utf8');
const example = text.slice(text.indexOf('## A complete example'), text.indexOf('## Large tables'));

/** Each block of code with the words before it, which name the file it is. */
const blocks = [...example.matchAll(/([^\n]*)\n\n```(\w+)\n(.*?)```/gs)].map(
  ([, before = '', kind = '', code = '']) => ({
    name: /`([\w.]+)`:$/.exec(before)?.[1],
    kind,
    code,
  }),
);

t.test('every command of the example prints what the document says', async (t) => {
  const place = new Workplace(t);
  await mkdir(join(place.folder, 'data'));
  const run = (command: string) =>
    ended(
      spawn('bash', ['-c', `node() { shift; "$NODE" "$BIN" "$@" 2>&1; }; ${command}`], {
        cwd: place.folder,
        env: {
          ...{ PATH: process.env.PATH, HOME: process.env.HOME, LC_ALL: 'C.UTF-8' },
          ...{ NODE: process.execPath, BIN, STANDPOINT_DB: 'data/council.sqlite' },
        },
      }),
    );
  let commands = 0;
  for (const { name, kind, code } of blocks) {
    if (kind !== 'console') {
      if (name === undefined) throw new Error(`no name for ${code}`);
      await writeFile(join(place.folder, name), code);
      continue;
    }
    for (const part of code.split(/^\$ /m).slice(1)) {
      const [command = '', ...printed] = part.split('\n');
      const { stdout, stderr } = await run(command);
      t.equal(stderr, '', command);
      t.equal(stdout, printed.join('\n'), command);
      commands += 1;
    }
  }
  t.ok(commands >= 8);
});
