import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { countedAddress } from "../../../../kernel/index.ts";
import { type Http, takeUpgrade } from "../../../../platform/http/index.ts";
import { idOfSid, sidOf } from "../../../flows/call-documents/index.ts";
import { type ClientPass, writeClientPass } from "../../../telephony/phones/index.ts";
import { REST_PROBLEMS } from "../rest/rest-answer.ts";
import { REST_PREFIX, type RestDependencies, refuseRest } from "../rest/rest-server.routes.ts";
import { TOKEN_BYTES_MAX } from "./client-token.ts";
import type { ClientTokenAdmission } from "./client-token-admission.effects.ts";

const tags = ["clients"];
const MINUTE_MS = 60_000;
/**
 * Rate limit per IP address and account: an office may share one IP address, each page exchanges a token when opened,
 * and pages of several call centres may share the address.
 */
const config = {
  ...({ access: "public", isForMachines: true } as const),
  rateLimit: { max: 120, timeWindow: MINUTE_MS, keyGenerator: addressAndAccount },
};
/** Requests per minute and IP address, for all accounts together. */
const ADDRESS_MAX = 600;
const params = z.object({ AccountSid: z.string().max(64) });
const LIMITED_S = 60;
/** Retry-After in seconds when the exchange limit of a call centre is reached. */
const PACED_S = 5;
/** Transport of the secret: browsers cannot send headers with a WebSocket, and URLs appear in logs, so the subprotocol carries it. */
const SECRET = /^sambung\.(?<secret>[\w-]{20,60})$/;

const letInSchema = z.object({
  account_sid: z.string(),
  identity: z.string(),
  /** Application of outgoing calls; null if the client may not call. */
  application_sid: z.string().nullable(),
  /** Whether the client may receive calls. */
  incoming: z.boolean(),
  /** Expiry of the token. */
  expires_at: z.iso.datetime(),
  /** Opens one connection within two minutes, as the subprotocol `sambung.SECRET` next to `sip`. */
  secret: z.string(),
  sip_url: z.string(),
});

/** Proxies browser connections to the switch. */
export interface ClientPipes {
  hasRoom(who: string): boolean;
  open(wish: {
    readonly upgrade: NonNullable<ReturnType<typeof takeUpgrade>>;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly end: {
      readonly transport: "ws" | "wss";
      readonly address: string;
      readonly port: number;
      readonly pass: string;
    };
    readonly port: number;
    readonly personId: string;
    readonly isPermitted: () => Promise<boolean>;
  }): void;
  close(): void;
}

/** Dependencies of browser clients. */
export interface ClientDependencies extends RestDependencies {
  readonly clients: {
    readonly pipes: ClientPipes;
    /** SIP-over-WebSocket port of the switch; undefined without a running switch. */
    readonly switchPort: () => Promise<number | undefined>;
  };
}

/** Routes of browser clients with tokens: the token exchange, called by pages of any website, and the WebSocket connection. */
export function addClientRoutes(rest: Http, dependencies: ClientDependencies, door: ClientTokenAdmission): void {
  const { kit, clients } = dependencies;
  const isAddressPaced = openAddressRateLimit(rest);
  rest.addHook("preClose", async () => clients.pipes.close());
  rest.post(
    "/Accounts/:AccountSid/Clients.json",
    {
      config,
      schema: {
        tags,
        summary: "Let a browser in by an access token",
        params,
        body: z.strictObject({ Token: z.string().min(1).max(TOKEN_BYTES_MAX) }),
        consumes: ["application/x-www-form-urlencoded"],
        response: { 201: letInSchema, ...REST_PROBLEMS },
      },
      // CORS: pages of other origins may read the response; the token authenticates the request, no cookie does.
      onRequest: async (_request, reply) => {
        reply.header("access-control-allow-origin", "*").header("cross-origin-resource-policy", "cross-origin");
      },
    },
    async (request, reply) => {
      if (!(await isAddressPaced(request)))
        return refuseRest(dependencies, reply, { code: 20429, retryAfterS: LIMITED_S });
      const accountId = idOfSid("account", request.params.AccountSid);
      const done = await door.exchange(request.body.Token, accountId);
      if (!done.ok) {
        const retry = done.refusal === 20429 ? { retryAfterS: PACED_S } : {};
        return refuseRest(dependencies, reply, { code: done.refusal, ...retry });
      }
      const { pass, secret } = done.value;
      const { AccountSid } = request.params;
      return reply
        .code(201)
        .header("cache-control", "no-store")
        .send({ ...viewOf(pass), secret, sip_url: sipUrlOf(kit.publicUrl(), AccountSid) });
    },
  );
  addClientPipe(rest, dependencies, door);
}

