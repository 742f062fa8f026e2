/** orval takes what it makes of it from a file. */
const READING = [
  'comparison',
  'questions',
  'experts',
  'positions',
  'statements',
  'sources',
  'scales',
  'search',
  'changes',
];

export const standpoint = {
  // Of operations that take a body of several media types (documents, imports) orval makes code that does not type-check.
  input: { target: '../../openapi/openapi.json', filters: { tags: READING } },
  output: {
    target: 'generated/orval/api.ts',
    client: 'fetch',
    mode: 'single',
    override: {
      mutator: { path: 'programs/orval-fetch.ts', name: 'send' },
      fetch: { includeHttpResponseReturnType: true },
    },
  },
};
// biome-ignore lint/style/noDefaultExport: it looks for it.
export default { standpoint };
