/**
 * Projects and codebooks of programs for qualitative analysis (REFI-QDA 1.5, https://www.qdasoftware.org) as tables: a row
 * for each passage and each code that somebody gave it; of a codebook, for each code.
 */
import { child, named, readXml, type XmlElement } from './xml.ts';

type Cells = readonly (string | null)[];
/** The files of a project, by their names. */
export type ProjectFiles = { readonly [name: string]: Uint8Array };

const PASSAGE = ['code', 'code_parent', 'code_path', 'code_id', 'coder', 'coded_at', 'source', 'source_id'] as const;
const PLACE = ['quote', 'start', 'end', 'page', 'note', 'case'] as const;

type Code = { readonly name: string; readonly path: readonly string[]; readonly about: string | null };

const idOf = ({ attributes }: XmlElement): string => (attributes.guid ?? '').toLowerCase();
const targetOf = (element: XmlElement | undefined): string => (element?.attributes.targetGUID ?? '').toLowerCase();
const textOf = (element: XmlElement | undefined): string | null => element?.text.trim() || null;

/** The codes of a code book, each with those above it. */
function codesIn(book: XmlElement | undefined): ReadonlyMap<string, Code> {
  const found = new Map<string, Code>();
  const take = (element: XmlElement, above: readonly string[]): void => {
    const name = element.attributes.name ?? '';
    const path = [...above, name];
    found.set(idOf(element), { name, path, about: textOf(child(element, 'Description')) });
    for (const inner of named(element, 'Code')) take(inner, path);
  };
  for (const code of named(child(book, 'Codes'), 'Code')) take(code, []);
  return found;
}

const pathInWords = ({ path }: Code): string => path.join(' > ');
const parentOf = ({ path }: Code): string | null => path.at(-2) ?? null;

/** The rows of a codebook (.qdc), its columns first. Fails where it is none. */
export function codebookRows(text: string): Cells[] {
  const root = readXml(text);
  if (root.name !== 'CodeBook') throw new Error(`it holds <${root.name}>, and a codebook holds <CodeBook>`);
  const rows = [...codesIn(root)].map(([id, code]) => [code.name, parentOf(code), pathInWords(code), id, code.about]);
  return [['code', 'code_parent', 'code_path', 'code_id', 'note'], ...rows];
}

/** The rows of a project (.qdpx), its columns first. Fails where it is none, or a text of a source is missing. */
export function projectRows(files: ProjectFiles): Cells[] {
  const main = Object.keys(files).find((name) => name.toLowerCase().endsWith('.qde'));
  if (main === undefined) throw new Error('it has no project.qde');
  const root = readXml(decoded(files[main]));
  if (root.name !== 'Project') throw new Error(`it holds <${root.name}>, and a project holds <Project>`);
  const project = new Project(root, files);
  const variables = project.variables;
  const head = [...PASSAGE, ...PLACE, ...variables.map((name) => `variable ${name}`)];
  return [head, ...project.rows(variables)];
}

const decoded = (bytes: Uint8Array | undefined): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** A passage of a source, or all of it, and where it stands. */
type Passage = {
  readonly element: XmlElement;
  readonly words: string | null;
  readonly start: number | null;
  readonly end: number | null;
};

class Project {
  readonly #root: XmlElement;
  readonly #files: ReadonlyMap<string, Uint8Array>;
  readonly #users: ReadonlyMap<string, string>;
  readonly #codes: ReadonlyMap<string, Code>;
  readonly #variables: ReadonlyMap<string, string>;
  /** The cases of a source or a passage. */
  readonly #cases = new Map<string, XmlElement[]>();

  constructor(root: XmlElement, files: ProjectFiles) {
    this.#root = root;
    this.#files = new Map(Object.entries(files).map(([name, bytes]) => [baseName(name), bytes]));
    const nameById = (elements: readonly XmlElement[]) =>
      new Map(elements.map((it) => [idOf(it), it.attributes.name ?? it.attributes.id ?? '']));
    this.#users = nameById(named(child(root, 'Users'), 'User'));
    this.#codes = codesIn(child(root, 'CodeBook'));
    this.#variables = nameById(named(child(root, 'Variables'), 'Variable'));
    for (const it of named(child(root, 'Cases'), 'Case'))
      for (const ref of [...named(it, 'SourceRef'), ...named(it, 'SelectionRef')]) {
        const key = targetOf(ref);
        this.#cases.set(key, [...(this.#cases.get(key) ?? []), it]);
      }
  }

