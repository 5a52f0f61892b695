/** A request with foreign ids, and its response. */
export interface TenantExchange {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  /** Whether it references a resource of the other tenant. */
  readonly namesTheirs: boolean;
  /** Foreign ids that the client chose for its own new resources. */
  readonly chosen: readonly string[];
  readonly status: number;
  readonly text: string;
}

/** Resources of the other tenant. */
export interface Theirs {
  /** Ids in requests: lists and logs of the caller's own tenant may contain them later. */
  readonly tried: ReadonlySet<string>;
  /** Ids that no request contains: a response with one of them is a leak. */
  readonly unsent: ReadonlySet<string>;
  /** Words in every text of the other tenant's users. */
  readonly marks: readonly string[];
  /** Whether all of these ids are stored together in a resource of the caller's own tenant. */
  readonly isKeptByOwn: (ids: readonly string[]) => Promise<boolean>;
}

const AN_ID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;
const EXCERPT_MAX = 300;

/**
 * The leak in a response; null when it was refused or contained only the caller's own data. A successful change must not reference foreign
 * resources. A response must not contain foreign words, and of foreign ids only those that the client wrote itself; if it chose them for its
 * own resources, they are stored in its own tenant afterwards.
 */
export async function leakOf(
  told: TenantExchange,
  { tried, unsent, marks, isKeptByOwn }: Theirs,
): Promise<string | null> {
  const { method, path, body, namesTheirs, chosen, status, text } = told;
  const asked = `${method} ${path}`;
  const mark = marks.find((word) => text.includes(word));
  if (mark !== undefined) return `${asked} told ${mark}: ${text.slice(0, EXCERPT_MAX)}`;
  const written = `${path} ${JSON.stringify(body ?? null)}`;
  const isUnasked = (id: string) => unsent.has(id) || (method !== "GET" && tried.has(id) && !written.includes(id));
  const unasked = (text.match(AN_ID) ?? []).find(isUnasked);
  if (unasked !== undefined) return `${asked} told the id ${unasked}: ${text.slice(0, EXCERPT_MAX)}`;
  if (status >= 300) return null;
  if (namesTheirs) return `${asked} was ${status}: ${JSON.stringify(body ?? null).slice(0, EXCERPT_MAX)}`;
  if (chosen.length > 0 && !(await isKeptByOwn(chosen)))
    return `${asked} was ${status}, and stands with nobody or others`;
  return null;
}
