import { present } from "../../kernel/index.ts";
import type { DemoClient } from "./demo-client.ts";
import { DEMO_NIB, type DemoContext, demoUntil } from "./demo-steps.ts";

/** A licence as the OSS simulator lists it. */
export interface OssLicence {
  readonly nib: string;
  readonly licenseId: string;
}

const FIRST_LICENCE: OssLicence = { nib: DEMO_NIB, licenseId: "I-202611250001" };
const REQUEST_MS_MAX = 30_000;

interface Handover {
  readonly state: string;
  readonly sklo: { readonly number: string } | null;
  readonly licence: { readonly id: string; readonly number: string } | null;
}

/** OSS sends the NIB with its licence to the ministry, before any application. */
export async function pushLicence(
  { url, ossUrl, tell }: DemoContext,
  { nib, licenseId }: OssLicence = FIRST_LICENCE,
): Promise<void> {
  await atOss(ossUrl, "/_push", {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      to: `${url}/v1/kl/rba/receiveNIB`,
      nib,
      document: "original",
      licenses: [{ licenseId, licenseKind: "02" }],
    }),
  });
  tell("OSS RBA sends the NIB with the row of its checklist that asks for the licence");
}

/** From here on OSS responds late, wrongly, not at all, or only after it has carried out the request, each in turn. */
export async function misbehave({ ossUrl, tell }: DemoContext): Promise<void> {
  await control(ossUrl, { mode: "chaos", only: "licenses" });
  tell("OSS RBA begins to misbehave: every third call is answered late, wrong or not at all");
}

async function control(ossUrl: string, wish: Readonly<Record<string, string>>): Promise<void> {
  await atOss(ossUrl, "/_control", { headers: { "content-type": "application/json" }, body: JSON.stringify(wish) });
}

/** The statuses that OSS accepted for the licence, in order. */
async function statusesAtOss(ossUrl: string, wanted: string): Promise<readonly string[]> {
  const answer = await fetch(new URL("/_statuses", ossUrl), { signal: AbortSignal.timeout(REQUEST_MS_MAX) });
  const all = (await answer.json()) as readonly { readonly licenseId: string; readonly status: string }[];
  return all.filter(({ licenseId }) => licenseId === wanted).map(({ status }) => status);
}

/** The applicant uploads the SKLO at OSS, and an OSS officer approves; the licence becomes active, and the code opens. Returns the numbers of SKLO and Izin. */
export async function finishAtOss(
  { ossUrl, tell }: DemoContext,
  asked: { readonly applicant: DemoClient; readonly licenceId: string; readonly oss?: OssLicence },
): Promise<{ readonly sklo: string; readonly izin: string }> {
  const { applicant, licenceId, oss: { nib, licenseId } = FIRST_LICENCE } = asked;
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
    body: new URLSearchParams({ nib, sandi: "-" }),
  });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const form = new FormData();
  form.set("nomor", number);
  form.set("berkas", new File([new Uint8Array(bytes)], "sklo.pdf", { type: "application/pdf" }));
  await atOss(ossUrl, `/pelaku-usaha/izin/${licenseId}`, { body: form, headers: { cookie } });
  await applicant.post(`${path}/uploaded`, {});
  tell("The applicant uploads it on the pages of OSS");
  await atOss(ossUrl, `/petugas/izin/${licenseId}`, {});
  const licence = await demoUntil("the licence", async () => {
    const seen = await applicant.get<Handover>(path);
    return seen.state === "granted" ? seen.licence : null;
  });
  tell(`OSS issues the Izin ${licence.number}; the licence is active and the code is open to everybody`);
  const statuses = await demoUntil("the last status at OSS", async () => {
    const known = await statusesAtOss(ossUrl, licenseId);
    return known.at(-1) === "50" ? known : null;
  });
  await control(ossUrl, { mode: "normal" });
  const izin = await applicant.bytes(`/api/licence-records/${licence.id}/file`);
  tell(`OSS heard each status once and in order: ${statuses.join(" ")}; its Izin is kept (${izin.length} bytes)`);
  return { sklo: number, izin: licence.number };
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
