/** A Postman collection that another's program makes of a document, and its requests as theirs sends them to the service. */
import { promisify } from 'node:util';
import newman from 'newman';
import { convertV2 } from 'openapi-to-postmanv2';
import { EXAMPLE_ORDER, TOLD } from '../../test/helpers/formats/example-order.ts';

const OPTIONS = { parametersResolution: 'Example', enableOptionalParameters: false };

/** The document in which what a change is refused without is required. */
function demanding(document) {
  const demanded = (parameter) =>
    ['if-match', 'reason'].includes(parameter.name) ? { ...parameter, required: true } : parameter;
  const { parameters, ...components } = document.components;
  const named = Object.entries(parameters).map(([name, parameter]) => [name, demanded(parameter)]);
  const paths = Object.entries(document.paths).map(([path, methods]) => {
    const operations = Object.entries(methods).map(([method, operation]) => {
      // A mapping that is new is found in no state.
      const asked = (operation.parameters ?? []).filter(({ $ref }) => method !== 'put' || !/if-match/.test($ref));
      return [method, { ...operation, parameters: asked.map(demanded) }];
    });
    return [path, Object.fromEntries(operations)];
  });
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: { ...components, parameters: Object.fromEntries(named) },
  };
}

const requestsIn = (items) => items.flatMap((each) => (each.item === undefined ? [each] : requestsIn(each.item)));

/** By method and path, as in `get /v1/experts/{id}`. */
const placeOf = ({ method, url }) =>
  `${method.toLowerCase()} /${url.path.map((part) => part.replace(/^:(.+)$/, '{$1}')).join('/')}`;

/** The requests in the order in which each finds what it refers to, with the key that each takes. What is read is as it comes. */
function inOrder(document, items) {
  const places = new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => [operationId, `${method} ${path}`]),
    ),
  );
  const byPlace = new Map(items.map((item) => [placeOf(item.request), item]));
  const ordered = EXAMPLE_ORDER.filter(({ operationId }) => places.has(operationId)).map(({ operationId, as }) => ({
    operationId,
    as,
    item: byPlace.get(places.get(operationId)),
  }));
  const rest = items.filter((item) => !ordered.some((step) => step.item === item));
  return [...rest.map((item) => ({ item, as: 'admin' })), ...ordered];
}

const SUCCEEDS = 'pm.test("it is answered with success", () => pm.expect(pm.response.code).to.be.within(200, 299));';
/** What keeps the id that was told, and the token of a key. */
const keeps = (name) => `const told = pm.response.json(); pm.collectionVariables.set("${name}", told.id);
if (told.token) pm.collectionVariables.set("writer", told.token);`;

/** As in Postman, with what is told in place of the ids that the examples have. */
function asSent({ item, as, operationId }) {
  const told = Object.values(TOLD).reduce(
    (text, id) => text.replaceAll(id, `{{${id}}}`),
    JSON.stringify({ ...item, request: { ...item.request, auth: bearer(`{{${as}}}`) } }),
  );
  const exec = TOLD[operationId] === undefined ? [SUCCEEDS] : [SUCCEEDS, keeps(TOLD[operationId])];
  return { ...JSON.parse(told), event: [{ listen: 'test', script: { exec } }] };
}

const bearer = (value) => ({ type: 'bearer', bearer: [{ key: 'token', value, type: 'string' }] });

/** Sends every request of the collection with the key, and fails where one is not answered with success. */
export async function sendCollection(document, url, key) {
  const data = JSON.stringify(demanding(document));
  const { result, reason, output } = await promisify(convertV2)({ type: 'string', data }, OPTIONS);
  if (!result) throw new Error(`no collection can be made of the document: ${reason}`);
  const collection = output[0].data;
  collection.item = inOrder(document, requestsIn(collection.item)).map(asSent);
  collection.variable = [
    { key: 'baseUrl', value: url },
    { key: 'admin', value: key },
  ];
  const { run } = await promisify(newman.run)({ collection, reporters: [], timeoutRequest: 30_000 });
  const faults = run.executions.flatMap(({ item, response, assertions = [] }) =>
    assertions.some(({ error }) => error) || response === undefined
      ? [`${item.request.method} ${item.request.url.getPath()}: ${response?.code} ${response?.text()}`]
      : [],
  );
  if (faults.length > 0) throw new Error(`of the Postman collection failed:\n${faults.join('\n')}`);
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods)).length;
  return { sent: run.executions.length, operations };
}
