import { present } from "../kernel/index.ts";
import { DEMO_NIB, type DemoStage, demoUntil } from "./demo-acts.ts";
import type { DemoClient } from "./demo-client.ts";

/** The licence as the made-up OSS lists it. */
const LICENSE_ID = "I-202611250001";
const REQUEST_MS_MAX = 30_000;

interface Handover {
  readonly state: string;
  readonly sklo: { readonly number: string } | null;
  readonly licence: { readonly id: string; readonly number: string } | null;
}

/** OSS tells the ministry of the NIB with its licence, as it does before anybody applies. */
export async function pushLicence({ url, ossUrl, tell }: DemoStage): Promise<void> {
  await atOss(ossUrl, "/_push", {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      to: `${url}/v1/kl/rba/receiveNIB`,
      nib: DEMO_NIB,
      document: "original",
      licenses: [{ licenseId: LICENSE_ID, licenseKind: "02" }],
    }),
  });
  tell("OSS RBA sends the NIB with the row of its checklist that asks for the licence");
}

/** From here on OSS answers late, wrong, not at all, or after it did what it was asked, each in turn. */
export async function misbehave({ ossUrl, tell }: DemoStage): Promise<void> {
  await control(ossUrl, { mode: "chaos", only: "licenses" });
  tell("OSS RBA begins to misbehave: every third call is answered late, wrong or not at all");
}

async function control(ossUrl: string, wish: Readonly<Record<string, string>>): Promise<void> {
  await atOss(ossUrl, "/_control", { headers: { "content-type": "application/json" }, body: JSON.stringify(wish) });
}

/** The statuses OSS took for the licence, in order. */
async function toldToOss(ossUrl: string): Promise<readonly string[]> {
  const answer = await fetch(new URL("/_statuses", ossUrl), { signal: AbortSignal.timeout(REQUEST_MS_MAX) });
  const all = (await answer.json()) as readonly { readonly licenseId: string; readonly status: string }[];
  return all.filter(({ licenseId }) => licenseId === LICENSE_ID).map(({ status }) => status);
}

/** The applicant uploads the SKLO at OSS, whose officer approves; the licence becomes active, and the code opens. */
export async function finishAtOss(
  { ossUrl, tell }: DemoStage,
  asked: { readonly applicant: DemoClient; readonly licenceId: string },
): Promise<void> {
  const { applicant, licenceId } = asked;
  const path = `/api/licences/${licenceId}/oss-handover`;
  const { sklo } = await demoUntil("the SKLO to upload", async () => {
    const seen = await applicant.get<Handover>(path);
    return seen.state === "to-upload" && seen.sklo !== null ? seen : null;
  });
  const number = present(sklo, "SKLO").number;
  const { files } = await applicant.get<{ readonly files: readonly { readonly href: string }[] }>(
    `/api/licences/${licenceId}/oss-package`,
  );
  const bytes = await applicant.bytes(present(files[0], "file of the package").href);
  tell(`SKLO ${number} is signed; its package is ready for OSS (${(bytes.length / 1024).toFixed(0)} kB)`);
  const signedIn = await atOss(ossUrl, "/pelaku-usaha/masuk", {
    body: new URLSearchParams({ nib: DEMO_NIB, sandi: "-" }),
  });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const form = new FormData();
  form.set("nomor", number);
  form.set("berkas", new File([new Uint8Array(bytes)], "sklo.pdf", { type: "application/pdf" }));
  await atOss(ossUrl, `/pelaku-usaha/izin/${LICENSE_ID}`, { body: form, headers: { cookie } });
  await applicant.post(`${path}/uploaded`, {});
  tell("The applicant uploads it on the pages of OSS");
  await atOss(ossUrl, `/petugas/izin/${LICENSE_ID}`, {});
  const licence = await demoUntil("the licence", async () => {
    const seen = await applicant.get<Handover>(path);
    return seen.state === "granted" ? seen.licence : null;
  });
  tell(`OSS issues the Izin ${licence.number}; the licence is active and the code is open to everybody`);
  const told = await demoUntil("the last status at OSS", async () => {
    const statuses = await toldToOss(ossUrl);
    return statuses.at(-1) === "50" ? statuses : null;
  });
  await control(ossUrl, { mode: "normal" });
  const izin = await applicant.bytes(`/api/licence-records/${licence.id}/file`);
  tell(`OSS heard each status once and in order: ${told.join(" ")}; its Izin is kept (${izin.length} bytes)`);
}

async function atOss(ossUrl: string, path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(new URL(path, ossUrl), {
    ...init,
    method: "POST",
    redirect: "manual",
    signal: AbortSignal.timeout(REQUEST_MS_MAX),
  });
  if (response.status >= 400) throw new Error(`OSS answered ${response.status} to ${path}: ${await response.text()}`);
  return response;
}
