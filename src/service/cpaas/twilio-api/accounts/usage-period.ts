import { Temporal } from "temporal-polyfill";
import type { Result } from "../../../../kernel/index.ts";

/** Usage categories, in list order. */
export const USAGE_CATEGORIES = [
  ...(["calls", "calls-client", "calls-inbound", "calls-outbound"] as const),
  ...(["recordings", "sms", "sms-inbound", "sms-outbound"] as const),
] as const;

/** One of `USAGE_CATEGORIES`. */
export type UsageCategory = (typeof USAGE_CATEGORIES)[number];

/** Categories that are counted; the others are sums of them. */
export type CountedCategory = Exclude<UsageCategory, "calls" | "sms">;

/** Counted categories of a category. */
export function countedIn(category: UsageCategory): readonly CountedCategory[] {
  if (category === "calls") return ["calls-client", "calls-inbound", "calls-outbound"];
  return category === "sms" ? ["sms-inbound", "sms-outbound"] : [category];
}

/** Usage lists, by the last URL segment; `Records` covers the whole requested range. */
export const USAGE_LISTS = [
  ...(["Records", "AllTime", "Daily", "LastMonth", "Monthly", "ThisMonth", "Today", "Yearly", "Yesterday"] as const),
] as const;

/** One of `USAGE_LISTS`. */
export type UsageList = (typeof USAGE_LISTS)[number];

/** Inclusive range of dates ("2026-11-26"). */
export interface UsageDays {
  readonly from: string;
  readonly until: string;
}

