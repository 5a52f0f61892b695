import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addAgentPerson, writeContact } from "../../../../testkit/agent-contact.ts";
import {
  type CallCentre,
  GOOD_AGENT,
  GOOD_QUEUE,
  openCallCentre,
  withoutInventory,
} from "../../../../testkit/call-centre.ts";
import { openTestClient } from "../../../../testkit/client.ts";
import type { Guest } from "../../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { whileQueueEnds } from "../../../../testkit/queue-fixture.ts";
import { openSessionOf } from "../../../../testkit/users.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import {
  addTestWidget,
  askWith,
  openFrame,
  SITE,
  visitAndAsk,
  type WidgetUsing,
} from "../../../../testkit/widget-client.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { eraseBlocks } from "./wire.ts";

const HOUR_MS = 60 * MINUTE_MS;
const CODES = ["1500881", "1500882"] as const;

let virtualContext: VirtualContext;
let portal: TestPortal;
let centre: CallCentre;
let other: CallCentre;
let widget: { readonly id: string; readonly key: string; readonly form: WidgetUsing };
let theirs: { readonly id: string; readonly key: string };

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  await withoutInventory(portal.access, CODES);
  centre = await openCallCentre(portal, { name: "Pusat Toko" });
  other = await openCallCentre(portal, { name: "Pusat Lain" });
  widget = await addTestWidget(centre.operator.client, { code: CODES[0] });
  theirs = await addTestWidget(other.operator.client, { code: CODES[1] });
});

afterAll(() => portal?.close());

const again = async (guest: Guest): Promise<Guest["client"]> =>
  openTestClient(portal.url, await openSessionOf(portal.kit, guest.id));
const lead = () => again(centre.operator);
/** Numbers without earlier requests. */
let numbers = 0;
const fresh = (): string => {
  numbers += 1;
  return `0812340${String(numbers).padStart(5, "0")}`;
};
const ask = (request: Parameters<typeof visitAndAsk>[2], key = widget.key) => visitAndAsk(portal.url, key, request);
const plans = (of: CallCentre = centre) =>
  inTenant(portal.kit.db, of.tenantId, (trx) =>
    trx.selectFrom("plannedCallback").selectAll().orderBy("createdAt").orderBy("id").execute(),
  );
const counts = async () => {
  const { body } = await (await lead()).get<{ counts: { kind: string; count: number }[] }>(
    `/api/service/widgets/${widget.id}`,
  );
  return Object.fromEntries(body.counts.map(({ kind, count }) => [kind, count]));
};
const countOf = async (kind: string): Promise<number> => (await counts())[kind] ?? 0;
/** An hour passes, so that no counted request affects another test. */
const hourOn = () => virtualContext.advance(HOUR_MS + MINUTE_MS);
const save = async (own: Partial<WidgetUsing>) => {
  const client = await lead();
  const { version } = (await client.get<{ version: number }>(`/api/service/widgets/${widget.id}`)).body;
  return client.put(`/api/service/widgets/${widget.id}`, { ...widget.form, ...own, expectedVersion: version });
};

