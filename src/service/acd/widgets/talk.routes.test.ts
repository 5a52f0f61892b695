import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { addAgentPerson, writeContact } from "../../../../testkit/agent-contact.ts";
import { type CallCentre, GOOD_AGENT, openCallCentre, withoutInventory } from "../../../../testkit/call-centre.ts";
import { openTestClient } from "../../../../testkit/client.ts";
import { testLog } from "../../../../testkit/database.ts";
import type { Guest } from "../../../../testkit/guests.ts";
import { addCallFixture, addTestRun } from "../../../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { openSessionOf } from "../../../../testkit/users.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import {
  addTestWidget,
  openFrame,
  solvedWork,
  type TestTicket,
  type WidgetUsing,
} from "../../../../testkit/widget-client.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { keyFromFile } from "../../../platform/sealing/index.ts";
import { openSipSockets, type SipSockets } from "../../../platform/sip-sockets/index.ts";
import type { SipPeer } from "../../../protocols/sip/index.ts";
import { readVisitPass } from "../../telephony/phones/index.ts";
import { forgetVisits } from "./visit.store.ts";

const HOUR_MS = 60 * MINUTE_MS;
const CODES = ["1500883", "1500884"] as const;
const TALK = { code: CODES[0], minutes: 20, callsMax: 3 };

let virtualContext: VirtualContext;
let portal: TestPortal;
let centre: CallCentre;
let other: CallCentre;
let widget: { readonly id: string; readonly key: string; readonly form: WidgetUsing };
let theirs: { readonly id: string; readonly key: string; readonly form: WidgetUsing };
let switchPart: SipSockets;
const heard: SipPeer[] = [];

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  await withoutInventory(portal.access, CODES);
  centre = await openCallCentre(portal, { name: "Pusat Toko" });
  other = await openCallCentre(portal, { name: "Pusat Lain" });
  widget = await addTestWidget(centre.operator.client, { code: CODES[0], talk: TALK });
  theirs = await addTestWidget(other.operator.client, { code: CODES[1], talk: { ...TALK, code: CODES[1] } });
  const key = await keyFromFile(portal.kit.settings.dataFolder, "service");
  // The switch's end of a web caller's connection.
  switchPart = await openSipSockets({
    host: "127.0.0.1",
    port: 0,
    log: testLog,
    nowMs: () => performance.now(),
    onMessage: (_parsed, source) => void heard.push(source),
    webSocket: { port: 0, key, onGone: () => undefined },
  });
  const at = new Date(virtualContext.clock.nowMs());
  const run = { id: virtualContext.ids.next(), startedAt: at, beatAt: at };
  await portal.kit.db
    .insertInto("switchRun")
    .values({ ...run, wsPort: switchPart.webSocketPort })
    .execute();
});

afterAll(async () => {
  await switchPart?.close();
  await portal?.close();
});

const again = async (guest: Guest): Promise<Guest["client"]> =>
  openTestClient(portal.url, await openSessionOf(portal.kit, guest.id));
const hourOn = () => virtualContext.advance(HOUR_MS + MINUTE_MS);

/** Advances the clock to ten in the morning of the next weekday. */
function nextMorning(): void {
  const day = 24 * HOUR_MS;
  virtualContext.advance(day - ((virtualContext.clock.nowMs() - 3 * HOUR_MS) % day));
  if ([0, 6].includes(new Date(virtualContext.clock.nowMs()).getUTCDay())) nextMorning();
}

const shown = async (key = widget.key): Promise<TestTicket> =>
  (await openFrame(portal.url, key)).ticket ?? expect.fail("no ticket");

async function askIn(
  key: string,
  held: TestTicket,
  own: { readonly work?: readonly number[]; readonly ticket?: string } = {},
) {
  const { work = await solvedWork(held.seed), ticket = held.ticket } = own;
  const answer = await fetch(`${portal.url}/api/widgets/${key}/talks`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: portal.url },
    body: JSON.stringify({ ticket, work }),
  });
  const said = (await answer.json()) as { secret?: string; code?: string; error?: { code: string } };
  return { status: answer.status, refusal: said.error?.code ?? null, secret: said.secret ?? "", code: said.code };
}

const letIn = async (key = widget.key) => askIn(key, await shown(key));

