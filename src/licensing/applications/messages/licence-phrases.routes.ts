import { z } from "zod";
import type { Caller, Http } from "../../../platform/http/index.ts";
import { problemSchema, sendProblem } from "../../../platform/http/index.ts";
import { licencePhraseRequest, licencePhrasesSchema } from "../contract.ts";
import { callerOf } from "../licence.routes.ts";
import type { LicenceDependencies } from "../licence-dependencies.effects.ts";
import { isLicensingOfficer, licencePerson } from "../licence-person.ts";
import { dropPhrase, keepPhrase, listPhrases } from "./licence-phrases.store.ts";

const tags = ["licences"];
const config = { access: "application.read" } as const;
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema };
const phraseQuery = z.strictObject({ requirement: z.string().min(1).max(20) });

/** Routes of the licensing team's reusable phrases: each officer's own, and the team's. */
export function addLicencePhraseRoutes(app: Http, { kit }: Pick<LicenceDependencies, "kit">): void {
  app.get(
    "/api/licence-phrases",
    {
      config,
      schema: {
        tags,
        summary: "Kept sentences for a requirement",
        querystring: phraseQuery,
        response: { 200: licencePhrasesSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      if (!isLicensingOfficer(licencePerson(caller)))
        return sendProblem(reply, kit.texts, 403, { code: "not-permitted" });
      return phrasesFor(kit, caller, request.query.requirement);
    },
  );
  app.put(
    "/api/licence-phrases",
    {
      config,
      schema: {
        tags,
        summary: "Keep a sentence for a requirement, for oneself or for the team",
        body: licencePhraseRequest,
        response: { 200: licencePhrasesSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      if (!isLicensingOfficer(licencePerson(caller)))
        return sendProblem(reply, kit.texts, 403, { code: "not-permitted" });
      const at = new Date(kit.clock.nowMs());
      const kept = { ...request.body, id: kit.ids.next(), personId: caller.personId, at };
      await kit.db.transaction().execute((trx) => keepPhrase(trx, kept));
      return phrasesFor(kit, caller, kept.requirement);
    },
  );
  app.delete(
    "/api/licence-phrases/:id",
    {
      config,
      schema: {
        tags,
        summary: "Let go of a kept sentence; a coordinator of any of the team's",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const mayDropShared = licencePerson(caller).mayDecide;
      const { personId } = caller;
      if (!(await dropPhrase(kit.db, { id: request.params.id, personId, mayDropShared })))
        return sendProblem(reply, kit.texts, 404, { code: "no-such-phrase" });
      return reply.code(204).send(null);
    },
  );
}

async function phrasesFor(kit: LicenceDependencies["kit"], caller: Caller, requirement: string) {
  const { personId } = caller;
  const rows = await listPhrases(kit.db, { personId, requirement });
  const { mayDecide } = licencePerson(caller);
  return {
    items: rows.map(({ personId: author, ...phrase }) => ({
      ...phrase,
      mayDrop: author === personId || (phrase.isShared && mayDecide),
    })),
  };
}
