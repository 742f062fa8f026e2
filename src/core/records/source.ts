/** Source: a publication in which statements appear. */
import { type Static, Type } from 'typebox';
import { Id, Language, Nullable, PartialDate, Record, Revision, Text, WebUrl } from '../values/schema.ts';
import { draftOf, draftStatus, statedStatus } from './public-state.ts';

const publishedOn = { ...PartialDate, description: 'Day of publication, as precisely as it is known.' };

export const Source = Record(
  {
    id: Id,
    title: Text(500),
    publisher: Text(300),
    url: Nullable(WebUrl),
    archivedUrl: Nullable(WebUrl),
    publishedOn,
    retrievedOn: Nullable(PartialDate),
    language: Language,
    note: Nullable(Text(2000, 'What a later reader should know, such as how a missing date was settled.')),
    status: draftStatus,
    revision: Revision,
  },
  { $id: 'Source', description: 'A publication in which statements appear.' },
);
export type Source = Static<typeof Source>;

/** A source as written in a bundle. */
export const SourceInput = Record({
  id: Id,
  title: Text(500),
  publisher: Text(300),
  url: Type.Optional(WebUrl),
  archivedUrl: Type.Optional(WebUrl),
  publishedOn,
  retrievedOn: Type.Optional(PartialDate),
  language: Language,
  note: Type.Optional(Text(2000)),
  status: statedStatus,
});
export type SourceInput = Static<typeof SourceInput>;

export function toSource(input: SourceInput): Source {
  return {
    id: input.id,
    title: input.title,
    publisher: input.publisher,
    url: input.url ?? null,
    archivedUrl: input.archivedUrl ?? null,
    publishedOn: input.publishedOn,
    retrievedOn: input.retrievedOn ?? null,
    language: input.language,
    note: input.note ?? null,
    ...draftOf(input),
    revision: 0,
  };
}
