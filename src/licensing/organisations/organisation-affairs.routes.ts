import { z } from "zod";
import { type Http, problemSchema } from "../../platform/http/index.ts";
import { officeDate } from "../../regulation/index.ts";
import { organisationAffairsSchema } from "./contract.ts";
import { callerContextOf } from "./organisation.routes.ts";
import { membersOf } from "./organisation.store.ts";
import { actorOf, type OrganisationOptions } from "./organisation-dependencies.effects.ts";
import { codesHeldBy } from "./registration/matching-organisations.store.ts";
import { sendRefusals } from "./send-refusals.effects.ts";

/** Route of an organisation's codes and members, for its members. */
export function addAffairsRoute(app: Http, { kit }: OrganisationOptions): void {
  app.get(
    "/api/organisations/:id/affairs",
    {
      config: { access: "signed-in" },
      schema: {
        tags: ["organisations"],
        summary: "Codes and people of a company I act for",
        params: z.object({ id: z.uuid() }),
        response: { 200: organisationAffairsSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const { id: organisationId } = request.params;
      const isOwn = actorOf(callerContextOf(request).caller).organisationIds.has(organisationId);
      if (!isOwn) return sendRefusals(kit, reply, [{ code: "no-such-organisation", path: null }]);
      const people = await membersOf(kit.db, { organisationId, now: new Date(kit.clock.nowMs()) });
      return {
        codes: await codesHeldBy(kit.db, organisationId),
        people: people.map(({ name, role, until }) => ({ name, role, lastDay: lastDayBefore(until) })),
      };
    },
  );
}

/** The last local day of a role that ends at a midnight; null if it has no end. */
function lastDayBefore(until: Date | null): string | null {
  return until === null ? null : officeDate(until.getTime() - 1);
}
