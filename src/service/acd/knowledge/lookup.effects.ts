import type { Clock, IdSource, Result } from "../../../kernel/index.ts";
import { type Database, inTenant } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { formatEntries } from "../../flows/ivr/index.ts";
import type { DataLookupPort, DataLookupQuery, DataLookupResult } from "../../telephony/calls/index.ts";
import { countMiss } from "./find-information.store.ts";
import { entriesFor, type FoundEntry } from "./lookup.store.ts";
import { ownDay } from "./own-day.store.ts";
import { redactQuestion } from "./search-words.shared.ts";

/** The maximum time of a look-up: the caller hears silence until it ends. */
const LOOKUP_MS_MAX = 3_000;

/** Dependencies of the look-up service. */
export interface LookupOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  /** Synthesises a text; returns the name of the prompt. */
  readonly speak: (wish: { readonly text: string; readonly language: "id" | "en" }) => Promise<Result<string, string>>;
  /** The time limit; tests override the three seconds. */
  readonly msMax?: number;
}

/** Opens the service that finds the digits of callers in lists and synthesises the answers. */
export function openLookupService(options: LookupOptions): DataLookupPort {
  return {
    lookUp: async ({ callId, tenantId }, query) => {
      const answer = await within(options.msMax ?? LOOKUP_MS_MAX, answered(options, tenantId, query));
      if (answer.is === "failed") options.log.warn({ callId, listId: query.listId }, "look-up.failed");
      return answer;
    },
  };
}

/** The result, or `failed` after the time limit; a failure after that is ignored. */
async function within(ms: number, asked: Promise<DataLookupResult>): Promise<DataLookupResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<DataLookupResult>((resolve) => {
    timer = setTimeout(() => resolve({ is: "failed" }), ms);
  });
  asked.catch(() => undefined);
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function answered(options: LookupOptions, tenantId: string, query: DataLookupQuery): Promise<DataLookupResult> {
  const { db, clock, ids, speak } = options;
  const { listId, by, digits } = query;
  const at = clock.nowMs();
  const found = await inTenant(db, tenantId, async (trx) => {
    const known = await entriesFor(trx, { listId, by, digits, today: await ownDay(trx, at) });
    // Five or more digits may be personal data: of such a search only the name of the list is stored.
    const words = known === undefined || known.entries.length > 0 ? null : redactQuestion(`${known.list} ${digits}`);
    if (words !== null) await countMiss(trx, { id: ids.next(), tenantId, words, at: new Date(at) });
    return known;
  });
  if (found === undefined) return { is: "failed" };
  const { list, version, entries } = found;
  if (entries.length === 0 || version === null) return { is: "not-found", list, version };
  const said = formatEntries(query.says, entries.map(fieldsOf));
  const spoken = await speak({ text: said, language: query.language === "en" ? "en" : "id" });
  return spoken.ok ? { is: "found", prompt: spoken.value, said, list, version } : { is: "failed" };
}

function fieldsOf({ code, name, postcode, priceRupiah, fields }: FoundEntry): Readonly<Record<string, string>> {
  return {
    ...fields,
    code,
    name,
    ...(postcode === null ? {} : { postcode }),
    ...(priceRupiah === null ? {} : { price: String(priceRupiah) }),
  };
}
