import { z } from "zod";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { tenantCommand, tenantRoutes } from "../../../platform/commands/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { csvFile } from "../../../platform/sheets/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { actedEntry, type RequestContext, requestContextOf } from "../../tenancy/tenants/index.ts";
import {
  findCampaign,
  keepAct,
  listCampaigns,
  lockCampaign,
  progressOf,
  type ResultLine,
  resultLines,
} from "./campaign.store.ts";
import { type CampaignAct, decideAct } from "./campaign-actions.ts";
import { CAMPAIGN_REFUSALS, CAMPAIGN_ROUTES, type CampaignRefusal } from "./campaign-refusal.ts";
import {
  campaignFileQuery,
  campaignGoingSchema,
  campaignHoldingSchema,
  campaignSchema,
  campaignsQuery,
  campaignsSchema,
} from "./contract.ts";

const tags = ["service"];
const READ = "queue.manage";
/** Starting a campaign costs money, and the result file has full numbers: both need the permission to manage the call centre. */
const MANAGE = "service.manage";
const RATE = { max: 30, timeWindow: 60_000 } as const;
const PIECE = 2_000;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const PATH = "/api/service/sms/campaigns";

/** Routes of prepared campaigns: list, start, pause, resume and stop, and the result of each line. */
export function addCampaignActRoutes(app: Http, kit: Kit): void {
  const read = tenantRoutes(app, kit, { ...CAMPAIGN_ROUTES, access: READ });
  const manage = tenantRoutes(app, kit, { ...CAMPAIGN_ROUTES, access: MANAGE });
  read.get(
    PATH,
    { summary: "Campaigns of short messages, newest first", query: campaignsQuery, answer: campaignsSchema },
    async (trx, { query: { after, limit }, request: { locale } }) => {
      const found = await listCampaigns(trx, { after, limit: limit + 1 });
      const items = found.slice(0, limit).map((row) => shown(kit, locale, row));
      return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  );
  read.get(
    `${PATH}/:id`,
    {
      summary: "A campaign and what became of its lines",
      params,
      answer: campaignSchema,
      missing: "no-such-sms-campaign",
    },
    async (trx, { params: { id }, request: { locale } }) => {
      const row = await findCampaign(trx, id);
      if (row === undefined) return undefined;
      return { ...shown(kit, locale, row), ...results(kit, locale, await progressOf(trx, id)) };
    },
  );
  manage.post(
    `${PATH}/:id/going`,
    {
      summary: "Start a prepared campaign, or let a paused one go on",
      params,
      body: campaignGoingSchema,
      config: { needsConfirmedEmail: true },
    },
    ({ requestContext, params: { id }, body }) => act(kit, requestContext, { ...body, id }),
  );
  read.post(
    `${PATH}/:id/holding`,
    { summary: "Pause a campaign, or stop it for good", params, body: campaignHoldingSchema },
    ({ requestContext, params: { id }, body }) => act(kit, requestContext, { ...body, id }),
  );
  addResult(app, kit);
}

type Shown = NonNullable<Awaited<ReturnType<typeof findCampaign>>>;

function shown(kit: Kit, locale: Locale, { heldWhy, ...row }: Shown) {
  const { sendAt, createdAt, startedAt, endedAt, state, zone } = row;
  return {
    ...row,
    zone: zone as "WIB" | "WITA" | "WIT" | null,
    held: state !== "running" || heldWhy === null ? null : reason(kit, locale, heldWhy),
    sendAt: sendAt.toISOString(),
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}

/** Counts and cost of a campaign's lines, by their state and by the reason of their refusal. */
function results(kit: Kit, locale: Locale, progress: Awaited<ReturnType<typeof progressOf>>) {
  const byState = Map.groupBy(progress, ({ state }) => state);
  return {
    chargedRupiah: progress.reduce((sum, one) => sum + one.chargedRupiah, 0),
    // The database's check constraints permit only these states.
    standings: [...byState].map(([state, own]) => ({
      state: state as z.output<typeof campaignSchema>["standings"][number]["state"],
      count: own.reduce((sum, { count }) => sum + count, 0),
    })),
    refused: progress.flatMap(({ why, count }) =>
      why === null ? [] : [{ code: why, message: reason(kit, locale, why), count }],
    ),
  };
}

const reason = ({ texts }: Kit, locale: Locale, code: string): string =>
  texts.text(locale, `errors.${code}`, { variable: "", parts: 10 });

const ACTED = { start: "started", pause: "paused", resume: "resumed", stop: "stopped" } as const;

async function act(
  kit: Kit,
  requestContext: RequestContext,
  command: { readonly id: string; readonly act: CampaignAct; readonly expectedVersion: number },
): Promise<Result<null, CampaignRefusal>> {
  const { id } = command;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    const standing = await lockCampaign(trx, id);
    if (standing === undefined) return refuse("no-such-sms-campaign");
    const decided = decideAct(standing, command);
    if (!decided.ok) return decided;
    const { name, sendAt } = standing;
    await keepAct(trx, { id, act: command.act, state: decided.value, sendAt, personId: requestContext.personId, at });
    const action = `sms-campaign.${ACTED[command.act]}` as const;
    await audit({ action, subjectKind: "sms-campaign", subjectId: id, detail: { name } });
    return ok(null);
  });
}

