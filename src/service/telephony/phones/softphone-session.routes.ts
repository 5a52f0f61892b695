import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { ok, present } from "../../../kernel/index.ts";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";
import {
  endSoftphoneSession,
  extendSoftphoneSession,
  openSoftphoneSession,
  type SoftphoneSessionOptions,
} from "./save-softphone-session.effects.ts";
import { SOFTPHONE_REFUSALS, SOFTPHONE_RENEWAL_MS } from "./softphone-session.ts";
import { servedSoundSchema, softphoneFormSchema, softphoneSessionSchema } from "./softphone-session-contract.ts";

const SITTINGS = "/api/service/desk/sittings";
const params = z.object({ id: z.uuid() });

/** The signed-in person with the session of the page. */
function softphonePageContext(request: FastifyRequest, access: "service.desk") {
  const { sessionId } = present(request.caller, "caller");
  return { ...requestContextOf(request, access), sessionId };
}

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
  const routes = tenantRoutes(app, kit, {
    tag: "desk",
    access: "service.desk",
    contextOf: softphonePageContext,
    refusals: SOFTPHONE_REFUSALS,
  });
  routes.post(
    SITTINGS,
    {
      summary: "Sit down at a phone in my browser",
      body: softphoneFormSchema,
      answer: softphoneSessionSchema,
      status: 201,
    },
    async ({ requestContext, body: { phoneId }, reply }) => {
      const opened = await openSoftphoneSession(options, requestContext, phoneId);
      if (!opened.ok) return opened;
      reply.header("cache-control", "no-store");
      const { advertised: address, ports } = kit.settings.webrtc;
      return ok({ ...opened.value, renewEveryMs: SOFTPHONE_RENEWAL_MS, way: { address, ports } });
    },
  );
  routes.post(
    `${SITTINGS}/:id/renewal`,
    { summary: "My page is still there", params },
    ({ requestContext, params: { id } }) => extendSoftphoneSession(options, requestContext, id),
  );
  routes.delete(
    `${SITTINGS}/:id`,
    { summary: "Get up from the phone in my browser", params },
    ({ requestContext, params: { id } }) => endSoftphoneSession(options, requestContext, id),
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
    {
      config: { access: "service.desk" },
      schema: { tags: ["desk"], summary: "Whether sound of browsers is served", response: { 200: servedSoundSchema } },
    },
    async (_request, reply) => {
      reply.header("cache-control", "no-store");
      return { isServed: await look() };
    },
  );
}
