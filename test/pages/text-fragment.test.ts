import t from 'tap';
import { toText } from '../../src/pages/text-fragment.ts';

const URL_OF = 'https://post.example/story';

t.test("a short quote is named whole, with the directive's own signs encoded", async (t) => {
  t.equal(
    toText(URL_OF, 'close it, and do it – now & well-timed'),
    `${URL_OF}#:~:text=close%20it%2C%20and%20do%20it%20%E2%80%93%20now%20%26%20well%2Dtimed`,
  );
});

t.test('a long one by its first and last words', async (t) => {
  const quote = 'one two three four five six seven eight nine ten eleven twelve thirteen';
  t.equal(
    toText(URL_OF, quote),
    `${URL_OF}#:~:text=one%20two%20three%20four%20five%20six,eight%20nine%20ten%20eleven%20twelve%20thirteen`,
  );
});

t.test('a place that the address already names stays', async (t) => {
  t.equal(toText(`${URL_OF}#page-2`, 'Yes'), `${URL_OF}#page-2:~:text=Yes`);
});

t.test('words stand apart by one blank, whatever was between them; scripts without blanks are one word', async (t) => {
  t.equal(toText(URL_OF, ' a\n  b '), `${URL_OF}#:~:text=a%20b`);
  t.equal(toText(URL_OF, '核电站'), `${URL_OF}#:~:text=${encodeURIComponent('核电站')}`);
});
