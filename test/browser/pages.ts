/** The address of every kind of page and embed over the data set of showcase.ts. */

const GRID = 'question=close-bridge&question=tunnel-first&question=night-vote';

export const PAGES: { readonly [name: string]: string } = {
  home: '/',
  questions: '/questions',
  'questions narrowed to none': '/questions?q=zeppelin',
  experts: '/experts',
  question: '/questions/close-bridge',
  'question of an earlier day': '/questions/close-bridge?asOf=2024-04',
  'question narrowed to some': '/questions/close-bridge?q=lind',
  'question with many options': '/questions/night-vote',
  'question without an answer': '/questions/second-ferry',
  expert: '/experts/okafor',
  'expert with a retraction': '/experts/marchetti',
  'expert on an earlier day': '/experts/okafor?asOf=2024-03-05&rule=all',
  'silent expert': '/experts/quiet',
  grid: '/grid',
  'grid with its buttons': '/grid?arrange=true',
  'grid of some, sorted': `/grid?${GRID}&sortExperts=close-bridge&sortQuestions=-lind`,
  'grid narrowed to none': '/grid?q=zeppelin',
  'choice of experts': '/compare',
  comparison: '/compare?expert=lind&expert=okafor&expert=marchetti&expert=van-der-berg&expert=quiet',
  cell: '/cells/okafor/close-bridge',
  'contested cell': '/cells/marchetti/close-bridge',
  'cell with a retraction': '/cells/lind/tunnel-first',
  'cell without a record': '/cells/quiet/close-bridge',
  'empty search': '/search',
  'search with hits': '/search?q=bridge',
  'search without hits': '/search?q=zeppelin',
  agreement: '/agreement',
  'agreement of one': '/agreement?of=lind',
  'who moved': '/moves',
  network: '/network',
  'network of a topic': '/network?topic=traffic&asOf=2024-12',
  method: '/method',
  'where do you stand': '/quiz',
  data: '/data',
  topics: '/topics',
  sources: '/sources',
  source: '/sources/harbour-post-march',
  statements: '/statements',
  statement: '/statements/said-lind-for',
  corrections: '/corrections',
  problem: '/experts/lindd',
};

export const EMBEDS: { readonly [name: string]: string } = {
  'embedded question': '/embed/questions/close-bridge',
  'embedded grid': `/embed/grid?${GRID}`,
  'embedded cell': '/embed/cells/okafor/close-bridge',
};

export const ALL = Object.entries({ ...PAGES, ...EMBEDS });
