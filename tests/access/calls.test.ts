import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { addTenant, keepCalls } from "../../testkit/calls.ts";
import type { ProblemBody, TestClient } from "../../testkit/client.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";

const CALLER = "+628119990001";
const CODE = "1500881";

let portal: TestPortal;
/** An operator of the installation's tenant with one recorded call; another tenant has a call too. */
let operator: TestClient;
let own: { readonly call: string };
let next: { readonly call: string; readonly recording: string };

beforeAll(async () => {
  portal = await openTestPortal({ runtimeContext: createRuntimeContext(), works: false });
  const { db } = portal.kit;
  operator = (await portal.officer("operator-administrator")).client;
  const tenant = await db.selectFrom("tenant").select("id").executeTakeFirstOrThrow();
  const [call = ""] = await keepCalls(db, tenant.id, [{ caller: "021777", code: CODE, at: "2026-11-25T03:00:00Z" }]);
  own = { call };
  const neighbour = await addTenant(db, "Pusat Panggilan Sebelah");
  const [theirs = ""] = await keepCalls(db, neighbour, [
    { caller: CALLER, code: CODE, at: "2026-11-25T04:00:00Z", recordingId: true },
  ]);
  const recording = await inTenant(db, neighbour, (trx) =>
    trx.selectFrom("recording").select("id").executeTakeFirstOrThrow(),
  );
  next = { call: theirs, recording: recording.id };
});

afterAll(() => portal?.close());

describe("the operator of another call centre", () => {
  it("sees nothing of the first: not in a list, not in a file, not by its number", async () => {
    const paths = ["/api/service/calls", `/api/service/calls?search=${CALLER.slice(1)}`, "/api/service/calls/export"];
    const seen = await Promise.all(paths.map((path) => operator.get(path)));
    expect(seen.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const { text } of seen) {
      expect(text).not.toContain(CALLER);
      expect(text).not.toContain(next.call);
    }
    expect(seen[0]?.text).toContain(own.call);
  });

  it.each([
    ["", "no-such-call"],
    ["/recheck", "no-such-call"],
    ["/trace", "no-such-call"],
    ["/trace/text", "no-trace"],
  ])("is told that a call is not there, at %s", async (end, code) => {
    const answer = await operator.get<ProblemBody>(`/api/service/calls/${next.call}${end}`);
    expect({ status: answer.status, code: answer.body.error.code }).toEqual({ status: 404, code });
  });

  it.each(["audio", "download"])("is told that a recording is not there, and leaves no mark (%s)", async (end) => {
    const answer = await operator.get<ProblemBody>(`/api/service/recordings/${next.recording}/${end}`);
    expect({ status: answer.status, code: answer.body.error.code }).toEqual({ status: 404, code: "no-such-recording" });
    const entries = portal.kit.db.selectFrom("auditEntry").select("id").where("subjectId", "=", next.recording);
    expect(await entries.execute()).toEqual([]);
  });
});
