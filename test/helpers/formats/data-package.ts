/** The published profile of Data Packages as the judge of a description of ours. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const PROFILE = JSON.parse(readFileSync(new URL('data-package-profile.json', import.meta.url), 'utf8'));

/** As far as the profile names them. */
const FORMATS: { readonly [name: string]: RegExp | true } = {
  'date-time': /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/,
  uri: /^[a-z][a-z0-9+.-]*:\S+$/i,
  email: /^[^\s@]+@[^\s@]+$/,
  textarea: true,
};

const ajv = new Ajv({ allErrors: true, strict: false, formats: FORMATS });
const validate = ajv.compile(PROFILE);

/** What is wrong with it, each with its place; none where it is a data package. */
export const faultsInPackage = (description: unknown): readonly string[] =>
  validate(description) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
