/** A Postman collection that another's program makes of the document, and its requests as theirs sends them to the service. */
import { promisify } from 'node:util';
import newman from 'newman';
import { convertV2 } from 'openapi-to-postmanv2';

/** What an example alone cannot do, and why. */
const LEFT_OUT = {
  getMapping: 'a mapping is made for a table',
  removeMapping: 'the same',
  getLogCheckpoint: 'heads are signed where there is a key for it',
  submitCodings: 'a document has a round first',
  draftDocument: 'a model is set first',
};
/** What the service names itself: requests for one come after the one that made it, and have its id. */
const GIVEN = ['documents', 'keys', 'webhooks'];

const OPTIONS = { parametersResolution: 'Example', enableOptionalParameters: false };
const METHODS = ['GET', 'PATCH', 'POST', 'PUT', 'DELETE'];
/** Each is referred to by those behind it. */
const KINDS = ['scales', 'sources', 'experts', 'questions', 'statements', 'positions'];

/** The document with those operations whose examples are all there, and the ids of the others. */
function withExamples(document) {
  const without = [];
  const paths = {};
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const parameters = (operation.parameters ?? []).map(
        (each) => document.components.parameters[each.$ref?.split('/').at(-1)] ?? each,
      );
      const isGiven = GIVEN.includes(path.split('/')[2]);
      const isNamed = parameters.every(
        ({ in: where, name, example }) => where !== 'path' || example !== undefined || (isGiven && name === 'id'),
      );
      const body = operation.requestBody?.content['application/json'];
      if (isNamed && (operation.requestBody?.required !== true || body?.example) && !LEFT_OUT[operation.operationId])
        paths[path] = { ...paths[path], [method]: { ...operation, parameters: parameters.map(demanded) } };
      else without.push(operation.operationId);
    }
  return { document: { ...document, paths }, without };
}

/** What a change is refused without. */
const demanded = (parameter) =>
  ['if-match', 'reason'].includes(parameter.name) ? { ...parameter, required: true } : parameter;

const requestsIn = (items) => items.flatMap((each) => (each.item === undefined ? [each] : requestsIn(each.item)));

/** First what makes something, then what reads and changes it, and last what removes it, in the other order. */
function placeOf({ request: { method, url } }) {
  const [, plural, id] = url.path;
  const kind = KINDS.indexOf(plural);
  if (method === 'POST' && id === undefined) return kind < 0 ? KINDS.length : kind;
  const place = 100 * (1 + METHODS.indexOf(method));
  return method === 'DELETE' ? place - kind : place + kind;
}

const SCRIPT = [
  'const location = pm.response.headers.get("Location") ?? "";',
  'const [, kind, id] = /\\/v1\\/([a-z]+)\\/([^/]+)$/.exec(location) ?? [];',
  'if (kind !== undefined) pm.collectionVariables.set(kind, id);',
  'pm.test("it is answered with success", () => pm.expect(pm.response.code).to.be.within(200, 299));',
];

/** Sends every request of the collection with the key, and fails where one is not answered with success. */
export async function sendCollection(document, url, key) {
  const { document: whole, without } = withExamples(document);
  const data = JSON.stringify(whole).replaceAll('http://localhost/', `${url}/`);
  const { result, reason, output } = await promisify(convertV2)({ type: 'string', data }, OPTIONS);
  if (!result) throw new Error(`no collection can be made of the document: ${reason}`);
  const collection = output[0].data;
  collection.item = requestsIn(collection.item).toSorted((a, b) => placeOf(a) - placeOf(b));
  for (const each of collection.item) {
    each.event = [{ listen: 'test', script: { exec: SCRIPT } }];
    // Its own would be a token that the converter made up.
    delete each.request.auth;
    for (const variable of each.request.url.variable ?? [])
      if (GIVEN.includes(each.request.url.path[1])) variable.value = `{{${each.request.url.path[1]}}}`;
  }
  collection.auth = { type: 'bearer', bearer: [{ key: 'token', value: key, type: 'string' }] };
  collection.variable = [{ key: 'baseUrl', value: url }];
  const { run } = await promisify(newman.run)({ collection, reporters: [], timeoutRequest: 30_000 });
  const faults = run.executions.flatMap(({ item, response, assertions = [] }) =>
    assertions.some(({ error }) => error) || response === undefined
      ? [`${item.request.method} ${item.request.url.getPath()}: ${response?.code} ${response?.text()}`]
      : [],
  );
  if (faults.length > 0) throw new Error(`of the Postman collection failed:\n${faults.join('\n')}`);
  return { sent: run.executions.length, without };
}
