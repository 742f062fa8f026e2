/** What becomes of a text that is to be kept: every engine says it alike. */
import type { KeptTexts } from '../../../core/writing/plan.ts';

/** The number of its document, with the statements of its source that are not in it; or the document that has, or had, the same. */
export type KeptText =
  | { readonly id: number; readonly untied: readonly string[] }
  | { readonly same: { readonly id: number; readonly text: string | null } };

/** What became of the texts of a commit, as its report has it; nothing where there were none. */
export const textsReport = (texts: readonly KeptText[]): { readonly texts?: KeptTexts } => {
  if (texts.length === 0) return {};
  const kept = texts.flatMap((it) => ('same' in it ? [] : [it]));
  return {
    texts: { kept: kept.length, known: texts.length - kept.length, untied: kept.flatMap(({ untied }) => untied) },
  };
};