/** Bounds of a usage range. */
export interface UsageGround {
  /** The first day with data. */
  readonly firstDay: string;
  readonly today: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const OFFSET = /^([+-])(\d{1,5})days$/;
/** Years that a date may have. */
const YEARS = { first: 1970, last: 2999 } as const;

/** Parses a date, or an offset in days from today; undefined for invalid input. */
function dayOf(text: string, today: string): string | undefined {
  const [, sign, days] = OFFSET.exec(text) ?? [];
  if (days === undefined && !DAY.test(text)) return undefined;
  try {
    const from = Temporal.PlainDate.from(days === undefined ? text : today);
    const day = days === undefined ? from : from.add({ days: Number(days) * (sign === "-" ? -1 : 1) });
    return day.year < YEARS.first || day.year > YEARS.last ? undefined : day.toString();
  } catch {
    return undefined;
  }
}

/** Invalid fields of a range. */
export interface UnfitDays {
  readonly unfit: string;
}

const FIXED = new Set<UsageList>(["LastMonth", "ThisMonth", "Today", "Yesterday"]);

/** The days that a list covers. */
export function usageDays(
  list: UsageList,
  asked: { readonly startDate?: string | undefined; readonly endDate?: string | undefined },
  { firstDay, today }: UsageGround,
): UsageDays | UnfitDays {
  const { startDate, endDate } = asked;
  if (FIXED.has(list)) {
    const named = [...(startDate === undefined ? [] : ["StartDate"]), ...(endDate === undefined ? [] : ["EndDate"])];
    return named.length > 0 ? { unfit: named.join(", ") } : fixedDays(list, today);
  }
  const from = startDate === undefined ? firstDay : dayOf(startDate, today);
  const until = endDate === undefined ? today : dayOf(endDate, today);
  if (from === undefined) return { unfit: "StartDate" };
  if (until === undefined) return { unfit: "EndDate" };
  if (from <= until) return { from, until };
  // A single bound beyond the data selects an empty range and is no error.
  if (startDate === undefined) return { from: until, until };
  return endDate === undefined ? { from, until: from } : { unfit: "StartDate, EndDate" };
}

function fixedDays(list: UsageList, today: string): UsageDays {
  const now = Temporal.PlainDate.from(today);
  const spanned = (first: Temporal.PlainDate, last: Temporal.PlainDate) => ({
    from: first.toString(),
    until: last.toString(),
  });
  if (list === "Today") return spanned(now, now);
  if (list === "Yesterday") return spanned(now.subtract({ days: 1 }), now.subtract({ days: 1 }));
  const first = now.with({ day: 1 });
  return list === "ThisMonth"
    ? spanned(first, now)
    : spanned(first.subtract({ months: 1 }), first.subtract({ days: 1 }));
}

/** A slot of a usage list: its days and its category. */
export interface UsageSlot extends UsageDays {
  /** Cursor of the slot, in the form of an id. */
  readonly id: string;
  readonly category: UsageCategory;
}

const SIZE: Readonly<Partial<Record<UsageList, "day" | "month" | "year">>> = {
  Daily: "day",
  Monthly: "month",
  Yearly: "year",
};
const PLACE = /^(\d{4})(\d{2})(\d{2})-0000-0000-0000-0{10}(\d{2})$/;

const placeOf = (from: string, nth: number): string =>
  `${from.replaceAll("-", "")}-0000-0000-0000-${String(nth).padStart(12, "0")}`;

/**
 * Slots of a list after a cursor, newest days first, up to a limit; undefined for an invalid cursor. Daily, monthly and
 * yearly lists begin with the call centre's first day.
 */
export function usageSlots(
  list: UsageList,
  days: UsageDays,
  asked: {
    readonly ground: UsageGround;
    readonly categories: readonly UsageCategory[];
    readonly after: string | undefined;
    readonly limit: number;
  },
): readonly UsageSlot[] | undefined {
  const behind = asked.after === undefined ? { from: "9999-12-31", nth: -1 } : readPlace(asked.after);
  if (behind === undefined) return undefined;
  const slots: UsageSlot[] = [];
  for (const period of periodsOf(SIZE[list], days, { ...asked.ground, before: behind.from }))
    for (const [nth, category] of USAGE_CATEGORIES.entries()) {
      const isShown = period.from === behind.from && nth <= behind.nth;
      if (isShown || !asked.categories.includes(category)) continue;
      if (slots.length === asked.limit) return slots;
      slots.push({ ...period, category, id: placeOf(period.from, nth) });
    }
  return slots;
}

function readPlace(text: string): { readonly from: string; readonly nth: number } | undefined {
  const found = PLACE.exec(text);
  if (found === null) return undefined;
  const [year, month, day, nth] = found.slice(1);
  const from = dayOf(`${year}-${month}-${day}`, "");
  return from === undefined ? undefined : { from, nth: Number(nth) };
}

const { compare } = Temporal.PlainDate;
const earlier = (one: string, other: string): string => (compare(one, other) < 0 ? one : other);
const later = (one: string, other: string): string => (compare(one, other) < 0 ? other : one);

/** Periods of a range, newest first, starting with the period that contains a day. */
function* periodsOf(
  size: "day" | "month" | "year" | undefined,
  { from, until }: UsageDays,
  { firstDay, today, before }: UsageGround & { readonly before: string },
): Generator<UsageDays> {
  if (size === undefined) {
    if (from <= before) yield { from, until };
    return;
  }
  const [first, last] = [later(from, firstDay), earlier(until, today)];
  let day = earlier(before, last);
  while (day >= first) {
    const at = Temporal.PlainDate.from(day);
    const begin = at.with({ day: size === "day" ? at.day : 1, month: size === "year" ? 1 : at.month });
    const end = begin.add({ [`${size}s`]: 1 }).subtract({ days: 1 });
    yield { from: later(begin.toString(), first), until: earlier(end.toString(), last) };
    day = begin.subtract({ days: 1 }).toString();
  }
}

/** Usage of a category in a range of days. */
export interface UsageFigures {
  readonly count: number;
  /** Started minutes, or message segments. */
  readonly usage: number;
  readonly rupiah: number;
}

/** A usage record of a list. */
export type UsageRecord = UsageSlot & UsageFigures;

/** Query of usage records. */
export interface UsageQuery {
  readonly list: UsageList;
  readonly category: UsageCategory | undefined;
  readonly startDate: string | undefined;
  readonly endDate: string | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/** Reads the usage of a call centre; refused with the invalid fields. */
export type UsageReader = (tenantId: string, query: UsageQuery) => Promise<Result<readonly UsageRecord[], UnfitDays>>;
