import { strToU8, zipSync } from 'fflate';
import t from 'tap';
import { type ArticleFormat, articleFormatOf, readArticleFile } from '../../src/intake/article/read-article.ts';

const read = (format: ArticleFormat, content: string | Uint8Array) =>
  readArticleFile('it', typeof content === 'string' ? Buffer.from(content) : content, format);

t.test('the name of a file tells what it is; what has no known ending is text', async (t) => {
  const names = ['a.htm', 'b.HTML', 'c.vtt', 'd.srt', 'e.docx', 'f.pdf', 'g.txt', '-'];
  t.strictSame(names.map(articleFormatOf), ['html', 'html', 'subtitles', 'subtitles', 'docx', 'pdf', 'text', 'text']);
});

t.test(
  'text keeps its letters, marks and dashes; spaces, line ends and what nobody sees become one form',
  async (t) => {
    const { text, title } = await read(
      'text',
      '\ufeffFerry  plan\r\n\r\n“We\u00a0got one—at\u200b last,” said Ke\u00adita.\r\n\r\n\r\nEnd.',
    );
    t.equal(text, 'Ferry plan\n\n“We got one—at last,” said Keita.\n\nEnd.');
    t.equal(title, 'Ferry plan');
  },
);

t.test('paragraphs whose lines an editor has broken are put together; other lines stay paragraphs', async (t) => {
  const line = 'The council met on Tuesday, and it heard both of the engineers';
  t.equal((await read('text', `${line}\n${line}\nat last.\n\nEnd.`)).text, `${line} ${line} at last.\n\nEnd.`);
  t.equal((await read('text', 'One.\nTwo.\n\nThree.')).text, 'One.\n\nTwo.\n\nThree.');
});

t.test('what no text may hold is refused with its place', async (t) => {
  await t.rejects(read('text', 'One.\n\nT\u202ewo.'), {
    kind: 'invalid',
    message: /it: character 8 of the text \(line 3\) is U\+202E/,
  });
  await t.rejects(read('text', 'a\u0000b'), { message: /U\+0000/ });
  await t.rejects(read('text', Uint8Array.of(0x61, 0xff)), { message: /it is not UTF-8/ });
  await t.rejects(read('text', ' \n '), { message: /there is no text in it/ });
});

t.test('a saved page gives its article block by block, without menus, and its title', async (t) => {
  const words =
    'The council met on Tuesday, heard the engineers, and could not agree on what the bridge is worth to the town.';
  const page = `<html><head><title>Ferry plan</title></head><body><nav><ul><li>Home</li><li>Sport</li></ul></nav>
    <article><h1>Ferry plan</h1><p>${words}</p><p>“We&nbsp;got one,” said <b>Omar</b> Keita.</p>
    <blockquote><p>“It is late.”</p></blockquote><p>${words}</p><p>${words}</p></article><footer>© 2026</footer></body></html>`;
  const { text, title, leftOut } = await read('html', page);
  t.match(text, `${words}\n\n“We got one,” said Omar Keita.\n\n“It is late.”\n\n${words}`);
  t.notMatch(text, /Sport|2026/);
  t.equal(title, 'Ferry plan');
  t.equal(leftOut, 2, 'of the menu');
  const whole = await readArticleFile('it', Buffer.from(page), 'html', { whole: true });
  t.match(whole.text, /^Home\n\nSport\n\n/);
  t.equal(whole.leftOut, 0);
  t.match(await read('text', 'One.'), { leftOut: 0 });
  t.equal((await read('html', '<p>One.</p><p>Two.</p>')).text, 'One.\n\nTwo.');
});

t.test('subtitles become lines with who speaks; one turn over several cues is one line', async (t) => {
  const vtt =
    'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Lena Moss>We have\n\n00:02.000 --> 00:03.000\n<v Lena Moss>no money.\n\n' +
    '00:03.000 --> 00:04.000\n<v Omar Keita>Nor time.</v>\n';
  t.equal((await read('subtitles', vtt)).text, 'Lena Moss: We have no money.\n\nOmar Keita: Nor time.');
  const srt =
    '1\n00:00:01,000 --> 00:00:02,000\nMOSS: We have no money.\n\n2\n00:00:02,000 --> 00:00:03,000\nNone at all.\n';
  t.equal((await read('subtitles', srt)).text, 'MOSS: We have no money. None at all.');
});

t.test('a DOCX file gives its paragraphs', async (t) => {
  const paragraph = (words: string) => `<w:p><w:r><w:t>${words}</w:t></w:r></w:p>`;
  const docx = zipSync({
    '[Content_Types].xml': strToU8(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ' +
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ' +
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    '_rels/.rels': strToU8(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" ' +
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>' +
        '</Relationships>',
    ),
    'word/document.xml': strToU8(
      '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>' +
        `${paragraph('One.')}${paragraph('“We got one,” said Keita.')}</w:body></w:document>`,
    ),
  });
  t.equal((await read('docx', docx)).text, 'One.\n\n“We got one,” said Keita.');
  await t.rejects(read('docx', 'no zip'), { kind: 'invalid', message: /it cannot be read as docx/ });
});

t.test('a PDF file gives its text layer', async (t) => {
  const lines = ['Keita said that the plan was', 'sound, and "ready to', 'go."', 'Moss was silent on the matter.'];
  const shown = lines.map((line) => `(${line}) Tj 0 -14 Td`).join(' ');
  const stream = `BT /F1 12 Tf 72 720 Td ${shown} ET`;
  const objects = [
    ...['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>'],
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  const pdf = `%PDF-1.4\n${objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj`).join('\n')}\ntrailer<</Root 1 0 R>>\n`;
  t.equal(
    (await read('pdf', pdf)).text,
    'Keita said that the plan was sound, and "ready to go."\n\nMoss was silent on the matter.',
    'a quote over the end of a line is whole',
  );
  await t.rejects(read('pdf', 'no pdf'), { kind: 'invalid', message: /it cannot be read as pdf/ });
});
