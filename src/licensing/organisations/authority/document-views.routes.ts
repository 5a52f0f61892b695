import type { z } from "zod";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import { documentViewsQuery, documentViewsSchema } from "../contract.ts";
import { callerContextOf } from "../organisation.routes.ts";
import { type CallerContext, type OrganisationOptions, writerOf } from "../organisation-dependencies.effects.ts";
import { isoInstant } from "../organisation-view.ts";
import { searchViews, type ViewSearch } from "./document-views.store.ts";

/** Routes of the views of personal documents: a company's owner sees those of its documents, an auditor all. */
export function addDocumentViewRoutes(app: Http, { kit }: OrganisationOptions): void {
  app.get(
    "/api/document-views",
    {
      config: { access: "signed-in" },
      schema: {
        tags: ["document views"],
        summary: "Who opened which personal document",
        querystring: documentViewsQuery,
        response: { 200: documentViewsSchema, 400: problemSchema },
      },
    },
    async (request): Promise<z.infer<typeof documentViewsSchema>> => {
      const { page, pageSize, search, side } = request.query;
      const limits = { limit: pageSize, offset: (page - 1) * pageSize };
      const { total, items } = await searchViews(kit.db, {
        of: reachOf(callerContextOf(request)),
        search,
        side,
        ...limits,
      });
      return {
        total,
        items: items.map(({ viewedAt, originalName, caseKind, ...row }) => ({
          ...row,
          at: isoInstant(viewedAt.getTime()),
          fileName: originalName,
          caseKind,
        })),
      };
    },
  );
}

function reachOf({ caller }: CallerContext): ViewSearch["of"] {
  if (caller.permissions.has("audit.read")) return "all";
  return { personId: caller.personId, organisationIds: [...writerOf(caller).organisationIds] };
}
