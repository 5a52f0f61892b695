import { z } from "zod";
import { holdingFor, roleActed } from "../../identity/index.ts";
import { present } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import { type Http, problemSchema, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { tieLicenseRequest, waitingRowsQuery, waitingRowsSchema } from "./contract.ts";
import { serviceRulesOn } from "./report-case.effects.ts";
import { type TieRefusal, tieByHand } from "./tie-license.effects.ts";
import { searchWaiting } from "./waiting-licenses.store.ts";

const tags = ["oss"];

/** HTTP status of each refusal. */
const STATUS: Readonly<Record<TieRefusal, number>> = {
  "oss-row-not-waiting": 404,
  "oss-row-of-another": 409,
  "oss-case-not-open": 409,
  "izin-own-company": 409,
};

/** Routes of licences in OSS that no case answers, by which an officer links one to a case. */
export function addWaitingLicenseRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/oss/waiting-licenses",
    {
      config: { access: "oss.read" },
      schema: {
        tags,
        summary: "Licences in OSS of registered companies that no case answers",
        querystring: waitingRowsQuery,
        response: { 200: waitingRowsSchema },
      },
    },
    async (request) => {
      const { search, page, pageSize } = request.query;
      const { kdIzin: licenseCode } = serviceRulesOn(kit.clock.nowMs());
      const offset = (page - 1) * pageSize;
      const found = await searchWaiting(kit.db, { licenseCode, search, limit: pageSize, offset });
      const items = found.items.map(({ licenseId, product, nib, organisationName, receivedAt, cases }) => ({
        licenseId,
        product,
        nib,
        organisationName,
        receivedAt: receivedAt.toISOString(),
        cases: [...cases],
      }));
      return { total: found.total, items };
    },
  );
  app.post(
    "/api/oss/waiting-licenses/:licenseId/case",
    {
      config: { access: "oss.retry" },
      schema: {
        tags,
        summary: "Tie a licence in OSS to a case of the same company",
        params: z.object({ licenseId: z.string().min(1).max(30) }),
        body: tieLicenseRequest,
        response: { 204: z.null(), 404: problemSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      const { personId, memberships } = present(request.caller, "caller");
      const { licenseId } = request.params;
      const { applicationId } = request.body;
      const tied = await kit.db.transaction().execute(async (trx) => {
        const ownCompanies = memberships.map(({ organisationId }) => organisationId);
        const at = new Date(kit.clock.nowMs());
        const result = await tieByHand(trx, { licenseId, applicationId, ownCompanies, at });
        if (!result.ok) return result;
        const holding = holdingFor(memberships, "oss.retry");
        await recordAudit(trx, kit, {
          actorPersonId: personId,
          actorRole: holding === undefined ? null : roleActed(holding),
          action: "application.license-tied",
          subjectKind: "application",
          subjectId: applicationId,
          detail: { licenseId },
          requestId: request.id,
        });
        return result;
      });
      if (!tied.ok) return sendProblem(reply, kit.texts, STATUS[tied.refusal], { code: tied.refusal });
      for (const channel of ["oss-reports", "applications", "oss-handovers"]) kit.changeFeed.announce(channel);
      return reply.code(204).send(null);
    },
  );
}
