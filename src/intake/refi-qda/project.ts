/**
 * Projects of programs for qualitative analysis (REFI-QDA 1.5, https://www.qdasoftware.org) as tables: a row for each
 * passage and each code that somebody gave it; and the texts of their sources.
 */
import { inTextForm } from '../../core/capture/article-text.ts';
import type { FileText } from '../../core/import/table/file-table.ts';
import { child, named, readXml, type XmlElement } from '../xml.ts';
import { type Code, codesIn, parentOf, pathInWords } from './codes.ts';
import { idOf, SOURCE_COLUMN, targetOf, textOf } from './elements.ts';
import { type ProjectFiles, SourceFolder } from './source-folder.ts';

type Cells = readonly (string | null)[];

const PASSAGE = ['code', 'code_parent', 'code_path', 'code_id', 'coder', 'coded_at', 'source', SOURCE_COLUMN] as const;
const PLACE = ['quote', 'start', 'end', 'page', 'note', 'case'] as const;

/**
 * The rows of a project (.qdpx), its columns first, and the texts of its sources, by their ids there. Fails where it is
 * none, or the text is missing that a passage is of.
 */
export function readProject(files: ProjectFiles): {
  readonly rows: readonly Cells[];
  readonly texts: ReadonlyMap<string, FileText>;
} {
  const main = Object.entries(files).find(([name]) => name.toLowerCase().endsWith('.qde'))?.[1];
  if (main === undefined) throw new Error('it has no project.qde');
  const root = readXml(main);
  if (root.name !== 'Project') throw new Error(`it holds <${root.name}>, and a project holds <Project>`);
  const project = new Project(root, files);
  const variables = project.variables;
  const head = [...PASSAGE, ...PLACE, ...variables.map((name) => `variable ${name}`)];
  return { rows: [head, ...project.rows(variables)], texts: project.texts() };
}

/** A passage of a source, or all of it, and where it stands. */
type Passage = {
  readonly element: XmlElement;
  readonly words: string | null;
  readonly start: number | null;
  readonly end: number | null;
};

class Project {
  readonly #root: XmlElement;
  readonly #folder: SourceFolder;
  readonly #users: ReadonlyMap<string, string>;
  readonly #codes: ReadonlyMap<string, Code>;
  readonly #variables: ReadonlyMap<string, string>;
  /** The cases of a source or a passage. */
  readonly #cases = new Map<string, XmlElement[]>();

  constructor(root: XmlElement, files: ProjectFiles) {
    this.#root = root;
    this.#folder = new SourceFolder(files);
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

  /** Of each source that has a text, that text. */
  texts(): ReadonlyMap<string, FileText> {
    const texts = new Map<string, FileText>();
    for (const source of child(this.#root, 'Sources')?.children ?? []) {
      const text = this.#folder.documentOf(holdersIn(source));
      if (text !== null) texts.set(idOf(source), { name: source.attributes.name ?? idOf(source), ...text });
    }
    return texts;
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
    return [
      whole,
      ...holdersIn(source).flatMap((text) => this.#passagesIn(text)),
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
    const text = this.#folder.textOf(holder);
    const wordsIn = (characters: readonly string[]) =>
      placed.map((it) => ({
        ...it,
        words:
          it.start === null || it.end === null ? null : inTextForm(characters.slice(it.start, it.end).join('')) || null,
      }));
    return likeliest([wordsIn([...text.replaceAll('\r\n', '\n')]), wordsIn([...text])]);
  }
}

/** What may hold a text of a source: itself, of a PDF or a picture its text, of a recording its transcripts. */
const holdersIn = (source: XmlElement): readonly XmlElement[] => [
  source,
  ...named(source, 'Representation'),
  ...named(source, 'TextDescription'),
  ...named(source, 'Transcript'),
];

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

const numberIn = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;

/** Pages are counted from 0 there, and from 1 by people. */
function pageOf({ attributes: { page } }: XmlElement): string | null {
  const number = numberIn(page);
  return number === null ? null : String(number + 1);
}
