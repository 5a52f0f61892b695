import { Temporal } from "temporal-polyfill";

/** The day after a local day: "2026-12-01" after "2026-11-30". */
export function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

/** The instants of local days in a zone, both included; null without a bound. */
export function boundsOf(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  zone: string,
): { readonly fromMs: number | null; readonly untilMs: number | null } {
  const began = (day: string) => Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
  return { fromMs: from === undefined ? null : began(from), untilMs: to === undefined ? null : began(dayAfter(to)) };
}
