import t from 'tap';
import { json } from '../../src/formats/json.ts';
import { rendered } from '../helpers/fixtures/table.ts';

t.test('JSON is the whole answer, on one line, with a line end', async (t) => {
  t.equal(await rendered(json, { document: { a: [1, null], b: 'é “x”' } }), '{"a":[1,null],"b":"é “x”"}\n');
});
