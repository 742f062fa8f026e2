/**
 * The floor of one question with its evidence: what a careful developer writes in an afternoon on Fastify and
 * better-sqlite3, for a store where nobody contradicts himself on one day and no position was withdrawn. Its body must be
 * that of the service.
 */
import Database from 'better-sqlite3';
import Fastify from 'fastify';

type Row = { readonly [column: string]: string | number | null };

const [path = ''] = process.argv.slice(2);
const db = new Database(path, { readonly: true });
const question = db.prepare<[string], Row>('SELECT * FROM questions WHERE id = ?');
const scale = db.prepare<[unknown], Row>('SELECT * FROM scales WHERE id = ?');
const options = db.prepare<[unknown], Row>(
  'SELECT id, label, value, role FROM scale_options WHERE scale = ? ORDER BY ordinal',
);
const experts = db.prepare<[], Row>('SELECT * FROM experts ORDER BY sort_key, id');
const positions = db.prepare<[string], Row>(
  `SELECT p.*, o.value, o.role FROM positions p JOIN scale_options o ON o.scale = p.scale AND o.id = p.option
   WHERE question = ? AND status = 'published' ORDER BY said_until DESC, recorded_at DESC, id`,
);
const evidence = db.prepare<[unknown], Row>(
  `SELECT s.*, o.id AS source_id, o.title, o.publisher, o.url, o.published_on, o.language AS source_language,
     o.revision AS source_revision
   FROM evidence v JOIN statements s ON s.id = v.statement JOIN sources o ON o.id = s.source
   WHERE v.position = ? ORDER BY v.ordinal`,
);
const cosigners = db.prepare<[unknown], Row>(
  'SELECT e.* FROM statement_cosigners c JOIN experts e ON e.id = c.expert WHERE c.statement = ? ORDER BY c.ordinal',
);
const reprints = db.prepare<[unknown], Row>(
  'SELECT o.* FROM statement_reprints r JOIN sources o ON o.id = r.source WHERE r.statement = ? ORDER BY r.ordinal',
);
/** Few statements have any: where none has, they are not looked for at each. */
const rare = db.prepare<[], { cosigned: 0 | 1; reprinted: 0 | 1 }>(
  `SELECT EXISTS (SELECT 1 FROM statement_cosigners) AS cosigned, EXISTS (SELECT 1 FROM statement_reprints) AS reprinted`,
);
const corrections = db.prepare<[string, string], Row>(
  `SELECT expert, max(day) AS day, max(seq) AS seq FROM corrections
   WHERE coalesce(question, ?) = ? AND merged_at IS NULL GROUP BY expert`,
);

const app = Fastify();

