import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../../kernel/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";
import {
  endSoftphoneSession,
  extendSoftphoneSession,
  openSoftphoneSession,
  type SoftphoneSessionOptions,
} from "./save-softphone-session.effects.ts";
import { SOFTPHONE_RENEWAL_MS, type SoftphoneRefusal } from "./softphone-session.ts";
import { servedSoundSchema, softphoneFormSchema, softphoneSessionSchema } from "./softphone-session-contract.ts";

const config = { access: "service.desk" } as const;
const tags = ["desk"];
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const response = { 204: z.null(), ...problems };

const STATUS: Readonly<Record<SoftphoneRefusal, number>> = {
  "no-own-agent": 404,
  "no-such-phone": 404,
  "sitting-over": 404,
  "sitting-phone-taken": 409,
  "sitting-elsewhere": 409,
};

/** Routes of the softphone in an agent's browser: its SIP credentials, for as long as its page is open. */
export function addSoftphoneRoutes(
  app: Http,
  options: SoftphoneSessionOptions & {
    /** Whether the WebRTC media process is available. */
    readonly isSoundServed: () => Promise<boolean>;
  },
): void {
  const { kit } = options;
  addServedSound(app, options.isSoundServed);
  app.post(
    "/api/service/desk/sittings",
    {
      config,
      schema: {
        tags,
        summary: "Sit down at a phone in my browser",
        body: softphoneFormSchema,
        response: { 201: softphoneSessionSchema, ...problems },
      },
    },
    async (request, reply) => {
      const done = await openSoftphoneSession(options, readSoftphonePageContext(request), request.body.phoneId);
      if ("refusal" in done) return refuse(kit, reply, done.refusal);
      const { advertised: address, ports } = kit.settings.webrtc;
      const told = { ...done, renewEveryMs: SOFTPHONE_RENEWAL_MS, way: { address, ports } };
      return reply.code(201).header("cache-control", "no-store").send(told);
    },
  );
  app.post(
    "/api/service/desk/sittings/:id/renewal",
    { config, schema: { tags, summary: "My page is still there", params, response } },
    async (request, reply) => {
      const done = await extendSoftphoneSession(options, readSoftphonePageContext(request), request.params.id);
      return done === "renewed" ? reply.code(204).send(null) : refuse(kit, reply, done.refusal);
    },
  );
  app.delete(
    "/api/service/desk/sittings/:id",
    { config, schema: { tags, summary: "Get up from the phone in my browser", params, response } },
    async (request, reply) => {
      const done = await endSoftphoneSession(options, readSoftphonePageContext(request), request.params.id);
      return done === "ended" ? reply.code(204).send(null) : refuse(kit, reply, done.refusal);
    },
  );
}

/** A page without audio checks whether the cause is its network. Concurrent requests share one check. */
function addServedSound(app: Http, isSoundServed: () => Promise<boolean>): void {
  let looking: Promise<boolean> | undefined;
  const look = (): Promise<boolean> => {
    looking ??= isSoundServed().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  app.get(
    "/api/service/desk/sound",
    { config, schema: { tags, summary: "Whether sound of browsers is served", response: { 200: servedSoundSchema } } },
    async (_request, reply) => {
      reply.header("cache-control", "no-store");
      return { isServed: await look() };
    },
  );
}

function readSoftphonePageContext(request: FastifyRequest) {
  const { sessionId } = present(request.caller, "caller");
  return { ...requestContextOf(request, "service.desk"), sessionId };
}

function refuse(kit: Kit, reply: FastifyReply, code: SoftphoneRefusal) {
  return sendProblem(reply, kit.texts, STATUS[code], { code });
}
