import { Temporal } from "temporal-polyfill";
import {
  addCounts,
  type CountedRange,
  type Counts,
  DEFAULT_SERVICE_LEVEL,
  openContactCount,
  type ReportedEvent,
} from "../reports/index.ts";

/** The local day of an instant, from midnight to midnight in `zone`. */
export function localDay(atMs: number, zone: string): CountedRange {
  const start = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).startOfDay();
  return { fromMs: start.epochMilliseconds, untilMs: start.add({ days: 1 }).epochMilliseconds };
}

/** The counts of the contacts of one day, by the definitions of reports; incremental while events are read. */
export interface DayCount {
  readonly day: CountedRange;
  readonly zone: string;
  /** The last counted position in the log. */
  after(): number;
  /** Counts events in the order of the log; events that were counted before are ignored. */
  take(events: readonly (ReportedEvent & { readonly sequence: number })[]): void;
  byQueue(): readonly { readonly queueId: string; readonly counts: Counts }[];
}

/** Opens the count of a day; `after` is the position in the log before its first event. */
export function openDayCount(of: {
  readonly day: CountedRange;
  readonly zone: string;
  readonly after: number;
}): DayCount {
  const { day, zone } = of;
  const counting = openContactCount({ zone, ...DEFAULT_SERVICE_LEVEL }, day);
  let { after } = of;
  return {
    day,
    zone,
    after: () => after,
    take: (events) => {
      for (const event of events) {
        if (event.sequence <= after) continue;
        counting.take(event);
        after = event.sequence;
      }
    },
    byQueue: () =>
      [...Map.groupBy(counting.intervals(), ({ queueId }) => queueId)].map(([queueId, intervals]) => ({
        queueId,
        counts: addCounts(intervals.map(({ counts }) => counts)),
      })),
  };
}
