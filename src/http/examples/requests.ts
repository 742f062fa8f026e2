/** What requests look like: values of their parameters, of the first data set and of what the bodies make. */
import { BY_CHANCE, type Json, writtenId } from './bodies.ts';

/** By the name of the parameter; an id in a path is that of `idOf`. */
export const PARAMETERS: { readonly [name: string]: Json } = {
  ...{ expert: ['davis', 'turner'], excludeExpert: ['kirby'], of: 'davis' },
  ...{ question: ['red-line'], excludeQuestion: ['kursk-only'], topic: ['escalation'], excludeTopic: ['nato'] },
  ...{ source: ['epoch-times-north-korean-troops'], option: ['support'], affiliation: ['CIA'] },
  ...{ q: 'troops', url: 'http://localhost/questions/red-line', kind: 'not-found' },
  ...{ asOf: '2024-10-31', from: '2024-10', to: '2024-10-31', rule: 'latest', limit: 2 },
  ...{ seq: 3, first: 2, size: 5, delivery: BY_CHANCE.delivery, 'if-match': '*' },
  reason: 'An example that is not needed any more.',
};

/** Records of the first data set, which are there to be read. */
const READ: { readonly [plural: string]: string } = {
  scales: 'support',
  experts: 'davis',
  sources: 'epoch-times-north-korean-troops',
  questions: 'red-line',
  statements: 'davis-boots-on-the-ground',
  positions: 'davis-western-troops',
};

/** What is numbered as it comes: the document, candidate or proposal that is there by then. And what is called by chance. */
const NUMBERED: readonly [paths: RegExp, id: string][] = [
  [/^\/v1\/documents\//, '1'],
  [/^\/v1\/candidates\/\{id\}\/(accept|machine|codings)/, '1'],
  [/^\/v1\/candidates\//, '2'],
  [/^\/v1\/proposals\/\{id\}\/decline/, '2'],
  [/^\/v1\/proposals\/\{id\}\/withdraw/, '3'],
  [/^\/v1\/proposals\//, '1'],
  [/^\/v1\/keys\//, BY_CHANCE.key],
  [/^\/v1\/webhooks\//, BY_CHANCE.webhook],
  [/^\/v1\/mappings\//, 'roll-calls'],
];

/** The value in a path: of a record of the first data set where it is read, else of one that an example makes. */
export function inPath(name: string, path: string, method: string): Json | undefined {
  if (name === 'question') return writtenId(method);
  if (name !== 'id') return PARAMETERS[name];
  const [, plural = '', act] = /^\/v1\/([a-z]+)\/\{id\}(?:\/(\w+))?/.exec(path) ?? [];
  const numbered = NUMBERED.find(([paths]) => paths.test(path))?.[1];
  return numbered ?? (method === 'get' ? READ[plural] : writtenId(method, act));
}
