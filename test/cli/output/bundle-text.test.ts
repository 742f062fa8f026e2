/** Everything in a store as text, in pieces: what each format must be, and that no more is held than a piece. */
import t from 'tap';
import { parse, stringify } from 'yaml';
import { BUNDLE_TEXTS } from '../../../src/cli/output/bundle-text.ts';
import type { Reading } from '../../../src/core/ports/store.ts';
import { KINDS, type Kind } from '../../../src/core/records/kinds.ts';
import { referencesIn } from '../../../src/core/writing/references.ts';
import { harbour } from '../../helpers/fixtures/harbour.ts';
import { everything } from '../../helpers/fixtures/stories.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';
import { exportedText } from '../../helpers/store/exported.ts';
import { storeOf } from '../../helpers/store/tell.ts';

/** More than a page of every kind that can be many. */
function many(): Story {
  const told = story();
  for (let at = 0; at < 1_101; at += 1)
    told.says(`e${at}`, `q${at % 7}`, 'support', { source: `s${at % 3}`, quote: `“Line ${at}\nand: another”` });
  return told;
}

const STORIES = { nothing: story(), everything: everything(), harbour: harbour(), many: many() };

t.test('written in pieces, YAML and JSON are what the whole would be', async (t) => {
  for (const [name, told] of Object.entries(STORIES)) {
    const store = await storeOf(t, told);
    const json = await exportedText(store, 'json');
    const bundle = JSON.parse(json);
    const inOrder = Object.fromEntries(
      ['scales', 'experts', 'sources', 'questions', 'statements', 'positions'].map((list) => [list, bundle[list]]),
    );
    const yaml = await exportedText(store, 'yaml');
    t.strictSame(parse(yaml), bundle, name);
    t.equal(yaml, stringify({ bundleVersion: 1, ...inOrder }, { lineWidth: 100 }), `${name} in YAML`);
    if (!json.includes('[]')) t.equal(json, `${JSON.stringify(bundle, null, 2)}\n`, `${name} in JSON`);
  }
});

t.test('in lines, a record refers only to what stands before it', async (t) => {
  for (const [name, told] of Object.entries(STORIES)) {
    const lines = (await exportedText(await storeOf(t, told), 'ndjson')).trimEnd().split('\n');
    t.equal(lines[0], '{"bundleVersion":1}');
    const seen = new Set<string>();
    const missing: string[] = [];
    const need = (kind: Kind, id: string) => seen.has(`${kind} ${id}`) || missing.push(`${kind} ${id}`);
    for (const line of lines.slice(1)) {
      const { kind, ...record } = JSON.parse(line);
      for (const reference of referencesIn(kind, record)) need(reference.kind, reference.id);
      seen.add(`${kind} ${record.id}`);
    }
    t.strictSame(missing, [], name);
    t.equal(seen.size, lines.length - 1, 'each once');
  }
});

t.test('the same records are there in every format', async (t) => {
  const store = await storeOf(t, STORIES.many);
  const bundle = JSON.parse(await exportedText(store, 'json'));
  const lines = (await exportedText(store, 'ndjson'))
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line));
  const sorted = (of: readonly unknown[]) => of.map((it) => JSON.stringify(it)).sort();
  const listed = KINDS.flatMap((kind) => (bundle[`${kind}s`] ?? []).map((record: object) => ({ kind, ...record })));
  t.strictSame(sorted(lines), sorted(listed));
});

t.test('no more is read than has been asked for', async (t) => {
  const store = await storeOf(t, STORIES.many);
  let pages = 0;
  const counted: Reading = {
    ...store,
    list: (...asked) => {
      pages += 1;
      return store.list(...asked);
    },
  };
  const pieces = BUNDLE_TEXTS.ndjson(counted);
  for (let taken = 1; taken <= 5; taken += 1) {
    await pieces.next();
    t.ok(pages <= taken, `${pages} pages for ${taken} pieces`);
  }
  await pieces.return(undefined);
  t.ok(pages <= 5);
});
