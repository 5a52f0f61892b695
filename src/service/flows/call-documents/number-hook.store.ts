import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Hook } from "../../telephony/calls/index.ts";

/** Maximum numbers of a tenant with an application, and applications without a number. */
const HOOKS_MAX = 2_000;

/** Webhooks for the calls of a number. */
export interface NumberHook {
  readonly code: string;
  readonly voice: Hook;
  readonly fallback: Hook | null;
  /** Callback for the end of its calls; null for none. */
  readonly status: Hook | null;
  readonly fallbackQueueId: string | null;
}

/** Webhooks for the calls that clients of an application begin. */
export type ApplicationHook = Pick<NumberHook, "voice" | "fallback" | "status"> & { readonly id: string };

/** The numbers of the transaction's tenant with an application or with own webhook URLs, and its applications. */
export async function loadHooks(trx: DatabaseTransaction): Promise<{
  readonly numbers: readonly NumberHook[];
  readonly applications: readonly ApplicationHook[];
}> {
  const rows = await trx
    .selectFrom("numberHook as n")
    .fullJoin("application as a", "a.id", "n.applicationId")
    .select(["n.code", "n.fallbackQueueId", "n.voiceUrl", "n.voiceMethod", "n.fallbackUrl", "n.fallbackMethod"])
    .select(["a.id as applicationId", "a.voiceUrl as ownVoiceUrl", "a.voiceMethod as ownVoiceMethod"])
    .select(["a.fallbackUrl as ownFallbackUrl", "a.fallbackMethod as ownFallbackMethod"])
    .select(["n.statusUrl", "n.statusMethod", "a.statusUrl as ownStatusUrl", "a.statusMethod as ownStatusMethod"])
    .orderBy("n.code")
    .limit(HOOKS_MAX)
    .execute();
  const numbers: NumberHook[] = [];
  const applications = new Map<string, ApplicationHook>();
  for (const row of rows) {
    const { code, fallbackQueueId, applicationId } = row;
    const led = applicationId === null ? hooksOf(row) : hooksOf({ ...row, ...applicationRow(row) });
    if (code !== null && led !== null) numbers.push({ code, fallbackQueueId, ...led });
    if (applicationId !== null && led !== null) applications.set(applicationId, { id: applicationId, ...led });
  }
  return { numbers, applications: [...applications.values()] };
}

interface HookRow {
  readonly voiceUrl: string | null;
  readonly voiceMethod: string | null;
  readonly fallbackUrl: string | null;
  readonly fallbackMethod: string | null;
  readonly statusUrl: string | null;
  readonly statusMethod: string | null;
}

interface ApplicationRow {
  readonly ownVoiceUrl: string | null;
  readonly ownVoiceMethod: string | null;
  readonly ownFallbackUrl: string | null;
  readonly ownFallbackMethod: string | null;
  readonly ownStatusUrl: string | null;
  readonly ownStatusMethod: string | null;
}

const applicationRow = (row: ApplicationRow): HookRow => ({
  voiceUrl: row.ownVoiceUrl,
  voiceMethod: row.ownVoiceMethod,
  fallbackUrl: row.ownFallbackUrl,
  fallbackMethod: row.ownFallbackMethod,
  statusUrl: row.ownStatusUrl,
  statusMethod: row.ownStatusMethod,
});

/** The webhooks of a row; null where there are none. */
function hooksOf(row: HookRow): Pick<NumberHook, "voice" | "fallback" | "status"> | null {
  const voice = hookOf(row.voiceUrl, row.voiceMethod);
  const [fallback, status] = [hookOf(row.fallbackUrl, row.fallbackMethod), hookOf(row.statusUrl, row.statusMethod)];
  return voice === null ? null : { voice, fallback, status };
}

function hookOf(url: string | null, method: string | null): Hook | null {
  return url === null ? null : { url, method: method === "GET" ? "GET" : "POST" };
}

/** Queues of the transaction's tenant by these names, in small letters. */
export async function queuesNamed(
  trx: DatabaseTransaction,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const small = [...new Set(names.map((name) => name.toLowerCase()))];
  if (small.length === 0) return new Map();
  const rows = await trx
    .selectFrom("queue")
    .select(({ fn }) => ["id", fn<string>("lower", ["name"]).as("name")])
    .where("endedAt", "is", null)
    .where(({ eb, fn }) => eb(fn<string>("lower", ["name"]), "in", small))
    .limit(small.length)
    .execute();
  return new Map(rows.map(({ id, name }) => [name, id]));
}
