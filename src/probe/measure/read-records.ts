import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { CentreRecord } from "./raw.ts";

/** Why records cannot be read. */
export type RecordsFault = "records-empty" | "records-columns" | "records-many";

/** Maximum number of records of one run, unrelated ones included. */
const RECORDS_MAX = 100_000;

/** Column names: this project's own in both languages, and common ones of other systems. */
const NAMES: Readonly<
  Record<"caller" | "called" | "code" | "began" | "answered" | "ended" | "ring" | "talk", readonly string[]>
> = {
  caller: ["caller", "penelepon", "src", "from", "calling"],
  called: ["called", "dipanggil", "dst", "to", "destination"],
  code: ["code", "kode"],
  began: ["beganat", "began", "mulai", "start", "begin", "calldate"],
  answered: ["answeredat", "answered", "answer", "dijawab"],
  ended: ["endedat", "ended", "end", "berakhir"],
  ring: ["ring", "dering (detik)", "ringing (s)"],
  talk: ["talk", "bicara (detik)", "talking (s)", "billsec", "duration"],
};

/** Reads records from rows of text by their column names; a duration is in seconds. */
export function recordsOfRows(
  rows: readonly Readonly<Record<string, string>>[],
): Result<readonly CentreRecord[], RecordsFault> {
  const [first] = rows;
  if (first === undefined) return refuse("records-empty");
  if (rows.length > RECORDS_MAX) return refuse("records-many");
  const columns = new Map(Object.keys(first).map((name) => [name.trim().toLowerCase(), name]));
  const columnOf = (what: keyof typeof NAMES) => NAMES[what].flatMap((name) => columns.get(name) ?? [])[0] ?? null;
  const [caller, began] = [columnOf("caller"), columnOf("began")];
  if (caller === null || began === null) return refuse("records-columns");
  const text = (row: Readonly<Record<string, string>>, what: keyof typeof NAMES) => row[columnOf(what) ?? ""] ?? "";
  const records = rows.flatMap((row) => {
    const beganAtMs = instantOf(row[began] ?? "");
    if (beganAtMs === null) return [];
    const [ring, talk] = [secondsOf(text(row, "ring")), secondsOf(text(row, "talk"))];
    const answeredAtMs = instantOf(text(row, "answered")) ?? (ring === null ? null : beganAtMs + ring);
    const endedAtMs =
      instantOf(text(row, "ended")) ?? (answeredAtMs === null || talk === null ? null : answeredAtMs + talk);
    const talkMs = talk ?? (answeredAtMs === null || endedAtMs === null ? null : endedAtMs - answeredAtMs);
    const called = text(row, "code") === "" ? text(row, "called") : text(row, "code");
    return [{ caller: row[caller] ?? "", called, beganAtMs, answeredAtMs, endedAtMs, talkMs }];
  });
  return records.length === 0 ? refuse("records-columns") : ok(records);
}

/** An instant in ISO 8601 with its offset; null without an offset, because the instant is then ambiguous. */
function instantOf(text: string): number | null {
  try {
    return Temporal.Instant.from(text.trim().replace(" ", "T")).epochMilliseconds;
  } catch {
    return null;
  }
}

function secondsOf(text: string): number | null {
  const seconds = Number(text);
  return text === "" || Number.isNaN(seconds) ? null : seconds * 1_000;
}

const listed = z.object({
  items: z
    .array(
      z.object({
        caller: z.string(),
        called: z.string(),
        code: z.string().nullable().optional(),
        beganAt: z.iso.datetime(),
        answeredAt: z.iso.datetime().nullable(),
        endedAt: z.iso.datetime(),
        talkMs: z.number(),
      }),
    )
    .max(RECORDS_MAX),
});

/** Reads records from a response of the list of calls (`GET /api/service/calls`). */
export function recordsOfList(body: unknown): Result<readonly CentreRecord[], RecordsFault> {
  const read = listed.safeParse(body);
  if (!read.success) return refuse("records-columns");
  return ok(
    read.data.items.map(({ caller, called, code, beganAt, answeredAt, endedAt, talkMs }) => ({
      caller,
      called: code ?? called,
      beganAtMs: instantOf(beganAt) ?? 0,
      endedAtMs: instantOf(endedAt),
      ...(answeredAt === null ? { answeredAtMs: null, talkMs: null } : { answeredAtMs: instantOf(answeredAt), talkMs }),
    })),
  );
}
