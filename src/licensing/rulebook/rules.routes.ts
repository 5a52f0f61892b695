import type { Http } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { calendarsInForce, currentRuleset, officeDate, rulesInForce } from "../../regulation/index.ts";
import { rulesSchema } from "./contract.ts";

/** Registers the public route that lists the rules in force. */
export function addRulesRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/rules",
    {
      config: { access: "public" },
      schema: { tags: ["rules"], summary: "Every rule in force and its source", response: { 200: rulesSchema } },
    },
    async (request) => {
      const asOf = officeDate(kit.clock.nowMs());
      const { sources, version } = currentRuleset;
      const rules = rulesInForce(asOf, currentRuleset).map((rule) => ({
        ...rule,
        sourceTitle: sources[rule.source]?.title ?? null,
      }));
      const calendars = calendarsInForce(asOf).map(({ year, decree, standing, holidays }) => ({
        year,
        decree,
        standing,
        holidays: holidays.map(({ date, kind, name }) => ({ date, kind, name: name[request.locale] })),
      }));
      return { asOf, version, rules, calendars };
    },
  );
}
