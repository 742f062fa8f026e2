/** Link: which expert on record a speaker is. */
import type { ExpertLink, KnownExpert } from '../core/capture/candidate.ts';
import { surnameOf } from './people.ts';

/** The expert on record that a name is; a surname alone is a hint and no more, and none at all where two have it. */
export function linkTo(name: string, experts: readonly KnownExpert[]): { expert: string | null; link: ExpertLink } {
  const wanted = plain(name);
  const exact = experts.find((expert) => plain(expert.name) === wanted);
  if (exact !== undefined) return { expert: exact.id, link: 'exact' };
  const alias = experts.find(({ aliases }) => aliases.some((it) => plain(it) === wanted));
  if (alias !== undefined) return { expert: alias.id, link: 'alias' };
  const surname = plain(surnameOf(name.split(/\s+/)));
  const alike = experts.filter((expert) => plain(surnameOf(expert.name.split(/\s+/))) === surname);
  const [one, another] = alike;
  const mayBe = one !== undefined && another === undefined && firstNamesAgree(wanted, plain(one.name));
  return mayBe ? { expert: one.id, link: 'surname' } : { expert: null, link: 'none' };
}

/** "M. Turner" and "Turner" may be Mike Turner; "Ada Turner" is another. */
function firstNamesAgree(name: string, known: string): boolean {
  const [first = '', second] = name.split(' ');
  return second === undefined || known.startsWith(first.replace(/\.$/, ''));
}

const plain = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’‘]/g, "'").replace(/\s+/g, ' ').trim().toLowerCase();
