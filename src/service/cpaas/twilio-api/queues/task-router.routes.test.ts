import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../../testkit/call-centre.ts";
import { fieldAccessOf, fieldKeyOf, openFieldClient } from "../../../../../testkit/field-client.ts";
import { openTestPortal, type TestPortal } from "../../../../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../../../../testkit/virtual-context.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { USUAL_RULES } from "../../../acd/queues/index.ts";
import { sidOf } from "../../../flows/call-documents/index.ts";
import { ACTIVITY_IDS } from "./field-task.ts";

let virtualContext: VirtualContext;
let portal: TestPortal;
let centre: CallCentre;
let floor: Awaited<ReturnType<typeof addFloor>>;
let workspace: ReturnType<typeof workspaceOf>;
let theirs: ReturnType<typeof workspaceOf>;

const workspaceOf = (access: Awaited<ReturnType<typeof fieldAccessOf>>, tenantId: string) =>
  openFieldClient(portal.url, access).taskrouter.v1.workspaces(sidOf("workspace", tenantId));

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  centre = await openCallCentre(portal);
  floor = await addFloor(centre.tenantId);
  workspace = workspaceOf(await fieldAccessOf(centre), centre.tenantId);
  const other = await openCallCentre(portal);
  theirs = workspaceOf(await fieldAccessOf(other), other.tenantId);
});

afterAll(() => portal?.close());

const now = () => new Date(virtualContext.clock.nowMs());

/** Two queues, a pause reason, four agents with different activities, and three contacts. */
async function addFloor(tenantId: string) {
  const id = () => virtualContext.ids.next();
  const [bills, faults, lunch] = [id(), id(), id()];
  const [ayu, budi, citra, dewi] = [id(), id(), id(), id()];
  const [waiting, talking, called] = [id(), id(), id()];
  const callId = id();
  await inTenant(portal.kit.db, tenantId, async (trx) => {
    const queue = (queueId: string, name: string) => ({
      id: queueId,
      tenantId,
      name,
      rules: JSON.stringify(USUAL_RULES),
      createdAt: now(),
    });
    await trx
      .insertInto("queue")
      .values([queue(bills, "Tagihan"), queue(faults, "Gangguan")])
      .execute();
    await trx
      .insertInto("pauseReason")
      .values({ id: lunch, tenantId, name: "Makan siang", createdAt: now() })
      .execute();
    const agent = (agentId: string, name: string, skills: object = {}) => ({
      id: agentId,
      tenantId,
      name,
      createdAt: now(),
      skills: JSON.stringify(skills),
    });
    const agents = [
      agent(ayu, "Ayu", { bahasa_jawa: 3 }),
      agent(budi, "Budi"),
      agent(citra, "Citra"),
      agent(dewi, "Dewi"),
    ];
    await trx.insertInto("agent").values(agents).execute();
    const serves = (agentId: string, queueId: string) => ({ agentId, queueId, tenantId, tier: 1 });
    await trx
      .insertInto("agentQueue")
      .values([serves(ayu, bills), serves(ayu, faults), serves(budi, bills)])
      .execute();
    const standing = (agentId: string, state: string, reason: string | null = null) => ({
      agentId,
      tenantId,
      state,
      reason,
      since: new Date(virtualContext.clock.nowMs() - 60_000),
      held: "{}",
    });
    const standings = [standing(ayu, "talking"), standing(budi, "paused", lunch), standing(citra, "paused", "missed")];
    await trx.insertInto("agentStatus").values(standings).execute();
    const contact = (contactId: string, state: string, own: { readonly queueId: string; readonly ago: number }) => ({
      contactId,
      tenantId,
      queueId: own.queueId,
      caller: "0812",
      called: "1500",
      kind: "call",
      state,
      joinedAt: new Date(virtualContext.clock.nowMs() - own.ago),
      joinedMs: 0,
      enteredMs: 0,
      priority: 3,
    });
    await trx
      .insertInto("openContact")
      .values([
        { ...contact(waiting, "waiting", { queueId: bills, ago: 20_000 }), callId },
        { ...contact(talking, "connected", { queueId: faults, ago: 90_000 }), callId: id() },
        { ...contact(called, "offered", { queueId: bills, ago: 5_000 }), kind: "callback" },
      ])
      .execute();
  });
  return { bills, faults, lunch, ayu, budi, citra, dewi, waiting, talking, called, callId };
}

const names = (items: readonly { readonly friendlyName: string }[]) => items.map(({ friendlyName }) => friendlyName);
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: { status: number; code: number; message: string }) => error,
  );

