import { sql } from "kysely";

/** The right side of `column = any(...)`: one parameter for a list of texts of any length. */
export function anyOf(texts: readonly string[]) {
  return sql<string>`any(${[...texts]}::text[])`;
}

/** The same for ids. */
export function anyIdOf(ids: readonly string[]) {
  return sql<string>`any(${[...ids]}::uuid[])`;
}
