/** Routes that the OpenAPI document does not have, as pages for people: asked with what the matrix is asked with. */

import { document, type Operation } from '../helpers/formats/document.ts';
import { OutsideTests } from '../helpers/service/outside-tests.ts';
import { routesOf } from '../helpers/service/router.ts';
import { serviceOver } from '../helpers/service/service.ts';
import { storeInMemory } from '../helpers/store/in-memory.ts';
import type { Described } from './requests.ts';

export async function pagesBeside(): Promise<readonly Described[]> {
  const outside = new OutsideTests();
  const store = storeInMemory();
  outside.teardown(() => store.close());
  try {
    const paths = routesOf(await serviceOver(outside, store), 'GET').filter((path) => !(path in document.paths));
    return paths.map((path) => ({ path, method: 'get', operation: asked }));
  } finally {
    await outside.end();
  }
}

const asked: Operation = {
  operationId: 'a page',
  parameters: document.paths['/v1/matrix']?.get?.parameters ?? [],
  security: [],
  responses: {},
};
