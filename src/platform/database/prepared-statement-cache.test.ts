import { describe, expect, it } from "vitest";
import { PREPARED, PreparedStatementCache } from "./prepared-statement-cache.ts";

const names = (plans: PreparedStatementCache, text: string, times: number) =>
  Array.from({ length: times }, () => plans.nameFor(text));

describe("the plans a connection keeps", () => {
  it("begin with the third time of a statement, under one name from then on", () => {
    const plans = new PreparedStatementCache();
    const [first, second, third, fourth] = names(plans, 'select * from "person" where "id" = $1', 4);
    expect([first, second]).toEqual([undefined, undefined]);
    expect(third).toMatch(/^[0-9a-f]{63}$/u);
    expect(fourth).toBe(third);
  });

  it("begin at once with a statement that is marked", () => {
    expect(new PreparedStatementCache().nameFor(`${PREPARED} select $1::int`)).toBeDefined();
    expect(
      new PreparedStatementCache().nameFor(`select ${PREPARED} "id" from "decree" where "id" = $1 limit $2`),
    ).toBeDefined();
    expect(
      new PreparedStatementCache().nameFor(`select "id" from "decree" where "name" = '${PREPARED}' limit $1`),
    ).toBeUndefined();
  });

  it.each([
    'select * from "organisation" where "name" ilike $1',
    'select * from "decree" order by "id" limit $1 offset $2',
    'select * from "call_record" where "started_at" between $1 and $2',
    "select * from article where words @@ to_tsquery($1)",
    ...["<", "<=", ">", ">="].map((than) => `select * from "call_record" where "at" ${than} $1`),
    'select * from "call_record" where "at">=$1::date and "at"<$2::date',
    `select * from "decree" where "id" in (${Array.from({ length: 41 }, (_, nth) => `$${nth + 1}`).join(", ")})`,
  ])("never hold what depends on its values: %s", (text) => {
    expect(names(new PreparedStatementCache(), text, 10)).toEqual(Array.from({ length: 10 }, () => undefined));
  });

  it.each([
    'select * from "session" where "token_sha256" = $1 and "session"."expires_at" > $2',
    'select * from "membership" where "person_id" = $1 and ("valid_to" is null or "valid_to" > $2)',
    "select body ->> $1 from queue_event where id = $2",
    "select * from queue_event where id <> $1",
    `select * from "decree" where "id" in (${Array.from({ length: 40 }, (_, nth) => `$${nth + 1}`).join(", ")})`,
  ])("hold what is asked by a key: %s", (text) => {
    expect(names(new PreparedStatementCache(), text, 3).at(-1)).toBeDefined();
  });

  it("are bounded, and so are the texts that are counted", () => {
    const plans = new PreparedStatementCache();
    const text = (nth: number) => `select ${nth} where $1::int = 1`;
    const kept = Array.from({ length: 300 }, (_, nth) => names(plans, text(nth), 3).at(-1)).filter(Boolean);
    expect(kept).toHaveLength(200);
    expect(plans.nameFor(text(0))).toBe(kept[0]);
  });

  it("leave out a statement that never comes again, however many such there are", () => {
    const plans = new PreparedStatementCache();
    for (let nth = 0; nth < 5_000; nth += 1) expect(plans.nameFor(`select ${nth}`)).toBeUndefined();
  });
});
