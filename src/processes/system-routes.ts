import { sql } from "kysely";
import { type Http, isLoopbackPeer } from "../platform/http/index.ts";
import type { Kit } from "../platform/kit/index.ts";
import { countOutbox } from "../platform/outbox/index.ts";

const config = { access: "public" } as const;

/** Health, readiness and metrics. Metrics are for this machine, or for whoever holds the token. */
export function addSystemRoutes(app: Http, kit: Kit): void {
  app.get("/healthz", { config, schema: { tags: ["system"], summary: "The process is alive" } }, async () => ({
    status: "ok",
  }));
  app.get(
    "/readyz",
    { config, schema: { tags: ["system"], summary: "The process can serve" } },
    async (_request, reply) => {
      const isReady = await sql`select 1`.execute(kit.db).then(
        () => true,
        () => false,
      );
      return reply.code(isReady ? 200 : 503).send({ status: isReady ? "ready" : "database-away" });
    },
  );
  app.get(
    "/metrics",
    { config, schema: { tags: ["system"], summary: "Figures in Prometheus' text format" } },
    async (request, reply) => {
      const { metricsToken } = kit.settings;
      const isKnown = metricsToken !== undefined && request.headers.authorization === `Bearer ${metricsToken}`;
      const isLocal =
        isLoopbackPeer(request.socket.remoteAddress ?? "") && request.headers["x-forwarded-for"] === undefined;
      if (!isKnown && !isLocal) return reply.code(404).send();
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
}

async function measureDatabase(kit: Kit): Promise<void> {
  const { waiting, stuck } = await countOutbox(kit.db);
  kit.metrics.outboxWaiting.set(waiting);
  kit.metrics.outboxStuck.set(stuck);
  const unsealed = await sql<{ count: number }>`select count(*) from audit_entry e
    where e.id > coalesce((select entry_id from audit_seal order by sequence desc limit 1), '00000000-0000-0000-0000-000000000000')`.execute(
    kit.db,
  );
  kit.metrics.auditUnsealed.set(unsealed.rows[0]?.count ?? 0);
}
