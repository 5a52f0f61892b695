import type { z } from "zod";
import type { Kit } from "../../../platform/kit/index.ts";
import { findCodeRow } from "../inventory/inventory.store.ts";
import type { codeRecordSchema, publicHistorySchema } from "../inventory/inventory-contract.ts";
import { displayCode } from "./access-code.ts";
import {
  applicationsNaming,
  decreesOn,
  earlierDecreeOn,
  holdsOn,
  listHistory,
  ordersNaming,
} from "./code-history.store.ts";

/** Public changes: the state of the code only, never the applicants or holds. */
const PUBLIC_CHANGES: ReadonlySet<string> = new Set([
  "list",
  "assign",
  "import",
  "undo-import",
  "switch-mode",
  "rename",
  "return",
  "revoke",
  "end-quarantine",
  "cut-quarantine",
  "reserve",
  "unreserve",
  "block",
  "unblock",
]);

/** Changes that publish the company: those of an assignment, which is public like the decree. */
const NAMES_HOLDER: ReadonlySet<string> = new Set(["assign", "import", "switch-mode", "rename", "return", "revoke"]);

/** The public part of a code's history, newest first. */
export async function viewPublicHistory(kit: Kit, code: string): Promise<z.infer<typeof publicHistorySchema>> {
  const [rows, decrees] = [await listHistory(kit.db, code), await decreesOn(kit.db, code)];
  const earlier = await earlierDecreeOn(kit.db, code);
  const published = new Map(decrees.filter(({ state }) => state === "published").map((one) => [one.id, one.number]));
  const items = rows
    .filter((row) => PUBLIC_CHANGES.has(row.change))
    .map((row) => {
      const decreeId = refsOf(row.refs)["decreeId"];
      const isEarlier = decreeId !== undefined && decreeId === earlier?.id;
      const number = decreeId === undefined ? undefined : isEarlier ? earlier?.number : published.get(decreeId);
      return {
        at: row.occurredAt.toISOString(),
        change: row.change,
        state: row.toState,
        mode: row.mode,
        holder: NAMES_HOLDER.has(row.change) ? row.organisationName : null,
        decree: decreeId === undefined || number === undefined ? null : { id: decreeId, number, isEarlier },
      };
    });
  return { items } as z.infer<typeof publicHistorySchema>;
}

/** The full record of a code for officers; undefined if it is not in the inventory. */
export async function viewRecord(
  kit: Kit,
  asked: { readonly code: string; readonly mayManage: boolean },
): Promise<z.infer<typeof codeRecordSchema> | undefined> {
  const { code, mayManage } = asked;
  const row = await findCodeRow(kit.db, code);
  if (row === undefined) return undefined;
  const history = await listHistory(kit.db, code);
  const record = {
    code,
    display: displayCode(code),
    pattern: row.pattern,
    state: row.state,
    mode: row.mode,
    since: iso(row.stateSince),
    version: row.version,
    reason: row.reason,
    holder: row.holderId === null ? null : { id: row.holderId, name: row.holderName ?? "" },
    heldUntil: iso(row.heldUntil),
    quarantinedUntil: iso(row.quarantinedUntil),
    mayManage,
    entries: history.map(viewEntry),
    applications: withInstants(await applicationsNaming(kit.db, code)),
    decrees: withInstants(await decreesOn(kit.db, code)),
    earlierDecree: (await earlierDecreeOn(kit.db, code)) ?? null,
    holds: withInstants(await holdsOn(kit.db, code)),
    orders: withInstants(await ordersNaming(kit.db, code)),
  };
  return record as unknown as z.infer<typeof codeRecordSchema>;
}

function viewEntry(row: Awaited<ReturnType<typeof listHistory>>[number]) {
  return {
    id: String(row.id),
    at: iso(row.occurredAt),
    change: row.change,
    fromState: row.fromState,
    toState: row.toState,
    mode: row.mode,
    organisation: row.organisationId === null ? null : { id: row.organisationId, name: row.organisationName ?? "" },
    actorName: row.actorName,
    role: row.actorRole,
    note: row.note,
    refs: refsOf(row.refs),
  };
}

function refsOf(refs: unknown): Readonly<Record<string, string>> {
  const pairs = Object.entries(refs ?? {}).filter((pair): pair is [string, string] => typeof pair[1] === "string");
  return Object.fromEntries(pairs);
}

function iso(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}

/** Rows with every instant as ISO 8601 text. */
function withInstants(rows: readonly object[]): readonly object[] {
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value instanceof Date ? iso(value) : value])),
  );
}
