/** What only the service can name, as the ids of keys and the cursors of pages: requests have a mark in its place. */
import type { FuzzAnswer } from './judge.ts';
import type { FuzzRequest } from './requests.ts';

/** As a whole segment or value: a tilde and a number that chooses among what was told so far. */
const MARK = /(?<=[/=])~(\d+)(?=[/?&]|$)/g;
const NAMED_BY_SERVICE = /^\/v1\/(keys|webhooks|proposals)(?:\/|$)/;
const UNKNOWN = 'nobody22';

export class Made {
  readonly #told = new Map<string, string[]>();

  /** The address with everything in it that is marked. */
  fill(request: FuzzRequest): FuzzRequest {
    const [address = '', ...query] = request.url.split('?');
    let at = 0;
    const filled = address.replace(MARK, (_mark, number) => {
      at += 1;
      return this.#one(at === 1 ? (NAMED_BY_SERVICE.exec(request.path)?.[1] ?? '') : 'deliveries', Number(number));
    });
    const paged = query.map((part) =>
      part.replace(MARK, (_mark, number) => encodeURIComponent(this.#one(`cursors ${request.path}`, Number(number)))),
    );
    return { ...request, url: [filled, ...paged].join('?') };
  }

  /** Takes down the ids that an answer gives: of keys only those that were made here, so that none that is asked with is revoked. */
  learn({ path, asked }: FuzzRequest, { status, headers, body }: FuzzAnswer): void {
    if (status > 299 || body === '' || !headers['content-type']?.startsWith('application/json')) return;
    const answer: {
      readonly id?: string;
      readonly state?: string;
      readonly next?: string | null;
      readonly items?: readonly { readonly id?: string }[];
    } = JSON.parse(body);
    if (status === 202) this.#add('proposals', answer.id);
    else if (asked === 'post' && (path === '/v1/keys' || path === '/v1/webhooks')) this.#add(path.slice(4), answer.id);
    else if (path.endsWith('/deliveries')) for (const { id } of answer.items ?? []) this.#add('deliveries', id);
    if (asked === 'get' && typeof answer.next === 'string') this.#add(`cursors ${path}`, answer.next);
  }

  #one(of: string, number: number): string {
    const told = this.#told.get(of) ?? [];
    // Late ones: they have not been deleted yet.
    return told[Math.max(0, told.length - 1 - (number % 8))] ?? UNKNOWN;
  }

  #add(to: string, id: string | undefined): void {
    if (id === undefined) return;
    const told = this.#told.get(to) ?? [];
    if (!told.includes(id)) this.#told.set(to, [...told.slice(-50), id]);
  }
}