/** Counts per IP address and account, so that one account does not use up the limit of others behind the same address. */
function addressAndAccount({ ip, params: named }: FastifyRequest): string {
  const { AccountSid } = named as z.infer<typeof params>;
  return `${countedAddress(ip)} ${idOfSid("account", AccountSid) ?? ""}`;
}

function openAddressRateLimit(rest: Http): (request: FastifyRequest) => Promise<boolean> {
  const pace = rest.createRateLimit({
    max: ADDRESS_MAX,
    timeWindow: MINUTE_MS,
    keyGenerator: ({ ip }) => countedAddress(ip),
  });
  return async (request) => {
    const paced = await pace(request);
    return paced.isAllowed || !paced.isExceeded;
  };
}

function viewOf({ tenantId, identity, applicationId, isRung, untilMs }: ClientPass) {
  return {
    account_sid: sidOf("account", tenantId),
    identity,
    incoming: isRung,
    application_sid: applicationId === null ? null : sidOf("application", applicationId),
    expires_at: new Date(untilMs).toISOString(),
  };
}

function sipUrlOf(publicUrl: string, accountSid: string): string {
  return `${publicUrl.replace(/^http/, "ws")}${REST_PREFIX}/Accounts/${accountSid}/Clients/Sip`;
}

/** The WebSocket connection of a client: proxied to the switch byte by byte, together with its rights. */
function addClientPipe(rest: Http, dependencies: ClientDependencies, door: ClientTokenAdmission): void {
  const { pipes, switchPort } = dependencies.clients;
  const refuse = (reply: FastifyReply, code: 20101 | 20429 | 20503) =>
    refuseRest(dependencies, reply, { code, ...(code === 20101 ? {} : { retryAfterS: LIMITED_S }) });
  rest.get(
    "/Accounts/:AccountSid/Clients/Sip",
    {
      config,
      schema: {
        tags,
        summary: "SIP over WebSocket of a browser that was let in",
        params,
        response: { 200: z.null(), ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const secret = secretOf(request.headers["sec-websocket-protocol"]);
      if (request.headers.upgrade?.toLowerCase() !== "websocket" || secret === null) return refuse(reply, 20101);
      // Unknown secrets cause no database query.
      if (!door.knows(secret)) return refuse(reply, 20101);
      const port = await switchPort();
      if (port === undefined) return refuse(reply, 20503);
      const opened = await door.open(secret);
      if (opened === undefined || sidOf("account", opened.pass.tenantId) !== request.params.AccountSid)
        return refuse(reply, 20101);
      const { pass } = opened;
      if (!door.hasRoom(pass) || !pipes.hasRoom(pass.id)) return refuse(reply, 20429);
      const upgrade = takeUpgrade(request, reply);
      if (upgrade === undefined) return refuse(reply, 20101);
      door.hold({ ...opened, socket: upgrade.socket });
      const from = { address: request.ip, port: request.socket.remotePort ?? 0, pass: writeClientPass(pass) };
      pipes.open({
        upgrade,
        port,
        personId: pass.id,
        headers: { ...request.headers, "sec-websocket-protocol": "sip" },
        end: { transport: request.protocol === "https" ? "wss" : "ws", ...from },
        isPermitted: () => door.isPermitted(opened),
      });
      return reply;
    },
  );
}

function secretOf(header: string | undefined): string | null {
  const offered = (header ?? "").split(",").map((one) => one.trim());
  if (!offered.includes("sip")) return null;
  return offered.map((one) => SECRET.exec(one)?.groups?.["secret"]).find((one) => one !== undefined) ?? null;
}
