/** The ways from the rows and columns of a grid that are shown to the others: by portions, and by words. */
import type { Matrix } from '../core/matrix/matrix.ts';
import type { Markup } from '../formats/markup.ts';
import { namesIn } from './grid-column.ts';
import { acrossOf, downOf, type Portions, portionQuery, type Shown } from './grid-portions.ts';
import { type Axis, type GridState, orderOf } from './grid-state.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import { ARRANGING, gridPath, withParameters } from './links.ts';
import { narrowRows } from './narrow.ts';
import { type ListPart, portionLinks } from './portion.ts';

/** The ways to the other rows and to the other columns; nothing where all are shown. `path` is that of the grid. */
export function portionWays(
  matrix: Matrix,
  state: GridState,
  { rows, columns, found }: Pick<Shown, 'rows' | 'columns' | 'found'>,
  { q, path, tools = false }: { readonly q: string | undefined; readonly path: string; readonly tools?: boolean },
  say: Messages,
): Markup {
  const names = namesIn(matrix);
  const across = acrossOf(matrix);
  const to = (portions: Portions) => withParameters(path, [...(tools ? [ARRANGING] : []), ...portionQuery(portions)]);
  const links = (axis: Axis, portion: ListPart, ids: readonly string[], way: (number: number) => string) => {
    const nameOf = (id: string) => {
      const { name, language } = names[axis].get(id) ?? { name: id };
      return person(name, language);
    };
    return portionLinks(portion, ids, nameOf, way, say.grid.portionsOf[axis], say);
  };
  return html`${links(downOf(matrix), rows, found, (number) => to({ q, rows: number, columns: columns.number }))}${links(across, columns, orderOf(matrix, state)[across], (number) => to({ q, rows: rows.number, columns: number }))}`;
}

/** More than these are no choice, and their address would be long. */
const CHOSEN_UP_TO = 40;

/** The form that narrows the rows by words, and a way to those that were found as a grid of their own, where `own` is given. */
export function narrowGrid(
  matrix: Matrix,
  { found, columns }: Pick<Shown, 'found' | 'columns'>,
  { q, path }: { readonly q: string | undefined; readonly path: string },
  say: Messages,
  own?: GridState,
): Markup {
  const of = downOf(matrix);
  const all = of === 'expert' ? matrix.experts.length : matrix.questions.length;
  const turned = withParameters(path, portionQuery({ q: undefined, rows: 1, columns: columns.number }));
  const asGrid = own && { ...own, ...(of === 'expert' ? { experts: found } : { questions: found }) };
  return html`${narrowRows({ q, of, all, found: found.length, path: turned }, say)}${q !== undefined && asGrid !== undefined && found.length > 0 && found.length <= CHOSEN_UP_TO && html`<p class="note"><a href="${gridPath(asGrid)}">${say.grid.ownGrid}</a></p>`}`;
}
