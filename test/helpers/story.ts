/** Fixtures that read like a story: who said what on which question, and when. */
import type { Bundle } from '../../src/core/bundle.ts';
import type { ExpertInput } from '../../src/core/expert.ts';
import type { PositionInput } from '../../src/core/position.ts';
import type { QuestionInput } from '../../src/core/question.ts';
import type { ScaleInput } from '../../src/core/scale.ts';
import type { SourceInput } from '../../src/core/source.ts';
import type { StatementInput } from '../../src/core/statement.ts';

/** What may be told of a remark beside who, which question and which option. */
type Remark = Partial<Omit<PositionInput, 'expert' | 'question' | 'option' | 'statements'>> & {
  /** The day it was said; without it the day of the source counts. */
  on?: string;
  source?: string;
  quote?: string;
};

export class Story {
  readonly #scales = new Map<string, ScaleInput>();
  readonly #experts = new Map<string, ExpertInput>();
  readonly #sources = new Map<string, SourceInput>();
  readonly #questions = new Map<string, QuestionInput>();
  readonly #statements = new Map<string, StatementInput>();
  readonly #positions = new Map<string, PositionInput>();

  scale(id: string, values: { readonly [option: string]: number | null }): this {
    const options = Object.entries(values).map(([option, value]) => ({ id: option, label: option, value }));
    this.#scales.set(id, { id, label: id, options });
    return this;
  }

  expert(id: string, details: Partial<ExpertInput> = {}): this {
    this.#experts.set(id, { id, name: id, ...details });
    return this;
  }

  question(id: string, details: Partial<QuestionInput> = {}): this {
    const proposition = `There should be a ${id}.`;
    this.#questions.set(id, { id, title: id, proposition, codingRule: 'As said.', ...details });
    return this;
  }

  source(id: string, details: Partial<SourceInput> = {}): this {
    const told = { title: id, publisher: 'The Harbour Post', publishedOn: '2024-06-30', language: 'en' };
    this.#sources.set(id, { id, ...told, ...details });
    return this;
  }

  /** A statement without a position. */
  statement(id: string, expert: string, details: Partial<StatementInput> = {}): this {
    const source = details.source ?? 'post';
    this.#know({ expert, source });
    this.#statements.set(id, { id, expert, source, attribution: 'paraphrase', paraphrase: id, ...details });
    return this;
  }

  /** A position and the statement it rests on; whoever and whatever is not known yet is made up. */
  says(expert: string, question: string, option: string, remark: Remark = {}): this {
    const { on, source = 'post', quote, ...rest } = remark;
    const id = rest.id ?? `${expert}-${question}-${this.#positions.size + 1}`;
    this.#know({ expert, question, source });
    this.statement(`said-${id}`, expert, {
      source,
      ...(on === undefined ? {} : { saidOn: on }),
      ...(quote === undefined ? {} : { attribution: 'direct', quotes: [quote] }),
    });
    const summary = `${expert} holds ${option} on ${question}.`;
    this.#positions.set(id, {
      id,
      expert,
      question,
      option,
      summary,
      basis: 'stated',
      statements: [`said-${id}`],
      ...rest,
    });
    return this;
  }

  /** A position on statements told before. */
  position(id: string, details: Omit<PositionInput, 'id' | 'summary' | 'basis'> & Partial<PositionInput>): this {
    this.#know(details);
    this.#positions.set(id, { summary: id, basis: 'stated', ...details, id });
    return this;
  }

  bundle(head: Pick<Bundle, 'reason' | 'recordedAt' | 'recordedBy'> = {}): Bundle {
    return {
      bundleVersion: 1,
      ...head,
      scales: [...this.#scales.values()],
      experts: [...this.#experts.values()],
      sources: [...this.#sources.values()],
      questions: [...this.#questions.values()],
      statements: [...this.#statements.values()],
      positions: [...this.#positions.values()],
    };
  }

  #know({ expert, question, source }: { expert?: string; question?: string; source?: string }): void {
    if (expert !== undefined && !this.#experts.has(expert)) this.expert(expert);
    if (question !== undefined && !this.#questions.has(question)) this.question(question);
    if (source !== undefined && !this.#sources.has(source)) this.source(source);
  }
}

export const story = (): Story => new Story();
