import { type Http, problemSchema } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { API_ERRORS, explain } from "./api-error.ts";
import { sayIn } from "./console-list.effects.ts";
import { explanationsSchema } from "./contract.ts";

/** Explains every API error code to the administrator of a call centre. */
export function addErrorRoutes(app: Http, kit: Pick<Kit, "texts">): void {
  app.get(
    "/api/service/api-errors",
    {
      config: { access: "service.manage" },
      schema: {
        tags: ["programs"],
        summary: "Every error that programs can meet",
        response: { 200: explanationsSchema, 401: problemSchema, 403: problemSchema },
      },
    },
    (request) => ({ items: API_ERRORS.map((error) => explain(error, sayIn(kit, request.locale))) }),
  );
}