describe("a widget's frame", () => {
  it("is framed by its websites and by nobody else, and carries a ticket for them only", async () => {
    const shown = await openFrame(portal.url, widget.key);
    expect(shown.status).toBe(200);
    const policy = shown.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(new RegExp(`frame-ancestors ${SITE}$`));
    expect(policy).toContain("default-src 'none'");
    expect(shown.headers.get("x-frame-options")).toBeNull();
    expect(shown.headers.get("set-cookie")).toBeNull();
    expect(shown.html).not.toMatch(/ on\w+=|<script>/);
    for (const referer of [
      "https://penipu.contoh.co.id/",
      "https://toko.contoh.co.id.penipu.id/",
      "http://toko.contoh.co.id/",
      null,
    ]) {
      const strange = await openFrame(portal.url, widget.key, referer);
      expect([strange.status, strange.ticket]).toEqual([403, null]);
      expect(strange.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    }
    expect((await openFrame(portal.url, "abcdefghijkm")).status).toBe(404);
    expect(await counts()).toMatchObject({ "widget-origin-strange": 4 });
  });

  it("is loaded by a script that is small, and its own files are kept by the digest in their names", async () => {
    const host = await fetch(`${portal.url}/widget/1.js`);
    const text = await host.text();
    const { gzipSync } = await import("node:zlib");
    expect(gzipSync(text).length).toBeLessThan(3 * 1_024);
    expect(host.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(host.headers.get("cache-control")).toContain("max-age=3600");
    const { html } = await openFrame(portal.url, widget.key);
    const [script] = /\/widget\/inside\/[0-9a-f]{12}\.js/.exec(html) ?? [];
    const inside = await fetch(`${portal.url}${script}`);
    expect(inside.headers.get("cache-control")).toContain("immutable");
    expect(gzipSync(await inside.text()).length).toBeLessThan(4 * 1_024);
  });

  it("says nothing that somebody typed as markup", async () => {
    const title = `<img src=x onerror=alert(1)>"'`;
    expect((await save({ words: { id: { title, intro: "{centre}" }, en: { title: "", intro: "" } } })).status).toBe(
      200,
    );
    const { html } = await openFrame(portal.url, widget.key);
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img");
    expect((await save({})).status).toBe(200);
  });
});

describe("what a visitor asks for", () => {
  it("becomes a callback of the queue that anybody of it dials once", async () => {
    const number = fresh();
    expect(await ask({ number: `+62 ${number.slice(1)}`, topic: "Ongkos kirim" })).toMatchObject({ status: 201 });
    expect((await plans()).at(-1)).toMatchObject({
      number,
      called: CODES[0],
      queueId: widget.form.queueId,
      widgetId: widget.id,
      agentId: null,
      isOwn: false,
      note: "Ongkos kirim",
      triesMax: 1,
      state: "planned",
      dueAt: new Date(virtualContext.clock.nowMs()),
    });
    expect(await countOf("asked")).toBe(1);
    const listed = await (await lead()).get<{ items: { agentName: string | null; widgetName: string }[] }>(
      "/api/service/callbacks",
    );
    expect(listed.body.items[0]).toMatchObject({ agentName: null, widgetName: widget.form.name });
    const trail = await portal.kit.db
      .selectFrom("auditEntry")
      .select("detail")
      .where("action", "=", "widget.asked")
      .execute();
    expect(JSON.stringify(trail)).not.toContain(number.slice(4));
  });

  it("is refused without work, with another's work, with a ticket that is forged, spent, over or of another widget", async () => {
    const number = fresh();
    const shown = async (key = widget.key) => {
      const { ticket } = await openFrame(portal.url, key);
      if (ticket === null) throw new Error("no ticket");
      return ticket;
    };
    const before = (await plans()).length;
    const [one, two] = [await shown(), await shown()];
    expect(
      await askWith(portal.url, widget.key, one, { number, work: Array.from({ length: 8 }, () => 0) }),
    ).toMatchObject({
      status: 403,
      code: "widget-work-missing",
    });
    expect((await askWith(portal.url, widget.key, { ticket: one.ticket, seed: two.seed }, { number })).code).toBe(
      "widget-work-missing",
    );
    const [said = "", proof = ""] = two.ticket.split(".");
    const body = JSON.parse(Buffer.from(said, "base64url").toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...body, e: 9e15 })).toString("base64url");
    for (const ticket of [`${forged}.${proof}`, said, `${said}.`, "", "..", `${said}.${proof}x`])
      expect((await askWith(portal.url, widget.key, { ...two, ticket }, { number })).code).toBe("widget-ticket-bad");
    const strange = await shown(theirs.key);
    expect((await askWith(portal.url, widget.key, strange, { number })).code).toBe("widget-ticket-bad");
    expect((await plans()).length).toBe(before);
    expect((await askWith(portal.url, widget.key, two, { number })).status).toBe(201);
    expect((await askWith(portal.url, widget.key, two, { number: fresh() })).code).toBe("widget-ticket-bad");
    virtualContext.advance(31 * MINUTE_MS);
    expect((await askWith(portal.url, widget.key, one, { number: fresh() })).code).toBe("widget-ticket-bad");
    expect((await plans()).length).toBe(before + 1);
    // A page that stays open exchanges its ticket for a new one, and only a ticket of this installation.
    const renewed = async (ticket: string) => {
      const headers = { "content-type": "application/json", origin: portal.url };
      const answer = await fetch(`${portal.url}/api/widgets/${widget.key}/tickets`, {
        method: "POST",
        headers,
        body: JSON.stringify({ ticket }),
      });
      return { status: answer.status, body: (await answer.json()) as { ticket: string; seed: string } };
    };
    const fine = await renewed(one.ticket);
    expect(fine.status).toBe(200);
    expect((await askWith(portal.url, widget.key, fine.body, { number: fresh() })).status).toBe(201);
    expect((await renewed(strange.ticket)).status).toBe(409);
    virtualContext.advance(25 * HOUR_MS);
    expect((await renewed(one.ticket)).status).toBe(409);
    virtualContext.advance(23 * HOUR_MS);
  });

  it("spends a ticket once, however many send it at the same time", async () => {
    hourOn();
    const { ticket } = await openFrame(portal.url, widget.key);
    if (ticket === null) throw new Error("no ticket");
    const answers = await Promise.all(
      [fresh(), fresh(), fresh()].map((number) => askWith(portal.url, widget.key, ticket, { number })),
    );
    expect(answers.map(({ status }) => status).toSorted((one, two) => one - two)).toEqual([201, 409, 409]);
  });

  it.each([
    ["a premium number", "08091234567"],
    ["a premium number written otherwise", "+62 900 123 4567"],
    ["a short code", "14045"],
    ["an emergency number", "112"],
    ["a number abroad", "+12025550123"],
    ["a number abroad by a prefix", "0012025550123"],
    ["a satellite", "08681234567"],
    ["words", "telepon saya"],
  ])("is refused for %s", async (_name, number) => {
    hourOn();
    const done = await ask({ number });
    expect(done).toMatchObject({ status: 400, code: "widget-number-bad" });
    expect(done.message).toContain("Indonesia");
  });

  it("is only what is offered: hours inside opening hours, on whole and half ones, and now only while open", async () => {
    await untilWednesday();
    const at = (text: string) => `2026-12-${text}:00.000Z`;
    // Thursday at ten in Jakarta; then before opening, after closing, on Sunday, between half hours, and in the past.
    expect((await ask({ number: fresh(), at: at("17T03:00") })).status).toBe(201);
    for (const strange of [
      at("17T00:30"),
      at("17T10:00"),
      at("20T03:00"),
      at("17T03:10"),
      at("15T03:00"),
      "2027-05-05T03:00:00.000Z",
    ])
      expect((await ask({ number: fresh(), at: strange })).code).toBe("widget-time-gone");
    hourOn();
    virtualContext.advance(8 * HOUR_MS);
    const closed = await openFrame(portal.url, widget.key);
    expect(closed.html).not.toContain('id="now"');
    expect((await ask({ number: fresh() })).code).toBe("widget-time-gone");
    expect((await save({ offersLater: false })).status).toBe(200);
    expect((await openFrame(portal.url, widget.key)).html).toContain("buka lagi pada Kamis, 17 Desember, 08.00");
    expect((await save({})).status).toBe(200);
  });
});

