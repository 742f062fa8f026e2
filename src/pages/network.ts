/** The page of the network: who took the same sides as whom, drawn, and the same as a table. */
import type { Network, NetworkPair } from '../core/comparison/network/network.ts';
import type { Markup } from '../formats/markup.ts';
import { dateWords } from './evidence.ts';
import { html, person, personInText } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage } from './layout.ts';
import { comparePath, NOW, networkPath, networkQuery, placeOf, tablePath } from './links.ts';
import { dayField } from './moment.ts';
import { networkDrawing } from './network-drawing.ts';
import { topicWords } from './topic-words.ts';

/** What the network is narrowed to: a topic, an organization, a day up to which positions count; with drafts in a preview. */
export type NetworkFilter = {
  readonly topic: string | null;
  readonly affiliation: string | null;
  readonly asOf: string | null;
  readonly drafts?: boolean;
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

export function networkPage({ network, choice, ...options }: NetworkData, say: Messages): HtmlPage {
  const told = say.network;
  return {
    title: say.places.network,
    description: told.description,
    path: networkPath(choice),
    main: html`<h1>${told.heading}</h1>
<p>${told.lede}</p>
${form(choice, options, say)}
${network === null ? html`<p class="remark">${told.tooMuch}</p>` : tied(network, choice, say)}`,
  };
}

function form(
  { topic, affiliation, asOf, drafts = false }: NetworkFilter,
  { topics, affiliations }: Pick<NetworkData, 'topics' | 'affiliations'>,
  say: Messages,
): Markup {
  const told = say.network;
  const select = (
    label: string,
    name: string,
    all: string,
    values: readonly string[],
    picked: string | null,
    named: (value: string) => string,
  ) =>
    html`<label>${label} <select name="${name}"><option value="">${all}</option>${values.map((value) => html`<option value="${value}" dir="auto"${value === picked && html` selected`}>${personInText(named(value))}</option>`)}</select></label>
`;
  return html`<form class="moment" action="${placeOf('/network', { drafts })}">
${select(told.topic, 'topic', told.allTopics, topics, topic, topicWords)}${select(told.of, 'affiliation', told.everybody, affiliations, affiliation, (it) => it)}${dayField(asOf, say)}
<button>${say.moment.show}</button>
</form>`;
}

function tied(network: Network, choice: NetworkFilter, say: Messages): Markup {
  const told = say.network;
  const day = choice.asOf === null ? null : dateWords(choice.asOf, say);
  const { actors, questions, pairs } = network;
  if (pairs.length === 0) return html`<p class="remark">${told.nobody(day)}</p>`;
  const shown = pairs.toSorted(byStrength).slice(0, MOST_TIES);
  const drawn = shown.filter(({ weight }) => weight !== 0);
  const inDrawing = new Set(drawn.flatMap(({ a, b }) => [a, b]));
  const people = actors.filter(({ id }) => inDrawing.has(id));
  const names = new Map(actors.map(({ id, name }) => [id, name]));
  return html`<p class="tally">${told.tally(actors.length, questions.length, pairs.length, shown.length, day)}</p>
${
  drawn.length > 0 &&
  html`<figure class="network"><div class="scroll" role="group" aria-label="${told.drawing}" tabindex="0">${networkDrawing(people, drawn, told.drawingOf)}</div>
<figcaption><span class="tie">${told.same}</span> <span class="tie against">${told.opposite}</span> ${told.thicker}</figcaption></figure>`
}
<div class="scroll" role="group" aria-label="${told.table}" tabindex="0"><table class="pairs ties"><caption><span>${told.tableCaption}</span></caption>
<thead><tr><th scope="col">${say.pairs.pair}</th><th scope="col">${say.pairs.sameSide}</th><th scope="col">${say.pairs.opposite}</th><th scope="col">${say.pairs.n}</th></tr></thead>
<tbody>${shown.map((pair) => row(pair, names, choice, say))}</tbody></table></div>
<p class="note"><a href="/method#network">${told.how}</a>.${choice.drafts !== true && html` ${told.takeAll(pairs.length)} ${FORMATS.map(([format, name]) => html`<a href="${tablePath('/v1/network', format, networkQuery(choice))}">${name}</a> `)}`}</p>`;
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
  { asOf, drafts = false }: NetworkFilter,
  { compare }: Messages,
): Markup =>
  html`<tr><th scope="row"><a href="${comparePath([a, b], { ...NOW, asOf, drafts })}">${compare.pair(person(names.get(a) ?? a), person(names.get(b) ?? b))}</a></th><td>${congruence}</td><td>${conflict}</td><td>${shared}</td></tr>
`;
