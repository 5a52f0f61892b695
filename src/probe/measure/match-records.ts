import { isSameNumber } from "./match-answers.ts";
import type { CentreRecord, RawCall, RawRun } from "./raw.ts";

/** A call with its record at the centre; differences in milliseconds, the record's minus the probe's. */
export interface RecordMatch {
  readonly nth: number;
  readonly record: CentreRecord | null;
  readonly startOffMs: number | null;
  readonly answerOffMs: number | null;
  readonly endOffMs: number | null;
  readonly durationOffMs: number | null;
}

/** A record whose start differs by more than this belongs to another call. */
const APART_MS_MAX = 60_000;

/** Each call with its record, one to one: the nearest in time first, no record twice. Empty when no records were given. */
export function matchRecords({ calls, records, startedAtMs, scenario }: RawRun): readonly RecordMatch[] {
  if (records === null) return [];
  const pairs = calls
    .flatMap((call) =>
      records.flatMap((record) => {
        const apartMs = Math.abs(record.beganAtMs - (startedAtMs + call.invitedMs));
        const isSame = isSameNumber(record.caller, call.callerNumber) && isSameCode(record.called, scenario.code);
        return isSame && apartMs <= APART_MS_MAX ? [{ call, record, apartMs }] : [];
      }),
    )
    .toSorted((left, right) => left.apartMs - right.apartMs);
  const taken = new Set<CentreRecord>();
  const found = new Map<number, CentreRecord>();
  for (const { call, record } of pairs) {
    if (found.has(call.nth) || taken.has(record)) continue;
    taken.add(record);
    found.set(call.nth, record);
  }
  return calls.map((call) => matchOf(call, found.get(call.nth) ?? null, startedAtMs));
}

/** A record without a called number matches any code. */
function isSameCode(called: string, code: string): boolean {
  return called === "" || called.replaceAll(/\D/g, "") === code.replaceAll(/\D/g, "");
}

function matchOf(call: RawCall, record: CentreRecord | null, startedAtMs: number): RecordMatch {
  const off = (kept: number | null, seen: number | null) =>
    kept === null || seen === null ? null : kept - (startedAtMs + seen);
  const { answeredMs, endedMs } = call;
  const talkedMs = answeredMs === null || endedMs === null ? null : endedMs - answeredMs;
  return {
    nth: call.nth,
    record,
    startOffMs: off(record?.beganAtMs ?? null, call.invitedMs),
    answerOffMs: off(record?.answeredAtMs ?? null, answeredMs),
    endOffMs: off(record?.endedAtMs ?? null, endedMs),
    durationOffMs: talkedMs === null || record === null || record.talkMs === null ? null : record.talkMs - talkedMs,
  };
}
