import t from 'tap';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import { addDocument } from '../../../src/services/capture/documents.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { Workplace } from '../../helpers/service/bin.ts';
import { CAPTURE } from '../../helpers/service/capture.ts';
import { model, says, sends } from '../../helpers/service/model.ts';

const TEXT = 'Troops divide experts\n\nMike Turner said the entry of troops would cross a “red line.”';
const place = await new Workplace(t).seeded();
const store = openSqliteStore(place.database);
const [source = ''] = await store.ids('source');
await addDocument(store, RECORDED.caller, CAPTURE.extract, { source, text: TEXT, language: 'de' });
await store.close();

t.test('a model proposes statements in a document; what it was sent and what was dropped is told', async (t) => {
  const there = await model(t);
  const speaker = 'Mike Turner';
  there.react(
    says(
      [
        { speaker, quotes: ['red line.'] },
        { speaker, quotes: ['a red line'] },
      ],
      { prompt_tokens: 9, completion_tokens: 3 },
    ),
  );
  const settings = { STANDPOINT_DRAFTING_URL: there.url, STANDPOINT_DRAFTING_MODEL: 'llama' };
  t.match(await place.runHere(['draft', '1'], settings), {
    code: 0,
    stdout: `llama at ${new URL(there.url).host} was sent ${TEXT.length} characters and proposed 2 statements (9 tokens sent, 3 received)
1 of them had words that are not in the text
1 are proposed in the document "1", for a person to decide on
`,
  });
  there.react(sends({}, 503));
  t.match(await place.runHere(['draft', '1'], settings), {
    code: 1,
    stderr: /the model gave no draft: it answered 503/,
  });
  t.match(await place.runHere(['draft', '9'], settings), { code: 1, stderr: /there is no document "9"/ });
  t.match(await place.runHere(['draft', '1']), { code: 1, stderr: /names one by STANDPOINT_DRAFTING_URL/ });
});
