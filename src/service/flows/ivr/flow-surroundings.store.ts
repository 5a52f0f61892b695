import { sql } from "kysely";
import { isUuid } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { promptsLock, SPOKEN_LANGUAGES, shippedSentences } from "../../telephony/prompts/index.ts";
import type { Flow, FlowLanguage } from "./contract.ts";
import type { FlowSurroundings } from "./editor/finding.shared.ts";
import { LOOKUP_FIELDS, type LookupKind } from "./editor/lookup-text.shared.ts";
import { loadNamedHours } from "./hours/named-hours.store.ts";

/** A queue as referenced by flows. */
export interface QueueName {
  readonly id: string;
  readonly name: string;
}

/** Returns the queues of the transaction's tenant; supplied by the process. */
export type QueueNames = (trx: DatabaseTransaction) => Promise<readonly QueueName[]>;

/** The tenant's own recordings, with their texts. */
export async function ownPrompts(trx: DatabaseTransaction) {
  const rows = await trx.selectFrom("promptUpload").select(["name", "language", "words"]).orderBy("name").execute();
  return rows.map((row) => ({ ...row, language: row.language as FlowLanguage }));
}

/** Maximum lists, equal to the limit of a call centre. */
const LISTS_MAX = 50;

/** The lists of the transaction's tenant in which callers' digits can be looked up, each with its first entry as an example. */
export async function listsToAsk(trx: DatabaseTransaction) {
  const rows = await trx
    .selectFrom("informationList as l")
    .leftJoin("informationEntry as e", (join) =>
      join
        .onRef("e.listId", "=", "l.id")
        .onRef("e.number", "=", "l.newest")
        .on(
          "e.line",
          "=",
          sql<number>`(select min(o.line) from information_entry o where o.list_id = l.id and o.number = l.newest)`,
        ),
    )
    .select(["l.id", "l.name", "l.kind", "e.code", "e.name as entry", "e.postcode"])
    .select(sql<number | null>`e.price_rupiah::float8`.as("price"))
    .select(sql<Readonly<Record<string, string>> | null>`e.fields`.as("fields"))
    .where("l.endedAt", "is", null)
    .orderBy(sql`lower(l.name)`)
    .limit(LISTS_MAX)
    .execute();
  return rows.map(({ id, name, kind, code, entry, postcode, price, fields }) => {
    const holds: LookupKind = kind === "prices" ? "prices" : "locations";
    const known = { ...fields, code, name: entry, postcode, price: price === null ? null : String(price) };
    const example = Object.entries(known).flatMap(([field, text]) =>
      text != null && (LOOKUP_FIELDS[holds] as readonly string[]).includes(field) ? [[field, text] as const] : [],
    );
    return { id, name, kind: holds, example: code === null ? null : Object.fromEntries(example) };
  });
}

/** The resources that a flow of the tenant may reference now: built-in prompts, own recordings, queues, named hours. */
export async function surroundingsNow(trx: DatabaseTransaction, queueNames: QueueNames): Promise<FlowSurroundings> {
  const prompts = new Map<string, Set<string>>(shippedSentences().map((name) => [name, new Set(SPOKEN_LANGUAGES)]));
  for (const { name, language } of await ownPrompts(trx)) {
    prompts.set(name, (prompts.get(name) ?? new Set()).add(language));
  }
  const [queues, hours] = [await queueNames(trx), await loadNamedHours(trx)];
  const lists = new Map((await listsToAsk(trx)).map(({ id, kind }) => [id, kind]));
  return { prompts, queues: new Set(queues.map(({ id }) => id)), hours: new Set(hours.map(({ id }) => id)), lists };
}

/** Locks the queues that a flow leads to until the transaction ends: none of them may end while a version is being published. */
export async function holdQueues(trx: DatabaseTransaction, flow: Flow): Promise<void> {
  const ids = flow.steps.flatMap((step) => ("queueId" in step && isUuid(step.queueId) ? [step.queueId] : []));
  if (ids.length === 0) return;
  await trx.selectFrom("queue").select("id").where("id", "in", ids).orderBy("id").forShare().execute();
}

/** Locks the set of the tenant's recordings until the transaction ends: none that a version plays may be removed while it is being published. */
export async function lockPrompts(trx: DatabaseTransaction, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${promptsLock(tenantId)}, 0))`.execute(trx);
}
