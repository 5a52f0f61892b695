import type { FastifyReply } from "fastify";
import { z } from "zod";
import { present } from "../../../kernel/index.ts";
import {
  type Caller,
  type Http,
  isOwnOrigin,
  problemSchema,
  SESSION_COOKIE,
  sendProblem,
  takeUpgrade,
} from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { SIP_PATH } from "../../../platform/sip-sockets/index.ts";
import { openSipPipes } from "./sip-pipe.effects.ts";
import { webSocketPortOf } from "./sip-pipe.store.ts";

/** Dependencies of the SIP WebSocket route. */
export interface SipPipeOptions {
  readonly kit: Kit;
  /** The key that portal and switch share. */
  readonly key: Uint8Array;
  readonly authenticate: (token: string) => Promise<Caller | undefined>;
}

const ACCESS = "service.desk";
/** After a restart all pages of an office, behind one address, reconnect at once. */
const RATE = { max: 600, timeWindow: 60_000 };
const problems = { 403: problemSchema, 426: problemSchema, 429: problemSchema, 503: problemSchema };

/**
 * SIP over WebSocket of browsers (RFC 7118): the WebSocket of a person with agent access is forwarded to the switch, byte by byte. The softphone
 * authenticates there with its own password.
 */
export function addSipPipe(app: Http, { kit, key, authenticate }: SipPipeOptions): void {
  const pipes = openSipPipes(key);
  app.addHook("preClose", async () => pipes.close());
  const refuse = (reply: FastifyReply, status: number, code: string) => sendProblem(reply, kit.texts, status, { code });
  const { publicUrl } = kit.settings;
  const publicOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  app.get(
    SIP_PATH,
    {
      config: { access: ACCESS, rateLimit: RATE },
      schema: { tags: ["phones"], summary: "SIP over WebSocket", response: { 200: z.null(), ...problems } },
    },
    async (request, reply) => {
      if (request.headers.upgrade?.toLowerCase() !== "websocket") {
        return refuse(reply.header("upgrade", "websocket"), 426, "sip-by-websocket-only");
      }
      if (!isOwnOrigin(request, publicOrigin)) return refuse(reply, 403, "origin-refused");
      const { personId } = present(request.caller, "caller");
      if (!pipes.hasRoom(personId)) return refuse(reply, 429, "sip-pipes-full");
      const port = await webSocketPortOf(kit.db);
      if (port === undefined) return refuse(reply, 503, "sip-not-there");
      const token = request.cookies[SESSION_COOKIE] ?? "";
      const upgrade = takeUpgrade(request, reply);
      if (upgrade === undefined) return refuse(reply, 426, "sip-by-websocket-only");
      pipes.open({
        upgrade,
        port,
        personId,
        headers: request.headers,
        end: {
          transport: request.protocol === "https" ? "wss" : "ws",
          address: request.ip,
          port: request.socket.remotePort ?? 0,
        },
        isPermitted: async () => {
          const caller = await authenticate(token);
          return caller?.personId === personId && caller.permissions.has(ACCESS);
        },
      });
      return reply;
    },
  );
}
