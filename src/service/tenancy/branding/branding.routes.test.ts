import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addAgentPerson } from "../../../../testkit/agent-contact.ts";
import { type CallCentre, openCallCentre } from "../../../../testkit/call-centre.ts";
import { COOKIE, type ProblemBody } from "../../../../testkit/client.ts";
import type { Guest } from "../../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { inTenant } from "../../../platform/database/index.ts";

const PATH = "/api/service/branding";
const UNCHOSEN = { name: null, colour: null, logo: null, version: 0 };
const SECRET = "rahasia di dalam berkas";
let portal: TestPortal;
let centre: CallCentre;
let neighbour: CallCentre;
let agent: Guest;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  [centre, neighbour] = [await openCallCentre(portal), await openCallCentre(portal)];
  agent = await addAgentPerson(portal, centre.tenantId);
});

afterAll(() => portal.close());

const seenBy = async (guest: Guest) => (await guest.client.get<typeof UNCHOSEN>(PATH)).body;
const keep = (form: object) =>
  centre.operator.client.put(PATH, { name: null, colour: null, expectedVersion: 0, ...form });

function picture(width: number, height: number): Buffer {
  const png = new PNG({ width, height });
  for (let at = 0; at < png.data.length; at += 4) png.data.set([200, 30, 60, 255], at);
  return PNG.sync.write(png);
}

async function upload(bytes: Uint8Array, guest: Guest = centre.operator): Promise<string> {
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array(bytes)], { type: "image/png" }), "logo.png");
  const headers = { cookie: `${COOKIE}=${guest.token}`, origin: portal.url };
  const answer = await fetch(`${portal.url}${PATH}/logo`, { method: "PUT", body: form, headers });
  const code = answer.status === 204 ? "" : ((await answer.json()) as ProblemBody).error.code;
  return `${answer.status} ${code}`.trim();
}

const logoFor = (guest: Guest) =>
  fetch(`${portal.url}${PATH}/logo`, { headers: { cookie: `${COOKIE}=${guest.token}` } });

describe("the look of a call centre", () => {
  it("is chosen by its administrator, seen by its people and by nobody else, and put on record", async () => {
    expect(await seenBy(agent)).toEqual(UNCHOSEN);
    expect((await keep({ name: "Halo Nusantara", colour: "#0B6E4F" })).status).toBe(204);
    const look = { name: "Halo Nusantara", colour: "#0b6e4f", logo: null, version: 1 };
    expect(await seenBy(agent)).toEqual(look);
    for (const other of [neighbour.operator, await portal.officer("administrator")])
      expect(await seenBy(other)).toEqual(UNCHOSEN);
    expect((await agent.client.put(PATH, { ...look, expectedVersion: 1 })).status).toBe(403);
    const log = await centre.operator.client.get<{ items: { action: string; detail: object }[] }>("/api/service/audit");
    expect(log.body.items[0]).toMatchObject({ action: "branding.changed", detail: { colour: "#0b6e4f" } });
  });

  it("is changed by one of two who read the same, and no colour is taken that could not be read", async () => {
    const { version: expectedVersion } = await seenBy(agent);
    const tries = await Promise.all(["Satu", "Dua"].map((name) => keep({ name, expectedVersion })));
    expect(tries.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
    const pale = await keep({ colour: "#ffcc00", expectedVersion: expectedVersion + 1 });
    expect(pale.status).toBe(400);
    expect(pale.text).toContain("colour-unreadable");
    expect(pale.text).toMatch(/warna terdekat yang terbaca: #[0-9a-f]{6}/);
    const first = await Promise.all(
      ["Kiri", "Kanan"].map((name) => neighbour.operator.client.put(PATH, { name, colour: null, expectedVersion: 0 })),
    );
    expect(first.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
  });

  it("has a logo that is drawn again: nothing of the file remains, and nobody but its people is shown it", async () => {
    const file = picture(120, 40);
    expect(await upload(Buffer.concat([file, Buffer.from(SECRET)]))).toBe("204");
    const shown = await logoFor(agent);
    expect(shown.headers.get("content-type")).toBe("image/png");
    expect(shown.headers.get("cache-control")).toBe("private, no-cache");
    const bytes = Buffer.from(await shown.arrayBuffer());
    expect(bytes.includes(SECRET)).toBe(false);
    expect(PNG.sync.read(bytes).data.equals(PNG.sync.read(file).data)).toBe(true);
    expect((await logoFor(neighbour.operator)).status).toBe(404);
    expect(await upload(file, agent)).toBe("403 not-permitted");
  });

  it("takes no other file: pictures of another kind, cut off, too small, too large, or that unpack to more than they say", async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const whole = picture(64, 64);
    const bomb = Buffer.from(whole);
    // The header states 640 × 256, the data are 64 × 64.
    bomb.writeUInt32BE(640, 16);
    const interlaced = Buffer.from(whole);
    interlaced.writeUInt8(1, 28);
    const files = [svg, Buffer.alloc(0), whole.subarray(0, whole.length - 20), bomb, picture(20, 20), picture(641, 40)];
    const answers: string[] = [];
    for (const file of [...files, interlaced, Buffer.concat([whole, Buffer.alloc(200_001)])])
      answers.push(await upload(file));
    expect(answers).toEqual([
      ...Array.from({ length: 4 }, () => "400 logo-not-png"),
      ...["400 logo-sides", "400 logo-sides", "400 logo-interlaced", "400 logo-too-large"],
    ]);
  });

  it("is the program's again when it is set back, and goes with a call centre whose time is over", async () => {
    expect((await centre.operator.client.delete(PATH)).status).toBe(204);
    expect(await seenBy(agent)).toMatchObject({ name: null, colour: null, logo: null });
    expect((await logoFor(agent)).status).toBe(404);
    const { db } = portal.kit;
    const left = () =>
      inTenant(db, neighbour.tenantId, (trx) => trx.selectFrom("branding").select("tenantId").execute());
    expect(await left()).toHaveLength(1);
    const at = new Date(portal.kit.clock.nowMs());
    const closed = { closedAt: at, closedBy: neighbour.operator.id, removeOn: "2026-11-25", removedAt: at };
    await db.updateTable("tenant").set(closed).where("id", "=", neighbour.tenantId).execute();
    expect(await left()).toEqual([]);
  });
});
