import t from 'tap';
import { inAddresses } from '../../../src/core/change-log/redaction.ts';

t.test('words are found in addresses as browsers, forms and encyclopedias write them', async (t) => {
  const name = "Ada O'Brien";
  const forms = inAddresses(name);
  const { href } = new URL(`https://example.org/?by=${name}`);
  const form = new URLSearchParams({ by: name }).toString();
  for (const address of [
    href,
    form,
    "https://en.example.org/wiki/Ada_O'Brien",
    'https://en.example.org/wiki/Ada_O%27Brien',
  ])
    t.ok(
      forms.some((it) => address.includes(it)),
      address,
    );
  t.notOk(forms.includes(name));
  t.strictSame(inAddresses('Ada'), []);
});
