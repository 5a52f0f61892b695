import type { FastifyReply } from "fastify";
import { z } from "zod";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { disputeFormSchema, disputeStatementSchema, myDisputesSchema } from "../contract.ts";
import { callerContextOf } from "../organisation.routes.ts";
import { type OrganisationOptions, writerOf } from "../organisation-dependencies.effects.ts";
import { isoInstant } from "../organisation-view.ts";
import { disputeAnswers } from "../room-answers.ts";
import { sendRoomRefusal } from "../send-refusals.effects.ts";
import { giveUp, openDispute, state } from "./dispute.effects.ts";
import { type DisputeRow, disputesOf } from "./dispute.store.ts";
import type { DisputeRefusal } from "./dispute.ts";

const tags = ["disputes"];
const OPEN_RATE = { max: 10, timeWindow: 60_000 };
const params = z.object({ id: z.uuid() });
const idSchema = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** Routes of disputes for the two sides: the claim, the statement, and the outcome. */
export function addDisputeRoutes(app: Http, options: OrganisationOptions): void {
  addOpeningRoutes(app, options);
  addSideRoutes(app, options);
}

function addOpeningRoutes(app: Http, options: OrganisationOptions): void {
  const { kit } = options;
  app.get(
    "/api/disputes",
    {
      config: { access: "signed-in" },
      schema: { tags, summary: "Disputes I am a side of", response: { 200: myDisputesSchema, ...problems } },
    },
    async (request) => {
      const { caller } = callerContextOf(request);
      const organisationIds = [...writerOf(caller).organisationIds];
      const rows = await disputesOf(kit.db, { personId: caller.personId, organisationIds });
      const sideOf = (row: DisputeRow) => (row.claimantPersonId === caller.personId ? "claimant" : "holder");
      return { items: rows.map((row) => ({ ...viewDispute(row), side: sideOf(row) }) as const) };
    },
  );
  app.post(
    "/api/disputes",
    {
      config: { access: "signed-in", needsConfirmedEmail: true, rateLimit: OPEN_RATE },
      schema: { tags, summary: "Claim an account", body: disputeFormSchema, response: { 201: idSchema, ...problems } },
    },
    async (request, reply) => {
      const done = await openDispute(options, { form: request.body, callerContext: callerContextOf(request) });
      return done.ok ? reply.code(201).send(done.value) : refuseDispute(kit, reply, done.refusal);
    },
  );
}

function addSideRoutes(app: Http, options: OrganisationOptions): void {
  const { kit } = options;
  app.post(
    "/api/disputes/:id/statement",
    {
      config: { access: "organisation.write", needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "Say what the holder has to say",
        params,
        body: disputeStatementSchema,
        response: { 200: idSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const done = await state(options, { id, ...request.body, callerContext: callerContextOf(request) });
      return done.ok ? done.value : refuseDispute(kit, reply, done.refusal);
    },
  );
  app.post(
    "/api/disputes/:id/withdrawal",
    {
      config: { access: "signed-in", needsConfirmedEmail: true },
      schema: { tags, summary: "Give up a claim", params, response: { 200: idSchema, ...problems } },
    },
    async (request, reply) => {
      const done = await giveUp(options, { id: request.params.id, callerContext: callerContextOf(request) });
      return done.ok ? done.value : refuseDispute(kit, reply, done.refusal);
    },
  );
}

/** A dispute as visible to both sides. */
export function viewDispute(row: DisputeRow) {
  const at = (instant: Date | null) => (instant === null ? null : isoInstant(instant.getTime()));
  const { id, organisationId, organisationName, nib, ground, reason, claimantName, claimantPosition, version } = row;
  return {
    id,
    organisationId,
    organisationName,
    nib,
    ground,
    reason,
    claimantName,
    claimantPosition,
    version,
    state: row.state,
    openedAt: isoInstant(row.openedAt.getTime()),
    statementDueDate: row.statementDueDate,
    statement: row.statement,
    statementAt: at(row.statementAt),
    decisionReason: row.decisionReason,
    decidedAt: at(row.decidedAt),
  };
}

/** Sends the refusal of a step in a dispute. */
export function refuseDispute(kit: Kit, reply: FastifyReply, code: DisputeRefusal): FastifyReply {
  return sendRoomRefusal(kit, reply, { code, ...disputeAnswers[code] });
}
