import t from 'tap';
import { Failure } from '../../../src/core/values/errors.ts';
import { failureOf, isLost, UnknownOutcome } from '../../../src/db/postgres/failures.ts';

const coded = (code: string) => Object.assign(new Error('an error'), { code });
const LOST = [
  ...['08006', '57P01', '25006', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['EHOSTUNREACH', 'ENETUNREACH'],
];
const NONE_FREE = new Error('timeout exceeded when trying to connect');

t.test('a connection is lost by what befell it, however often that was told on', async (t) => {
  const errors = [
    ...LOST.map(coded),
    new Error('Connection terminated unexpectedly'),
    new Error('Cannot use a pool after calling end on the pool'),
  ];
  for (const error of errors) {
    t.ok(isLost(error), error.message);
    t.ok(isLost(failureOf(error)));
    t.ok(isLost(new UnknownOutcome(error)));
    t.ok(isLost(new UnknownOutcome(failureOf(error))));
  }
  for (const error of [coded('55P03'), coded('23503'), NONE_FREE, new RangeError('a mistake'), null]) {
    t.notOk(isLost(error));
    t.notOk(isLost(failureOf(error)));
  }
});

t.test('what the server says is told in the words of the domain', async (t) => {
  const kinds = {
    ...{ '23503': 'stale', '23505': 'stale', '53100': 'no-space', '25006': 'no-primary', '28P01': 'unusable-database' },
    ...{ '3D000': 'unusable-database', '42501': 'unusable-database', '57014': 'unusable-database' },
    ...{
      '53300': 'unusable-database',
      '42P05': 'unusable-database',
      '26000': 'unusable-database',
      ERR_TLS_CERT_ALTNAME_INVALID: 'unusable-database',
    },
    ...{ DEPTH_ZERO_SELF_SIGNED_CERT: 'unusable-database', UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unusable-database' },
    ...{ '55P03': 'unusable-database', '40P01': 'unusable-database', '40001': 'unusable-database' },
  };
  for (const [code, kind] of Object.entries(kinds)) {
    const error = coded(code);
    t.match(failureOf(error), { name: 'Failure', kind, cause: error }, code);
  }
  t.match(failureOf(NONE_FREE), { kind: 'unusable-database', message: /has no connection free; try again/ });
  t.match(failureOf(coded('ENETUNREACH')), { kind: 'unusable-database', message: /ENETUNREACH/ });
});

t.test('what is no trouble of the database stays as it is', async (t) => {
  for (const error of [new RangeError('a mistake'), new Failure('conflict', 'no'), coded('42601')])
    t.equal(failureOf(error), error);
});
