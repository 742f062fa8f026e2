import t from 'tap';
import { Failure } from '../../src/core/values/errors.ts';
import { INPUT_LIMITS } from '../../src/core/values/input-limits.ts';
import { type JsonList, JsonLists, type JsonRecord } from '../../src/intake/json-lists.ts';

const TEXT = `{ "bundleVersion": 1,
 "experts": [
  {"id": "a}]\\"", "links": [{"n": [1, {}]}]},

  {"id": "é\\\\"}
 ], "none": [], "odd": {"x": {"y": [{}]}},
 "questions": [ {"id": 1},[2],3 ] }`;

/** Passes the text in chunks of so many bytes. */
function pass(lists: JsonLists, text: Buffer, bytes: number) {
  const records: JsonRecord[] = [];
  for (let at = 0; at < text.length; at += bytes) records.push(...lists.take(text.subarray(at, at + bytes)));
  return records;
}

t.test('lists are found, and their records read, however the text is cut', async (t) => {
  const whole = Buffer.from(TEXT);
  for (const bytes of [1, 2, 3, 7, 1_000]) {
    const found = new JsonLists();
    pass(found, whole, bytes);
    t.strictSame(
      found.lists.map(({ name, line, records }) => [name, line, records]),
      [
        ['experts', 2, 2],
        ['none', 6, 0],
        ['questions', 7, 2],
      ],
    );
    t.strictSame(JSON.parse(found.around), {
      ...{ bundleVersion: 1, experts: [0, 0], none: [], odd: { x: { y: [{}] } }, questions: [0, 0, 3] },
    });
    const [experts, none] = found.lists as [JsonList, JsonList];
    const reading = new JsonLists(experts);
    const records = pass(reading, whole.subarray(experts.from), bytes);
    t.strictSame(
      records.map(({ bytes: of, line }) => [JSON.parse(of.toString()).id, line]),
      [
        ['a}]"', 3],
        ['é\\', 5],
      ],
    );
    t.equal(reading.isOver, true);
    t.strictSame(pass(new JsonLists(none), whole.subarray(none.from), bytes), []);
  }
});

t.test('what is no JSON around its records is no JSON in what is kept of it', async (t) => {
  for (const text of [
    '{"experts": [{} {}]}',
    '{"experts": [{}',
    '{"experts": [{}]]',
    '{"experts" [{}]}',
    '{"experts": [{},]}',
  ]) {
    const found = new JsonLists();
    pass(found, Buffer.from(text), 5);
    t.throws(() => JSON.parse(found.around), text);
  }
});

t.test('a record of any length is not held', async (t) => {
  const found = new JsonLists();
  found.take(Buffer.from('{"experts": [{"id": "'));
  const more = Buffer.alloc(1024 * 1024, 'x');
  t.throws(() => {
    for (let at = 0; at <= INPUT_LIMITS.rowBytes; at += more.length) found.take(more);
  }, Failure);
});
