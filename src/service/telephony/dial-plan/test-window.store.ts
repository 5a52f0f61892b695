import type { NumberMode } from "../../../bridge/index.ts";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import {
  canonicalLine,
  decideTestWindow,
  type TestWindowRefusal,
  type TestWindowRequest,
  type TestWindowRules,
} from "./test-window.ts";

/** The maximum of listed windows. */
const LISTED_MAX = 100;

/** A window as stored. */
export interface TestWindow {
  readonly id: string;
  readonly code: string;
  readonly kind: "test" | "rehearsal";
  /** Numbers in international form, one form each. */
  readonly lines: readonly string[];
  readonly opensAt: Date;
  readonly closesAt: Date;
  /** When it was ended early; null otherwise. */
  readonly endedAt: Date | null;
}

/**
 * Opens a window for a number of the transaction's tenant. The mode of the code is locked, so that it neither changes nor gets a sixth window at the
 * same time.
 */
export async function openTestWindow(
  trx: DatabaseTransaction,
  order: {
    readonly id: string;
    readonly code: string;
    readonly wish: TestWindowRequest;
    readonly rules: TestWindowRules;
    readonly by: string | null;
    readonly at: Date;
  },
): Promise<Result<TestWindow, TestWindowRefusal>> {
  const { id, code, wish, rules, by, at } = order;
  const own = await trx.selectFrom("serviceNumber").select("code").where("code", "=", code).executeTakeFirst();
  if (own === undefined) return refuse("test-window-number-unknown");
  const mode = await trx
    .selectFrom("numberMode")
    .select("mode")
    .where("code", "=", code)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const { windows } = await trx
    .selectFrom("numberTestWindow")
    .select(({ fn }) => fn.countAll<number>().as("windows"))
    .where("code", "=", code)
    .where("endedAt", "is", null)
    .where("closesAt", ">", at)
    .executeTakeFirstOrThrow();
  const facts = { mode: mode?.mode as NumberMode | undefined, windows, rules };
  const decided = decideTestWindow(facts, wish, at.getTime());
  if (!decided.ok) return decided;
  const times = { opensAt: new Date(wish.opensAtMs), closesAt: new Date(wish.closesAtMs) };
  const window = { id, code, kind: wish.kind, lines: [...decided.value], ...times };
  await trx
    .insertInto("numberTestWindow")
    .values({ ...window, openedBy: by, createdAt: at })
    .execute();
  return ok({ ...window, lines: written(decided.value), endedAt: null });
}

/** Ends a window of a number of the transaction's tenant early; false when it was over already. */
export async function endTestWindow(
  trx: DatabaseTransaction,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<boolean> {
  const ended = await trx
    .updateTable("numberTestWindow")
    .set({ endedAt: at })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .where("closesAt", ">", at)
    .where("code", "in", (from) => from.selectFrom("serviceNumber").select("code"))
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}

/** The windows of a number of the transaction's tenant, newest first, 100 at the most. */
export async function listTestWindows(trx: DatabaseTransaction, code: string): Promise<readonly TestWindow[]> {
  const rows = await trx
    .selectFrom("numberTestWindow as w")
    .innerJoin("serviceNumber as n", "n.code", "w.code")
    .select(["w.id", "w.code", "w.kind", "w.lines", "w.opensAt", "w.closesAt", "w.endedAt"])
    .where("w.code", "=", code)
    .orderBy("w.opensAt", "desc")
    .orderBy("w.id", "desc")
    .limit(LISTED_MAX)
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as TestWindow["kind"], lines: written(row.lines) }));
}

/** Each number once, whatever its written forms. */
function written(lines: readonly string[]): readonly string[] {
  return [...new Set(lines.map((line) => canonicalLine(line) ?? line))];
}
