import type { FastifyReply } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { serviceNumberChangeSchema, serviceNumberFormSchema, serviceNumbersSchema } from "./contract.ts";
import {
  changeNumber,
  leaveNumber,
  type NumberOptions,
  type RefusedNumber,
  takeNumber,
} from "./keep-number.effects.ts";
import { codesWaiting, listNumbers, phonesToRing, tenantFacts } from "./number-form.store.ts";
import { describeNumberMode, type NumberRefusal } from "./number-form.ts";

const tags = ["service"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const writing = { access: "service.manage" } as const;
const params = z.object({ code: z.string().max(40) });

/** The status of each refusal. */
const STATUS: Readonly<Record<NumberRefusal, number>> = {
  "number-form": 400,
  "number-not-in-plan": 400,
  "number-decree-missing": 400,
  "number-kept-by-licensing": 409,
  "number-not-yours": 403,
  "number-taken": 409,
  "number-phone-unknown": 409,
  "number-stale": 409,
  "number-limit": 409,
  "no-such-number": 404,
};

/** Routes of numbers: take a code into service, change it, take it out of service. */
export function addNumberRoutes(app: Http, options: NumberOptions): void {
  const { kit } = options;
  app.get(
    "/api/service/numbers",
    {
      config: { access: "service.read" },
      schema: { tags, summary: "Codes in service", response: { 200: serviceNumbersSchema } },
    },
    async (request) => numbersPage(kit, tenantOfCaller(request.caller, "service.read")),
  );
  app.post(
    "/api/service/numbers",
    {
      config: writing,
      schema: {
        tags,
        summary: "Take a code into service",
        body: serviceNumberFormSchema,
        response: { 201: z.object({ code: z.string() }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await takeNumber(options, requestContextOf(request, "service.manage"), request.body);
      return done === "taken" ? reply.code(201).send({ code: request.body.code }) : refuse(kit, reply, done);
    },
  );
  addChanging(app, options);
}

function addChanging(app: Http, options: NumberOptions): void {
  const { kit } = options;
  app.put(
    "/api/service/numbers/:code",
    {
      config: writing,
      schema: {
        tags,
        summary: "Change a code in service",
        params,
        body: serviceNumberChangeSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { expectedVersion, ...rest } = request.body;
      const change = { expectedVersion, form: { ...rest, code: request.params.code } };
      const done = await changeNumber(options, requestContextOf(request, "service.manage"), change);
      return done === "changed" ? reply.code(204).send(null) : refuse(kit, reply, done);
    },
  );
  app.delete(
    "/api/service/numbers/:code",
    {
      config: writing,
      schema: { tags, summary: "Take a code out of service", params, response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      const done = await leaveNumber(options, requestContextOf(request, "service.manage"), request.params.code);
      return done === "left" ? reply.code(204).send(null) : refuse(kit, reply, done);
    },
  );
}

function refuse(kit: Kit, reply: FastifyReply, { refusal, faults }: RefusedNumber) {
  return sendProblem(reply, kit.texts, STATUS[refusal], { code: refusal, fields: faults });
}

async function numbersPage(kit: Kit, tenantId: string): Promise<z.infer<typeof serviceNumbersSchema>> {
  const now = new Date(kit.clock.nowMs());
  return inTenant(kit.db, tenantId, async (trx) => {
    const { organisationId, company, hasTrunk } = await tenantFacts(trx, tenantId);
    const waiting = organisationId === null ? [] : await codesWaiting(trx, organisationId);
    const numbers = await listNumbers(trx, now);
    const items = numbers.map(({ decreeNumber, licenceNumber, organisationId: of, mode, source, ...number }) => {
      const code = { mode, source, organisationId: of };
      const standing = describeNumberMode({
        code,
        tenantOrganisationId: organisationId,
        hasTrunk,
        phones: number.phones,
      });
      const papers =
        source === "by-hand" ? { decreeNumber: decreeNumber ?? "", licenceNumber: licenceNumber ?? "" } : null;
      return { ...number, phones: [...number.phones], ...standing, missing: [...standing.missing], papers };
    });
    return { company, waiting, phones: await phonesToRing(trx), items };
  });
}
