import t from 'tap';
import { seededService } from '../../../helpers/service/service.ts';

t.test('robots.txt closes what has no end, and leaves the pictures of cards open', async (t) => {
  const app = await seededService(t, { publicUrl: 'https://stances.example' });
  const { body, headers } = await app.inject('/robots.txt');
  t.equal(headers['content-type'], 'text/plain; charset=utf-8');
  t.match(body, /^User-agent: \*\n(Disallow: \/\S+\n)+\nSitemap: https:\/\/stances\.example\/sitemap\.xml\n$/);
  t.match(body, 'Disallow: /grid?\n');
  t.notMatch(body, '/v1');
});

t.test('where reading is closed, all of it is closed to robots', async (t) => {
  const app = await seededService(t, { publicRead: false });
  t.equal((await app.inject('/robots.txt')).body, 'User-agent: *\nDisallow: /\n');
});

t.test('security.txt names the contact, and for how long it holds', async (t) => {
  const app = await seededService(t, { contact: 'desk@example.org', publicUrl: 'https://stances.example' });
  const { body, statusCode } = await app.inject('/.well-known/security.txt');
  t.equal(statusCode, 200);
  t.match(
    body,
    /^Contact: mailto:desk@example\.org\nExpires: (\S+)\nCanonical: https:\/\/stances\.example\/\.well-known\/security\.txt\n$/,
  );
  const days = (Date.parse(/Expires: (\S+)/.exec(body)?.[1] ?? '') - Date.now()) / 86_400_000;
  t.ok(days > 150 && days < 365, `${days} days`);
  const ofPage = await seededService(t, { contact: 'https://example.org/contact' });
  t.match((await ofPage.inject('/.well-known/security.txt')).body, 'Contact: https://example.org/contact\n');
});

t.test('without a contact there is none', async (t) => {
  const { statusCode, body } = await (await seededService(t)).inject('/.well-known/security.txt');
  t.equal(statusCode, 404);
  t.match(body, 'STANDPOINT_CONTACT');
});
