import { createHash } from "node:crypto";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AUTHORITY_NAMES } from "../../../../testkit/demonstration-authority.ts";
import type { GuestCompany } from "../../../../testkit/guests.ts";
import {
  addNumberingOfficers,
  type CaseView,
  command,
  correctLetter,
  type NumberingOfficers,
  submittedFor,
  succeeded,
  TINY_PDF,
} from "../../../../testkit/numbering-case.ts";
import { pagePicture, pdfsigOf, qrOn, runOnPdf } from "../../../../testkit/pdf-tools.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { openLocalAuthority } from "../../../platform/signing/index.ts";
import { fileIdsOf } from "./form-files.ts";

const READY_MS_MAX = 40_000;

interface ReceivedCase extends CaseView {
  readonly receipts: readonly { readonly fileId: string; readonly round: number }[];
}

let portal: TestPortal;
let desk: NumberingOfficers;
let company: GuestCompany;

beforeAll(async () => {
  portal = await openTestPortal();
  desk = await addNumberingOfficers(portal);
  company = await portal.company();
});
afterAll(() => portal.close());

/** Creates the company whose cases the following steps read. */
async function freshCompany(): Promise<GuestCompany> {
  company = await portal.company();
  return company;
}

async function receiptsOf(id: string, count: number): Promise<ReceivedCase> {
  const deadline = performance.now() + READY_MS_MAX;
  for (;;) {
    const { body } = await company.owner.client.get<ReceivedCase>(`/api/applications/${id}`);
    if (body.receipts.length >= count) return body;
    if (performance.now() > deadline) throw new Error("the receipt never came");
    await delay(50);
  }
}

async function bytesOf(fileId: string): Promise<Uint8Array> {
  const row = await portal.kit.db
    .selectFrom("storedFile")
    .select("sha256")
    .where("id", "=", fileId)
    .executeTakeFirstOrThrow();
  return portal.kit.files.read(row.sha256);
}

async function statusUrlOf(id: string, round = 0): Promise<URL> {
  const row = await portal.kit.db
    .selectFrom("caseReceipt")
    .select("facts")
    .where("applicationId", "=", id)
    .where("round", "=", round)
    .executeTakeFirstOrThrow();
  return new URL((row.facts as { statusUrl: string }).statusUrl);
}