  get variables(): readonly string[] {
    return [...new Set(this.#variables.values())];
  }

  *rows(variables: readonly string[]): Generator<Cells> {
    for (const source of child(this.#root, 'Sources')?.children ?? [])
      for (const passage of this.#passagesOf(source))
        for (const coding of named(passage.element, 'Coding')) yield this.#row(source, passage, coding, variables);
  }

  #row(source: XmlElement, passage: Passage, coding: XmlElement, variables: readonly string[]): Cells {
    const { element, words, start, end } = passage;
    const codeId = targetOf(child(coding, 'CodeRef'));
    const code = this.#codes.get(codeId);
    const cases = this.#cases.get(idOf(element)) ?? this.#cases.get(idOf(source)) ?? [];
    const user = coding.attributes.creatingUser ?? element.attributes.creatingUser;
    const about = element === source ? null : textOf(child(element, 'Description'));
    const valued = [...cases, source];
    return [
      ...[
        code?.name ?? null,
        code === undefined ? null : parentOf(code),
        code === undefined ? null : pathInWords(code),
      ],
      ...[codeId, user === undefined ? null : (this.#users.get(user.toLowerCase()) ?? null)],
      coding.attributes.creationDateTime ?? element.attributes.creationDateTime ?? null,
      ...[source.attributes.name ?? null, idOf(source), words],
      ...[start, end].map((place) => (place === null ? null : String(place))),
      ...[pageOf(element), about, cases.map((it) => it.attributes.name ?? '').join('; ') || null],
      ...variables.map((name) => this.#valueOf(name, valued)),
    ];
  }

  #valueOf(variable: string, elements: readonly XmlElement[]): string | null {
    const values = elements
      .flatMap((element) => named(element, 'VariableValue'))
      .filter((value) => this.#variables.get(targetOf(child(value, 'VariableRef'))) === variable);
    return textOf(values[0]?.children.find(({ name }) => name.endsWith('Value')));
  }

  /** All of the source, and each passage that was marked in it; those of its text with their words. */
  #passagesOf(source: XmlElement): Passage[] {
    const whole = { element: source, words: null, start: null, end: null };
    const texts = [source, ...named(source, 'Representation'), ...named(source, 'Transcript')];
    return [
      whole,
      ...texts.flatMap((text) => this.#passagesIn(text)),
      ...source.children
        .filter(({ name }) => name.endsWith('Selection') && name !== 'PlainTextSelection')
        .map((element) => ({ ...whole, element })),
    ];
  }

  #passagesIn(holder: XmlElement): Passage[] {
    const marked = [...named(holder, 'PlainTextSelection'), ...named(holder, 'TranscriptSelection')];
    if (marked.length === 0) return [];
    const at = new Map(named(holder, 'SyncPoint').map((point) => [idOf(point), numberIn(point.attributes.position)]));
    const placed = marked.map((element) => {
      const { startPosition, endPosition, fromSyncPoint = '', toSyncPoint = '' } = element.attributes;
      const start = numberIn(startPosition) ?? at.get(fromSyncPoint.toLowerCase()) ?? null;
      const end = numberIn(endPosition) ?? at.get(toSyncPoint.toLowerCase()) ?? null;
      return { element, start, end };
    });
    const text = this.#textOf(holder);
    const wordsIn = (characters: readonly string[]) =>
      placed.map((it) => ({
        ...it,
        words: it.start === null || it.end === null ? null : characters.slice(it.start, it.end).join('').trim() || null,
      }));
    return likeliest([wordsIn([...text.replaceAll('\r\n', '\n')]), wordsIn([...text])]);
  }

  #textOf(holder: XmlElement): string {
    const inside = child(holder, 'PlainTextContent');
    const { plainTextPath = '', name = '' } = holder.attributes;
    const bytes = this.#files.get(baseName(plainTextPath));
    if (inside === undefined && bytes === undefined)
      throw new Error(`the text of the source ${JSON.stringify(name)} (${plainTextPath || 'no path'}) is not in it`);
    return inside?.text ?? decoded(bytes);
  }
}

/**
 * Positions count characters, and programs differ in whether the end of a line is one or two. Many call a passage by its
 * first words: the reading in which more of them begin so; of equals the first.
 */
function likeliest(readings: readonly Passage[][]): Passage[] {
  const fitting = (passages: readonly Passage[]): number =>
    passages.filter(({ element, words }) => {
      const name = (element.attributes.name ?? '').trim().slice(0, SHOWN_OF_A_NAME);
      return name !== '' && words?.replaceAll(/\s+/g, ' ').startsWith(name.replaceAll(/\s+/g, ' ')) === true;
    }).length;
  const [first = [], ...others] = readings;
  return others.reduce((best, reading) => (fitting(reading) > fitting(best) ? reading : best), first);
}
const SHOWN_OF_A_NAME = 12;

/** `internal://` stands for the folder of sources, whatever it is called. */
const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase();

const numberIn = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;

/** Pages are counted from 0 there, and from 1 by people. */
function pageOf({ attributes: { page } }: XmlElement): string | null {
  const number = numberIn(page);
  return number === null ? null : String(number + 1);
}
