import type { Http } from "../../platform/http/index.ts";
import { problemSchema, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { officeDate, openRulebook, rulesetVersion } from "../../regulation/index.ts";
import { licenceRulesQuery, licenceRulesSchema } from "./contract.ts";
import { readLicenceRules } from "./licence-rules.ts";

/** Public route of the requirements and rules of a licence application. */
export function addLicenceRulesRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/licence-rules",
    {
      config: { access: "public" },
      schema: {
        tags: ["rules"],
        summary: "Requirements of the licence and the values it is checked by",
        querystring: licenceRulesQuery,
        response: { 200: licenceRulesSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const today = officeDate(kit.clock.nowMs());
      const { version = rulesetVersion, date = today } = request.query;
      const opened = openRulebook({ version, atDate: date });
      if (!opened.ok) {
        const { code } = opened.refusal;
        return sendProblem(reply, kit.texts, 404, { code, params: { version, atDate: date } });
      }
      return readLicenceRules(opened.value, today);
    },
  );
}