/** Opens the connection of a visit as a frame does; resolves to it, or to the status and the code of the refusal. */
function open(
  secret: string,
  { key = widget.key, origin = portal.url, protocols = ["sip", `sambung.${secret}`] } = {},
) {
  const socket = new WebSocket(`${portal.url.replace("http", "ws")}/api/widgets/${key}/sip`, protocols, {
    headers: { origin },
  });
  return new Promise<WebSocket | string>((resolve, reject) => {
    socket.once("open", () => resolve(socket));
    socket.once("error", reject);
    socket.once("unexpected-response", (_request, response) => {
      let text = "";
      response.on("data", (part: Buffer) => {
        text += part.toString("utf8");
      });
      response.on("end", () =>
        resolve(`${response.statusCode} ${(JSON.parse(text) as { error: { code: string } }).error.code}`),
      );
    });
  });
}

function opened(found: WebSocket | string): WebSocket {
  if (typeof found === "string") throw new Error(`refused: ${found}`);
  return found;
}

const save = async (own: Partial<WidgetUsing>) => {
  const client = await again(centre.operator);
  const { version } = (await client.get<{ version: number }>(`/api/service/widgets/${widget.id}`)).body;
  return client.put<{ error: { code: string } }>(`/api/service/widgets/${widget.id}`, {
    ...widget.form,
    ...own,
    expectedVersion: version,
  });
};
const visits = () =>
  inTenant(portal.kit.db, centre.tenantId, (trx) =>
    trx.selectFrom("widgetVisit").selectAll().orderBy("createdAt").execute(),
  );

