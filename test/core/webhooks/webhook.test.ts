import t from 'tap';
import { readWebhookInput } from '../../../src/core/webhooks/webhook.ts';

const url = 'https://example.org/hook';
const faults = (input: unknown) => {
  const read = readWebhookInput(input);
  return read.ok ? [] : read.violations.map(({ pointer, message }) => `${pointer} ${message}`);
};

t.test('a subscription needs an address, and may narrow what it is told of', async (t) => {
  t.strictSame(faults({ url }), []);
  t.strictSame(
    faults({
      url,
      eventTypes: ['position.published'],
      filters: { expert: ['ada'], question: ['q'], topic: ['Ferry tolls'] },
    }),
    [],
  );
});

t.test('what is missing, unknown or empty is named, with what would be right', async (t) => {
  t.strictSame(faults({}), ['/url is required']);
  t.match(faults({ url: 'ftp://example.org' }), [/^\/url must be an absolute http or https URL/]);
  t.strictSame(faults({ url, event: [] }), ['/event is not known here; known: eventTypes, filters, url']);
  t.strictSame(faults({ url, eventTypes: [] }), ['/eventTypes must have at least 1 entry']);
  t.match(faults({ url, eventTypes: ['position.publish'] }), [/did you mean "position\.published"\?$/]);
  t.match(faults({ url, eventTypes: ['expert.retracted'] }), [/^\/eventTypes\/0 must be one of /]);
  t.strictSame(faults({ url, filters: { expert: [] } }), ['/filters/expert must have at least 1 entry']);
  t.strictSame(faults({ url, filters: { experts: ['ada'] } }), [
    '/filters/experts is not known here; did you mean "expert"?',
  ]);
});
