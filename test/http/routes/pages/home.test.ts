import t from 'tap';
import { seededService } from '../../../helpers/service/service.ts';

const app = await seededService(t);

t.test('the root tells a program where to go, and every place it names is there', async (t) => {
  const { name, places } = (await app.inject({ url: '/', headers: { accept: 'application/json' } })).json();
  t.equal(name, 'Standpoint');
  t.ok(places.length >= 5);
  for (const { path, what } of places) {
    t.equal((await app.inject(path)).statusCode, 200, path);
    t.match(what, /\S/);
  }
});

t.test('the root passes over what was added to its address for a page, and refuses it for a program', async (t) => {
  const open = (accept: string) => app.inject({ url: '/?utm_source=letter', headers: { accept } });
  t.equal((await open('text/html,*/*;q=0.8')).statusCode, 200);
  const refused = await open('application/json');
  t.equal(refused.statusCode, 400);
  t.match(refused.json().errors, [{ parameter: 'utm_source', message: 'is not known here' }]);
});

t.test('the root tells a person with curl where to go, in plain words', async (t) => {
  const { headers, body } = await app.inject({ url: '/', headers: { accept: 'text/plain' } });
  t.match(headers['content-type'], 'text/plain');
  for (const path of ['/docs', '/v1/questions', '/openapi.json']) t.match(body, path);
});
