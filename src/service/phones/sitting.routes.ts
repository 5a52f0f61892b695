import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Http, problemWire, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { askingOf } from "../tenants/index.ts";
import { endSitting, goOnSitting, openSitting, type SittingOptions } from "./keep-sitting.effects.ts";
import { SITTING_RENEWAL_MS, type SittingRefusal } from "./sitting.ts";
import { sittingFormWire, sittingWire } from "./sitting-contract.ts";

const config = { access: "service.desk" } as const;
const tags = ["desk"];
const params = z.object({ id: z.uuid() });
const problems = { 400: problemWire, 403: problemWire, 404: problemWire, 409: problemWire };
const response = { 204: z.null(), ...problems };

const STATUS: Readonly<Record<SittingRefusal, number>> = {
  "no-own-agent": 404,
  "no-such-phone": 404,
  "sitting-over": 404,
  "sitting-phone-taken": 409,
};

/** The telephone in an agent's browser: what its page signs in with, for as long as it is open. */
export function addSittingRoutes(app: Http, options: SittingOptions): void {
  const { kit } = options;
  app.post(
    "/api/service/desk/sittings",
    {
      config,
      schema: {
        ...{ tags, summary: "Sit down at a phone in my browser", body: sittingFormWire },
        response: { 201: sittingWire, ...problems },
      },
    },
    async (request, reply) => {
      const done = await openSitting(options, askingAtPage(request), request.body.phoneId);
      if ("refusal" in done) return refuse(kit, reply, done.refusal);
      const { advertised: address, ports } = kit.settings.webrtc;
      const told = { ...done, renewEveryMs: SITTING_RENEWAL_MS, way: { address, ports } };
      return reply.code(201).header("cache-control", "no-store").send(told);
    },
  );
  app.post(
    "/api/service/desk/sittings/:id/renewal",
    { config, schema: { tags, summary: "My page is still there", params, response } },
    async (request, reply) => {
      const done = await goOnSitting(options, askingAtPage(request), request.params.id);
      return done === "renewed" ? reply.code(204).send(null) : refuse(kit, reply, done.refusal);
    },
  );
  app.delete(
    "/api/service/desk/sittings/:id",
    { config, schema: { tags, summary: "Get up from the phone in my browser", params, response } },
    async (request, reply) => {
      const done = await endSitting(options, askingAtPage(request), request.params.id);
      return done === "ended" ? reply.code(204).send(null) : refuse(kit, reply, done.refusal);
    },
  );
}

function askingAtPage(request: FastifyRequest) {
  const { sessionId } = present(request.caller, "caller");
  return { ...askingOf(request, "service.desk"), sessionId };
}

function refuse(kit: Kit, reply: FastifyReply, code: SittingRefusal) {
  return sendProblem(reply, kit.texts, STATUS[code], { code });
}