describe("what lets a visitor call", () => {
  it("is told once, for the one number of the widget, and what is kept of it opens nothing", async () => {
    nextMorning();
    const done = await letIn();
    expect(done).toMatchObject({ status: 201, code: CODES[0] });
    const kept = (await visits()).at(-1);
    expect(kept).toMatchObject({ widgetId: widget.id, code: CODES[0], openedAt: null });
    expect(JSON.stringify(kept)).not.toContain(done.secret);
    expect(kept?.addressMark?.toString("utf8")).not.toContain("127.0.0.1");
  });

  it("opens one connection, once, and goes with what may be done by it to the switch", async () => {
    const { secret } = await letIn();
    const socket = opened(await open(secret));
    expect(socket.protocol).toBe("sip");
    heard.length = 0;
    socket.send("REGISTER sip:x SIP/2.0\r\n\r\n");
    await expect.poll(() => heard.length, { timeout: 5_000 }).toBe(1);
    const [visit] = (await visits()).slice(-1);
    expect(readVisitPass(heard[0]?.pass ?? "")).toEqual({
      id: visit?.id,
      tenantId: centre.tenantId,
      widgetId: widget.id,
      code: CODES[0],
      minutes: 20,
      callsMax: 3,
      mark: visit?.addressMark?.toString("base64url"),
    });
    expect(heard[0]).toMatchObject({ transport: "ws", address: "127.0.0.1" });
    expect(await open(secret)).toBe("409 widget-visit-over");
    socket.terminate();
    expect(await open(secret)).toBe("409 widget-visit-over");
  });

  it("counts once however many open it at the same time", async () => {
    const { secret } = await letIn();
    const found = await Promise.all([open(secret), open(secret), open(secret)]);
    expect(found.filter((one) => typeof one !== "string")).toHaveLength(1);
    for (const one of found) if (typeof one !== "string") one.terminate();
  });

  it("is open for five connections of an address at once, however fast they come", async () => {
    hourOn();
    const secrets = [];
    for (let nth = 0; nth < 8; nth += 1) secrets.push((await letIn()).secret);
    const found = await Promise.all(secrets.map((secret) => open(secret)));
    expect(found.filter((one) => typeof one !== "string").length).toBeLessThanOrEqual(5);
    expect(found.filter((one) => one === "429 widget-talk-full").length).toBeGreaterThanOrEqual(3);
    for (const one of found) if (typeof one !== "string") one.terminate();
  });

  it("is over after two minutes, is another widget's to nobody, and is nothing to a strange page or a stranger", async () => {
    hourOn();
    const { secret } = await letIn();
    expect(await open(secret, { key: theirs.key })).toBe("409 widget-visit-over");
    expect(await open(secret, { key: "abcdefghijkm" })).toBe("404 no-such-widget");
    expect(await open(secret, { origin: "https://toko.contoh.co.id" })).toBe("403 widget-origin-strange");
    expect(await open(`${secret.slice(0, -2)}xx`)).toBe("409 widget-visit-over");
    expect(await open(secret, { protocols: ["sip"] })).toBe("409 widget-visit-over");
    expect(await open(secret, { protocols: [`sambung.${secret}`] })).toBe("409 widget-visit-over");
    // The route for agents accepts no secret of a web caller.
    const strange = new WebSocket(`${portal.url.replace("http", "ws")}/sip`, ["sip", `sambung.${secret}`], {
      headers: { origin: portal.url },
    });
    const status = await new Promise((resolve) => {
      strange.once("unexpected-response", (_request, response) => resolve(response.statusCode));
      strange.once("error", () => undefined);
    });
    expect(status).toBe(401);
    virtualContext.advance(2 * MINUTE_MS + 1);
    expect(await open(secret)).toBe("409 widget-visit-over");
  });

  it("is given for work alone: no ticket that is spent, forged, over or of another widget, and none without its answers", async () => {
    hourOn();
    const [one, two] = [await shown(), await shown()];
    expect((await askIn(widget.key, one, { work: Array.from({ length: 8 }, () => 0) })).refusal).toBe(
      "widget-work-missing",
    );
    expect((await askIn(widget.key, one, { work: await solvedWork(two.seed) })).refusal).toBe("widget-work-missing");
    expect((await askIn(widget.key, one, { ticket: `${one.ticket}x` })).refusal).toBe("widget-ticket-bad");
    expect((await askIn(widget.key, await shown(theirs.key))).refusal).toBe("widget-ticket-bad");
    expect((await askIn(widget.key, one)).status).toBe(201);
    expect((await askIn(widget.key, one)).refusal).toBe("widget-ticket-bad");
    virtualContext.advance(31 * MINUTE_MS);
    expect((await askIn(widget.key, two)).refusal).toBe("widget-ticket-bad");
  });

  it("is given only where the widget offers it, while it is open, and as often in an hour as it takes", async () => {
    nextMorning();
    const bare = await openFrame(portal.url, widget.key);
    expect(bare.html).toContain('id="talk-start"');
    expect(bare.headers.get("permissions-policy")).toContain("microphone=(self)");
    expect((await save({ talk: null })).status).toBe(200);
    const without = await openFrame(portal.url, widget.key);
    expect(without.html).not.toContain('id="talk-start"');
    expect(without.headers.get("permissions-policy")).toContain("microphone=()");
    expect((await letIn()).refusal).toBe("widget-off");
    expect((await save({ talk: { ...TALK, code: CODES[1] } })).body.error.code).toBe("widget-talk-code-unknown");
    expect((await save({ talk: { ...TALK, minutes: 61 } })).status).toBe(400);
    expect((await save({ offersNow: false, offersLater: false, talk: null })).body.error.code).toBe(
      "widget-offers-nothing",
    );
    expect((await save({ offersNow: false, offersLater: false, hourMax: 1 })).status).toBe(200);
    expect((await letIn()).status).toBe(201);
    expect((await letIn()).refusal).toBe("widget-busy");
    expect((await save({})).status).toBe(200);
    virtualContext.advance(9 * HOUR_MS);
    expect((await openFrame(portal.url, widget.key)).html).not.toContain('id="talk-start"');
    expect((await letIn()).refusal).toBe("widget-talk-closed");
  });

  it("is used up by a widget that was turned off meanwhile", async () => {
    nextMorning();
    const { secret } = await letIn();
    expect((await save({ isOn: false })).status).toBe(200);
    expect(await open(secret)).toBe("409 widget-visit-over");
    expect((await save({})).status).toBe(200);
    expect(await open(secret)).toBe("409 widget-visit-over");
  });

  it("is held back for an address after ten in an hour, whatever it wanted", async () => {
    nextMorning();
    for (let nth = 0; nth < 10; nth += 1) expect((await letIn()).status).toBe(201);
    expect((await letIn()).refusal).toBe("widget-address-often");
    expect((await letIn(theirs.key)).refusal).toBe("widget-address-often");
  });
});

