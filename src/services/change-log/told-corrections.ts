/** Corrections as readers are told them: with what the records are called that they name by their ids. */
import type { Correction } from '../../core/change-log/correction.ts';
import { type Called, namedBy, type ToldCorrection } from '../../core/change-log/told-correction.ts';
import { languageOf } from '../../core/matrix/evidence.ts';
import type { Reading } from '../../core/ports/store.ts';
import type { Kind } from '../../core/records/kinds.ts';
import type { Question } from '../../core/records/question.ts';
import type { Source } from '../../core/records/source.ts';
import type { Statement } from '../../core/records/statement.ts';

/** By what `store` has of the records now; what was deleted is called nothing. */
export async function toldCorrections(store: Reading, corrections: readonly Correction[]): Promise<ToldCorrection[]> {
  const named = corrections.flatMap(namedBy);
  const idsOf = (kind: Kind) => [...new Set(named.flatMap((it) => (it.kind === kind ? [it.id] : [])))];
  const statements = await store.getMany('statement', idsOf('statement'));
  const printedIn = statements.map(({ source }) => source);
  const sources = await store.getMany('source', [...new Set([...idsOf('source'), ...printedIn])]);
  const sourceById = new Map(sources.map((it) => [it.id, it]));
  const called = new Map<string, Called>([
    ...(await store.getMany('expert', idsOf('expert'))).map(({ id, name }) => of('expert', id, { text: name })),
    ...(await store.getMany('question', idsOf('question'))).map((it) => of('question', it.id, titled(it))),
    ...(await store.getMany('scale', idsOf('scale'))).map(({ id, label }) => of('scale', id, { text: label })),
    ...sources.map((it) => of('source', it.id, titled(it))),
    ...statements.map((it) => of('statement', it.id, beginning(it, sourceById.get(it.source)))),
    ...(await store.getMany('position', idsOf('position'))).map((it) => of('position', it.id, { text: it.summary })),
  ]);
  return corrections.map((correction) => ({ correction, called: (kind, id) => called.get(`${kind} ${id}`) ?? null }));
}

const of = (kind: Kind, id: string, called: Called): [string, Called] => [`${kind} ${id}`, called];

const titled = ({ title, language }: Pick<Question | Source, 'title' | 'language'>): Called => ({
  text: title,
  ...(language !== undefined && { language }),
});

/** A paraphrase is in our words, and a quote in the language of its source where it names no other. */
function beginning(statement: Statement, source: Source | undefined): Called {
  const [quote] = statement.quotes;
  if (quote === undefined) return { text: statement.paraphrase ?? '' };
  return { text: quote, ...(source !== undefined && { language: languageOf(statement, source) }) };
}
