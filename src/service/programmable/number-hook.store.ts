import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Hook } from "../calls/index.ts";

/** Numbers of a tenant that applications lead, at the most. */
const HOOKS_MAX = 1_000;

/** What is asked for the calls of a number. */
export interface NumberHook {
  readonly code: string;
  readonly voice: Hook;
  readonly fallback: Hook | null;
  /** Who is told the end of its calls; null for nobody. */
  readonly status: Hook | null;
  readonly fallbackQueueId: string | null;
}

/** The numbers of the transaction's tenant that an application leads, by itself or by addresses of the number's own. */
export async function loadNumberHooks(trx: DatabaseTransaction): Promise<readonly NumberHook[]> {
  const rows = await trx
    .selectFrom("numberHook as n")
    .leftJoin("application as a", "a.id", "n.applicationId")
    .select(["n.code", "n.fallbackQueueId", "n.voiceUrl", "n.voiceMethod", "n.fallbackUrl", "n.fallbackMethod"])
    .select(["a.id as applicationId", "a.voiceUrl as ownVoiceUrl", "a.voiceMethod as ownVoiceMethod"])
    .select(["a.fallbackUrl as ownFallbackUrl", "a.fallbackMethod as ownFallbackMethod"])
    .select(["n.statusUrl", "n.statusMethod", "a.statusUrl as ownStatusUrl", "a.statusMethod as ownStatusMethod"])
    .orderBy("n.code")
    .limit(HOOKS_MAX)
    .execute();
  return rows.flatMap((row) => {
    const isOfApplication = row.applicationId !== null;
    const voice = isOfApplication ? hookOf(row.ownVoiceUrl, row.ownVoiceMethod) : hookOf(row.voiceUrl, row.voiceMethod);
    const fallback = isOfApplication
      ? hookOf(row.ownFallbackUrl, row.ownFallbackMethod)
      : hookOf(row.fallbackUrl, row.fallbackMethod);
    const status = isOfApplication
      ? hookOf(row.ownStatusUrl, row.ownStatusMethod)
      : hookOf(row.statusUrl, row.statusMethod);
    const { code, fallbackQueueId } = row;
    return voice === null ? [] : [{ code, voice, fallback, status, fallbackQueueId }];
  });
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
