import { z } from "zod";
import { follow } from "../../platform/database/index.ts";
import { type Http, type LiveStream, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { licenceAssigneesSchema } from "./contract.ts";
import { licenceMark, newestLicenceChange, withOpenCases } from "./deadlines/licence-live.store.ts";
import { callerOf, seenLicence } from "./licence.routes.ts";
import type { LicenceDependencies } from "./licence-dependencies.effects.ts";
import { belongsTo, LICENSING_TEAM } from "./licence-person.ts";

const POLL_MS = 1_000;
const NO_COMPANY = "00000000-0000-0000-0000-000000000000";
const tags = ["licences"];

/** Live streams of licence applications, and the officers to whom a case can be assigned. */
export function addLicenceLiveRoutes(app: Http, { kit, officersWho }: LicenceDependencies): void {
  addCaseStream(app, kit);
  addQueueStream(app, kit);
  app.get(
    "/api/licences/assignees",
    {
      config: { access: "application.assign" },
      schema: { tags, summary: "Officers a case can be given to", response: { 200: licenceAssigneesSchema } },
    },
    async () => {
      const ids = await officersWho(kit.db, {
        permission: "application.check",
        team: LICENSING_TEAM,
        now: new Date(kit.clock.nowMs()),
        exceptOrganisationId: NO_COMPANY,
      });
      return { items: await withOpenCases(kit.db, ids) };
    },
  );
}

/** Events only say that something changed; an officers-only change never triggers an event for the applicant. */
function addCaseStream(app: Http, kit: Kit): void {
  app.get(
    "/api/live/licences/:id",
    {
      config: { access: "signed-in" },
      schema: { tags, summary: "Changes of one licence application", params: z.object({ id: z.uuid() }) },
    },
    async (request, reply) => {
      const { id } = request.params;
      const caller = callerOf(request);
      const row = await seenLicence(kit, caller, id);
      if (row === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-application" });
      const stream = kit.live.open(request, reply);
      if (stream === undefined) return reply;
      const withDesk = !belongsTo(caller, row.organisation.id);
      let told = "";
      const look = async () => {
        const mark = await licenceMark(kit.db, { applicationId: id, withDesk });
        if (mark !== told) stream.send("changed", { mark });
        told = mark;
      };
      followUntilClosed(kit, stream, look);
      return reply;
    },
  );
}

function addQueueStream(app: Http, kit: Kit): void {
  app.get(
    "/api/live/licence-queue",
    {
      config: { access: "application.read" },
      schema: { tags, summary: "Changes of the officers' queue of licence applications" },
    },
    (request, reply) => {
      const stream = kit.live.open(request, reply);
      if (stream === undefined) return;
      let told = 0;
      const look = async () => {
        const changedMs = await newestLicenceChange(kit.db);
        if (changedMs !== told) stream.send("changed", { changedMs });
        told = changedMs;
      };
      followUntilClosed(kit, stream, look);
    },
  );
}

function followUntilClosed(kit: Kit, stream: LiveStream, look: () => Promise<void>): void {
  const following = follow({
    look,
    everyMs: POLL_MS,
    onFault: (error) => kit.log.warn({ err: error }, "live.look-failed"),
    wokenBy: { changeFeed: kit.changeFeed, channel: "licences" },
  });
  stream.onClose(following.close);
}
