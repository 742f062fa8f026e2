/** Reads the cells of a material that is all in memory, as a store reads those that are not. */

import type { CellReader, Ground, MatrixMaterial, PositionHead } from '../ports/store.ts';
import { latestStatement } from '../records/statement.ts';

export function readMaterial<T>(material: MatrixMaterial, begin: (ground: Ground) => CellReader<T>): T {
  const reader = begin(material);
  const statements = new Map(material.statements.map((statement) => [statement.id, statement]));
  const heads = material.positions
    .filter(({ status }) => status !== 'draft')
    .map((position): PositionHead => {
      const latest = latestStatement(position.statements.flatMap((id) => statements.get(id) ?? []));
      return {
        ...position,
        revision: Math.max(position.revision, latest?.revision ?? 0),
        source: latest?.source ?? null,
      };
    });
  for (const cell of Map.groupBy(heads, ({ expert, question }) => `${expert} ${question}`).values()) reader.cell(cell);
  return reader.end();
}
