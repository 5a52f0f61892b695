import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLog } from "../../src/platform/telemetry/index.ts";
import type { GuestCompany } from "../../testkit/guests.ts";
import { addNumberingOfficers, command, holdCode, proposedFor } from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";

const SECRETS = {
  name: "Cakrawangsa Rahasiawati",
  email: "cakrawangsa.rahasiawati@rumah.invalid",
  password: "Rahasia-Benar-991!",
  phone: "+628119876543",
  npwp: "0912345678901234",
  nib: "7700000000001",
  purpose: "kalimat maksud yang tidak boleh tampak",
} as const;

let portal: TestPortal;
let company: GuestCompany;
const lines: string[] = [];

beforeAll(async () => {
  const log = openLog({ process: "portal", level: "debug", sink: { write: (line) => void lines.push(line) } });
  portal = await openTestPortal({ log });
  company = await portal.company();
});

afterAll(() => portal.close());

describe("the log of a portal at work", () => {
  it("carries no planted name, address, password, number, text or cookie, also where requests fail", async () => {
    const { client } = company.owner;
    await portal.anonymous.post("/api/people", {
      name: SECRETS.name,
      email: SECRETS.email,
      password: SECRETS.password,
    });
    await portal.anonymous.post("/api/session", { email: SECRETS.email, password: `${SECRETS.password}x` });
    await portal.anonymous.post("/api/session", { email: SECRETS.email, password: SECRETS.password });
    await client.post("/api/nib-lookups", { nib: SECRETS.nib });
    await client.post("/api/organisations", { nib: SECRETS.nib, npwp: SECRETS.npwp, phone: SECRETS.phone });
    await client.get(`/api/applications?scope=mine&search=${encodeURIComponent(SECRETS.purpose)}`);
    await client.post(`/api/nothing?email=${SECRETS.email}`, { text: SECRETS.purpose });
    await holdCode(company, "1500901");
    const desk = await addNumberingOfficers(portal);
    const { id } = await proposedFor(company, { code: "1500902", desk });
    await command(desk.director.client, id, { command: "decide", outcome: "reject", reason: SECRETS.purpose });
    await failInside();

    const log = lines.join("\n");
    const planted = [...Object.values(SECRETS), company.owner.token, company.owner.email, company.name];
    expect(planted.filter((secret) => log.includes(secret))).toEqual([]);
  });

  it("has one line for the wrong password, with the address it came from", () => {
    const wrong = lines
      .map((line) => JSON.parse(line) as object)
      .filter((line) => "msg" in line && line.msg === "credentials.wrong");
    expect(wrong).toMatchObject([{ level: "warn", protocol: "http", ip: "127.0.0.1" }, { protocol: "http" }]);
  });

  it("is not empty, and says with its request id what failed", () => {
    const failures = lines.map((line) => JSON.parse(line) as { msg: string; requestId?: string; level: string });
    const failed = failures.find(({ msg }) => msg === "http.failed" || msg === "http.outage");
    expect(failed?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

/** Breaks a table behind the portal, so that PostgreSQL reports a row that contains personal data. */
async function failInside(): Promise<void> {
  const { pool } = portal.kit.database;
  const { default: pg } = await import("pg");
  const owner = new pg.Client(portal.access.connectionFor("owner"));
  await owner.connect();
  await owner.query("alter table person add constraint planted check (length(name) < 3) not valid");
  await portal.anonymous.post("/api/people", {
    name: SECRETS.name,
    email: `b.${SECRETS.email}`,
    password: SECRETS.password,
  });
  await owner.query("alter table person drop constraint planted");
  await owner.end();
  expect(pool.totalCount).toBeGreaterThan(0);
}
