/** All affiliations of an expert as lines of a table, and back: "Guild of Ferrymen; role: Chair; from: 2019-03; to: 2022". */
import type { Affiliation, ExpertInput } from './expert.ts';

const LINE = /^(?<organization>.*?)(?:; role: (?<role>.*?))?(?:; from: (?<from>\d[\d-]*))?(?:; to: (?<to>\d[\d-]*))?$/u;

/** A line for each, null where there is none; what is not known goes without saying. */
export const affiliationLines = (affiliations: readonly Affiliation[]): string | null =>
  affiliations.length === 0 ? null : affiliations.map(inWords).join('\n');

const inWords = ({ organization, role, from, to }: Affiliation): string =>
  [
    organization,
    ...(role === null ? [] : [`role: ${role}`]),
    ...(from === null ? [] : [`from: ${from}`]),
    ...(to === null ? [] : [`to: ${to}`]),
  ].join('; ');

/** The affiliations that the lines tell of. */
export const affiliationsIn = (lines: readonly string[]): NonNullable<ExpertInput['affiliations']> =>
  lines.map((line) => {
    const { organization = line, role, from, to } = LINE.exec(line)?.groups ?? {};
    return {
      organization,
      ...(role !== undefined && { role }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    };
  });
