import { createHash } from "node:crypto";

/** Marks a hot statement, at its beginning or after its first word; the connection prepares it on first use. */
export const PREPARED = "/* prepared */";
const MARKED = /^\s*(?:select\s+)?\/\* prepared \*\//u;

/** Number of uses on one connection after which a statement is prepared. */
const OFTEN = 3;
/** Maximum number of prepared statements of one connection, and of texts it counts to find them. */
const STATEMENTS_MAX = 200;
const COUNTED_MAX = 1_000;
/** Longer texts, and texts with more values, are value lists, which rarely recur. */
const LENGTH_MAX = 6_000;
const TOO_MANY_VALUES = "$41";
/**
 * The number of rows may depend strongly on a value: a search, one page of a long list, or rows after an instant. Such statements
 * are planned anew each time, with the values known. Comparisons of expires_at, valid_from and
 * valid_to are exempt: they check a row found by its key with each request, and do not affect the plan.
 */
const DEPENDS_ON_VALUES =
  /\s(?:i?like|similar|limit|offset|between)\s|@@|~|(?<!(?:expires_at|valid_from|valid_to)"?\s*)(?<![-<>])[<>]=?\s*\$\d/iu;
/** PostgreSQL truncates longer statement names. */
const NAME_MAX = 63;

/** Decides which statements one connection prepares; each connection has one instance. */
export class PreparedStatementCache {
  readonly #times = new Map<string, number>();
  readonly #names = new Map<string, string>();

  /** The name under which a statement with values is prepared, or undefined when it is planned anew. */
  nameFor(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const isMarked = MARKED.test(text);
    if (!isMarked && !this.#isOften(text)) return undefined;
    const name = createHash("sha256").update(text).digest("hex").slice(0, NAME_MAX);
    this.#names.set(text, name);
    this.#times.delete(text);
    return name;
  }

  #isOften(text: string): boolean {
    if (this.#names.size >= STATEMENTS_MAX || text.length > LENGTH_MAX || text.includes(TOO_MANY_VALUES)) return false;
    const times = (this.#times.get(text) ?? 0) + 1;
    if (times === 1 && DEPENDS_ON_VALUES.test(text)) return false;
    if (this.#times.size >= COUNTED_MAX) this.#times.clear();
    this.#times.set(text, times);
    return times >= OFTEN;
  }
}
