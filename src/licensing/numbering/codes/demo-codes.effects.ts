import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { rulebookNow } from "../cases/rules-in-force.ts";
import type { CodeChange } from "./access-code.ts";
import { BY_ITSELF, changeCodes } from "./code-change.store.ts";
import { quarantineEndMs } from "./quarantine.ts";

const DAY_MS = 86_400_000;

/** Codes that a demonstration shows as taken. */
const ACTIVE = [
  "14045",
  "14000",
  "14022",
  "14017",
  "14099",
  "14110",
  "150150",
  "150164",
  "150500",
  "150888",
  "1500008",
  "1500045",
  "1500111",
  "1500222",
  "1500300",
  "1500555",
  "1500888",
  "1500911",
];
const QUARANTINE = ["14027", "150200", "1500060", "1500061"];
const RESERVED = ["14001", "14002", "150999", "1500000", "1500999"];

/** Assigns codes to fictitious operators, in the states of an inventory in use. Does nothing without operators. */
export async function addDemoCodes(kit: Pick<Kit, "db" | "clock">, operatorIds: readonly string[]): Promise<void> {
  if (operatorIds.length === 0) return;
  const nowMs = kit.clock.nowMs();
  const holderOf = (index: number) => operatorIds[index % operatorIds.length] ?? "";
  await kit.db.transaction().execute(async (trx) => {
    for (const [index, code] of ACTIVE.entries()) {
      await give(trx, { code, holder: holderOf(index), atMs: nowMs - (40 + 53 * index) * DAY_MS, nowMs });
    }
    for (const [index, code] of QUARANTINE.entries()) {
      const returnedMs = nowMs - (12 + 31 * index) * DAY_MS;
      await give(trx, { code, holder: holderOf(index), atMs: returnedMs - 400 * DAY_MS, nowMs });
      const quarantinedUntil = new Date(quarantineEndMs(returnedMs, rulebookNow(nowMs)));
      await change(trx, { change: "return", code, atMs: returnedMs, nowMs, quarantinedUntil });
    }
    for (const code of RESERVED) {
      await change(trx, { change: "reserve", code, atMs: nowMs - 300 * DAY_MS, nowMs, reason: "plan" });
    }
  });
}

async function give(
  trx: DatabaseTransaction,
  given: { readonly code: string; readonly holder: string; readonly atMs: number; readonly nowMs: number },
): Promise<void> {
  await change(trx, { ...given, change: "import", becomesHeldBy: given.holder, mode: "open" });
}

async function change(
  trx: DatabaseTransaction,
  asked: {
    readonly change: CodeChange;
    readonly code: string;
    readonly atMs: number;
    readonly nowMs: number;
    readonly becomesHeldBy?: string;
    readonly mode?: "open";
    readonly reason?: string;
    readonly quarantinedUntil?: Date;
  },
): Promise<void> {
  const { code, atMs, nowMs, ...rest } = asked;
  await changeCodes(trx, { ...BY_ITSELF, ...rest, codes: [code], at: new Date(atMs), now: new Date(nowMs) });
}
