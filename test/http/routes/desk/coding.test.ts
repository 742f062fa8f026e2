import t from 'tap';
import { codedNewsroom } from '../../../helpers/fixtures/coded-article.ts';
import { atDesk, sendForm } from '../../../helpers/service/desk.ts';
import { serviceOver } from '../../../helpers/service/service.ts';

t.test('a round goes from its opening to the drafts by forms alone, and nobody sees another before that', async (t) => {
  const { app, ida, bo, pia, decide, coders, store, tax, boats } = await codedNewsroom(t);
  await decide();
  const [ia, ib, ip] = [await atDesk(app, ida), await atDesk(app, bo), await atDesk(app, pia)];
  t.match((await ia.get('/desk/coding')).body, /Nothing waits for you/);
  t.notMatch((await ia.get('/desk/documents/1/rounds')).body, /Open a round/);
  t.match((await ip.get('/desk/documents/1/rounds')).body, /Ferry toll.*Bo.*Ida.*Pia/s);
  t.equal((await ip.post('/desk/documents/1/rounds', { questions: 'toll' })).statusCode, 400);
  t.equal((await ip.post('/desk/documents/1/rounds', { questions: 'toll', coders, due: '2026-13' })).statusCode, 400);
  t.equal((await ip.post('/desk/documents/1/rounds', { questions: 'toll', coders, due: '2026-04' })).statusCode, 303);

  t.match((await ia.get('/desk/coding')).body, /documents\/1\/coding.*due 2026-04/s);
  const page = (await ia.get('/desk/documents/1/coding')).body;
  t.match(page, /Support is wanting the toll/);
  t.match(page, /<mark aria-current="true">/);
  t.notMatch(page, /checked/, 'no side is chosen for anybody');
  const units = new Map((await store.codings.units('1')).map(({ candidate, id }) => [candidate, id]));
  const said = (candidate: string, option: string, summary: string, revision = '0') => ({
    ...{ unit: units.get(candidate) ?? '', revision, option, summary },
    ...(option !== 'says nothing' && { basis: 'stated' }),
  });
  const put = (who: typeof ia, fields: { readonly [name: string]: string }) =>
    who.post('/desk/documents/1/coding', fields);
  t.equal((await put(ia, { unit: units.get(tax) ?? '', revision: '0' })).statusCode, 400, 'nothing was chosen');
  t.equal((await put(ia, said(tax, 'oppose', 'Calls it a tax.'))).statusCode, 303);
  const stale = await put(ia, said(tax, 'support', 'Wants it.'));
  t.equal(stale.statusCode, 412);
  t.match(stale.body, /Kept is: Opposes.*Calls it a tax.*You sent: Supports.*Wants it/s);
  t.match(stale.body, /name="revision" value="1".*value="support"[^>]* checked/s);
  t.equal((await ia.post('/desk/documents/1/submit', {})).statusCode, 409);
  t.notMatch((await ib.get(`/desk/documents/1/coding?unit=${units.get(tax)}`)).body, /Calls it a tax/);
  t.equal((await ip.get('/desk/documents/1/adjudicate')).statusCode, 409);
  t.equal((await ip.get('/desk/documents/1/coding')).statusCode, 403);

  await put(ia, said(boats, 'oppose', 'Got one boat.'));
  await put(ib, said(boats, 'oppose', 'Missed a boat.'));
  await put(ib, said(tax, 'says nothing', ''));
  t.match((await ib.get('/desk/documents/1/coding')).body, /never changes from then on/);
  for (const who of [ia, ib]) t.equal((await who.post('/desk/documents/1/submit', {})).statusCode, 303);

  const both = (await ip.get(`/desk/documents/1/adjudicate?unit=${units.get(tax)}`)).body;
  t.match(both, /in 1 of them the coders differ/);
  t.match(both, /Calls it a tax/);
  t.notMatch(both, /Ida|<span class="tag">Bo/, 'names come after the decision');
  const agreement = (await ip.get('/desk/documents/1/reliability')).body;
  t.match(agreement, /Alpha, nominal[\s\S]*Where coders differ[\s\S]*<a href="\/desk\/documents\/1\/adjudicate/);
  t.equal((await ib.get('/desk/documents/1/reliability')).statusCode, 403);
  const decideOn = (candidate: string, more: object) =>
    ip.post('/desk/documents/1/adjudicate', { unit: units.get(candidate) ?? '', ...more });
  const drafted = { option: 'oppose', basis: 'stated', summary: 'Calls it a tax.' };
  t.equal((await decideOn(tax, drafted)).statusCode, 400, 'a reason is needed');
  t.equal((await decideOn(tax, { ...drafted, reason: 'By the rule.' })).statusCode, 303);
  t.match(
    (await ip.get(`/desk/documents/1/adjudicate?unit=${units.get(tax)}`)).body,
    /Ida.*was decided by <bdi>Pia<.*By the rule/s,
  );
  t.equal((await decideOn(boats, drafted)).statusCode, 303);
  t.match((await ip.get('/desk/documents/1/review')).body, /Calls it a tax/);
  t.equal((await ip.post('/desk/documents/1/publish', {})).statusCode, 303);
  t.strictSame(await store.check(), []);
});

t.test('where the address of the desk is set, a form from another name of this machine is refused', async (t) => {
  const { store, ida } = await codedNewsroom(t);
  const publicUrl = 'https://desk.example';
  const app = await serviceOver(t, store, { publicUrl });
  const key = ida.authorization.slice('Bearer '.length);
  const from = (host: string, origin: string) => sendForm(app, '/desk/session', { key }, { host, origin });
  t.equal((await from('rebound.example', 'http://rebound.example')).statusCode, 403);
  t.equal((await from('desk.example', 'http://desk.example')).statusCode, 403);
  t.equal((await from('desk.example', publicUrl)).statusCode, 303);
  t.equal((await from('localhost', 'http://localhost')).statusCode, 303);
});
