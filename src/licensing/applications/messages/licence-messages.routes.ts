import { z } from "zod";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import { licenceMessagesSchema, newLicenceMessage } from "../contract.ts";
import { callerOf, seenLicence } from "../licence.routes.ts";
import type { LicenceDependencies } from "../licence-dependencies.effects.ts";
import { listMessages } from "./licence-messages.store.ts";
import { type MessageRefusal, sendMessage } from "./send-message.effects.ts";

/** HTTP status of each refusal. */
const STATUS: Readonly<Record<MessageRefusal, number>> = {
  "no-such-application": 404,
  "not-your-case": 403,
  "conflict-of-interest": 403,
  "interest-undeclared": 403,
  "command-not-now": 409,
  "licence-messages-full": 409,
};

const tags = ["licences"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema, 429: problemSchema };
const byId = z.object({ id: z.uuid() });

/** Messages between the company and the officers of a case. */
export function addLicenceMessageRoutes(app: Http, dependencies: LicenceDependencies): void {
  const { kit } = dependencies;
  app.get(
    "/api/licences/:id/messages",
    {
      config: { access: "signed-in" },
      schema: {
        tags,
        summary: "The messages of a licence application",
        params: byId,
        response: { 200: licenceMessagesSchema, ...problems },
      },
    },
    async (request, reply) => {
      const row = await seenLicence(kit, callerOf(request), request.params.id);
      if (row === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-application" });
      return messagesOf(dependencies, row.id);
    },
  );
  app.post(
    "/api/licences/:id/messages",
    {
      config: { access: "signed-in", needsConfirmedEmail: true, rateLimit: { max: 20, timeWindow: 60_000 } },
      schema: {
        tags,
        summary: "Write to the other side",
        params: byId,
        body: newLicenceMessage,
        response: { 201: licenceMessagesSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { text } = request.body;
      const sent = { caller: callerOf(request), requestId: request.id, id: request.params.id, text };
      const done = await sendMessage(dependencies, sent);
      if (!done.ok) return sendProblem(reply, kit.texts, STATUS[done.refusal], { code: done.refusal });
      reply.code(201);
      return messagesOf(dependencies, done.value);
    },
  );
}

async function messagesOf({ kit }: LicenceDependencies, applicationId: string) {
  const items = await listMessages(kit.db, applicationId);
  return { items: items.map(({ writtenAt, ...message }) => ({ ...message, at: writtenAt.toISOString() })) };
}
