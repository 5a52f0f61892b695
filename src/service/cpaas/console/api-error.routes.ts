import { type Http, problemWire } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { API_ERRORS, explain } from "./api-error.ts";
import { sayIn } from "./console-list.effects.ts";
import { explanationsWire } from "./contract.ts";

/** What each error means that programs can meet, for the administrator of a call centre. */
export function addErrorRoutes(app: Http, kit: Pick<Kit, "texts">): void {
  app.get(
    "/api/service/api-errors",
    {
      config: { access: "service.manage" },
      schema: {
        tags: ["programs"],
        summary: "Every error that programs can meet",
        response: { 200: explanationsWire, 401: problemWire, 403: problemWire },
      },
    },
    (request) => ({ items: API_ERRORS.map((error) => explain(error, sayIn(kit, request.locale))) }),
  );
}
