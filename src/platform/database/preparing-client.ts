import { createHash } from "node:crypto";
import pg from "pg";

/** The mark that a hot statement begins with; its plan is then kept by the connection. */
export const PREPARED = "/* prepared */";

/** PostgreSQL cuts longer names of statements. */
const NAME_MAX = 63;

/**
 * A connection that prepares statements beginning with `PREPARED` once and keeps their plan, where planning costs more
 * than the work. Their text must not vary, since every text is kept for as long as the connection lives.
 */
export class PreparingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    const plain = this.query.bind(this) as (...words: readonly unknown[]) => unknown;
    const query = (first: unknown, ...rest: readonly unknown[]): unknown =>
      typeof first === "string" && first.trimStart().startsWith(PREPARED)
        ? plain({ name: nameOf(first), text: first, values: rest[0] }, ...rest.slice(1))
        : plain(first, ...rest);
    this.query = query as typeof this.query;
  }
}

function nameOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, NAME_MAX);
}
