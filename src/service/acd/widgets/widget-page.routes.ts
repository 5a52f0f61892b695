import { randomBytes } from "node:crypto";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { refusalStatus } from "../../../kernel/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { paletteOf } from "../../tenancy/branding/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";
import { callbackRequestSchema, renewalSchema, widgetTicketSchema } from "./contract.ts";
import { framePage, frameWordsSchema } from "./frame-page.ts";
import { isOpenNow, offeredTimes } from "./offered-times.ts";
import { FRAME_FILES, HOST_SCRIPT, IMMUTABLE_CACHE, type PageFile } from "./page-files.effects.ts";
import { addTalkRoutes, type TalkDependencies } from "./talk.routes.ts";
import { openVisiting, type ShownWidget, type VisitingOptions } from "./visiting.effects.ts";
import { originOfReferer } from "./website-origin.ts";
import { findWidgets } from "./widget.store.ts";
import { WIDGET_REFUSALS } from "./widget-refusal.ts";

const tags = ["widgets-public"];
/** Many people share the address of a mobile network, and each view of a website is one request here. */
const config = { access: "public", rateLimit: { max: 300, timeWindow: 60_000 } } as const;
const requestConfig = { access: "public", rateLimit: { max: 20, timeWindow: 60_000 } } as const;
const params = z.object({ key: z.string().max(40) });
const frameQuery = z.object({
  lang: z.enum(["id", "en"]).catch("id").default("id"),
  theme: z.enum(["light", "dark", "auto"]).catch("auto").default("auto"),
  place: z.enum(["page", "corner"]).catch("page").default("page"),
});
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema, 429: problemSchema };
const BODY_MAX = 4_096;
const NONCE_BYTES = 16;
/** The accent of a call centre without a branding colour. */
const PLAIN_COLOUR = "#1b4f8f";

/** Dependencies of the pages of widgets beside those of the public API. */
export interface WidgetPageOptions extends VisitingOptions {
  readonly talk: TalkDependencies;
  readonly brandingOf: (
    trx: Parameters<Parameters<typeof inTenant>[2]>[0],
    tenantId: string,
  ) => Promise<{ readonly name: string | null; readonly colour: string | null }>;
}

/** Routes of the script that websites load, of its frame, and of the requests from there. */
export function addWidgetPages(app: Http, options: WidgetPageOptions): void {
  const door = openVisiting(options);
  addFiles(app, options.kit);
  addFrame(app, options, door);
  addPreview(app, options);
  addCallbackRequestRoutes(app, options.kit, door);
  addTalkRoutes(app, options, door);
}

function addFiles(app: Http, kit: Kit): void {
  const send = (reply: FastifyReply, file: PageFile, caching: string): FastifyReply =>
    reply
      // Any page may load it: it has no effect by itself and contains no data of any tenant.
      .header("cross-origin-resource-policy", "cross-origin")
      .header("cache-control", caching)
      .header("etag", `"${file.tag}"`)
      .type(file.type)
      .send(file.text);
  const response = { 200: z.any(), 404: problemSchema };
  app.get(
    HOST_SCRIPT.address,
    { config: { access: "public" }, schema: { tags, summary: "The script that a website loads", response } },
    async (_request, reply) => send(reply, HOST_SCRIPT, HOST_SCRIPT.caching),
  );
  app.get(
    "/widget/inside/:file",
    {
      config: { access: "public" },
      schema: { tags, summary: "What the frame loads", params: z.object({ file: z.string().max(60) }), response },
    },
    async (request, reply) => {
      const found = INSIDE.get(request.params.file);
      if (found === undefined)
        return sendProblem(reply, kit.texts, 404, {
          code: "no-such-route",
          params: { path: request.url.slice(0, 200) },
        });
      return send(reply, found, IMMUTABLE_CACHE);
    },
  );
}

const INSIDE: ReadonlyMap<string, PageFile> = new Map([
  [`${FRAME_FILES.script.tag}.js`, FRAME_FILES.script],
  [`${FRAME_FILES.style.tag}.css`, FRAME_FILES.style],
]);

const addressOf = ({ tag }: PageFile, kind: "js" | "css"): string => `/widget/inside/${tag}.${kind}`;

type WidgetService = ReturnType<typeof openVisiting>;

function addFrame(app: Http, options: WidgetPageOptions, door: WidgetService): void {
  const { kit } = options;

  app.get(
    "/widget/:key",
    {
      config,
      schema: { tags, summary: "The frame of a widget, on a page it may stand on", params, querystring: frameQuery },
    },
    async (request, reply) => {
      const done = await door.show(request.params.key, originOfReferer(request.headers.referer));
      const { lang } = request.query;
      if (!done.ok) {
        const status = refusalStatus(WIDGET_REFUSALS[done.refusal]);
        const text = kit.texts.text(lang, `errors.${done.refusal}`);
        return page(reply.code(status), { frames: "'none'", nonce: "" }).send(
          `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Sambung</title><p>${text}</p></html>`,
        );
      }
      const nonce = randomBytes(NONCE_BYTES).toString("base64");
      const html = await drawn(options, { ...done.value, ...request.query, nonce });
      const { origins, talk } = done.value.widget;
      return page(reply, { frames: origins.join(" "), nonce, speaks: talk !== null }).send(html);
    },
  );
}

