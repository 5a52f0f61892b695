import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallCentre, GOOD_TRUNK, openCallCentre } from "../../../testkit/call-centre.ts";
import type { Answer, ProblemBody } from "../../../testkit/client.ts";
import type { Guest } from "../../../testkit/guests.ts";
import { succeeded } from "../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { inTenant } from "../../platform/database/index.ts";

const REASON = "Rekaman tanggal 24 tidak terdengar";
let portal: TestPortal;
let centre: CallCentre;
let neighbour: CallCentre;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  [centre, neighbour] = [await openCallCentre(portal), await openCallCentre(portal)];
  const line = { ...GOOD_TRUNK, name: "Saluran rahasia" };
  succeeded(await centre.operator.client.post("/api/service/trunks", line), "a line");
  const other = { ...GOOD_TRUNK, name: "Saluran tetangga", addresses: ["10.20.30.99"] };
  succeeded(await neighbour.operator.client.post("/api/service/trunks", other), "a line");
});

afterAll(() => portal.close());

interface Looks {
  readonly grants: readonly { readonly id: string; readonly isInForce: boolean; readonly reason: string }[];
  readonly looks: readonly { readonly path: string; readonly personName: string }[];
}

const grant = (email: string, own: object = {}) =>
  centre.operator.client.post<{ id: string }>("/api/content-grants", { email, reason: REASON, hours: 2, ...own });
const looksOf = async ({ operator }: CallCentre) =>
  succeeded(await operator.client.get<Looks>("/api/content-grants"), "looks");
const codeOf = ({ status, body }: Answer) => `${status} ${(body as ProblemBody).error?.code ?? ""}`;
const administrator = (): Promise<Guest> => portal.officer("administrator");

describe("somebody of the installation", () => {
  it("sees nothing of a call centre until its administrator lets him, then reads that one, and each look is on record", async () => {
    const reader = await administrator();
    for (const path of ["/api/service/trunks", "/api/service/calls", "/api/service/flows"])
      expect((await reader.client.get(path)).status).toBe(403);
    const { id } = succeeded(await grant(reader.email), "a grant");
    const seen = [await reader.client.get("/api/service/trunks"), await reader.client.get("/api/service/trunks?a=1")];
    for (const { text } of seen.slice(0, 1)) {
      expect(text).toContain("Saluran rahasia");
      expect(text).not.toContain("Saluran tetangga");
    }
    expect((await reader.client.get("/api/service/calls")).status).toBe(200);
    expect((await reader.client.post("/api/service/trunks", GOOD_TRUNK)).status).toBe(403);
    expect((await reader.client.get("/api/content-grants")).status).toBe(403);
    const { grants, looks } = await looksOf(centre);
    expect(grants).toMatchObject([{ id, isInForce: true, reason: REASON }]);
    expect(looks.map(({ path }) => path)).toEqual(["/api/service/calls", "/api/service/trunks"]);
    expect(new Set(looks.map(({ personName }) => personName)).size).toBe(1);
    expect(await looksOf(neighbour)).toEqual({ grants: [], looks: [] });
    const entries = await portal.kit.db
      .selectFrom("auditEntry")
      .select(["action", "actorRole"])
      .where("subjectId", "=", centre.tenantId)
      .where("action", "like", "content.%")
      .orderBy("id")
      .execute();
    expect(entries).toEqual([
      { action: "content.granted", actorRole: "operator-administrator" },
      { action: "content.looked", actorRole: "content-reader" },
      { action: "content.looked", actorRole: "content-reader" },
    ]);
    expect((await centre.operator.client.delete(`/api/content-grants/${id}`)).status).toBe(204);
  });

  it("sees nothing from the moment on in which it is ended; its stream ends too", async () => {
    const reader = await administrator();
    const { id } = succeeded(await grant(reader.email), "a grant");
    const stream = await fetch(`${portal.url}/api/service/events`, { headers: { cookie: cookieOf(reader) } });
    expect(stream.status).toBe(200);
    expect((await centre.operator.client.delete(`/api/content-grants/${id}`)).status).toBe(204);
    await stream.text();
    expect((await reader.client.get("/api/service/trunks")).status).toBe(403);
    expect(codeOf(await centre.operator.client.delete(`/api/content-grants/${id}`))).toBe("404 no-such-grant");
    succeeded(await grant(reader.email), "another grant");
    expect((await reader.client.get("/api/service/trunks")).status).toBe(200);
  });

  it("sees nothing when its hours are over, and may be let in again then", async () => {
    const reader = await administrator();
    succeeded(await grant(reader.email, { hours: 1 }), "a grant");
    expect((await reader.client.get("/api/service/trunks")).status).toBe(200);
    const { db, clock } = portal.kit;
    const endsAt = new Date(clock.nowMs());
    await inTenant(db, centre.tenantId, async (trx) => {
      const earlier = { grantedAt: new Date(endsAt.getTime() - 3_600_000), endsAt };
      await trx.updateTable("contentGrant").set(earlier).where("personId", "=", reader.id).execute();
      const period = { validFrom: earlier.grantedAt, validTo: endsAt };
      await trx
        .updateTable("membership")
        .set(period)
        .where("personId", "=", reader.id)
        .where("role", "=", "content-reader")
        .execute();
    });
    expect((await reader.client.get("/api/service/trunks")).status).toBe(403);
    succeeded(await grant(reader.email), "another grant");
    expect((await reader.client.get("/api/service/trunks")).status).toBe(200);
  });

  it("is let in for a reason and some hours only, and nobody else is: who is unfit is told like who is nobody", async () => {
    const [reader, director] = [await administrator(), await portal.officer("director")];
    for (const email of ["tiada@siapa.invalid", director.email, neighbour.operator.email, centre.operator.email])
      expect(codeOf(await grant(email))).toBe("409 grantee-unfit");
    for (const own of [{ hours: 73 }, { hours: 0 }, { reason: "singkat" }])
      expect((await grant(reader.email, own)).status).toBe(400);
    const twice = await Promise.all([grant(reader.email), grant(reader.email)]);
    expect(twice.map(codeOf).toSorted()).toEqual(["201 ", "409 granted-already"]);
  });

  it("cannot be given the role of a reader by the installation's own page", async () => {
    const [giver, reader] = [await administrator(), await administrator()];
    const given = await giver.client.post(`/api/people/${reader.id}/memberships`, {
      role: "content-reader",
      team: null,
    });
    expect(given.status).toBe(400);
  });
});

describe("the database", () => {
  it("takes no look that no grant lets in, and none away", async () => {
    const reader = await administrator();
    const { id: grantId } = succeeded(await grant(reader.email), "a grant");
    const { db, ids, clock } = portal.kit;
    const look = (own: object) =>
      inTenant(db, centre.tenantId, (trx) =>
        trx
          .insertInto("contentView")
          .values({
            id: ids.next(),
            tenantId: centre.tenantId,
            grantId,
            personId: reader.id,
            path: "/x",
            at: new Date(clock.nowMs()),
            ...own,
          })
          .execute(),
      );
    await look({});
    await expect(look({ at: new Date(clock.nowMs() + 3 * 3_600_000) })).rejects.toThrow("no grant lets");
    await expect(look({ personId: centre.operator.id })).rejects.toThrow("no grant lets");
    await expect(look({ tenantId: neighbour.tenantId })).rejects.toThrow();
    const away = inTenant(db, centre.tenantId, (trx) => trx.deleteFrom("contentView").execute());
    await expect(away).rejects.toThrow("permission denied");
  });
});

function cookieOf({ token }: Guest): string {
  return `__Host-sambung=${token}`;
}