describe("what is left of a visit", () => {
  const forget = () => forgetVisits(portal.kit.db, { nowMs: virtualContext.clock.nowMs(), limit: 1_000 });
  const left = async (ids: readonly string[]) =>
    (await visits()).filter(({ id }) => ids.includes(id)).map(({ id, addressMark }) => [id, addressMark !== null]);

  it("goes by itself, also where nobody visits any more: what was not used after a day, what stands for addresses after a month", async () => {
    nextMorning();
    await letIn();
    const [unused] = (await visits()).slice(-1);
    const opening = [await letIn(), await letIn()];
    for (const { secret } of opening) opened(await open(secret)).terminate();
    const [called, silent] = (await visits()).slice(-2);
    const ids = [unused, called, silent].map((one) => one?.id ?? "");
    const [lost = "", kept = "", quiet = ""] = ids;
    const of = { tenantId: centre.tenantId, callId: kept, code: CODES[0], other: "anonymous" } as const;
    const switchId = virtualContext.ids.next();
    await addTestRun(portal.kit.db, { id: switchId, at: new Date(virtualContext.clock.nowMs()) });
    const end = { outcome: "answered", afterMs: 1_000 } as const;
    await addCallFixture(portal.kit.db, {
      ...of,
      switchId,
      direction: "inbound",
      beganAtMs: virtualContext.clock.nowMs(),
      end,
    });
    await forget();
    expect(await left(ids)).toEqual([
      [lost, true],
      [kept, true],
      [quiet, true],
    ]);
    virtualContext.advance(25 * HOUR_MS);
    await forget();
    expect(await left(ids)).toEqual([
      [kept, true],
      [quiet, true],
    ]);
    virtualContext.advance(30 * 24 * HOUR_MS);
    await forget();
    expect(await left(ids)).toEqual([[kept, false]]);
    expect(await forget()).toBe(0);
  });
});

describe("a caller who is a nuisance", () => {
  it("is kept out for a day by the agent who had him, by no other, in that call centre alone; a supervisor takes it back", async () => {
    nextMorning();
    expect((await letIn()).status).toBe(201);
    const callId = (await visits()).at(-1)?.id ?? "";
    const agent = await addAgentPerson(portal, centre.tenantId);
    const { queueId } = widget.form;
    const form = { ...GOOD_AGENT, name: "Sari", queues: [{ queueId, tier: 1 }], personId: agent.id };
    const agentId = (await (await again(centre.operator)).post<{ id: string }>("/api/service/agents", form)).body.id;
    const of = { tenantId: centre.tenantId, queueId, agentId, called: CODES[0], caller: "anonymous", choice: "" };
    const contactId = await writeContact(portal.kit, {
      ...of,
      callId,
      atMs: virtualContext.clock.nowMs(),
      sequence: 1,
    });
    const usual = await writeContact(portal.kit, { ...of, atMs: virtualContext.clock.nowMs(), sequence: 20 });
    const desk = await again(agent);
    const { secret } = await letIn();
    const block = (id: string) => desk.post(`/api/service/desk/contacts/${id}/caller-block`, {});
    expect((await desk.get<{ website: string }>(`/api/service/desk/contacts/${contactId}`)).body.website).toBe(
      widget.form.name,
    );
    expect((await block(usual)).status).toBe(404);
    expect((await block(contactId)).status).toBe(201);
    expect((await block(contactId)).status).toBe(201);
    expect((await letIn()).refusal).toBe("widget-talk-blocked");
    // An earlier admission is no exception.
    expect(await open(secret)).toBe("409 widget-visit-over");
    expect((await letIn(theirs.key)).status).toBe(201);
    const client = await again(centre.operator);
    const listed = await client.get<{ items: { id: string; widgetName: string }[] }>(
      "/api/service/widget-caller-blocks",
    );
    expect(listed.body.items).toMatchObject([{ widgetName: widget.form.name }]);
    const address = `/api/service/widget-caller-blocks/${listed.body.items[0]?.id}`;
    expect((await (await again(other.operator)).delete(address)).status).toBe(404);
    expect((await client.delete(address)).status).toBe(204);
    expect((await client.delete(address)).status).toBe(404);
    expect((await letIn()).status).toBe(201);
    expect((await block(contactId)).status).toBe(201);
    virtualContext.advance(24 * HOUR_MS + 1);
    expect(
      (await (await again(centre.operator)).get<{ items: object[] }>("/api/service/widget-caller-blocks")).body.items,
    ).toEqual([]);
    nextMorning();
    expect((await letIn()).status).toBe(201);
    const counts = (
      await (
        await again(centre.operator)
      ).get<{ counts: { kind: string; count: number }[] }>(`/api/service/widgets/${widget.id}`)
    ).body.counts;
    expect(counts.map(({ kind }) => kind)).toContain("widget-talk-blocked");
  });
});
