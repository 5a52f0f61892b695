import type { FastifyReply } from "fastify";
import { z } from "zod";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import { authoritiesSchema, authorityAnswerSchema, authorityEndSchema, authorityOfferSchema } from "../contract.ts";
import { callerContextOf } from "../organisation.routes.ts";
import { type CallerContext, type OrganisationOptions, writerOf } from "../organisation-dependencies.effects.ts";
import { isoInstant } from "../organisation-view.ts";
import { authorityAnswers } from "../room-answers.ts";
import { sendRoomRefusal } from "../send-refusals.effects.ts";
import { answerOffer, offerLetter, withdraw } from "./authority.effects.ts";
import { type LetterRow, lettersOf } from "./authority.store.ts";
import type { AuthorityRefusal } from "./authority.ts";

const tags = ["letters of authority"];
const OFFER_RATE = { max: 20, timeWindow: 60_000 };
const params = z.object({ id: z.uuid() });
const idSchema = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** Routes of letters of authority: a consultant offers one, the company answers, either side ends it. */
export function addAuthorityRoutes(app: Http, options: OrganisationOptions): void {
  addListRoute(app, options);
  addOfferRoute(app, options);
  addAnswerRoutes(app, options);
}

function addListRoute(app: Http, { kit }: OrganisationOptions): void {
  app.get(
    "/api/letters-of-authority",
    {
      config: { access: "signed-in" },
      schema: {
        tags,
        summary: "Letters I act by, and those of my companies",
        response: { 200: authoritiesSchema, ...problems },
      },
    },
    async (request) => {
      const { caller } = callerContextOf(request);
      const owned = writerOf(caller).organisationIds;
      const rows = await lettersOf(kit.db, { personId: caller.personId, organisationIds: [...owned] });
      return {
        items: rows.map((row) => ({ ...viewLetter(row, kit.clock.nowMs()), ...sideOf(row, callerContextOf(request)) })),
      };
    },
  );
}

function sideOf(row: LetterRow, { caller }: CallerContext) {
  const isConsultant = row.personId === caller.personId;
  const mayDecide = !isConsultant && row.state === "offered" && !row.isWithRegistration && row.endedAt === null;
  return { side: isConsultant ? ("consultant" as const) : ("company" as const), mayDecide };
}

/** A letter in API format. */
export function viewLetter(row: LetterRow, nowMs: number) {
  const today = officeDate(nowMs);
  const { id, organisationId, organisationName, nib, personName, personEmail, fileId, validFrom, validTo } = row;
  const isAccepted = row.state === "accepted" && row.endedAt === null;
  return {
    id,
    organisationId,
    organisationName,
    nib,
    personName,
    personEmail,
    fileId,
    validFrom,
    validTo,
    scope: row.scope,
    state: row.state,
    reason: row.reason,
    version: row.version,
    isInForce: isAccepted && validFrom <= today && today <= validTo,
    isWithRegistration: row.isWithRegistration,
    offeredAt: isoInstant(row.offeredAt.getTime()),
  };
}

function addOfferRoute(app: Http, options: OrganisationOptions): void {
  app.post(
    "/api/letters-of-authority",
    {
      config: { access: "signed-in", needsConfirmedEmail: true, rateLimit: OFFER_RATE },
      schema: {
        tags,
        summary: "Offer a letter of authority",
        body: authorityOfferSchema,
        response: { 201: idSchema, ...problems },
      },
    },
    async (request, reply) => {
      const done = await offerLetter(options, { ...request.body, callerContext: callerContextOf(request) });
      return done.ok ? reply.code(201).send(done.value) : refused(options.kit, reply, done.refusal);
    },
  );
}

function addAnswerRoutes(app: Http, options: OrganisationOptions): void {
  app.post(
    "/api/letters-of-authority/:id/answer",
    {
      config: { access: "organisation.write", needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "Accept or refuse a letter that was offered",
        params,
        body: authorityAnswerSchema,
        response: { 200: idSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const done = await answerOffer(options, { id, ...request.body, callerContext: callerContextOf(request) });
      return done.ok ? done.value : refused(options.kit, reply, done.refusal);
    },
  );
  app.post(
    "/api/letters-of-authority/:id/end",
    {
      config: { access: "signed-in", needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "End a letter at once",
        params,
        body: authorityEndSchema,
        response: { 200: idSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const done = await withdraw(options, { id, ...request.body, callerContext: callerContextOf(request) });
      return done.ok ? done.value : refused(options.kit, reply, done.refusal);
    },
  );
}

function refused(kit: Kit, reply: FastifyReply, code: AuthorityRefusal): FastifyReply {
  return sendRoomRefusal(kit, reply, { code, ...authorityAnswers[code] });
}
