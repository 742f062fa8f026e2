/** The drafter port: a model that reads an article and proposes statements in it. Whatever it says is checked by whoever asks. */
import type { DraftAnswer } from '../capture/drafting/draft-answer.ts';

/** Where a model runs, as seen from the service: on the same machine, in its own network, or anywhere. */
export type Reach = 'machine' | 'network' | 'internet';

/** All that goes to the model. */
export type DraftRequest = {
  /** The paragraphs of the article, in their order. */
  readonly article: readonly string[];
  readonly questions: readonly AskedQuestion[];
};

/** As much of a question as a statement is coded by. */
export type AskedQuestion = {
  readonly id: string;
  readonly title: string;
  readonly proposition: string;
  readonly codingRule: string | null;
  readonly options: readonly { readonly id: string; readonly label: string }[];
};

export type Drafted = {
  readonly answer: DraftAnswer;
  /** As the model counts them, over all attempts; null where it does not say. */
  readonly tokens: { readonly sent: number; readonly received: number } | null;
};

export type Drafter = {
  /** The model by its name, and the version of what it is told. */
  readonly model: string;
  readonly prompt: string;
  /** The host that the text goes to. */
  readonly host: string;
  readonly reach: Reach;
  /** True where texts that are kept without a right to them may leave the machine. */
  readonly anyRights: boolean;
  /** Characters of an article that are sent at most. */
  readonly maxCharacters: number;
  /** Articles a day (UTC) that are sent at most. */
  readonly perDay: number;
  /** Fails with `drafting-failed`, which says why and holds no words of the article or the model. */
  readonly draft: (request: DraftRequest) => Promise<Drafted>;
};