/** Advances the clock to Wednesday, 16 December, ten in the morning. */
async function untilWednesday(): Promise<void> {
  virtualContext.advance(Date.UTC(2026, 11, 16, 3) - virtualContext.clock.nowMs());
}

/** Advances the clock to ten in the morning of the next weekday. */
function nextMorning(): void {
  const day = 24 * HOUR_MS;
  virtualContext.advance(day - ((virtualContext.clock.nowMs() - 3 * HOUR_MS) % day));
  if ([0, 6].includes(new Date(virtualContext.clock.nowMs()).getUTCDay())) nextMorning();
}

/** Ten in the morning of a weekday, at least two days ahead. */
function laterMorning(): string {
  const day = new Date(virtualContext.clock.nowMs() + 48 * HOUR_MS);
  day.setUTCHours(3, 0, 0, 0);
  while ([0, 6].includes(day.getUTCDay())) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString();
}

describe("a stranger's number", () => {
  it("waits for one call, all call centres together, and is rung three times a day at the most", async () => {
    nextMorning();
    const number = fresh();
    const both = await Promise.all([ask({ number }), ask({ number }, theirs.key)]);
    expect(both.map(({ status }) => status).toSorted((one, two) => one - two)).toEqual([201, 409]);
    expect(both.map(({ code }) => code)).toContain("widget-number-not-now");
    expect((await ask({ number: `+62${number.slice(1)}` }, theirs.key)).code).toBe("widget-number-not-now");
    const over = async () => {
      for (const { tenantId } of [centre, other])
        await inTenant(portal.kit.db, tenantId, (trx) =>
          trx
            .updateTable("plannedCallback")
            .set({ state: "unreached", endedAt: new Date(virtualContext.clock.nowMs()) })
            .where("endedAt", "is", null)
            .execute(),
        );
    };
    await over();
    for (const key of [theirs.key, widget.key]) {
      expect((await ask({ number }, key)).status).toBe(201);
      await over();
    }
    const [waiting, often] = [await countOf("widget-number-waiting"), await countOf("widget-number-often")];
    for (const key of [theirs.key, widget.key]) expect((await ask({ number }, key)).code).toBe("widget-number-not-now");
    // Members of the call centre can read the reason, web callers cannot.
    expect(await countOf("widget-number-often")).toBe(often + 1);
    expect(await countOf("widget-number-waiting")).toBe(waiting);
    nextMorning();
    expect((await ask({ number })).status).toBe(201);
  });

  it("that one website is to call on another day is called by another before", async () => {
    hourOn();
    const number = fresh();
    const at = laterMorning();
    expect((await ask({ number, at })).status).toBe(201);
    expect((await ask({ number }, theirs.key)).status).toBe(201);
    const same = fresh();
    expect((await ask({ number: same, at }, theirs.key)).status).toBe(201);
    expect((await ask({ number: same, at })).code).toBe("widget-number-not-now");
  });

  it("is promised a call by an agent although a website waits to call it, and no website is told of the promise", async () => {
    hourOn();
    const number = fresh();
    expect((await ask({ number, at: laterMorning() })).status).toBe(201);
    const agent = await addAgentPerson(portal, centre.tenantId);
    const { queueId } = widget.form;
    const form = { ...GOOD_AGENT, name: "Budi", queues: [{ queueId, tier: 1 }], personId: agent.id };
    const agentId = (await (await lead()).post<{ id: string }>("/api/service/agents", form)).body.id;
    const of = { tenantId: centre.tenantId, queueId, agentId, called: CODES[0], choice: "" };
    const contactId = await writeContact(portal.kit, {
      ...of,
      caller: number,
      atMs: virtualContext.clock.nowMs(),
      sequence: 11,
    });
    const desk = await again(agent);
    const date = new Date(virtualContext.clock.nowMs() + 48 * HOUR_MS).toISOString().slice(0, 10);
    const promise = {
      id: randomUUID(),
      date,
      time: "10:00",
      queueId,
      isOwn: true,
      note: "",
      triesMax: 1,
      isConfirmed: true,
      number: null,
    };
    expect(await desk.post(`/api/service/desk/contacts/${contactId}/callback`, promise)).toMatchObject({ status: 201 });
    const all = (await plans()).filter((plan) => plan.number === number);
    expect(all.map(({ widgetId, state }) => [widgetId === null, state])).toEqual([
      [false, "cancelled"],
      [true, "planned"],
    ]);
    expect((await ask({ number })).code).toBe("widget-number-not-now");
    expect((await plans()).find((plan) => plan.id === promise.id)).toMatchObject({ state: "planned" });
  });

  it("stays the one that was asked for, tried once, whatever is changed of its callback", async () => {
    hourOn();
    const number = fresh();
    expect((await ask({ number, at: laterMorning() })).status).toBe(201);
    const plan = (await plans()).find((one) => one.number === number) ?? expect.fail("no callback");
    const date = new Date(virtualContext.clock.nowMs() + 48 * HOUR_MS).toISOString().slice(0, 10);
    const change = async (own: object) =>
      (await lead()).put<{ error: { code: string } }>(`/api/service/callbacks/${plan.id}`, {
        date,
        time: "10:00",
        queueId: plan.queueId,
        isOwn: false,
        note: "",
        triesMax: 1,
        isConfirmed: true,
        number,
        expectedVersion: plan.version,
        ...own,
      });
    for (const own of [{ number: fresh() }, { triesMax: 3 }])
      expect((await change(own)).body.error.code).toBe("callback-from-website");
    expect((await change({ number: null })).status).toBe(200);
  });

  it("is not called again once its owner said so to the agent, to nobody else's number, and until a supervisor takes it back", async () => {
    nextMorning();
    const agent = await addAgentPerson(portal, centre.tenantId);
    const number = fresh();
    expect((await ask({ number })).status).toBe(201);
    const { queueId } = widget.form;
    const agentForm = {
      name: "Sari",
      homePhoneId: null,
      skills: {},
      queues: [{ queueId, tier: 1 }],
      personId: agent.id,
    };
    const agentId = (await (await lead()).post<{ id: string }>("/api/service/agents", agentForm)).body.id;
    const of = { tenantId: centre.tenantId, queueId, agentId, called: CODES[0], choice: "" };
    const contactId = await writeContact(portal.kit, {
      ...of,
      caller: number,
      atMs: virtualContext.clock.nowMs(),
      sequence: 1,
    });
    const desk = await again(agent);
    const block = (id: string) =>
      desk.post<{ error: { code: string } }>(`/api/service/desk/contacts/${id}/number-block`, {});
    // The agent's own contact, which no website requested.
    expect((await block(contactId)).status).toBe(404);
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.updateTable("plannedCallback").set({ state: "due", contactId }).where("number", "=", number).execute(),
    );
    const seen = await desk.get<{ plan: object }>(`/api/service/desk/contacts/${contactId}`);
    expect(seen.body.plan).toMatchObject({ agentName: null, widgetName: widget.form.name });
    expect((await block(contactId)).status).toBe(201);
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .updateTable("plannedCallback")
        .set({ state: "reached", endedAt: new Date(virtualContext.clock.nowMs()) })
        .where("number", "=", number)
        .execute(),
    );
    expect((await ask({ number })).code).toBe("widget-number-not-now");
    expect((await ask({ number }, theirs.key)).status).toBe(201);
    const client = await lead();
    const listed = (await client.get<{ items: { id: string; number: string }[] }>("/api/service/widget-blocks")).body
      .items;
    expect(listed).toMatchObject([{ number }]);
    const [{ id } = { id: "" }] = listed;
    expect((await (await again(other.operator)).delete(`/api/service/widget-blocks/${id}`)).status).toBe(404);
    expect((await client.delete(`/api/service/widget-blocks/${id}`)).status).toBe(204);
    expect((await client.post("/api/service/widget-blocks", { number: "112" })).status).toBe(400);
    expect((await client.post("/api/service/widget-blocks", { number })).status).toBe(201);
    const erased = await inTenant(portal.kit.db, centre.tenantId, (trx) => eraseBlocks(trx, { number }));
    expect(erased).toEqual([{ name: "blocks", count: 1 }]);
  });

  it("that waits for its hour is let go when it is blocked; a second no is the first one", async () => {
    nextMorning();
    const number = fresh();
    expect((await ask({ number })).status).toBe(201);
    const block = async () => (await (await lead()).post("/api/service/widget-blocks", { number })).status;
    expect([await block(), await block()]).toEqual([201, 201]);
    expect((await plans()).find((plan) => plan.number === number)).toMatchObject({ state: "cancelled" });
    const [kept] = (await (await lead()).get<{ items: { id: string }[] }>("/api/service/widget-blocks")).body.items;
    const trail = await portal.kit.db
      .selectFrom("auditEntry")
      .select("subjectId")
      .where("action", "=", "widget.number-blocked")
      .execute();
    expect(trail.filter(({ subjectId }) => subjectId === kept?.id)).toHaveLength(2);
  });
});

