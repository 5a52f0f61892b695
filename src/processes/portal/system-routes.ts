import { createHash, timingSafeEqual } from "node:crypto";
import { statfs } from "node:fs/promises";
import path from "node:path";
import type { FastifyRequest } from "fastify";
import { sql } from "kysely";
import { lastBackupAt } from "../../platform/backup/index.ts";
import { certificateEndsAt, type Http, isLoopbackPeer } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { countOutbox } from "../../platform/outbox/index.ts";
import { addReferenceRoutes } from "../../service/cpaas/reference/wire.ts";
import { countUnowned } from "../../service/messaging/sms/wire.ts";
import { liveSwitches, SWITCH_FIGURES } from "../../service/telephony/cdr/wire.ts";
import { readiness } from "../readiness.ts";

const config = { access: "public" } as const;
const DAY_MS = 86_400_000;

/**
 * Health, readiness, API descriptions and metrics. Metrics and the causes of process failures require the token; without
 * a token they are available while only this machine can reach the port.
 */
export function addSystemRoutes(app: Http, kit: Kit): void {
  app.get("/healthz", { config, schema: { tags: ["system"], summary: "The portal answers" } }, async () => ({
    status: "ok",
  }));
  app.get(
    "/readyz",
    { config, schema: { tags: ["system"], summary: "Every process can serve" } },
    async (request, reply) => {
      const processes = await readiness(kit);
      const isReady = Object.values(processes).every(({ ok }) => ok);
      const status = isReady ? "ready" : "not-ready";
      return reply.code(isReady ? 200 : 503).send(mayMeasure(kit, request) ? { status, processes } : { status });
    },
  );
  app.get(
    "/metrics",
    { config, schema: { tags: ["system"], summary: "Figures in Prometheus' text format" } },
    async (request, reply) => {
      if (!mayMeasure(kit, request)) return reply.code(404).send();
      await measureMachine(app, kit);
      await measureDatabase(kit).catch((error: unknown) => kit.log.warn({ err: error }, "metrics.database-away"));
      const { type, text } = await kit.metrics.page();
      return reply.type(type).send(text);
    },
  );
  app.get(
    "/api/openapi.json",
    { config, schema: { tags: ["system"], summary: "This interface as OpenAPI 3.1", hide: true } },
    async () => app.swagger(),
  );
  addReferenceRoutes(app, kit);
}

/** Behind a proxy every client may appear as this machine, so a public installation always requires the token. */
function mayMeasure(kit: Kit, request: FastifyRequest): boolean {
  const { metricsToken, isLocal } = kit.settings;
  const isLoopback = isLoopbackPeer(request.socket.remoteAddress ?? "");
  if (isLocal && isLoopback && request.headers["x-forwarded-for"] === undefined) return true;
  return metricsToken !== undefined && isSame(request.headers.authorization ?? "", `Bearer ${metricsToken}`);
}

/** Compares in constant time. */
function isSame(left: string, right: string): boolean {
  const [one, other] = [left, right].map((text) => createHash("sha256").update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}

/** Metrics of the machine: the last backup, the disk, the certificate. An unreadable metric has no value. */
async function measureMachine(app: Http, { settings, metrics }: Kit): Promise<void> {
  const { backupAge, diskFree, certificateDays } = metrics;
  for (const gauge of [backupAge, diskFree, certificateDays]) gauge.remove();
  const backedUpAt = await lastBackupAt(settings.dataFolder);
  if (backedUpAt !== null) backupAge.set(Math.max(0, (Date.now() - backedUpAt.getTime()) / 1_000));
  const disk = await statfs(path.resolve(settings.dataFolder)).catch(() => null);
  if (disk !== null) diskFree.set(disk.bavail * disk.bsize);
  const endsAt = certificateEndsAt(app);
  if (endsAt !== null) certificateDays.set((endsAt.getTime() - Date.now()) / DAY_MS);
}

async function measureDatabase(kit: Kit): Promise<void> {
  const { waiting, stuck } = await countOutbox(kit.db);
  kit.metrics.outboxWaiting.set(waiting);
  kit.metrics.outboxStuck.set(stuck);
  const unsealed = await sql<{ count: number }>`
    with last as (
      select e.transaction_id, e.id from audit_seal s join audit_entry e on e.id = s.entry_id order by s.sequence desc limit 1
    )
    select count(*) from audit_entry e
    where (e.transaction_id, e.id) > (
      coalesce((select transaction_id from last), '0'::xid8), coalesce((select id from last), '00000000-0000-0000-0000-000000000000'))`.execute(
    kit.db,
  );
  kit.metrics.auditUnsealed.set(unsealed.rows[0]?.count ?? 0);
  kit.metrics.smsUnowned.set(await countUnowned(kit.db));
  await measureSwitches(kit);
}

/** The metrics of an ended switch are removed: they would look like an idle call centre. */
async function measureSwitches({ db, metrics }: Kit): Promise<void> {
  const found = await liveSwitches(db);
  metrics.switches.set(found.length);
  metrics.switchBeatAge.reset();
  metrics.switchFigure.reset();
  for (const { id, beatAgeS, figures } of found) {
    metrics.switchBeatAge.set({ switch: id }, beatAgeS);
    for (const figure of SWITCH_FIGURES) {
      const value = figures[figure];
      if (value !== undefined) metrics.switchFigure.set({ switch: id, figure }, value);
    }
  }
}
