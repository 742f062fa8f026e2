import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { Workplace } from '../../helpers/service/bin.ts';

const ARTICLE = `Troops divide experts

Mike Turner said the entry of North Korean troops would cross a “red line.”

“Nobody won,” said Dr. Ana Ruiz, chair of the water board, on Tuesday.

Residents say that the noise begins at five.
`;
const PUBLISHED = ['--publisher', 'Harbour Post', '--published-on', '2026-03-05'];
const place = await new Workplace(t, { 'article.txt': ARTICLE }).seeded();

t.test('an article gives a table of who says what, with experts and questions on record', async (t) => {
  const { code, stdout } = await place.runHere(['capture', 'article.txt', '--published-on', '2026-03-05']);
  t.equal(code, 0);
  t.match(stdout, /Mike Turner +│ turner +│/);
  t.match(stdout, /on record +│/);
  t.match(stdout, /Ana Ruiz +│ +│ “Nobody won,”/);
  t.match(stdout, /2026-03-03/);
  t.match(stdout, /red-line/);
});

t.test('with --explain the rule and the words are named', async (t) => {
  const { stdout } = await place.runHere(['capture', 'article.txt', '--explain', '--format', 'json', ...PUBLISHED]);
  const { extractor, text, candidates } = JSON.parse(stdout);
  t.equal(extractor, 'standpoint/3');
  t.match(
    candidates[1].reason,
    /quote-cue 0\.95: a quote, then who said it; “Dr\. Ana Ruiz” “said”; 2026-03-03 from “on Tuesday”/,
  );
  t.equal(text.slice(candidates[1].quotes[0].start, candidates[1].quotes[0].end), 'Nobody won,');
});

t.test('the draft bundle imports as it is, and nothing of it is public', async (t) => {
  const { code, stdout, stderr } = await place.runHere(['capture', 'article.txt', '--format', 'bundle', ...PUBLISHED]);
  t.equal(code, 0);
  t.match(stderr, 'standpoint: 1 left out that name nobody');
  t.match(stdout, /# may answer: .*red-line \(Red line\)/);
  const bundle = parse(stdout);
  t.strictSame(
    bundle.experts.map(({ id, status }: { id: string; status: string }) => [id, status]),
    [['ana-ruiz', 'draft']],
  );
  t.match(bundle.sources, [{ title: 'Troops divide experts', status: 'draft' }]);
  t.match(bundle.statements, [
    { expert: 'turner', attribution: 'mixed', quotes: ['red line.'] },
    { expert: 'ana-ruiz', attribution: 'direct', quotes: ['Nobody won,'], saidOn: '2026-03-03' },
  ]);
  writeFileSync(join(place.folder, 'draft.yaml'), stdout);
  t.match(await place.runHere(['import', 'draft.yaml']), { code: 0, stdout: /statements: 2 created/ });
  t.match(await place.runHere(['search', 'Nobody won']), { stderr: /nothing contains/ });
  t.match(await place.runHere(['check']), { code: 0 });
  const again = await place.runHere(['capture', 'article.txt', '--format', 'bundle', '--source', bundle.sources[0].id]);
  const ids = (of: { statements: { id: string }[] }) => of.statements.map(({ id }) => id);
  t.strictSame(
    ids(parse(again.stdout)).filter((id) => ids(bundle).includes(id)),
    [],
    'what somebody may have gone on with is not written over',
  );
});

t.test('a transcript gives what each says; standard input is read', async (t) => {
  const stdin = 'LENA MOSS: We have no money.\nOMAR KEITA: Nor time.\n';
  const { stdout } = await place.runHere(['capture', '-', '--format', 'json'], { stdin });
  const { candidates } = JSON.parse(stdout);
  t.match(candidates, [
    { rule: 'turn', speakerName: 'Lena Moss' },
    { rule: 'turn', speakerName: 'Omar Keita' },
  ]);
});

t.test('what is missing or wrong is named with what would be right', async (t) => {
  const says = async (...args: string[]) => (await place.runHere(['capture', ...args])).stderr;
  t.match(await says('none.txt'), /none\.txt cannot be read/);
  t.match(
    await says('article.txt', '--format', 'bundle'),
    /--publisher must be given for a bundle, or --source instead/,
  );
  t.match(await says('article.txt', '--format', 'bundle', '--source', 'none'), /source "none" does not exist/);
  t.match(await says('article.txt', '--published-on', 'May'), /--published-on must be a date that exists/);
  t.match(await says('article.txt', '--language', 'de'), /statements are found in English alone/);
  t.equal(readFileSync(join(place.folder, 'article.txt'), 'utf8'), ARTICLE, 'the file stays as it is');
});