describe("limits", () => {
  it("hold back an address after ten wishes in an hour, and a widget after as many as it takes", async () => {
    nextMorning();
    expect((await save({ hourMax: 4 })).status).toBe(200);
    const codes: (string | null)[] = [];
    for (let turn = 0; turn < 11; turn += 1) codes.push((await ask({ number: fresh() })).code);
    const of = <Code>(times: number, code: Code): readonly Code[] => Array.from({ length: times }, () => code);
    expect(codes).toEqual([...of(4, null), ...of(6, "widget-busy"), "widget-address-often"]);
    hourOn();
    expect((await ask({ number: fresh() })).status).toBe(201);
    expect((await save({})).status).toBe(200);
  });

  it("leave nothing to be asked where it is off, its queue is closed or it has ended", async () => {
    nextMorning();
    const { ticket } = await openFrame(portal.url, widget.key);
    if (ticket === null) throw new Error("no ticket");
    expect((await save({ isOn: false })).status).toBe(200);
    expect((await openFrame(portal.url, widget.key)).status).toBe(409);
    expect((await askWith(portal.url, widget.key, ticket, { number: fresh() })).code).toBe("widget-off");
    const own = await addTestWidget(await lead(), { code: CODES[0], name: "Kedua" }).catch((error: unknown) => error);
    expect(own).toBeInstanceOf(Error);
    expect((await (await lead()).delete(`/api/service/widgets/${widget.id}`)).status).toBe(204);
    expect((await openFrame(portal.url, widget.key)).status).toBe(404);
    expect((await askWith(portal.url, widget.key, ticket, { number: fresh() })).code).toBe("no-such-widget");
  });
});

