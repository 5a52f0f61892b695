/** A request that was made of another call centre's ids, and what it was answered. */
export interface TenantExchange {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  /** Whether it names something of the other call centre. */
  readonly namesTheirs: boolean;
  /** Ids of the other call centre that the writer gave to what he wrote himself. */
  readonly chosen: readonly string[];
  readonly status: number;
  readonly text: string;
}

/** What belongs to the other call centre. */
export interface Theirs {
  /** Ids that requests name: lists and registers of the asker's own may tell later what was asked or written by them. */
  readonly tried: ReadonlySet<string>;
  /** Ids that no request ever names: whoever tells one has it from the other call centre. */
  readonly untold: ReadonlySet<string>;
  /** Words that stand in everything that its people wrote. */
  readonly marks: readonly string[];
  /** Whether all of these ids stand together in something that the asker's own call centre keeps. */
  readonly isKeptByOwn: (ids: readonly string[]) => Promise<boolean>;
}

const AN_ID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;
const EXCERPT_MAX = 300;

/**
 * What an answer leaked; null when it was refused or told of the asker's own alone. Done may be nothing that names what is theirs. Told may
 * be none of their words, and of their ids those only that the asker wrote himself; where he gave them to things of his own, they stand in
 * his own call centre afterwards.
 */
export async function leakOf(
  told: TenantExchange,
  { tried, untold, marks, isKeptByOwn }: Theirs,
): Promise<string | null> {
  const { method, path, body, namesTheirs, chosen, status, text } = told;
  const asked = `${method} ${path}`;
  const mark = marks.find((word) => text.includes(word));
  if (mark !== undefined) return `${asked} told ${mark}: ${text.slice(0, EXCERPT_MAX)}`;
  const written = `${path} ${JSON.stringify(body ?? null)}`;
  const isUnasked = (id: string) => untold.has(id) || (method !== "GET" && tried.has(id) && !written.includes(id));
  const unasked = (text.match(AN_ID) ?? []).find(isUnasked);
  if (unasked !== undefined) return `${asked} told the id ${unasked}: ${text.slice(0, EXCERPT_MAX)}`;
  if (status >= 300) return null;
  if (namesTheirs) return `${asked} was ${status}: ${JSON.stringify(body ?? null).slice(0, EXCERPT_MAX)}`;
  if (chosen.length > 0 && !(await isKeptByOwn(chosen)))
    return `${asked} was ${status}, and stands with nobody or others`;
  return null;
}
