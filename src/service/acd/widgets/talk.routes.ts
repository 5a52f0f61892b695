import type { FastifyReply } from "fastify";
import { z } from "zod";
import { countedAddress } from "../../../kernel/index.ts";
import { type Http, isOwnOrigin, problemSchema, sendRefusal, takeUpgrade } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { positionRequestSchema, positionSchema, talkAnswerSchema, talkSchema } from "./contract.ts";
import { openVisit, placeOfVisit } from "./let-in.effects.ts";
import type { openVisiting } from "./visiting.effects.ts";
import { widgetOfKey } from "./web-caller.store.ts";
import { WIDGET_REFUSALS, type WidgetRefusal } from "./widget-refusal.ts";

const tags = ["widgets-public"];
const requestConfig = { access: "public", rateLimit: { max: 20, timeWindow: 60_000 } } as const;
/** Each waiting page polls every few seconds, and an office may share one address. */
const waiting = { access: "public", rateLimit: { max: 300, timeWindow: 60_000 } } as const;
const params = z.object({ key: z.string().max(40) });
const problems = {
  400: problemSchema,
  403: problemSchema,
  404: problemSchema,
  409: problemSchema,
  426: problemSchema,
  429: problemSchema,
  503: problemSchema,
};
const BODY_MAX = 4_096;
const MINUTE_MS = 60_000;
/** The maximum time of a connection beyond that of its call. */
const BESIDE_MS = 5 * MINUTE_MS;
/** The form of the secret as a subprotocol: browsers let no page set a header of a WebSocket, and addresses are written into logs. */
const SECRET = /^sambung\.(?<secret>[\w-]{20,60})$/;

/** Dependencies of web calls on other modules. */
export interface TalkDependencies {
  /** The port of the switch that accepts SIP of browsers; undefined without one. */
  readonly switchPort: () => Promise<number | undefined>;
  /** Connections of web callers, separate from those of agents. */
  readonly pipes: WebCallerConnections;
  /** The position of a call in its queue, itself included; null when it waits in none. */
  readonly placeOf: Parameters<typeof placeOfVisit>[0]["placeOf"];
}

/** The registry of web callers' connections to the switch. */
export interface WebCallerConnections {
  /** Whether an address, as addresses are counted, may open one more connection. */
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

interface TalkOptions {
  readonly kit: Kit;
  readonly talk: TalkDependencies;
}

/** Routes of web calls: admission, the one connection, and the position in the queue. */
export function addTalkRoutes(app: Http, options: TalkOptions, door: ReturnType<typeof openVisiting>): void {
  const { kit, talk } = options;
  app.addHook("preClose", async () => talk.pipes.close());
  app.post(
    "/api/widgets/:key/talks",
    {
      config: requestConfig,
      bodyLimit: BODY_MAX,
      schema: {
        tags,
        summary: "Be let call by the browser's sound, once",
        params,
        body: talkSchema,
        response: { 201: talkAnswerSchema, ...problems },
      },
    },
    async (request, reply) => {
      const done = await door.talk(request.params.key, request.body, request.ip);
      if (!done.ok) return sendRefusal(kit, reply, WIDGET_REFUSALS, done.refusal);
      const { advertised: address, ports } = kit.settings.webrtc;
      return reply
        .code(201)
        .header("cache-control", "no-store")
        .send({ ...done.value, way: { address, ports } });
    },
  );
  app.post(
    "/api/widgets/:key/places",
    {
      config: waiting,
      bodyLimit: BODY_MAX,
      schema: {
        tags,
        summary: "How a call waits",
        params,
        body: positionRequestSchema,
        response: { 200: positionSchema, ...problems },
      },
    },
    async (request, reply) => {
      const of = await widgetOfKey(kit.db, request.params.key);
      if (of === undefined) return sendRefusal(kit, reply, WIDGET_REFUSALS, "no-such-widget");
      reply.header("cache-control", "no-store");
      return { position: await placeOfVisit({ kit, placeOf: talk.placeOf }, of, request.body.secret) };
    },
  );
  addVisitPipe(app, options);
}

/** The one connection of a visit: its bytes are forwarded to the switch together with a pass that states its permissions. */
function addVisitPipe(app: Http, { kit, talk }: TalkOptions): void {
  const { publicUrl } = kit.settings;
  const publicOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  const refuse = (reply: FastifyReply, code: WidgetRefusal) => sendRefusal(kit, reply, WIDGET_REFUSALS, code);
  app.get(
    "/api/widgets/:key/sip",
    {
      config: requestConfig,
      schema: { tags, summary: "SIP over WebSocket for one call", params, response: { 200: z.null(), ...problems } },
    },
    async (request, reply) => {
      const secret = secretOf(request.headers["sec-websocket-protocol"]);
      if (request.headers.upgrade?.toLowerCase() !== "websocket" || secret === null)
        return refuse(reply, "widget-visit-over");
      if (!isOwnOrigin(request, publicOrigin)) return refuse(reply, "widget-origin-strange");
      const of = await widgetOfKey(kit.db, request.params.key);
      if (of === undefined) return refuse(reply, "no-such-widget");
      const who = countedAddress(request.ip);
      if (!talk.pipes.hasRoom(who)) return refuse(reply, "widget-talk-full");
      const port = await talk.switchPort();
      if (port === undefined) return refuse(reply, "widget-talk-away");
      const visit = await openVisit({ kit }, of, secret);
      if (visit === undefined) return refuse(reply, "widget-visit-over");
      // Other connections of the same address may have been opened since the first check.
      if (!talk.pipes.hasRoom(who)) return refuse(reply, "widget-talk-full");
      const upgrade = takeUpgrade(request, reply);
      if (upgrade === undefined) return refuse(reply, "widget-visit-over");
      const untilMs = kit.clock.nowMs() + visit.minutes * MINUTE_MS + BESIDE_MS;
      const { pass } = visit;
      const from = { address: request.ip, port: request.socket.remotePort ?? 0, pass };
      talk.pipes.open({
        upgrade,
        port,
        personId: who,
        headers: { ...request.headers, "sec-websocket-protocol": "sip" },
        end: { transport: request.protocol === "https" ? "wss" : "ws", ...from },
        isPermitted: async () => kit.clock.nowMs() < untilMs,
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
