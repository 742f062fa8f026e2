/** Language: whether a text is one that the extractor can read. */
import { franc } from 'franc-min';

/** A shorter text tells too little. */
const SHORTEST = 150;

/** English, else the code of ISO 639-3 that the text looks like; `und` where it is too short to tell. */
export function languageOf(text: string): string {
  if (text.length < SHORTEST) return 'und';
  const found = franc(text);
  return found === 'eng' || found === 'sco' ? 'en' : found;
}

export const isEnglish = (language: string): boolean => /^(en|und)(-|$)/i.test(language);
