import { z } from "zod";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { readNumberingPlan } from "../../../regulation/index.ts";
import { citation, rulebookNow } from "../cases/rules-in-force.ts";
import { parseAccessCode } from "../codes/access-code.ts";
import { parseCodeSearch } from "../codes/code-search.ts";
import { codeDetailSchema, codesQuery, codesSchema, patternsSchema } from "../contract.ts";
import { countCodes, findCode, searchCodes } from "./inventory.store.ts";
import type { InventoryFeed } from "./inventory-live.effects.ts";
import { type Say, viewCode } from "./inventory-view.ts";

const config = { access: "public" } as const;
const tags = ["inventory"];

/** Public routes of the inventory: patterns, search, one code, and live changes. No account is needed. */
export function addInventoryRoutes(app: Http, kit: Kit, feed: InventoryFeed): void {
  app.get(
    "/api/inventory/patterns",
    { config, schema: { tags, summary: "Patterns of the numbering plan", response: { 200: patternsSchema } } },
    async () => viewPatterns(kit),
  );

  app.get(
    "/api/inventory/codes",
    {
      config,
      schema: {
        tags,
        summary: "Access codes by search",
        querystring: codesQuery,
        response: { 200: codesSchema, 400: problemSchema },
      },
    },
    async (request, reply) => {
      const { page, pageSize, search, ...rest } = request.query;
      const parsed = search === undefined || search.trim() === "" ? undefined : parseCodeSearch(search);
      if (parsed?.ok === false) {
        const { code } = parsed.refusal;
        return sendProblem(reply, kit.texts, 400, { code, fields: [{ path: "search", code }] });
      }
      const like = parsed?.value.sqlLike;
      const found = await searchCodes(kit.db, { ...rest, like, limit: pageSize, offset: (page - 1) * pageSize });
      const context = { rulebook: rulebookNow(kit.clock.nowMs()), say: sayIn(kit, request.locale) };
      return { total: found.total, items: found.items.map((row) => viewCode(row, context)) };
    },
  );

  app.get(
    "/api/inventory/codes/:code",
    {
      config,
      schema: {
        tags,
        summary: "One access code",
        params: z.object({ code: z.string().max(50) }),
        response: { 200: codeDetailSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const rulebook = rulebookNow(kit.clock.nowMs());
      const parsed = parseAccessCode(request.params.code, readNumberingPlan(rulebook));
      const digits = parsed.ok ? parsed.value : request.params.code.replaceAll(/[\s.-]/g, "");
      const row = await findCode(kit.db, digits);
      if (row !== undefined) {
        return { ...viewCode(row, { rulebook, say: sayIn(kit, request.locale) }), takeable: row.state === "idle" };
      }
      if (parsed.ok)
        return sendProblem(reply, kit.texts, 404, { code: "code-not-in-plan", params: { accessCode: digits } });
      const { code, ...details } = parsed.refusal;
      const params = Object.fromEntries(Object.entries(details).map(([key, value]) => [key, String(value)]));
      const rule =
        citation(rulebook, code === "prefix-conflict" ? "prefix-conflict-check" : "pattern-1500xyz") ?? undefined;
      return sendProblem(reply, kit.texts, 404, { code, params, rule });
    },
  );

  addEventRoute(app, kit, feed);
}

function sayIn(kit: Kit, locale: "id" | "en"): Say {
  return (key, params) => kit.texts.text(locale, key, params);
}

function addEventRoute(app: Http, kit: Kit, feed: InventoryFeed): void {
  app.get(
    "/api/inventory/events",
    { config, schema: { tags, summary: "Changes of access codes as they happen (server-sent events)" } },
    (request, reply) => {
      const stream = kit.live.open(request, reply);
      if (stream === undefined) return;
      const say = sayIn(kit, request.locale);
      const unlisten = feed.listen((rows) => {
        const context = { rulebook: rulebookNow(kit.clock.nowMs()), say };
        stream.send("codes", { items: rows.map((row) => viewCode(row, context)) });
      });
      stream.onClose(unlisten);
    },
  );
}

async function viewPatterns(kit: Kit): Promise<z.infer<typeof patternsSchema>> {
  const rulebook = rulebookNow(kit.clock.nowMs());
  const counts = await countCodes(kit.db);
  const none = { idle: 0, held: 0, "in-process": 0, evaluation: 0, active: 0, quarantine: 0, reserved: 0, blocked: 0 };
  const items = readNumberingPlan(rulebook).patterns.map((pattern) => {
    const own = counts.filter((row) => row.pattern === pattern.label);
    return {
      id: pattern.label,
      label: pattern.label,
      digits: pattern.digits,
      total: own.reduce((sum, row) => sum + row.count, 0),
      counts: { ...none, ...Object.fromEntries(own.map((row) => [row.state, row.count])) },
      rule: citation(rulebook, `pattern-${pattern.label.toLowerCase()}`) ?? {
        id: pattern.label,
        clause: "",
        standing: "assumed",
      },
    };
  });
  return { items };
}
