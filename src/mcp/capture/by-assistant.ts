/** What an assistant's proposals are known by for ever: the program, and whose key it came with. */
import type { Caller } from '../../core/access/caller.ts';

export const byAssistant = (assistant: string | null, { name }: Pick<Caller, 'name'>): string =>
  [...`${assistant ?? 'an assistant'}, for ${name}`].slice(0, 200).join('');
