import t from 'tap';
import { addressFault, createTargetRule } from '../../src/webhooks/target.ts';

const OWN_NETWORK = [
  '127.0.0.1',
  '127.255.255.254',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '100.100.100.200',
  '::1',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd00:ec2::254',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:a9fe:a9fe',
];

const NO_HOST = [
  '0.0.0.0',
  '0.1.2.3',
  '255.255.255.255',
  '224.0.0.1',
  '240.0.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '203.0.113.7',
  '::',
  '::7f00:1',
  'ff02::1',
  'fec0::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '2001:0:7f00:1::',
  '64:ff9b::7f00:1',
  '::ffff:0:127.0.0.1',
  '100::1',
];

t.test('what is not reached over the internet is refused, however it is written', async (t) => {
  for (const address of [...OWN_NETWORK, ...NO_HOST]) t.match(addressFault(address, false), address, address);
  for (const address of ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])
    t.equal(addressFault(address, false), null, address);
});

t.test('with the setting one may write to hosts in one’s own network, and to nothing that is no host', async (t) => {
  for (const address of [...OWN_NETWORK, '8.8.8.8']) t.equal(addressFault(address, true), null, address);
  for (const address of NO_HOST) t.match(addressFault(address, true), 'is no address of a host', address);
});

const fault = createTargetRule(false);

t.test('an https address of a public host is right', async (t) => {
  for (const url of [
    'https://example.org/hook?key=1',
    'https://example.org:8443/',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
  ])
    t.equal(fault(url), null, url);
});

t.test('a URL that holds a private address is refused, however it is written', async (t) => {
  const hosts = [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.0.0.1',
    '017700000001',
    '[::1]',
    '[::ffff:10.0.0.1]',
    '169.254.169.254',
  ];
  for (const host of hosts) t.match(fault(`https://${host}/hook`), /^must lead to a public host: .*PRIVATE/, host);
  for (const host of ['localhost', 'LOCALHOST', 'localhost.', 'api.localhost'])
    t.match(fault(`https://${host}/`), 'must not lead to this machine', host);
});

t.test('plain http is for one’s own network only', async (t) => {
  t.match(fault('http://example.org/'), /^must begin with https:\/\/ \(set STANDPOINT_WEBHOOK_PRIVATE=true/);
  t.equal(createTargetRule(true)('http://127.0.0.1:8080/hook'), null);
  t.equal(createTargetRule(true)('http://localhost:8080/hook'), null);
});

t.test('what would be lost or told on the way is refused', async (t) => {
  t.match(fault('https://ada:secret@example.org/'), 'user name or password');
  t.match(fault('https://example.org/#part'), 'fragment');
  t.match(fault('https://example.org/#'), 'fragment');
  for (const url of ['ftp://example.org/', 'file:///etc/passwd', 'example.org', ''])
    t.match(fault(url), 'http or https', url);
});