const COLUMNS = ["line", "to", "state", "reason", "parts", "messageId", "acceptedAt", "finalAt", "errorCode"] as const;

function addResult(app: Http, kit: Kit): void {
  app.get(
    `${PATH}/:id/file`,
    {
      config: { access: MANAGE, rateLimit: RATE },
      schema: {
        tags,
        summary: "Every line of a campaign with what became of it, as CSV",
        params,
        querystring: campaignFileQuery,
        response: { 200: z.any(), ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const requestContext = requestContextOf(request, MANAGE);
      const { tenantId } = requestContext;
      const language = request.query.language ?? request.locale;
      // An export of full numbers is in the audit log before the first number is sent.
      const isThere = await inTenant(kit.db, tenantId, async (trx) => {
        const found = await findCampaign(trx, id);
        if (found === undefined) return false;
        const detail = { name: found.name, lines: found.lines };
        const fact = { action: "sms-campaign.exported", subjectKind: "sms-campaign", subjectId: id, detail } as const;
        await recordAudit(trx, kit, actedEntry(requestContext, fact));
        return true;
      });
      if (!isThere) return sendRefusal(kit, reply, CAMPAIGN_REFUSALS, "no-such-sms-campaign");
      const rows = await allLines(kit, tenantId, id);
      const say = (what: string) => kit.texts.text(language, `smsCampaign.file.${what}`);
      reply.header("cache-control", "no-store");
      reply.header("content-disposition", `attachment; filename="${say("name")}.csv"`);
      return reply.type("text/csv; charset=utf-8").send(csvFile(written(kit, language, rows), language));
    },
  );
}

/** All lines of a campaign, up to its limit; read in pages, so that no statement takes long. */
async function allLines(kit: Kit, tenantId: string, id: string): Promise<readonly ResultLine[]> {
  const all: ResultLine[] = [];
  for (;;) {
    const after = all.at(-1)?.line ?? 0;
    const some = await inTenant(kit.db, tenantId, (trx) => resultLines(trx, { id, after, limit: PIECE }));
    all.push(...some);
    if (some.length < PIECE) return all;
  }
}

function* written(kit: Kit, language: Locale, rows: readonly ResultLine[]): Generator<readonly string[]> {
  const say = (what: string) => kit.texts.text(language, `smsCampaign.file.${what}`);
  yield COLUMNS.map((column) => say(`columns.${column}`));
  for (const row of rows)
    yield [
      ...[String(row.line), row.recipient, say(`states.${row.state}`)],
      ...[row.why === null ? "" : reason(kit, language, row.why), String(row.parts ?? ""), row.messageId ?? ""],
      ...[row.acceptedAt?.toISOString() ?? "", row.finalAt?.toISOString() ?? "", row.errorCode ?? ""],
    ];
}
