import { createHash } from "node:crypto";

/** The mark of a hot statement, at its beginning or after its first word; its plan is kept by the connection from the first time on. */
export const PREPARED = "/* prepared */";
const MARKED = /^\s*(?:select\s+)?\/\* prepared \*\//u;

/** A statement that comes so often on one connection is kept there. */
const OFTEN = 3;
/** Statements one connection keeps, and texts it counts to find them. */
const STATEMENTS_MAX = 200;
const COUNTED_MAX = 1_000;
/** Longer texts, and those with more values, are lists of values, which hardly come again. */
const LENGTH_MAX = 6_000;
const TOO_MANY_VALUES = "$41";
/**
 * What follows from one value may be a thousand rows and from the next none: a search, one page of a long list, or what
 * lies after a moment. These are planned anew each time, with the values known. Whether a thing still holds is asked of a
 * thing that is named by its key, with each request, and does not change what is read.
 */
const DEPENDS_ON_VALUES =
  /\s(?:i?like|similar|limit|offset|between)\s|@@|~|(?<!(?:expires_at|valid_from|valid_to)"?\s*)(?<![-<>])[<>]=?\s*\$\d/iu;
/** PostgreSQL cuts longer names of statements. */
const NAME_MAX = 63;

/** Decides which statements one connection prepares. Belongs to that connection. */
export class PreparedStatementCache {
  readonly #times = new Map<string, number>();
  readonly #names = new Map<string, string>();

  /** The name under which a statement with values is prepared, or undefined when it is to be planned anew. */
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
