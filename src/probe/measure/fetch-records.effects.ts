import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { parse } from "csv-parse/sync";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { isSameNumber } from "./match-answers.ts";
import type { CentreRecord, RawCall } from "./raw.ts";
import { type RecordsFault, recordsOfList, recordsOfRows } from "./read-records.ts";

/** Location of the call records, and request headers. */
export interface RecordsSource {
  /** A file, or a URL that starts with http:// or https://. */
  readonly from: string;
  /** Header lines of the request, `Name: value`, as a session or an API key requires. */
  readonly headers: readonly string[];
}

/** Why the records are unavailable. */
export type FetchFault = RecordsFault | "records-unreachable" | "records-refused";

const BYTES_MAX = 64 * 1_048_576;
const ASK_MS_MAX = 30_000;
/** A centre writes a record a moment after its call: requests repeat for this time until each answered call has one. */
const WAIT_MS_MAX = 15_000;
const AGAIN_MS = 500;

/** Fetches the centre's records of some calls; records missing after a quarter of a minute count as missing. */
export async function fetchRecords(
  source: RecordsSource,
  calls: readonly RawCall[],
): Promise<Result<readonly CentreRecord[], FetchFault>> {
  const endsMs = performance.now() + WAIT_MS_MAX;
  for (;;) {
    const read = await readOnce(source);
    const isLive = source.from.startsWith("http");
    const isWhole =
      read.ok &&
      calls.every(
        ({ answeredMs, callerNumber }) =>
          answeredMs === null || read.value.some(({ caller }) => isSameNumber(caller, callerNumber)),
      );
    if (!isLive || isWhole || performance.now() > endsMs) return read;
    await delay(AGAIN_MS);
  }
}

async function readOnce({ from, headers }: RecordsSource): Promise<Result<readonly CentreRecord[], FetchFault>> {
  const text = from.startsWith("http") ? await fetchText(from, headers) : await fileText(from);
  if (!text.ok) return text;
  if (text.value.trimStart().startsWith("{")) return jsonRecords(text.value);
  return csvRecords(text.value);
}

async function fetchText(from: string, headers: readonly string[]): Promise<Result<string, FetchFault>> {
  const pairs = headers.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  });
  try {
    const response = await fetch(from, { headers: pairs, signal: AbortSignal.timeout(ASK_MS_MAX) });
    if (!response.ok) return refuse("records-refused");
    const text = await response.text();
    return text.length > BYTES_MAX ? refuse("records-many") : ok(text);
  } catch {
    return refuse("records-unreachable");
  }
}

async function fileText(file: string): Promise<Result<string, FetchFault>> {
  try {
    return ok(await readFile(file, "utf8"));
  } catch {
    return refuse("records-unreachable");
  }
}

function jsonRecords(text: string): Result<readonly CentreRecord[], RecordsFault> {
  try {
    return recordsOfList(JSON.parse(text) as unknown);
  } catch {
    return refuse("records-columns");
  }
}

function csvRecords(text: string): Result<readonly CentreRecord[], RecordsFault> {
  const [head = ""] = text.split("\n", 1);
  const delimiter = head.split(";").length > head.split(",").length ? ";" : ",";
  try {
    return recordsOfRows(parse(text, { bom: true, columns: true, delimiter, skip_empty_lines: true, trim: true }));
  } catch {
    return refuse("records-columns");
  }
}
