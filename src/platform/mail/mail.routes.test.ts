import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Guest } from "../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { queueMail } from "./mail.store.ts";

let portal: TestPortal;
let mails = 0;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
});
afterAll(() => portal.close());

async function mailTo(guest: Guest, extra: { readonly secretLink?: string } = {}): Promise<string> {
  mails += 1;
  const id = portal.kit.ids.next();
  await queueMail(portal.kit.db, portal.kit, {
    id,
    dedupeKey: `uji ${mails}`,
    toPersonId: guest.id,
    toAddress: guest.email,
    locale: "id" as const,
    subject: `Kabar ${mails}`,
    bodyText: "Isi surat. {link}",
    ...extra,
  });
  return id;
}

interface Notices {
  readonly unread: number;
  readonly items: readonly { readonly id: string; readonly text: string; readonly readAt: string | null }[];
}

interface Deliveries {
  readonly items: readonly { readonly id: string; readonly state: string; readonly answer: string | null }[];
}

describe("a person's own messages", () => {
  it("are unread until each is opened, or all are marked", async () => {
    const guest = await portal.person();
    const ids = [await mailTo(guest), await mailTo(guest), await mailTo(guest)];
    expect((await guest.client.get("/api/notices/unread")).body).toEqual({ unread: 3 });
    expect((await guest.client.post(`/api/notices/${ids[0]}/read`)).status).toBe(204);
    const { body } = await guest.client.get<Notices>("/api/notices");
    expect(body.unread).toBe(2);
    expect(body.items.find(({ id }) => id === ids[0])?.readAt).not.toBeNull();
    expect((await guest.client.post("/api/notices/read")).status).toBe(204);
    expect((await guest.client.get("/api/notices/unread")).body).toEqual({ unread: 0 });
  });

  it("stay as they were read first, and are nobody else's to mark", async () => {
    const [guest, other] = [await portal.person(), await portal.person()];
    const id = await mailTo(guest);
    expect((await other.client.post(`/api/notices/${id}/read`)).status).toBe(404);
    await guest.client.post(`/api/notices/${id}/read`);
    const first = (await guest.client.get<Notices>("/api/notices")).body.items[0]?.readAt;
    await guest.client.post(`/api/notices/${id}/read`);
    expect((await guest.client.get<Notices>("/api/notices")).body.items[0]?.readAt).toBe(first);
  });

  it("leave a one-time link out, which the local mailbox shows", async () => {
    const guest = await portal.person();
    const id = await mailTo(guest, { secretLink: "https://sambung.invalid/atur-ulang-sandi/" });
    const own = (await guest.client.get<Notices>("/api/notices")).body.items.find((one) => one.id === id);
    expect(own?.text).toBe("Isi surat. (tautan hanya ada dalam surel)");
    const mailbox = await portal.anonymous.get<Notices>("/api/mailbox?pageSize=200");
    const whole = mailbox.body.items.find((one) => one.id === id);
    expect(whole?.text).toMatch(/^Isi surat\. https:\/\/sambung\.invalid\/atur-ulang-sandi\/[\w-]{43}$/);
  });
});

describe("mails that did not arrive", () => {
  it("are seen by an administrator with the server's answer but not their text, and sent again with an audit entry", async () => {
    const guest = await portal.person();
    const id = await mailTo(guest);
    const failure = { state: "failed", lastError: "550 No such user" };
    await portal.kit.db.updateTable("mailMessage").set(failure).where("id", "=", id).execute();
    const administrator = await portal.officer("administrator");
    const list = await administrator.client.get<Deliveries>("/api/mails");
    expect(list.body.items.find((one) => one.id === id)).toMatchObject({ state: "failed", answer: "550 No such user" });
    expect(list.text).not.toContain("Isi surat");
    expect((await administrator.client.post(`/api/mails/${id}/again`)).status).toBe(204);
    expect((await administrator.client.post(`/api/mails/${id}/again`)).status).toBe(409);
    const entry = await portal.kit.db
      .selectFrom("auditEntry")
      .select(["actorPersonId", "detail"])
      .where("action", "=", "mail.sent-again")
      .where("subjectId", "=", id)
      .execute();
    expect(entry).toEqual([{ actorPersonId: administrator.id, detail: {} }]);
    expect((await administrator.client.get<Deliveries>("/api/mails?state=queued")).text).toContain(id);
  });
});
