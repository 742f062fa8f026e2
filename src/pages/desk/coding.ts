/** The pages of a coder: the rounds that wait for them, and one unit after the other. */
import type { Coding, CodingRound, CodingUnit } from '../../core/capture/coding.ts';
import type { DocumentCandidate } from '../../core/capture/document.ts';
import type { Question } from '../../core/records/question.ts';
import type { ScaleOption } from '../../core/records/scale.ts';
import type { Statement } from '../../core/records/statement.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, person } from '../html.ts';
import type { HtmlPage } from '../layout.ts';
import { articleColumn } from './article-text.ts';
import { keysHelp } from './keys.ts';
import { NOTHING, stepsOf, wordsOf } from './unit.ts';
import { counted } from './wording.ts';

/** A round with the title of its article. */
export type ListedRound = { readonly round: CodingRound; readonly title: string };

export const codingListPage = (rounds: readonly ListedRound[]): HtmlPage => ({
  title: 'Coding',
  description: 'Rounds that wait for your codings.',
  path: '/desk/coding',
  main: html`<h1>Coding</h1>
<p>Documents that you code together with others. Nobody sees what the others say before they have submitted.</p>
${
  rounds.length === 0
    ? html`<p>Nothing waits for you.</p>`
    : html`<ul class="listed">${rounds.map(
        ({ round, title }) =>
          html`<li><a href="/desk/documents/${round.document}/coding">${person(title)}</a><span class="hint">round ${round.number}, ${counted(round.units, 'unit')}${round.due === null ? null : `, due ${round.due}`}</span></li>`,
      )}</ul>`
}`,
});

/** What somebody says of a unit, as it stands in the form. */
export type Said = Pick<Coding, 'option' | 'basis' | 'condition' | 'summary' | 'note'>;

export type CodingWork = {
  readonly title: string;
  readonly round: CodingRound;
  readonly units: readonly { readonly unit: CodingUnit; readonly coding: Coding | null }[];
  /** The place of the unit that is looked at. */
  readonly at: number;
  readonly candidate: DocumentCandidate;
  readonly statement: Statement | null;
  readonly speaker: string;
  readonly question: Question;
  readonly options: readonly ScaleOption[];
  readonly text: string | null;
  /** What was sent where another tab was faster: it is shown beside what is kept. */
  readonly unkept: Said | null;
};

const KEYS = [
  ['j k', 'next, and before'],
  ['1 … 9', 'option'],
  ['0', 'says nothing on it'],
  ['t i', 'stated, inferred'],
  ['s', 'in one sentence'],
  ['a', 'keep it and go on; Enter in a field does too'],
  ['Esc', 'leaves a field'],
] as const;

export function codingPage(work: CodingWork): HtmlPage {
  const { title, round, units, at, candidate, text } = work;
  const coded = units.filter(({ coding }) => coding !== null).length;
  const place = `/desk/documents/${round.document}/coding`;
  return {
    title: `Coding: ${title}`,
    description: 'What the words mean for a question.',
    path: place,
    main: html`<p class="kicker"><a href="/desk/coding">Coding</a> · round ${round.number}${round.due === null ? null : ` · due ${round.due}`}</p><h1>${person(title)}</h1>
<p role="status">${coded} of ${units.length} coded</p>
${keysHelp(KEYS)}
<div class="work">
<section aria-labelledby="at-hand"><h2 id="at-hand">${at + 1} of ${units.length}</h2>
${stepsOf(place, units, at)}
${wordsOf(work)}
${work.unkept === null ? null : bothVersions(work, work.unkept)}
${form(work)}
${coded === units.length ? submit(round) : null}
</section>
${articleColumn(text, [candidate], candidate)}
</div>`,
  };
}

/** What another tab has kept, beside what was sent now and is not kept. */
const bothVersions = (
  work: CodingWork,
  unkept: Said,
): Markup => html`<section class="fault" role="alert"><h3>Kept in another tab meanwhile</h3>
<p>Kept is: ${saidWords(work, work.units[work.at]?.coding ?? null)}</p><p>You sent: ${saidWords(work, unkept)}. The form has what you sent; keep it again to put it in place of the other.</p></section>`;

function saidWords({ options }: CodingWork, said: Said | null): string {
  if (said === null) return 'nothing';
  const label = options.find(({ id }) => id === said.option)?.label ?? 'It says nothing on it';
  return [label, said.basis, said.summary, said.condition, said.note].filter((it) => it !== null).join(' · ');
}

const CHECKED = html` checked`;

function form({ round, units, at, options, unkept }: CodingWork): Markup {
  const { unit, coding = null } = units[at] ?? {};
  const said = unkept ?? coding;
  const chosen = said === null ? null : (said.option ?? NOTHING);
  const field = (name: 'condition' | 'summary' | 'note', label: string, key: string | null) =>
    html`<p><label for="${name}">${label}</label><input id="${name}" name="${name}" maxlength="${name === 'note' ? 5000 : name === 'summary' ? 2000 : 1000}" value="${said?.[name] ?? ''}"${key === null ? null : html` data-key="${key}"`}></p>`;
  const radio = (name: string, value: string, label: string, key: string, isChosen: boolean) =>
    html`<label><input type="radio" name="${name}" value="${value}" data-key="${key}"${isChosen ? CHECKED : null}> ${person(label)} <kbd>${key}</kbd></label>`;
  return html`<form class="fields" method="post" action="/desk/documents/${round.document}/coding">
<input type="hidden" name="unit" value="${unit?.id ?? ''}"><input type="hidden" name="revision" value="${coding?.revision ?? 0}">
<fieldset class="options"><legend>Which side do the words take?</legend>
${options.map(({ id, label }, index) => radio('option', id, label, String(index + 1), chosen === id))}
${radio('option', NOTHING, 'They say nothing on it', '0', chosen === NOTHING)}</fieldset>
<fieldset><legend>Was it said so?</legend>
${radio('basis', 'stated', 'in so many words', 't', said?.basis === 'stated')}
${radio('basis', 'inferred', 'it follows from what was said', 'i', said?.basis === 'inferred')}</fieldset>
${field('summary', 'The position in one sentence of yours', 's')}
${field('condition', 'On condition, where there is an “if”', null)}
${field('note', 'Why you coded it so', null)}
<p><button data-key="a">Keep it and go on <kbd>a</kbd></button></p>
</form>`;
}

const submit = ({
  document,
}: CodingRound): Markup => html`<form class="fields" method="post" action="/desk/documents/${document}/submit">
<p class="remark">All units are coded. What you submit never changes from then on.</p>
<p><button>Submit all of them</button></p></form>`;
