import { z } from "zod";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import {
  disputeDecisionSchema,
  disputeDetailSchema,
  disputeQuestionSchema,
  disputesQuery,
  disputesSchema,
} from "../contract.ts";
import { callerContextOf } from "../organisation.routes.ts";
import { findOrganisation, membersOf } from "../organisation.store.ts";
import { actorOf, type CallerContext, type OrganisationOptions } from "../organisation-dependencies.effects.ts";
import { isoInstant, viewOrganisation } from "../organisation-view.ts";
import { ask, decide } from "./dispute.effects.ts";
import { refuseDispute, viewDispute } from "./dispute.routes.ts";
import { type DisputeRow, findDispute, searchDisputes } from "./dispute.store.ts";
import { decideDispute } from "./dispute.ts";

const tags = ["disputes"];
const params = z.object({ disputeId: z.uuid() });
const idSchema = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** The verifiers' routes for disputes: both sides of each, the question to the holder, and the decision. */
export function addDisputeReviewRoutes(app: Http, options: OrganisationOptions): void {
  addReadingRoutes(app, options);
  addStepRoutes(app, options);
}

function addReadingRoutes(app: Http, { kit }: OrganisationOptions): void {
  app.get(
    "/api/dispute-desk",
    {
      config: { access: "verification.read" },
      schema: {
        tags,
        summary: "Disputes by state",
        querystring: disputesQuery,
        response: { 200: disputesSchema, ...problems },
      },
    },
    async (request) => {
      const { open, page, pageSize } = request.query;
      const asked = { isOpen: open === "yes", limit: pageSize, offset: (page - 1) * pageSize };
      const { total, items } = await searchDisputes(kit.db, asked);
      return { total, items: items.map(viewDispute) };
    },
  );
  app.get(
    "/api/dispute-desk/:disputeId",
    {
      config: { access: "verification.read" },
      schema: {
        tags,
        summary: "One dispute with both sides",
        params,
        response: { 200: disputeDetailSchema, ...problems },
      },
    },
    async (request, reply) => {
      const row = await findDispute(kit.db, request.params.disputeId);
      const organisation = row === undefined ? undefined : await findOrganisation(kit.db, row.organisationId);
      if (row === undefined || organisation === undefined) return refuseDispute(kit, reply, "no-such-dispute");
      const { claimantEmail, claimantPhone, evidenceFileId, statementFileId, statementByName } = row;
      const holders = await membersOf(kit.db, {
        organisationId: row.organisationId,
        now: new Date(kit.clock.nowMs()),
      });
      return {
        ...viewDispute(row),
        claimantEmail,
        claimantPhone,
        evidenceFileId,
        statementFileId,
        statementByName,
        holders: holders.map(({ name, email, role, since }) => ({
          name,
          email,
          role,
          since: isoInstant(since.getTime()),
        })),
        registration: viewOrganisation(organisation, kit.clock.nowMs()),
        ...rightsIn(kit, row, callerContextOf(request)),
      };
    },
  );
}

/** The verdicts permitted to the caller, determined by trying both. */
function rightsIn(kit: Kit, row: DisputeRow, { caller }: CallerContext) {
  const actor = { ...actorOf(caller), ownedIds: new Set<string>() };
  const facts = { ...row, hasStatement: row.statement !== null };
  const today = officeDate(kit.clock.nowMs());
  const may = (verdict: "reject" | "transfer") =>
    caller.permissions.has("verification.decide") && decideDispute(facts, { actor, verdict, reason: "-", today }).ok;
  return { mayDecide: may("reject"), mayTransfer: may("transfer") };
}

function addStepRoutes(app: Http, options: OrganisationOptions): void {
  const { kit } = options;
  app.post(
    "/api/dispute-desk/:disputeId/question",
    {
      config: { access: "verification.decide" },
      schema: {
        tags,
        summary: "Ask the holder for a statement",
        params,
        body: disputeQuestionSchema,
        response: { 200: idSchema, ...problems },
      },
    },
    async (request, reply) => {
      const id = request.params.disputeId;
      const done = await ask(options, { id, ...request.body, callerContext: callerContextOf(request) });
      return done.ok ? done.value : refuseDispute(kit, reply, done.refusal);
    },
  );
  app.post(
    "/api/dispute-desk/:disputeId/decision",
    {
      config: { access: "verification.decide" },
      schema: {
        tags,
        summary: "Reject the claim or transfer the account",
        params,
        body: disputeDecisionSchema,
        response: { 200: idSchema, ...problems },
      },
    },
    async (request, reply) => {
      const id = request.params.disputeId;
      const done = await decide(options, { id, ...request.body, callerContext: callerContextOf(request) });
      return done.ok ? done.value : refuseDispute(kit, reply, done.refusal);
    },
  );
}
