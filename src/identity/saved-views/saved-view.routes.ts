import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Http, sendProblem } from "../../platform/http/index.ts";
import { savedViewFormSchema, savedViewsQuery, savedViewsSchema } from "../contract.ts";
import { type PeopleOptions, peopleProblems } from "../sessions/sign-in.effects.ts";
import { listSavedViews, removeSavedView, saveView } from "./saved-view.store.ts";

const tags = ["people"];
const config = { access: "signed-in" } as const;

/** Routes of a person's saved list filters: list, save, remove. */
export function addSavedViewRoutes(app: Http, { kit }: Pick<PeopleOptions, "kit">): void {
  app.get(
    "/api/saved-views",
    {
      config,
      schema: {
        tags,
        summary: "My saved views of a list",
        querystring: savedViewsQuery,
        response: { 200: savedViewsSchema, ...peopleProblems },
      },
    },
    async (request) => {
      const { personId } = present(request.caller, "caller");
      const views = await listSavedViews(kit.db, { personId, list: request.query.list });
      return { items: views.map(({ id, name, query }) => ({ id, name, query })) };
    },
  );
  app.put(
    "/api/saved-views",
    {
      config,
      schema: {
        tags,
        summary: "Keep a view of a list under a name",
        body: savedViewFormSchema,
        response: { 204: z.null(), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const { personId } = present(request.caller, "caller");
      const saved = await saveView(kit.db, kit, { ...request.body, personId });
      if (saved === "full") return sendProblem(reply, kit.texts, 409, { code: "saved-views-full" });
      return reply.code(204).send(null);
    },
  );
  app.delete(
    "/api/saved-views/:id",
    {
      config,
      schema: {
        tags,
        summary: "Remove one of my views",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const { personId } = present(request.caller, "caller");
      const removed = await removeSavedView(kit.db, { id: request.params.id, personId });
      if (!removed) return sendProblem(reply, kit.texts, 404, { code: "no-such-saved-view" });
      return reply.code(204).send(null);
    },
  );
}
