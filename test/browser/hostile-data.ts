/** A data set in which every text that a person may write is out to break the page around it. */
import type { Bundle } from '../../src/core/import/bundle/bundle.ts';

/** Each sets `window.hit` where it is run. At most a hundred characters, so that each may stand in every field. */
export const HOSTILE: readonly string[] = [
  '<script>window.hit=1</script>',
  '"><img src=x onerror=window.hit=2>',
  "' autofocus onfocus=window.hit=3 tabindex=1 x='",
  '</title></textarea></style></script><script>window.hit=4</script>',
  'javascript:window.hit=5',
  'Ada esrever never closed',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftspräsidentin',
  '👩‍👩‍👧‍👦 Zoë 🏳️‍🌈 Z̷̧̛a̷l̶g̵o e\u0301 ﷽',
  'محمد بن راشد – <b>שלום</b> (العربية)',
  '\u0024{window.hit=10} {{window.hit}} <%= 1 %> `x` #{y}',
  '&lt;script&gt; &amp;quot; &#x22; & &nosemi <',
  '--><!-- <![CDATA[ ]]> <svg onload=window.hit=12>',
  'Sir Bartholomew Featherstonehaugh-Cholmondeley of Saint John upon Wickenby-under-Lyme, Bt.',
];

const COUNT = HOSTILE.length;
const at = (index: number): string => HOSTILE[index % COUNT] ?? '';

/** The same for words, which may hold what no name may: characters that turn the line, or that nobody sees. */
const WORDS = HOSTILE.map((text) =>
  text.replace('Ada esrever', 'Ada \u202eesrever\u2066').replace('﷽', '\u200b\u200d ﷽'),
);
const saidAt = (index: number): string => WORDS[index % COUNT] ?? '';

/** Ids may be of any letters. */
const EXPERT_IDS = HOSTILE.map((_, index) => (index === 8 ? 'محمد' : `e${index}`));
const expertId = (index: number): string => EXPERT_IDS[index] ?? '';

/** Everybody on the first question, and the first expert on every question. */
const PAIRS = HOSTILE.flatMap((_, index) =>
  index === 0
    ? [[0, 0]]
    : [
        [index, 0],
        [0, index],
      ],
) as [number, number][];

const HOSTILE_URL = 'https://example.org/"onmouseover="window.hit=20"/\'><script>window.hit=21</script>?a=b&amp;c';

export const HOSTILE_BUNDLE: Bundle = {
  bundleVersion: 1,
  recordedBy: at(3),
  scales: [
    {
      id: 'scale',
      label: at(1),
      options: HOSTILE.map((label, index) => ({
        id: `o${index}`,
        label,
        value: index > 9 ? null : Math.round((index / 4.5 - 1) * 100) / 100,
      })),
    },
  ],
  experts: HOSTILE.map((name, index) => ({
    id: expertId(index),
    name,
    sortName: `${String(index).padStart(2, '0')} ${name}`,
    description: saidAt(index + 1),
    aliases: [at(index + 2)],
    affiliations: [{ organization: at(index + 3), role: at(index + 4), from: '2020' }, { organization: at(index + 5) }],
    links: [{ label: at(index + 6), url: HOSTILE_URL }],
  })),
  sources: HOSTILE.map((title, index) => ({
    id: `s${index}`,
    title,
    publisher: at(index + 1),
    publishedOn: '2024-03',
    language: 'en',
    note: saidAt(index + 2),
    url: HOSTILE_URL,
    archivedUrl: HOSTILE_URL,
  })),
  questions: HOSTILE.map((title, index) => ({
    id: `q${index}`,
    title,
    proposition: saidAt(index + 1),
    codingRule: saidAt(index + 2),
    scale: 'scale',
    topics: [at(index + 3), at(index + 4)],
    aliases: [at(index + 5)],
  })),
  statements: PAIRS.map(([expert, question], index) => ({
    id: `t${index}`,
    expert: expertId(expert),
    source: `s${index % COUNT}`,
    saidOn: `2024-02-${String((index % 28) + 1).padStart(2, '0')}`,
    attribution: 'mixed',
    quotes: [saidAt(expert + question), saidAt(expert + question + 1)],
    paraphrase: saidAt(expert + question + 2),
    selector: { prefix: saidAt(index + 3), suffix: saidAt(index + 4) },
    venue: at(index + 5),
  })),
  positions: PAIRS.map(([expert, question], index) => ({
    id: `p${index}`,
    expert: expertId(expert),
    question: `q${question}`,
    option: `o${(expert + question) % COUNT}`,
    summary: saidAt(expert + question + 3),
    condition: saidAt(expert + question + 4),
    basis: 'stated',
    statements: [`t${index}`],
    note: saidAt(expert + question + 5),
  })),
};

/** Every page that shows the texts. */
export const HOSTILE_PATHS: readonly string[] = [
  '/',
  '/questions',
  '/experts',
  '/questions/q0',
  '/questions/q6',
  '/experts/e0',
  '/experts/e5',
  `/experts/${encodeURIComponent('محمد')}`,
  '/grid',
  '/grid?arrange=true',
  '/grid?question=q0&question=q5&question=q8&sortExperts=-q0&sortQuestions=e0',
  '/compare',
  `/compare?${EXPERT_IDS.slice(0, 9)
    .map((id) => `expert=${encodeURIComponent(id)}`)
    .join('&')}`,
  '/cells/e0/q0',
  '/cells/e5/q0',
  '/search?q=script+window+hit',
  '/search?q=Donau',
  '/embed/questions/q0',
  '/embed/grid',
  '/embed/cells/e5/q0',
];
