import t from 'tap';
import { faultsOfProblem } from '../../helpers/asserts/problem.ts';
import { faultsBy, type Operation, type Parameter, responsePlace } from '../../helpers/formats/document.ts';
import { operations, type Request, urlOf } from '../../helpers/service/requests.ts';
import { seededService } from '../../helpers/service/service.ts';

const app = await seededService(t);

const HOSTILE = [
  ...[
    '',
    ' ',
    '\t',
    '\n',
    '\0',
    'a\0b',
    '\x1b[2J',
    '\u200b',
    '\u202eabc',
    '\ufffe',
    '\u{10ffff}',
    '🐈‍⬛',
    'e\u0301',
    'İ',
    'ａ',
  ],
  ...['x'.repeat(129), 'x'.repeat(600), 'é'.repeat(400), 'a b', 'UPPER', 'a,b', 'red-line-', '-', '--', '_', '.', '..'],
  ...[
    '" OR 1=1 --',
    "' OR '1'='1",
    "'; DROP TABLE changes; --",
    'NEAR(',
    'NEAR(a b, 2)',
    '*',
    'a*',
    '^a',
    'title:',
    'title:a',
  ],
  ...[
    'AND',
    'NOT',
    'a OR b',
    '"',
    '""',
    '(',
    '{a b}',
    '+',
    'a + b',
    '%',
    '%25',
    '%s%n',
    '\\',
    '$1',
    '`id`',
    '../../etc/passwd',
  ],
  ...[
    '{}',
    '[]',
    '[object Object]',
    'null',
    'undefined',
    'true',
    'NaN',
    '-1',
    '0',
    '1.5',
    '1e400',
    '99999999999999999999',
    '9'.repeat(400),
  ],
  ...[
    '2024-02-30',
    '2024-13',
    '0000',
    '10000',
    '2024-10-23T00:00:00Z',
    'now',
    '<script>alert(1)</script>',
    '\r\nX-A: b',
  ],
  ...[
    '__proto__',
    'constructor',
    'http://localhost/questions/%zz',
    'http://localhost/grid?x=%zz',
    'javascript:alert(1)',
  ],
];

/** Queries that no browser would write. */
const RAW = ['%00', '%ED%A0%80', '%C0%AF', '%', '%zz', '%u0041', '[]', '[0]=a', '&&&', '=', '==', ';', '#', '\u00e9'];

type Asked = Omit<Request, 'operation'> & { readonly parameter: Parameter; readonly index: number };

/** What is wrong with how the service took a value; `isWrong` where the document itself says that it is none. */
async function faultsOf({ path, method, url, parameter }: Asked, isWrong: boolean): Promise<string[]> {
  const reply = await app.inject(url);
  const told = (faults: readonly string[]) => faults.map((fault) => `${url}: ${reply.statusCode} ${fault}`);
  if (reply.statusCode >= 500) return told([reply.body]);
  if (reply.statusCode === 200) {
    const isJson = String(reply.headers['content-type']).startsWith('application/json');
    return told([
      ...(isWrong ? ['by the document it is wrong'] : []),
      ...(isJson ? faultsBy(responsePlace(path, method), reply.json()) : []),
    ]);
  }
  const { type, errors } = reply.json();
  const named = errors.some((error: { parameter: string }) => error.parameter === parameter.name);
  const unnamed = type === '/problems/invalid-request' && !named ? [`does not name it: ${reply.body}`] : [];
  return told([...faultsOfProblem(reply), ...unnamed]);
}

/** True where the value breaks the schema that the document gives for the parameter. */
function breaksSchema({ path, method, parameter: { schema }, index }: Asked, value: string): boolean {
  const place = ['paths', path, method, 'parameters', String(index), 'schema'];
  const least = schema.minItems ?? 1;
  const read =
    schema.type === 'array'
      ? Array.from({ length: least }, () => value)
      : schema.type === 'integer' && /^-?\d+$/.test(value)
        ? Number(value)
        : value;
  return faultsBy(place, read).length > 0;
}

/** The address with that text, as it is, for the value of the parameter. */
function withValue(path: string, operation: Operation, { name, schema, ...parameter }: Parameter, raw: string): string {
  if (parameter.in === 'path') return path.replace(`{${name}}`, raw);
  const [start = '', query = ''] = urlOf(path, operation).split('?', 2);
  const others = query.split('&').filter((pair) => pair !== '' && !pair.startsWith(`${name}=`));
  const given = Array.from({ length: schema.minItems ?? 1 }, () => `${name}=${raw}`);
  return `${start}?${[...others, ...given].join('&')}`;
}

/** A path of dots and slashes is another path, and what comes after a dot is a format. */
const isNoPart = (value: string): boolean => value === '' || value.includes('.') || value.includes('/');

for (const { path, method, operation } of operations())
  t.test(`${operation.operationId} takes any value of any parameter, or says what is wrong with it`, async (t) => {
    const faults: string[] = [];
    for (const [index, parameter] of (operation.parameters ?? []).entries()) {
      const asked = (raw: string): Asked => ({
        ...{ path, method, parameter, index },
        url: withValue(path, operation, parameter, raw),
      });
      for (const value of parameter.in === 'path' ? HOSTILE.filter((each) => !isNoPart(each)) : HOSTILE) {
        const request = asked(encodeURIComponent(value));
        faults.push(...(await faultsOf(request, breaksSchema(request, value))));
      }
      for (const raw of parameter.in === 'path' ? [] : RAW) faults.push(...(await faultsOf(asked(raw), false)));
    }
    t.strictSame(faults, []);
  });