describe("the receipt of a submission", () => {
  it("is a signed file that an outside verifier finds valid, with number, second, digests, promise and rule version", async () => {
    const { id, number } = await submittedFor(company, "1500861");
    const { receipts, promise } = await receiptsOf(id, 1);
    const pdf = await bytesOf(receipts[0]?.fileId ?? "");
    const folder = path.join(portal.kit.settings.dataFolder, "keys", "authority");
    const { anchorPem } = await openLocalAuthority(folder, AUTHORITY_NAMES, portal.kit.clock.nowMs());
    expect(await pdfsigOf(pdf, anchorPem)).toContain("Signature is Valid.");
    const { output } = await runOnPdf(pdf, "pdftotext", ["-layout", "FILE", "-"]);
    const digest = createHash("sha256").update(TINY_PDF).digest("hex");
    expect(output).toContain(number ?? "");
    expect(output).toMatch(/pukul \d\d:\d\d:\d\d WIB/);
    expect(output.replaceAll(/\s/g, "")).toContain(digest);
    expect(output).toContain("2026.11");
    expect(output.replaceAll(/\s+/g, " ")).toContain(`${promise?.workingDays ?? 0} hari kerja`);
    expect(output).toContain("CONTOH");
  });

  it("bears a QR that a decoder reads as the address of the page about this case, and that page answers", async () => {
    const { id, number } = await submittedFor(await freshCompany(), "1500869");
    const { receipts } = await receiptsOf(id, 1);
    const pdf = await bytesOf(receipts[0]?.fileId ?? "");
    const pages = Number(/Pages:\s+(\d+)/.exec((await runOnPdf(pdf, "pdfinfo", ["FILE"])).output)?.[1]);
    const codes = await Promise.all(
      Array.from({ length: pages }, async (_, index) => qrOn(await pagePicture(pdf, index + 1))),
    );
    const [address = ""] = codes.filter((code) => code !== null);
    expect(address).toBe((await statusUrlOf(id)).href);
    const page = await portal.anonymous.get(new URL(address).pathname + new URL(address).search);
    expect(page.status).toBe(200);
    expect(page.text).toContain(number ?? "");
  });

  it("is mailed once to each person of the company with the file, and nobody else may read it", async () => {
    const own = await portal.company();
    const { id } = await submittedFor(own, "1500862");
    const deadline = performance.now() + READY_MS_MAX;
    let mails: readonly { toPersonId: string | null; attachmentFileId: string | null }[] = [];
    while (mails.length === 0 && performance.now() < deadline) {
      mails = await portal.kit.db
        .selectFrom("mailMessage")
        .select(["toPersonId", "attachmentFileId"])
        .where("organisationId", "=", own.id)
        .where("dedupeKey", "like", "receipt %")
        .execute();
      await delay(50);
    }
    expect(mails.map(({ toPersonId }) => toPersonId)).toEqual([own.owner.id]);
    const address = `/api/files/${mails[0]?.attachmentFileId ?? ""}`;
    expect((await company.owner.client.get(address)).status).toBe(404);
    expect((await portal.anonymous.get(address)).status).toBe(401);
    const row = portal.kit.db.selectFrom("caseReceipt").select("state").where("applicationId", "=", id);
    expect(await row.execute()).toEqual([{ state: "published" }]);
  });

  it("is followed by one for each correction", async () => {
    const own = await portal.company();
    company = own;
    const { id, items } = await submittedFor(own, "1500863");
    await command(desk.evaluator.client, id, { command: "take" });
    for (const { key } of items)
      await command(desk.evaluator.client, id, {
        command: "check-item",
        key,
        verdict: "returned",
        note: "a",
        remedy: "b",
      });
    succeeded(await command(desk.evaluator.client, id, { command: "return", note: "" }), "a return");
    succeeded(await correctLetter(own.owner, id), "a corrected letter");
    succeeded(await command(own.owner.client, id, { command: "resubmit" }), "a correction");
    const { receipts } = await receiptsOf(id, 2);
    expect(receipts.map(({ round }) => round)).toEqual([0, 1]);
  });
});

describe("the page behind the receipt's QR", () => {
  it("shows state, promised date and who has the ball without an account, in both languages, and no name", async () => {
    const own = await portal.company();
    const { id, number } = await submittedFor(own, "1500864");
    const url = await statusUrlOf(id);
    expect(url.pathname).toBe(`/status/${number ?? ""}`);
    const shown = await fetch(url);
    const page = await shown.text();
    expect(shown.status).toBe(200);
    expect(shown.headers.get("referrer-policy")).toBe("no-referrer");
    expect(page).toContain("tim penomoran");
    expect(page).toContain("Batas waktu penyelesaian");
    expect(page).not.toContain(own.name);
    expect(page).not.toContain(own.owner.name);
    url.searchParams.set("lang", "en");
    expect(await (await fetch(url)).text()).toContain("Due date");
  });

  it("is closed to a wrong key, to the key of another case, and to a number alone, with one and the same answer", async () => {
    const first = await portal.company();
    const second = await portal.company();
    const [one, other] = [await submittedFor(first, "1500865"), await submittedFor(second, "1500866")];
    const url = await statusUrlOf(one.id);
    const otherUrl = await statusUrlOf(other.id);
    const answers = await Promise.all(
      [otherUrl.searchParams.get("kunci") ?? "", "0".repeat(32), ""].map(async (kunci) => {
        const asked = new URL(url);
        asked.searchParams.set("kunci", kunci);
        const answer = await fetch(asked);
        return { status: answer.status, page: (await answer.text()).replaceAll(/kunci=[^"&]*/g, "") };
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ page }) => page)).size).toBe(1);
  });
});

describe("the files of a form", () => {
  it("are found however deep, each once, and nothing else is taken for one", () => {
    const form = {
      letterFileId: "a",
      basisFileId: null,
      note: "b",
      change: { earlier: { fileId: "c" }, licenceAfterFileId: "a" },
      usageReport: [{ evidence: "x" }],
    };
    expect(fileIdsOf(form)).toEqual(["a", "c"]);
  });
});