describe("a floor by the field's own client for TaskRouter", () => {
  it("is the one workspace of its account", async () => {
    const client = openFieldClient(portal.url, await fieldAccessOf(centre));
    const [only, ...more] = await client.taskrouter.v1.workspaces.list();
    expect(more).toEqual([]);
    const sid = sidOf("workspace", centre.tenantId);
    expect(only).toMatchObject({ sid, accountSid: sidOf("account", centre.tenantId), defaultActivityName: "Offline" });
    expect((await workspace.fetch()).dateCreated.getTime()).toBe(virtualContext.clock.nowMs());
    expect(await client.taskrouter.v1.workspaces.list({ friendlyName: "Lain" })).toEqual([]);
  });

  it("has its queues as task queues, by name and page by page", async () => {
    const queues = await workspace.taskQueues.list({ pageSize: 1, limit: 9 });
    expect(names(queues)).toEqual(["Gangguan", "Tagihan"]);
    const one = await workspace.taskQueues(sidOf("taskQueue", floor.bills)).fetch();
    expect(one).toMatchObject({
      friendlyName: "Tagihan",
      targetWorkers: 'queues HAS "Tagihan"',
      maxReservedWorkers: 1,
    });
    expect(names(await workspace.taskQueues.list({ friendlyName: "gangguan" }))).toEqual(["Gangguan"]);
  });

  it("has its agents as workers, with what they are and which queues they serve", async () => {
    const workers = await workspace.workers.list({ pageSize: 3, limit: 9 });
    expect(workers.map((one) => [one.friendlyName, one.activityName, one.available])).toEqual([
      ["Ayu", "Available", true],
      ["Budi", "Makan siang", false],
      ["Citra", "Unavailable", false],
      ["Dewi", "Offline", false],
    ]);
    expect(JSON.parse(workers[0]?.attributes ?? "")).toEqual({
      queues: ["Gangguan", "Tagihan"],
      skills: { bahasa_jawa: 3 },
    });
    const budi = await workspace.workers(sidOf("worker", floor.budi)).fetch();
    expect(budi.activitySid).toBe(sidOf("activity", floor.lunch));
    expect(budi.dateStatusChanged.getTime()).toBe(virtualContext.clock.nowMs() - 60_000);
    const offline = sidOf("activity", ACTIVITY_IDS.offline);
    expect(names(await workspace.workers.list({ activitySid: offline }))).toEqual(["Dewi"]);
    expect(names(await workspace.workers.list({ available: "false" }))).toEqual(["Budi", "Citra", "Dewi"]);
    const serving = { taskQueueSid: sidOf("taskQueue", floor.bills) };
    expect(names(await workspace.workers.list(serving))).toEqual(["Ayu", "Budi"]);
  });

  it("tells what agents can be", async () => {
    const activities = await workspace.activities.list({ pageSize: 2, limit: 9 });
    expect(names(activities)).toEqual([
      ...["Offline", "Available", "Unavailable"],
      ...["Ibadah", "Istirahat", "Makan", "Makan siang", "Pelatihan", "Rapat"],
    ]);
    expect(names(await workspace.activities.list({ available: "true" }))).toEqual(["Available"]);
    const lunch = await workspace.activities(sidOf("activity", floor.lunch)).fetch();
    expect(lunch).toMatchObject({ friendlyName: "Makan siang", available: false });
  });

  it("has contacts as tasks, first come first, without the numbers of callers", async () => {
    const tasks = await workspace.tasks.list({ pageSize: 2, limit: 9 });
    expect(tasks.map((one) => [one.sid, one.assignmentStatus, one.age])).toEqual([
      [sidOf("task", floor.talking), "assigned", 90],
      [sidOf("task", floor.waiting), "pending", 20],
      [sidOf("task", floor.called), "reserved", 5],
    ]);
    const waiting = await workspace.tasks(sidOf("task", floor.waiting)).fetch();
    expect(waiting).toMatchObject({ taskQueueFriendlyName: "Tagihan", priority: 3, taskChannelUniqueName: "voice" });
    expect(JSON.parse(waiting.attributes)).toEqual({ kind: "call", call_sid: sidOf("call", floor.callId) });
    const some = await workspace.tasks.list({ assignmentStatus: ["pending", "reserved"], pageSize: 1, limit: 9 });
    expect(some.map(({ sid }) => sid)).toEqual([sidOf("task", floor.waiting), sidOf("task", floor.called)]);
    const serving = { taskQueueSid: sidOf("taskQueue", floor.faults) };
    expect((await workspace.tasks.list(serving)).map(({ sid }) => sid)).toEqual([sidOf("task", floor.talking)]);
  });

  it("is nobody else's, and needs keys that are for it", async () => {
    expect([
      ...(await theirs.taskQueues.list()),
      ...(await theirs.workers.list()),
      ...(await theirs.tasks.list()),
    ]).toEqual([]);
    for (const asked of [
      () => theirs.taskQueues(sidOf("taskQueue", floor.bills)).fetch(),
      () => theirs.workers(sidOf("worker", floor.ayu)).fetch(),
      () => theirs.tasks(sidOf("task", floor.waiting)).fetch(),
      () => theirs.activities(sidOf("activity", floor.lunch)).fetch(),
      () => workspace.taskQueues(sidOf("queue", floor.bills)).fetch(),
    ])
      expect((await refusal(asked()))?.code).toBe(20404);
    const key = await fieldKeyOf(centre, "Antrean", ["queues.read"]);
    const reader = workspaceOf(key, centre.tenantId);
    expect((await reader.taskQueues.list()).length).toBe(2);
    expect((await refusal(reader.workers.list()))?.code).toBe(20403);
  });

  it("is only read", async () => {
    const worker = workspace.workers(sidOf("worker", floor.ayu));
    for (const asked of [
      () => workspace.update({ friendlyName: "Lain" }),
      () => workspace.remove(),
      () => workspace.taskQueues.create({ friendlyName: "Baru" }),
      () => worker.update({ friendlyName: "Lain" }),
      () => worker.remove(),
    ])
      expect(await refusal(asked())).toMatchObject({ status: 405, code: 20004 });
    const answer = await fetch(`${portal.url}/v1/Workspaces/${sidOf("workspace", centre.tenantId)}`, { method: "PUT" });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    const nowhere = await fetch(`${portal.url}/v1/Workspaces/WS1/Nothing`, { method: "POST", body: "" });
    expect([nowhere.status, ((await nowhere.json()) as { code: number }).code]).toEqual([404, 20404]);
    expect((await workspace.fetch()).friendlyName).not.toBe("Lain");
    expect(names(await workspace.taskQueues.list())).toEqual(["Gangguan", "Tagihan"]);
    const named = await refusal(workspace.workers.list({ targetWorkersExpression: "1==1" }));
    expect(named?.message).toContain("TargetWorkersExpression");
  });
});