app.get<{ Params: { id: string } }>('/v1/questions/:id/matrix', (request, reply) => {
  const asked = question.get(request.params.id);
  if (asked === undefined) return reply.code(404).send({ title: 'Not found' });
  const known = scale.get(asked.scale);
  const choices = options.all(asked.scale);
  const held = Map.groupBy(positions.all(request.params.id), ({ expert }) => expert);
  const people = experts.all();
  const { cosigned, reprinted } = rare.get() ?? { cosigned: 1, reprinted: 1 };
  const corrected = new Map(corrections.all(request.params.id, request.params.id).map((it) => [it.expert, it]));
  let revision = Math.max(Number(asked.revision), Number(known?.revision));
  for (const { seq } of corrected.values()) revision = Math.max(revision, Number(seq));
  const distribution: { [option: string]: number } = Object.fromEntries(choices.map(({ id }) => [String(id), 0]));
  Object.assign(distribution, { contested: 0, none: 0 });
  const none = choices.filter(({ role }) => role === 'absent' || role === 'no-answer' || role === 'not-eligible');
  const isNoAnswer = new Set(none.map(({ id }) => id));
  let [answered, notEligible, valued, sum] = [0, 0, 0, 0];
  const cells = people.map((expert) => {
    revision = Math.max(revision, Number(expert.revision));
    const all = held.get(expert.id) ?? [];
    const [latest] = all;
    const key = String(latest?.option ?? 'none');
    distribution[key] = (distribution[key] ?? 0) + 1;
    if (latest !== undefined && !isNoAnswer.has(latest.option ?? null)) answered += 1;
    if (latest?.role === 'not-eligible') notEligible += 1;
    if (typeof latest?.value === 'number') {
      valued += 1;
      sum += latest.value;
    }
    const counts = { support: 0, oppose: 0, neutral: 0, noSide: 0 };
    if (latest !== undefined) counts[sideOf(latest.value)] += 1;
    for (const position of all) revision = Math.max(revision, Number(position.revision));
    return {
      expert: expert.id,
      question: asked.id,
      ...(latest === undefined ? SILENT : spoken(latest)),
      counts,
      changed: all.some(({ option }) => option !== latest?.option),
      correctedOn: latestDay(corrected.get(expert.id ?? null)?.day, corrected.get(null)?.day),
      statements:
        latest === undefined
          ? []
          : evidence.all(latest.id).map((statement) => {
              revision = Math.max(revision, Number(statement.revision), Number(statement.source_revision));
              const { source_id: id, source_language: language } = statement;
              const source = sourceOf({ ...statement, id: id ?? null, language: language ?? null });
              return {
                position: latest.id,
                option: latest.option,
                statement: statement.id,
                experts: [expert, ...(cosigned ? cosigners.all(statement.id) : [])].map(({ id, name }) => ({
                  id,
                  name,
                })),
                attribution: statement.attribution,
                quotes: JSON.parse(String(statement.quotes)),
                paraphrase: statement.paraphrase,
                saidOn: statement.said_on,
                saidOnFrom: statement.said_on_from,
                saidAt: statement.said_at,
                venue: statement.venue,
                reportedBy: statement.reported_by,
                language: statement.language ?? statement.source_language,
                translations: JSON.parse(String(statement.translations)),
                capacity: statement.capacity,
                source,
                sources: [source, ...(reprinted ? reprints.all(statement.id).map(sourceOf) : [])],
              };
            }),
    };
  });
  const body = {
    rule: 'latest',
    asOf: null,
    knownAt: null,
    revision,
    corrections: '/v1/corrections?expert={expert}&question={question}',
    scales: [{ id: asked.scale, label: known?.label, options: choices.map(withRole), revision: known?.revision }],
    experts: people.map(({ id, name, affiliations }) => ({ id, name, affiliation: namesOf(String(affiliations)) })),
    questions: [
      {
        id: asked.id,
        title: asked.title,
        proposition: asked.proposition,
        scale: asked.scale,
        distribution,
        answered,
        asked: held.size - notEligible,
        valued,
        mean: valued === 0 ? null : sum / valued,
      },
    ],
    cells,
    nearest: [],
  };
  return reply.type('application/json; charset=utf-8').send(`${JSON.stringify(body)}\n`);
});

const SILENT = {
  state: 'none',
  option: null,
  value: null,
  position: null,
  positions: [],
  summary: null,
  condition: null,
  basis: null,
  saidOn: null,
  saidOnFrom: null,
  recordedAt: null,
};

const spoken = (latest: Row) => ({
  state: 'position',
  option: latest.option,
  value: latest.value,
  position: latest.id,
  positions: [latest.id],
  summary: latest.summary,
  condition: latest.condition,
  basis: latest.basis,
  saidOn: latest.said_on,
  saidOnFrom: latest.said_on_from,
  recordedAt: latest.recorded_at,
});

const sourceOf = ({ id, title, publisher, url, published_on: publishedOn, language }: Row) => ({
  ...{ id, title, publisher, url, publishedOn, language },
});

const withRole = ({ id, label, value, role }: Row) => ({
  ...{ id, label, value, role: role ?? (value === null ? 'no-side' : 'side') },
});

const latestDay = (...days: (Row[string] | undefined)[]): string | null =>
  days.reduce<string | null>(
    (last, day) => (typeof day === 'string' && (last === null || day > last) ? day : last),
    null,
  );

function sideOf(value: unknown): 'support' | 'oppose' | 'neutral' | 'noSide' {
  if (typeof value !== 'number') return 'noSide';
  if (value === 0) return 'neutral';
  return value > 0 ? 'support' : 'oppose';
}

/** The affiliations of today, where none has ended. */
const namesOf = (affiliations: string): string | null =>
  (JSON.parse(affiliations) as { role?: string | null; organization: string }[])
    .map(({ role, organization }) => [role, organization].filter(Boolean).join(', '))
    .join('; ') || null;

console.log(`listening on ${await app.listen({ port: 0 })}`);
process.on('SIGTERM', () => process.exit());
