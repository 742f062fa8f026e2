/** Where every page leads: in its head, and in its foot. */

/** The head. */
export const SECTIONS = [
  ['/questions', 'questions'],
  ['/experts', 'experts'],
  ['/grid', 'grid'],
  ['/compare', 'compare'],
  ['/agreement', 'agreement'],
  ['/moves', 'moves'],
] as const;

/** The foot, in groups. */
export const EVERYWHERE = [
  [
    'lookUp',
    [
      ['/questions', 'questions'],
      ['/topics', 'topics'],
      ['/experts', 'experts'],
      ['/statements', 'statements'],
      ['/sources', 'sources'],
    ],
  ],
  [
    'compare',
    [
      ['/grid', 'grid'],
      ['/compare', 'sideBySide'],
      ['/agreement', 'agreement'],
      ['/network', 'network'],
      ['/moves', 'whoMoved'],
      ['/quiz', 'quiz'],
    ],
  ],
  [
    'check',
    [
      ['/method', 'method'],
      ['/data', 'data'],
      ['/corrections', 'corrections'],
      ['/v1/changes', 'changeLog'],
      ['/docs', 'api'],
      ['/openapi.json', 'openapi'],
    ],
  ],
] as const;

const NO_PAGES = /^\/(?:v1|docs|openapi\.json)(?:\/|$)/;

/** The pages among them, by their addresses, the home page first. */
export const PLACES: readonly string[] = [
  '/',
  ...EVERYWHERE.flatMap(([, places]) => places.map(([path]) => path)).filter((path) => !NO_PAGES.test(path)),
];