/** A preview for editors inside the portal; it has no ticket and sends nothing. */
function addPreview(app: Http, options: WidgetPageOptions): void {
  const { kit } = options;
  app.get(
    "/api/service/widgets/:id/preview",
    {
      config: { access: "queue.manage" },
      schema: {
        tags: ["widgets"],
        summary: "A widget as visitors see it",
        params: z.object({ id: z.uuid() }),
        querystring: frameQuery,
        response: { 200: z.any(), 403: problemSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = requestContextOf(request, "queue.manage");
      const [widget] = await inTenant(kit.db, tenantId, (trx) => findWidgets(trx, request.params.id));
      if (widget === undefined) return sendRefusal(kit, reply, WIDGET_REFUSALS, "no-such-widget");
      const nonce = randomBytes(NONCE_BYTES).toString("base64");
      const html = await drawn(options, { widget, tenantId, origin: null, ticket: null, ...request.query, nonce });
      return page(reply, { frames: "'self'", nonce }).send(html);
    },
  );
}

function page(
  reply: FastifyReply,
  { frames, nonce, speaks = false }: { readonly frames: string; readonly nonce: string; readonly speaks?: boolean },
): FastifyReply {
  const style = nonce === "" ? "'self'" : `'self' 'nonce-${nonce}'`;
  return reply
    .removeHeader("x-frame-options")
    .header(
      "content-security-policy",
      `default-src 'none'; script-src 'self'; style-src ${style}; connect-src 'self'; img-src 'none'; base-uri 'none'; ` +
        `form-action 'none'; frame-ancestors ${frames}`,
    )
    .header("cross-origin-resource-policy", "cross-origin")
    .header("permissions-policy", `camera=(), geolocation=(), microphone=(${speaks ? "self" : ""})`)
    .header("referrer-policy", "same-origin")
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8");
}

interface Drawn extends Omit<ShownWidget, "origin" | "ticket">, z.infer<typeof frameQuery> {
  readonly origin: string | null;
  readonly ticket: ShownWidget["ticket"] | null;
  readonly nonce: string;
}

async function drawn(
  { kit, daysOff, brandingOf }: WidgetPageOptions,
  { widget, tenantId, origin, ticket, lang, theme, place, nonce }: Drawn,
): Promise<string> {
  const nowMs = kit.clock.nowMs();
  const { hours, daysAhead } = widget;
  const asked = { hours, daysAhead, nowMs, daysOff: daysOff(nowMs) };
  const { isOpen, opensAtMs } = isOpenNow(asked);
  const { name, colour } = await inTenant(kit.db, tenantId, (trx) => brandingOf(trx, tenantId));
  const { light, dark } = paletteOf(colour ?? PLAIN_COLOUR);
  const words = frameWordsSchema.parse(kit.texts.branch(lang, "pages.widget"));
  const { talk, isTalkThere } = widget;
  const facts = {
    talkMinutes: talk !== null && isTalkThere && isOpen && kit.settings.visitorCallsMax > 0 ? talk.minutes : null,
    locale: lang,
    theme,
    isCorner: place === "corner",
    key: widget.key,
    centre: name ?? widget.centre,
    ...widget.words[lang],
    code: widget.code,
    zone: hours.zone,
    nowOffered: widget.offersNow && isOpen,
    times: widget.offersLater ? offeredTimes(asked) : [],
    opensAtMs,
    origin,
    ticket,
    nonce,
    accents: { light: light.accent, dark: dark.accent },
    script: addressOf(FRAME_FILES.script, "js"),
    style: addressOf(FRAME_FILES.style, "css"),
  };
  return framePage(facts, words);
}

function addCallbackRequestRoutes(app: Http, kit: Kit, door: WidgetService): void {
  app.post(
    "/api/widgets/:key/tickets",
    {
      config: requestConfig,
      bodyLimit: BODY_MAX,
      schema: {
        tags,
        summary: "A new ticket for one that is spent",
        params,
        body: renewalSchema,
        response: { 200: widgetTicketSchema, ...problems },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const done = await door.renew(request.params.key, request.body.ticket);
      return done.ok ? done.value : sendRefusal(kit, reply, WIDGET_REFUSALS, done.refusal);
    },
  );
  app.post(
    "/api/widgets/:key/callbacks",
    {
      config: requestConfig,
      bodyLimit: BODY_MAX,
      schema: {
        tags,
        summary: "Ask to be called",
        params,
        body: callbackRequestSchema,
        response: { 201: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const done = await door.ask(request.params.key, request.body, request.ip);
      return done.ok ? reply.code(201).send(null) : sendRefusal(kit, reply, WIDGET_REFUSALS, done.refusal);
    },
  );
}
