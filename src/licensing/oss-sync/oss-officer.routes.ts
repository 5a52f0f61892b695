import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import { type Http, problemSchema, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { riskOf } from "../../protocols/oss/index.ts";
import { viewReport } from "./case-at-oss.effects.ts";
import {
  companiesQuery,
  companiesSchema,
  DISPUTES,
  messagesQuery,
  messagesSchema,
  OUTCOMES,
  reporterSchema,
  reportsQuery,
  reportsSchema,
} from "./contract.ts";
import { countReports, searchCompanies, searchMessages, searchReports } from "./handover-lists.store.ts";
import { releaseStuck } from "./report.store.ts";
import { nibBlocksOn, serviceRulesOn } from "./report-case.effects.ts";
import { findNip, keepNip } from "./reporter.store.ts";

const tags = ["oss"];
const config = { access: "oss.read" } as const;

interface Paged {
  readonly page: number;
  readonly pageSize: number;
}

const windowOf = ({ page, pageSize }: Paged) => ({ limit: pageSize, offset: (page - 1) * pageSize });

/** Officers' routes of OSS: pending and stuck reports, messages, and companies to review. */
export function addOssOfficerRoutes(app: Http, kit: Kit): void {
  addReportRoutes(app, kit);
  addListRoutes(app, kit);
  addReporterRoutes(app, kit);
}

function addReportRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/oss/reports",
    {
      config,
      schema: {
        tags,
        summary: "Reports to OSS by search",
        querystring: reportsQuery,
        response: { 200: reportsSchema },
      },
    },
    async (request) => {
      const { state, search } = request.query;
      const found = await searchReports(kit.db, { state, search, ...windowOf(request.query) });
      const items = found.items.map((row) => ({
        ...viewReport(row),
        applicationId: row.applicationId,
        number: row.number,
        organisationName: row.organisationName,
        nib: row.nib ?? "",
        licenseId: row.licenseId,
        lastDetail: row.delivery === "delivered" ? null : row.lastDetail,
        behind: row.behind ?? 0,
      }));
      const isConfigured = kit.settings.oss.url !== undefined;
      return { total: found.total, isConfigured, counts: await countReports(kit.db), items };
    },
  );
  app.post(
    "/api/oss/reports/:applicationId/retry",
    {
      config: { access: "oss.retry" },
      schema: {
        tags,
        summary: "Let the stuck report of a case go again now",
        params: z.object({ applicationId: z.uuid() }),
        response: { 204: z.null(), 404: problemSchema },
      },
    },
    async (request, reply) => {
      const { applicationId } = request.params;
      const isReleased = await kit.db.transaction().execute(async (trx) => {
        if (!(await releaseStuck(trx, { applicationId, at: new Date(kit.clock.nowMs()) }))) return false;
        await recordAudit(trx, kit, {
          actorPersonId: present(request.caller, "caller").personId,
          actorRole: null,
          action: "application.report-retried",
          subjectKind: "application",
          subjectId: applicationId,
          detail: {},
          requestId: request.id,
        });
        return true;
      });
      if (!isReleased) return sendProblem(reply, kit.texts, 404, { code: "nothing-to-retry" });
      kit.changeFeed.announce("oss-reports");
      return reply.code(204).send(null);
    },
  );
}

function addListRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/oss/messages",
    {
      config,
      schema: {
        tags,
        summary: "Messages from OSS by search",
        querystring: messagesQuery,
        response: { 200: messagesSchema },
      },
    },
    async (request) => {
      const { state, search } = request.query;
      const found = await searchMessages(kit.db, { state, search, ...windowOf(request.query) });
      const items = found.items.map((row) => ({
        ...row,
        receivedAt: row.receivedAt.toISOString(),
        documentKind: row.documentKind as "original" | "update" | "revocation" | "cancellation",
        outcome: OUTCOMES.find((one) => one === row.outcome) ?? "applied",
      }));
      return { total: found.total, items };
    },
  );
  app.get(
    "/api/oss/companies",
    {
      config,
      schema: {
        tags,
        summary: "Companies that need a look because of what OSS says",
        querystring: companiesQuery,
        response: { 200: companiesSchema },
      },
    },
    async (request) => {
      const nowMs = kit.clock.nowMs();
      const found = await searchCompanies(kit.db, {
        search: request.query.search,
        ...windowOf(request.query),
        blockedStatuses: nibBlocksOn(nowMs),
        risk: riskOf(serviceRulesOn(nowMs).risk),
      });
      const items = found.items.map((row) => ({
        ...row,
        since: row.since?.toISOString() ?? null,
        dispute: DISPUTES.find((one) => one === row.dispute) ?? null,
        openCases: [...row.openCases],
        activeCodes: [...row.activeCodes],
      }));
      return { total: found.total, items };
    },
  );
}

function addReporterRoutes(app: Http, kit: Kit): void {
  const schema = { tags, response: { 200: reporterSchema } };
  app.get(
    "/api/oss/reporter",
    { config, schema: { ...schema, summary: "My civil servant's number as it is sent to OSS" } },
    async (request) => ({ nip: await findNip(kit.db, present(request.caller, "caller").personId) }),
  );
  app.put(
    "/api/oss/reporter",
    { config, schema: { ...schema, summary: "Set my civil servant's number", body: reporterSchema } },
    async (request) => {
      const { nip } = request.body;
      const { personId } = present(request.caller, "caller");
      await kit.db.transaction().execute(async (trx) => {
        await keepNip(trx, { personId, nip, at: new Date(kit.clock.nowMs()) });
        await recordAudit(trx, kit, {
          actorPersonId: personId,
          actorRole: null,
          action: "person.nip-changed",
          subjectKind: "person",
          subjectId: personId,
          detail: { isSet: nip !== null },
          requestId: request.id,
        });
      });
      return { nip };
    },
  );
}
