/** What the forms of the desk have in common. */
import type { FastifyRequest } from 'fastify';
import type { Editor } from '../../../services/records/editing.ts';
import { pauseOfWriters } from '../../streaming/fair-turns.ts';

/** Who sends a form, and when; a field that was left empty is no reason. */
export const editorAtDesk = ({ caller }: FastifyRequest, reason: string | undefined = undefined): Editor => ({
  caller,
  at: new Date().toISOString(),
  reason: given(reason) ?? null,
  pause: pauseOfWriters,
});

/** What stands in a field; undefined where it was left empty. */
export const given = (value: string | undefined): string | undefined => {
  const text = value?.trim() ?? '';
  return text === '' ? undefined : text;
};
