import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import { type Http, problemSchema, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { requestImmediatePoll } from "./handover.store.ts";
import type { HandoverState } from "./handover.ts";
import { differencesSchema, handoversQuery, handoversSchema } from "./handover-contract.ts";
import { listDifferences, searchHandovers } from "./sklo-lists.store.ts";

const tags = ["oss"];

/** Officers' routes of SKLO handovers, and of status differences at OSS. */
export function addHandoverOfficerRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/oss/handovers",
    {
      config: { access: "oss.read" },
      schema: {
        tags,
        summary: "SKLO on their way through OSS",
        querystring: handoversQuery,
        response: { 200: handoversSchema },
      },
    },
    async (request) => {
      const { state, search, page, pageSize } = request.query;
      const { personId } = present(request.caller, "caller");
      const found = await searchHandovers(kit.db, { state, search, limit: pageSize, offset: (page - 1) * pageSize });
      return {
        total: found.total,
        isConfigured: kit.settings.oss.url !== undefined,
        items: found.items.map((row) => rowOf(row, personId)),
      };
    },
  );
  app.get(
    "/api/oss/differences",
    {
      config: { access: "oss.read" },
      schema: { tags, summary: "Cases of which OSS has another status", response: { 200: differencesSchema } },
    },
    async () => {
      const { items, total, checkedAt } = await listDifferences(kit.db);
      const rows = items.map((row) => ({
        ...row,
        applicationId: row.applicationId,
        checkedAt: row.checkedAt.toISOString(),
      }));
      return { total, checkedAt: checkedAt === null ? null : new Date(checkedAt).toISOString(), items: rows };
    },
  );
  app.post(
    "/api/oss/handovers/:id/look",
    {
      config: { access: "oss.retry", rateLimit: { max: 60, timeWindow: 60_000 } },
      schema: {
        tags,
        summary: "Ask OSS for the Izin of an application now",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), 404: problemSchema },
      },
    },
    async (request, reply) => {
      const asked = { applicationId: request.params.id, at: new Date(kit.clock.nowMs()) };
      const isOpen = await kit.db.transaction().execute(async (trx) => {
        if (!(await requestImmediatePoll(trx, asked))) return false;
        await recordAudit(trx, kit, {
          actorPersonId: present(request.caller, "caller").personId,
          actorRole: null,
          action: "application.oss-asked",
          subjectKind: "application",
          subjectId: asked.applicationId,
          detail: {},
          requestId: request.id,
        });
        return true;
      });
      if (!isOpen) return sendProblem(reply, kit.texts, 404, { code: "nothing-to-retry" });
      kit.changeFeed.announce("oss-handovers");
      return reply.code(204).send(null);
    },
  );
}

type Row = Awaited<ReturnType<typeof searchHandovers>>["items"][number];

function rowOf(row: Row, readerId: string): z.infer<typeof handoversSchema>["items"][number] {
  const at = (instant: Date | null) => instant?.toISOString() ?? null;
  const { applicationId, number, organisationName, skloNumber, licenseId, looks, lastError, lastDetail } = row;
  return {
    applicationId,
    number,
    organisationName,
    skloNumber,
    licenseId,
    looks,
    lastError,
    lastDetail,
    state: row.state as HandoverState,
    openedAt: row.openedAt.toISOString(),
    saidAt: at(row.saidAt),
    toldAt: at(row.toldAt),
    seenAt: at(row.seenAt),
    grantedAt: at(row.grantedAt),
    lookedAt: at(row.lookedAt),
    nextLookAt: at(row.nextLookAt),
    entry: entryOf(row, readerId),
    licence: row.licenceId === null ? null : { id: row.licenceId, number: row.licenceNumber ?? "" },
  };
}

function entryOf(row: Row, readerId: string): z.infer<typeof handoversSchema>["items"][number]["entry"] {
  const { entryNumber: number, entryGrantedOn: grantedOn, entryFileId: fileId, enteredBy, enteredByName } = row;
  if (number === null || grantedOn === null || fileId === null) return null;
  return { number, grantedOn, fileId, byName: enteredByName ?? "–", isOwn: enteredBy === readerId };
}