describe("the form of a widget", () => {
  it("takes origins as browsers name them, and nothing that is more or less than one", async () => {
    const client = await again(other.operator);
    const { version } = (await client.get<{ version: number }>(`/api/service/widgets/${theirs.id}`)).body;
    const form = (theirs as typeof widget).form;
    const put = (own: object) =>
      client.put<{ error: { code: string; fields: { path: string }[] } }>(`/api/service/widgets/${theirs.id}`, {
        ...form,
        ...own,
        expectedVersion: version,
      });
    for (const origin of [
      "https://*.contoh.co.id",
      "*",
      "http://contoh.co.id",
      "https://contoh.co.id/halaman",
      "contoh.co.id",
      "https://a.id; script-src *",
      "javascript:alert(1)",
      "https://u:p@contoh.co.id",
    ]) {
      const { status, body } = await put({ origins: [origin] });
      expect([origin, status, body.error.code, body.error.fields[0]?.path]).toEqual([
        origin,
        400,
        "widget-origin-unfit",
        "origins",
      ]);
    }
    expect((await put({ offersNow: false, offersLater: false })).body.error.code).toBe("widget-offers-nothing");
    expect((await put({ queueId: widget.form.queueId })).body.error.code).toBe("widget-queue-unknown");
    const made = await client.post<{ id: string }>("/api/service/queues", { ...GOOD_QUEUE, name: "Sebentar" });
    const ending = { tenantId: other.tenantId, queueId: made.body.id, at: new Date(virtualContext.clock.nowMs()) };
    const late = await whileQueueEnds(portal.kit.db, ending, () => put({ queueId: made.body.id }));
    expect(late.body.error.code).toBe("widget-queue-unknown");
    expect((await put({ hoursId: widget.form.hoursId })).body.error.code).toBe("widget-hours-unknown");
    expect((await put({ code: CODES[0] })).body.error.code).toBe("widget-code-unknown");
    expect(
      (await put({ origins: ["HTTPS://Toko.Contoh.co.id:443", "https://toko.contoh.co.id/", "http://localhost:8080"] }))
        .status,
    ).toBe(200);
    const now = (
      await client.get<{ origins: string[]; line: string; key: string }>(`/api/service/widgets/${theirs.id}`)
    ).body;
    expect(now.origins).toEqual([SITE, "http://localhost:8080"]);
    expect(now.line).toBe(`<script src="${portal.url}/widget/1.js" data-widget="${now.key}" async></script>`);
    expect((await put({})).body.error.code).toBe("widget-stale");
  });
});
