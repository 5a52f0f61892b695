import { sql } from "kysely";
import { z } from "zod";
import { type Database, follow } from "../../platform/database/index.ts";
import { type Http, type LiveStream, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { callerOf, seenTest } from "./test.routes.ts";
import type { TestDependencies } from "./test-dependencies.effects.ts";
import { belongsTo } from "./test-person.ts";

const POLL_MS = 1_000;
const tags = ["tests"];

/** Live streams of tests: events only say that something changed. */
export function addTestLiveRoutes(app: Http, dependencies: TestDependencies): void {
  const { kit } = dependencies;
  app.get(
    "/api/live/tests/:id",
    {
      config: { access: "signed-in" },
      schema: { tags, summary: "Changes of one operational test", params: z.object({ id: z.uuid() }) },
    },
    async (request, reply) => {
      const { id } = request.params;
      const caller = callerOf(request);
      const row = await seenTest(dependencies, caller, id);
      if (row === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-test" });
      const stream = kit.live.open(request, reply);
      if (stream === undefined) return reply;
      const withDesk = !belongsTo(caller, row.organisation.id);
      followMark(kit, stream, () => testMark(kit.db, { id, withDesk }));
      return reply;
    },
  );
  app.get(
    "/api/live/tests",
    {
      config: { access: "application.read" },
      schema: { tags, summary: "Changes of the officers' queue and calendar of tests" },
    },
    (request, reply) => {
      const stream = kit.live.open(request, reply);
      if (stream !== undefined) followMark(kit, stream, () => newestMark(kit.db));
    },
  );
}

/** A change mark of a test, which differs whenever the reader's view of the test would. */
async function testMark(db: Database, asked: { readonly id: string; readonly withDesk: boolean }): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select concat_ws('.', t.version, case when ${asked.withDesk}::boolean then t.desk_version end,
      (select count(*) from test_notice_reading r join test_notice n on n.id = r.notice_id where n.test_id = t.id),
      (select count(*) from mail_message m join test_notice n on starts_with(m.dedupe_key, 'test-notice ' || n.id)
        where n.test_id = t.id and m.state in ('sent', 'in-mailbox'))) as mark
    from operational_test t where t.id = ${asked.id}::uuid`.execute(db);
  return rows[0]?.mark ?? "";
}

async function newestMark(db: Database): Promise<string> {
  const newest = await db
    .selectFrom("operationalTest")
    .select("changedAt")
    .orderBy("changedAt", "desc")
    .limit(1)
    .executeTakeFirst();
  return String(newest?.changedAt.getTime() ?? 0);
}

function followMark(kit: Kit, stream: LiveStream, readMark: () => Promise<string>): void {
  let told = "";
  const following = follow({
    look: async () => {
      const mark = await readMark();
      if (mark !== told) stream.send("changed", { mark });
      told = mark;
    },
    everyMs: POLL_MS,
    onFault: (error) => kit.log.warn({ err: error }, "live.look-failed"),
    wokenBy: { changeFeed: kit.changeFeed, channel: "tests" },
  });
  stream.onClose(following.close);
}
