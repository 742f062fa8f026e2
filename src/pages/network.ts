/** The page of the network: who took the same sides as whom, drawn, and the same as a table. */
import type { Network, NetworkPair } from '../core/comparison/network/network.ts';
import type { Markup } from '../formats/markup.ts';
import { dateWords } from './evidence.ts';
import { html, person } from './html.ts';
import type { HtmlPage } from './layout.ts';
import { comparePath, networkPath, networkQuery, tablePath } from './links.ts';
import { networkDrawing } from './network-drawing.ts';
import { topicWords } from './topic-words.ts';

/** What the network is narrowed to: a topic, an organization, a day up to which positions count. */
export type NetworkFilter = {
  readonly topic: string | null;
  readonly affiliation: string | null;
  readonly asOf: string | null;
};

export type NetworkData = {
  /** Null where there is more on record than one network holds. */
  readonly network: Network | null;
  readonly choice: NetworkFilter;
  /** What can be chosen. */
  readonly topics: readonly string[];
  readonly affiliations: readonly string[];
};

/** The strongest ties; more lines than these nobody tells apart. */
const MOST_TIES = 40;

export function networkPage({ network, choice, ...options }: NetworkData): HtmlPage {
  return {
    title: 'Network',
    description: 'Who took the same sides as whom, and who the opposite ones.',
    path: networkPath(choice),
    main: html`<h1>Who stands with whom</h1>
<p>Two people are tied by each question on which both took a side: by the same side, or by opposite ones. What nobody took a side on ties nobody.</p>
${form(choice, options)}
${network === null ? html`<p class="remark">There is more on record than one drawing holds. Choose a topic or an organization.</p>` : tied(network, choice)}`,
  };
}

function form(
  { topic, affiliation, asOf }: NetworkFilter,
  { topics, affiliations }: Pick<NetworkData, 'topics' | 'affiliations'>,
): Markup {
  const select = (
    label: string,
    name: string,
    all: string,
    values: readonly string[],
    chosen: string | null,
    told: (value: string) => string,
  ) =>
    html`<label>${label} <select name="${name}"><option value="">${all}</option>${values.map((value) => html`<option value="${value}"${value === chosen && html` selected`}>${person(told(value))}</option>`)}</select></label>
`;
  return html`<form class="moment" action="/network">
${select('Topic', 'topic', 'all', topics, topic, topicWords)}${select('Of', 'affiliation', 'everybody', affiliations, affiliation, (it) => it)}<label>As of <input name="asOf" type="text" inputmode="numeric" value="${asOf ?? ''}" placeholder="YYYY-MM-DD" pattern="[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?" title="A day, month or year: 2024-10-23, 2024-10 or 2024" size="11"></label>
<button>Show</button>
</form>`;
}

function tied(network: Network, choice: NetworkFilter): Markup {
  const { actors, questions, pairs } = network;
  if (pairs.length === 0)
    return html`<p class="remark">No two people took a side on the same question${choice.asOf !== null && html`, as of ${dateWords(choice.asOf)}`}.</p>`;
  const shown = pairs.toSorted(byStrength).slice(0, MOST_TIES);
  const drawn = shown.filter(({ weight }) => weight !== 0);
  const inDrawing = new Set(drawn.flatMap(({ a, b }) => [a, b]));
  const people = actors.filter(({ id }) => inDrawing.has(id));
  const names = new Map(actors.map(({ id, name }) => [id, name]));
  return html`<p class="tally">${actors.length} people took sides on ${questions.length === 1 ? 'one question' : `${questions.length} questions`}${choice.asOf !== null && html`, as of ${dateWords(choice.asOf)}`}; ${pairs.length} pairs of them on the same one${shown.length < pairs.length && html`. The ${shown.length} strongest ties are shown`}.</p>
${
  drawn.length > 0 &&
  html`<figure class="network"><div class="scroll" role="group" aria-label="Drawing of the network" tabindex="0">${networkDrawing(people, drawn)}</div>
<figcaption><span class="tie">more often on the same side</span> <span class="tie against">more often on opposite sides</span> The thicker a line, the larger the difference.</figcaption></figure>`
}
<div class="scroll" role="group" aria-label="The same as a table" tabindex="0"><table class="pairs ties"><caption><span>The same as a table. Each pair leads to the two side by side.</span></caption>
<thead><tr><th scope="col">Pair</th><th scope="col">Same side</th><th scope="col">Opposite sides</th><th scope="col">Questions (n)</th></tr></thead>
<tbody>${shown.map((pair) => row(pair, names, choice))}</tbody></table></div>
<p class="note"><a href="/method#network">How it is counted</a>. Take all ${pairs.length} pairs along: ${FORMATS.map(([format, name]) => html`<a href="${tablePath('/v1/network', format, networkQuery(choice))}">${name}</a> `)}</p>`;
}

const FORMATS = [
  ['csv', 'CSV'],
  ['gexf', 'GEXF'],
  ['graphml', 'GraphML'],
  ['json', 'JSON'],
] as const;

const byStrength = (a: NetworkPair, b: NetworkPair): number =>
  Math.abs(b.weight) - Math.abs(a.weight) || b.shared - a.shared || (`${a.a} ${a.b}` < `${b.a} ${b.b}` ? -1 : 1);

const row = (
  { a, b, congruence, conflict, shared }: NetworkPair,
  names: ReadonlyMap<string, string>,
  { asOf }: NetworkFilter,
): Markup =>
  html`<tr><th scope="row"><a href="${comparePath([a, b], { rule: 'latest', asOf, knownAt: null })}">${person(names.get(a) ?? a)} and ${person(names.get(b) ?? b)}</a></th><td>${congruence}</td><td>${conflict}</td><td>${shared}</td></tr>
`;
