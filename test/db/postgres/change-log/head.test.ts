import t from 'tap';
import { type LogNumbers, SharedEnd } from '../../../../src/db/postgres/change-log/head.ts';

/** A server that answers what it is asked when it is told to, by how much was asked by then. */
function server() {
  const asked: PromiseWithResolvers<LogNumbers>[] = [];
  const end = new SharedEnd(() => {
    const answer = Promise.withResolvers<LogNumbers>();
    asked.push(answer);
    return answer.promise;
  });
  return {
    asked,
    read: async () => (await end.read()).seq,
    answer: (index: number) => asked[index]?.resolve({ seq: index, public_seq: index }),
  };
}

t.test('two are on their way at most, and who asks meanwhile shares the next', async (t) => {
  const { asked, read, answer } = server();
  const first = [read(), read()];
  const later = [read(), read(), read()];
  t.equal(asked.length, 2);
  answer(1);
  t.equal(await first[1], 1);
  t.equal(asked.length, 3, 'as soon as one of them is answered, whichever');
  answer(2);
  t.strictSame(await Promise.all(later), [2, 2, 2], 'none is answered by what was sent before');
  answer(0);
  t.equal(await first[0], 0);
  const last = read();
  t.equal(asked.length, 4, 'when nobody waits, it is asked at once');
  answer(3);
  t.equal(await last, 3);
});

t.test('one that fails is told to those who shared it, and the next is asked all the same', async (t) => {
  const { asked, read, answer } = server();
  const first = [read(), read()];
  const later = read();
  asked[0]?.reject(new Error('it broke off'));
  await t.rejects(Promise.all(first), { message: 'it broke off' });
  asked[2]?.reject(new Error('again'));
  await t.rejects(later, { message: 'again' });
  answer(1);
  t.equal(await first[1], 1);
  const last = [read(), read()];
  answer(3);
  answer(4);
  t.strictSame(await Promise.all(last), [3, 4]);
});
