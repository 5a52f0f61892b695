import { z } from "zod";
import { present } from "../../../kernel/index.ts";
import { follow } from "../../../platform/database/index.ts";
import { type Http, type LiveStream, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { findApplication } from "./application.store.ts";
import { maySee } from "./application-facts.effects.ts";

const POLL_MS = 1_000;

/** Live streams of applications: one case, and the officers' queue. Events only say that something changed. */
export function addApplicationLiveRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/live/applications/:id",
    {
      config: { access: "signed-in" },
      schema: { tags: ["applications"], summary: "Changes of one application", params: z.object({ id: z.uuid() }) },
    },
    async (request, reply) => {
      const { id } = request.params;
      const row = await findApplication(kit.db, id);
      if (row === undefined || !maySee(present(request.caller, "caller"), row)) {
        return sendProblem(reply, kit.texts, 404, { code: "no-such-application" });
      }
      const stream = kit.live.open(request, reply);
      if (stream === undefined) return reply;
      let told = "";
      const look = async () => {
        const now = await kit.db
          .selectFrom("numberingApplication as a")
          .leftJoin("decree as d", "d.applicationId", "a.id")
          .select(["a.version", "d.state as decreeState"])
          .where("a.id", "=", id)
          .executeTakeFirst();
        const text = `${now?.version} ${now?.decreeState}`;
        if (text !== told) stream.send("changed", { version: now?.version, decreeState: now?.decreeState ?? null });
        told = text;
      };
      followUntilClosed(kit, stream, look);
      return reply;
    },
  );
  app.get(
    "/api/live/queue",
    {
      config: { access: "application.read" },
      schema: { tags: ["applications"], summary: "Changes of the officers' queue" },
    },
    (request, reply) => {
      const stream = kit.live.open(request, reply);
      if (stream === undefined) return;
      let told = 0;
      const look = async () => {
        const newest = await kit.db
          .selectFrom("numberingApplication")
          .select((eb) => eb.fn.max("changedAt").as("changedAt"))
          .executeTakeFirst();
        const changedMs = newest?.changedAt?.getTime() ?? 0;
        if (changedMs !== told) stream.send("changed", { changedMs });
        told = changedMs;
      };
      followUntilClosed(kit, stream, look);
    },
  );
}

/** Follows the change feed of applications until the stream closes. */
function followUntilClosed(kit: Kit, stream: LiveStream, look: () => Promise<void>): void {
  const following = follow({
    look,
    everyMs: POLL_MS,
    onFault: (error) => kit.log.warn({ err: error }, "live.look-failed"),
    wokenBy: { changeFeed: kit.changeFeed, channel: "applications" },
  });
  stream.onClose(following.close);
}
