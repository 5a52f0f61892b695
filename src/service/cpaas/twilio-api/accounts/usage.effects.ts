import { Temporal } from "temporal-polyfill";
import { ok, present, refuse } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { type UsageSum, usageGround, usageSums } from "./usage.store.ts";
import {
  countedIn,
  USAGE_CATEGORIES,
  type UsageDays,
  type UsageFigures,
  type UsageReader,
  type UsageSlot,
  usageDays,
  usageSlots,
} from "./usage-period.ts";

/** Opens the usage reader, shared by both APIs. */
export function openUsage({ db, clock }: Pick<Kit, "db" | "clock">): UsageReader {
  const inTurn = openTurns();
  const read: UsageReader = (tenantId, { list, startDate, endDate, category, after, limit }) =>
    inTenant(db, tenantId, async (trx) => {
      const { sinceMs, zone } = present(await usageGround(trx, tenantId), "a call centre");
      const ground = { firstDay: dayAt(sinceMs, zone), today: dayAt(clock.nowMs(), zone) };
      const days = usageDays(list, { startDate, endDate }, ground);
      if ("unfit" in days) return refuse(days);
      const categories = category === undefined ? USAGE_CATEGORIES : [category];
      const slots = usageSlots(list, days, { ground, categories, after, limit });
      if (slots === undefined) return refuse({ unfit: "PageToken" });
      const periods = periodsIn(slots);
      const counted = new Set(slots.flatMap((slot) => countedIn(slot.category)));
      const sums = await usageSums(trx, { periods, categories: counted, zone });
      const nthOf = new Map(periods.map(({ from }, nth) => [from, nth]));
      return ok(slots.map((slot) => ({ ...slot, ...figuresOf(slot, sums, nthOf.get(slot.from)) })));
    });
  return (tenantId, query) => inTurn(tenantId, () => read(tenantId, query));
}

/** Serialises the sums per call centre: many requests of one call centre delay only its own. */
function openTurns() {
  const turns = new Map<string, Promise<unknown>>();
  return async <Found>(who: string, act: () => Promise<Found>): Promise<Found> => {
    const before = turns.get(who) ?? Promise.resolve();
    const turn = before.then(act, act);
    turns.set(who, turn);
    try {
      return await turn;
    } finally {
      if (turns.get(who) === turn) turns.delete(who);
    }
  };
}

const dayAt = (ms: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Distinct periods of the slots, oldest first. */
function periodsIn(slots: readonly UsageSlot[]): readonly UsageDays[] {
  const byFirst = new Map(slots.map(({ from, until }) => [from, { from, until }]));
  return [...byFirst.values()].toReversed();
}

function figuresOf({ category }: UsageSlot, sums: readonly UsageSum[], nth: number | undefined): UsageFigures {
  const counted = countedIn(category);
  const own = sums.filter((sum) => sum.nth === nth && counted.includes(sum.category));
  const total = (figure: (sum: UsageSum) => number) => own.reduce((all, sum) => all + figure(sum), 0);
  return { count: total((sum) => sum.count), usage: total((sum) => sum.usage), rupiah: total((sum) => sum.rupiah) };
}
