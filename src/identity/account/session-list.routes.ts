import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Http, sendProblem } from "../../platform/http/index.ts";
import { auditPerson, type PeopleOptions, peopleProblems } from "../sessions/sign-in.effects.ts";
import { endedSchema, sessionsSchema } from "./contract.ts";
import { deviceOf } from "./device.effects.ts";
import { endSessions, listSessions } from "./session-list.store.ts";

const tags = ["account"];
const config = { access: "signed-in" } as const;

/** Routes to list and end a person's sessions. */
export function addSessionListRoutes(app: Http, options: PeopleOptions): void {
  const { kit } = options;
  app.get(
    "/api/account/sessions",
    { config, schema: { tags, summary: "My sessions", response: { 200: sessionsSchema, ...peopleProblems } } },
    async (request, reply) => {
      const { personId, sessionId } = present(request.caller, "caller");
      const rows = await listSessions(kit.db, personId, new Date(kit.clock.nowMs()));
      reply.header("cache-control", "no-store");
      return {
        items: rows.map(({ id, userAgent, createdAt, lastSeenAt }) => ({
          id,
          ...deviceOf(userAgent),
          isThis: id === sessionId,
          since: createdAt.toISOString(),
          lastSeen: lastSeenAt.toISOString(),
        })),
      };
    },
  );
  app.delete(
    "/api/account/sessions/:id",
    {
      config,
      schema: {
        tags,
        summary: "End one of my sessions",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const ended = await end(options, request, { id: request.params.id });
      if (ended === 0) return sendProblem(reply, kit.texts, 404, { code: "no-such-session" });
      return reply.code(204).send(null);
    },
  );
  app.delete(
    "/api/account/other-sessions",
    {
      config,
      schema: { tags, summary: "End all my sessions but this one", response: { 200: endedSchema, ...peopleProblems } },
    },
    async (request) => ({
      ended: await end(options, request, { exceptId: present(request.caller, "caller").sessionId }),
    }),
  );
}

async function end(
  { kit, gate }: PeopleOptions,
  request: FastifyRequest,
  which: { readonly id?: string; readonly exceptId?: string },
): Promise<number> {
  const { personId } = present(request.caller, "caller");
  const now = new Date(kit.clock.nowMs());
  const ended = await kit.db.transaction().execute(async (trx) => {
    const count = await endSessions(trx, { ...which, personId, now });
    const fact = { request, by: personId, personId, detail: { sessions: String(count) } };
    if (count > 0) await auditPerson(kit, trx, { ...fact, action: "person.sessions-ended" });
    return count;
  });
  gate.forget();
  return ended;
}
