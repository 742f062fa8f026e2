import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { parse } from 'yaml';
import { ALONE, batched, batches, shareOf } from '../helpers/batch.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

t.test('every test file is run once: in a batch, or in a process of its own', (t) => {
  const { include } = parse(readFileSync(`${ROOT}.taprc`, 'utf8')) as { readonly include: unknown };
  t.strictSame(include, ['test/batches/*.ts', `test/{${ALONE.join(',')}}/**/*.test.ts`]);
  t.strictSame(batches().flatMap(shareOf), batched());
  t.ok(batched().length > 200);
  for (const folder of ALONE) t.ok(existsSync(`${ROOT}test/${folder}`), folder);
  t.end();
});
