import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { Failure } from '../../../src/core/values/errors.ts';
import { LATIN, type Typeface, typefaces } from '../../../src/formats/picture/typefaces.ts';
import { readOwnSite } from '../../../src/pages/own/read-own-site.ts';
import { postSans } from '../../helpers/formats/typeface.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>';

/** A folder with these files. */
function folderWith(t: Test, files: { readonly [name: string]: string | object }): string {
  const folder = join(t.testdir(), 'site');
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files))
    writeFileSync(
      join(folder, name),
      typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content),
    );
  return folder;
}

async function refusalOf(t: Test, files: { readonly [name: string]: string | object }): Promise<string> {
  try {
    await readOwnSite(folderWith(t, files));
  } catch (error) {
    if (error instanceof Failure && error.kind === 'invalid') return error.message;
    throw error;
  }
  t.fail('it was accepted');
  return '';
}

t.test('what is named is read, and what is not is as it is without', async (t) => {
  const words = { name: 'Harbour Post', logo: 'logo.svg', colours: { light: { link: '#7A1F1F' } } };
  const own = await readOwnSite(folderWith(t, { 'site.json': words, 'logo.svg': SVG }));
  t.match(own, { name: 'Harbour Post', imprint: null, icon: null, darkLogo: null });
  t.strictSame(own.colours, { light: { link: '#7a1f1f' }, dark: {} });
  t.equal(own.logo?.mediaType, 'image/svg+xml');
});

t.test('an empty site.json is the site of nobody in particular', async (t) => {
  t.equal((await readOwnSite(folderWith(t, { 'site.json': {} }))).name, 'Standpoint');
});

t.test('a folder without site.json, or with one that is none, says what it must hold', async (t) => {
  t.match(await refusalOf(t, {}), /^STANDPOINT_SITE must name a folder that holds a site\.json; .*ENOENT/);
  t.match(await refusalOf(t, { 'site.json': '{' }), /site\.json cannot be used: .*JSON/);
});

t.test('each fault is named with its place', async (t) => {
  t.match(await refusalOf(t, { 'site.json': { nam: 'x' } }), /site\.json: .*nam.*did you mean "name"/);
  t.match(
    await refusalOf(t, { 'site.json': { imprint: 'imprint.html' } }),
    '/imprint must be an absolute http or https URL',
  );
  t.match(await refusalOf(t, { 'site.json': { logo: '../logo.svg' } }), '/logo ');
  t.match(await refusalOf(t, { 'site.json': { darkLogo: 'l.svg' }, 'l.svg': SVG }), '/darkLogo must go with "logo"');
  const several = await refusalOf(t, {
    'site.json': { logo: 'logo.png', icon: 'none.svg', colours: { light: { ink: '#cccccc' } } },
    'logo.png': SVG,
  });
  t.match(several, '/logo logo.png does not hold what its ending says');
  t.match(several, /\/icon none\.svg cannot be read: ENOENT/);
  t.match(several, '/colours/light/ink gives ink #cccccc on paper #fffdf9 a contrast of');
});

t.test('fonts are read, each for its words', async (t) => {
  const words = { fonts: { text: 'text.woff2', headings: 'display.woff2' } };
  const files = { 'text.woff2': 'wOF2 of the text', 'display.woff2': 'wOF2 of headings' };
  const { fonts } = await readOwnSite(folderWith(t, { 'site.json': words, ...files }));
  t.equal(String(fonts.text?.body), 'wOF2 of the text');
  t.match(fonts.headings, { name: 'display.woff2', mediaType: 'font/woff2' });
  t.strictSame((await readOwnSite(folderWith(t, { 'site.json': {} }))).fonts, { text: null, headings: null });
});

t.test('a font that is none, is missing or weighs too much is refused', async (t) => {
  const words = { fonts: { text: 'text.woff2', headings: 'none.woff2' } };
  const several = await refusalOf(t, { 'site.json': words, 'text.woff2': 'OTTO' });
  t.match(several, '/fonts/text text.woff2 does not hold what its ending says');
  t.match(several, /\/fonts\/headings none\.woff2 cannot be read: ENOENT/);
  t.match(await refusalOf(t, { 'site.json': { fonts: { text: 'text.ttf' } } }), '/fonts/text ');
  const heavy = { 'site.json': { fonts: { text: 'a.woff2' } }, 'a.woff2': `wOF2${'x'.repeat(128 * 1024)}` };
  t.match(await refusalOf(t, heavy), '/fonts/text a.woff2 has 131076 bytes, and may have 131072');
});

t.test('a picture that would weigh every page down is refused', async (t) => {
  const large = `${SVG}${' '.repeat(64 * 1024)}`;
  t.match(
    await refusalOf(t, { 'site.json': { logo: 'logo.svg' }, 'logo.svg': large }),
    /\/logo logo\.svg has \d+ bytes, and may have 65536: every page loads it/,
  );
});

t.test('the typeface of pictures is tried before it is used', async (t) => {
  const bytesOf = ({ regular, bold }: Typeface) => ({ 'a.ttf': readFileSync(regular), 'b.ttf': readFileSync(bold) });
  const pictures = (family: string) => ({ fonts: { pictures: { family, regular: 'a.ttf', bold: 'b.ttf' } } });
  const post = bytesOf(postSans(t.testdir()));
  const folder = folderWith(t, { 'site.json': pictures('Post Sans'), ...post });
  const paths = { regular: join(folder, 'a.ttf'), bold: join(folder, 'b.ttf') };
  t.strictSame((await readOwnSite(folder)).typeface, { family: 'Post Sans', ...paths });
  const misnamed = await refusalOf(t, { 'site.json': pictures('Post Serif'), ...post });
  t.match(misnamed, '/fonts/pictures/regular a.ttf is of the family "Post Sans", not "Post Serif"');
  const han = typefaces().find(({ family }) => family === 'Noto Sans SC') ?? LATIN;
  const withoutLatin = { 'site.json': pictures('Noto Sans SC'), ...bytesOf(han) };
  t.match(await refusalOf(t, withoutLatin), '/fonts/pictures/bold b.ttf lacks letters');
  t.match(
    await refusalOf(t, { 'site.json': pictures('Post Sans'), ...post, 'a.ttf': 'no font' }),
    '/fonts/pictures/regular a.ttf',
  );
});
