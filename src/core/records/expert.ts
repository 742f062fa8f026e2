/** Expert: a named person, or an organization, whose positions are recorded. */
import { type Static, Type } from 'typebox';
import { lastDay } from '../values/date.ts';
import { Id, List, Nullable, OneOf, PartialDate, Record, Revision, Text, WebUrl } from '../values/schema.ts';
import { draftOf, draftStatus, statedStatus } from './public-state.ts';

export const EXPERT_KINDS = ['person', 'organization'] as const;
export type ExpertKind = (typeof EXPERT_KINDS)[number];
const kind = OneOf(EXPERT_KINDS, 'A person; or an organization, as a party, an agency or an association.');

const affiliation = {
  organization: Text(300),
  role: Nullable(Text(300)),
  from: Nullable(PartialDate),
  to: Nullable(PartialDate),
};

export const Affiliation = Record(affiliation);
export type Affiliation = Static<typeof Affiliation>;

const Link = Record({ label: Text(200), url: WebUrl });

const aliases = List(Text(200), 100, 'Other names the expert is known under.');
const links = List(Link, 50);

export const Expert = Record(
  {
    id: Id,
    kind,
    name: Text(200),
    sortName: Text(200, 'Name as it is sorted: "Turner, Mike".'),
    description: Nullable(Text(2000)),
    aliases,
    affiliations: List(Affiliation, 100),
    links,
    status: draftStatus,
    revision: Revision,
  },
  { $id: 'Expert', description: 'A named person, or an organization, whose positions are recorded.' },
);
export type Expert = Static<typeof Expert>;

/** An expert as written in a bundle; `kind` defaults to `person`, `sortName` to `name`. */
export const ExpertInput = Record({
  id: Id,
  kind: Type.Optional(kind),
  name: Text(200),
  sortName: Type.Optional(Text(200)),
  description: Type.Optional(Text(2000)),
  aliases: Type.Optional(aliases),
  affiliations: Type.Optional(
    List(
      Record({
        organization: affiliation.organization,
        // As they are answered, so that a list may be sent back.
        role: Type.Optional(Nullable(Text(300))),
        from: Type.Optional(Nullable(PartialDate)),
        to: Type.Optional(Nullable(PartialDate)),
      }),
      100,
    ),
  ),
  links: Type.Optional(links),
  status: statedStatus,
});
export type ExpertInput = Static<typeof ExpertInput>;

export function toExpert(input: ExpertInput): Expert {
  return {
    id: input.id,
    kind: input.kind ?? 'person',
    name: input.name,
    sortName: input.sortName ?? input.name,
    description: input.description ?? null,
    aliases: input.aliases ?? [],
    affiliations: (input.affiliations ?? []).map(({ organization, role, from, to }) => ({
      organization,
      role: role ?? null,
      from: from ?? null,
      to: to ?? null,
    })),
    links: input.links ?? [],
    ...draftOf(input),
    revision: 0,
  };
}

/**
 * What a table prints beside a name: the affiliations that hold on `asOf` (all without an end where it is null),
 * as "role, organization", joined by "; ". Null where there is none.
 */
export function affiliationOn(expert: Pick<Expert, 'affiliations'>, asOf: string | null): string | null {
  const words = affiliationsOn(expert, asOf).map(({ organization, role }) =>
    role === null ? organization : `${role}, ${organization}`,
  );
  return words.length === 0 ? null : words.join('; ');
}

/** The organizations that the expert belongs to on that day (without an end where it is null), each once. */
export const organizationsOn = (expert: Pick<Expert, 'affiliations'>, asOf: string | null): readonly string[] => [
  ...new Set(affiliationsOn(expert, asOf).map(({ organization }) => organization)),
];

const affiliationsOn = ({ affiliations }: Pick<Expert, 'affiliations'>, asOf: string | null): readonly Affiliation[] =>
  affiliations.filter(({ from, to }) => {
    if (asOf === null) return to === null;
    return (from === null || from <= asOf) && (to === null || (lastDay(to) ?? to) >= asOf);
  });
