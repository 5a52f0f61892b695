import type { Kit } from "../../platform/kit/index.ts";

const DAY_MS = 86_400_000;

/** Codes that a demonstration shows as taken; the state, and whose of the made-up operators. */
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

/** Gives codes to made-up operators, in states an inventory in use would show. Does nothing without operators. */
export async function addDemoCodes(kit: Pick<Kit, "db" | "clock">, operatorIds: readonly string[]): Promise<void> {
  if (operatorIds.length === 0) return;
  const nowMs = kit.clock.nowMs();
  await kit.db.transaction().execute(async (trx) => {
    const set = async (
      code: string,
      change: {
        readonly state: string;
        readonly reason: string | null;
        readonly holder: string | null;
        readonly days: number;
      },
    ) => {
      await trx
        .updateTable("accessCode")
        .set((eb) => ({
          state: change.state,
          mode: change.state === "active" ? "open" : "off",
          reason: change.reason,
          holderOrganisationId: change.holder,
          stateSince: new Date(nowMs - change.days * DAY_MS),
          changedAt: new Date(nowMs),
          version: eb("version", "+", 1),
        }))
        .where("code", "=", code)
        .where("state", "=", "idle")
        .execute();
    };
    for (const [index, code] of ACTIVE.entries()) {
      const holder = operatorIds[index % operatorIds.length] ?? null;
      await set(code, { state: "active", reason: null, holder, days: 40 + 53 * index });
    }
    for (const [index, code] of QUARANTINE.entries()) {
      await set(code, { state: "quarantine", reason: null, holder: null, days: 12 + 31 * index });
    }
    for (const code of RESERVED) await set(code, { state: "reserved", reason: "plan", holder: null, days: 300 });
  });
}
