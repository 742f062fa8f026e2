import { latestStatement } from '../records/statement.ts';
import type { CellAxes, CellVisitor, MatrixMaterial, PositionHead } from './material.ts';

export function readMaterial<T>(material: MatrixMaterial, begin: (ground: CellAxes) => CellVisitor<T>): T {
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
