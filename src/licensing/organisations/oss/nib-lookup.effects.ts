import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { type NibRecord, parseNib } from "../../../protocols/oss/index.ts";
import type { OrganisationOptions } from "../organisation-dependencies.effects.ts";
import type { NibLookupRefusal } from "../refusal-answers.ts";
import { type RegistrationForm, recordStatedIn } from "../registration/registration-form.ts";
import { requiredKbli } from "../registration/registration-promise.ts";
import { type OssRecord, ossRecordFrom } from "./oss-record.ts";

/** Looks up an entered NIB at OSS, outside any transaction. */
export async function fetchNibRecord(
  { kit, oss, isOssConfigured = true }: OrganisationOptions,
  typed: string,
): Promise<Result<NibRecord, NibLookupRefusal>> {
  const nib = parseNib(typed);
  if (!nib.ok) return nib;
  if (!isOssConfigured) return refuse("oss-not-configured");
  const found = await oss.inquireNib(nib.value);
  if (found.ok) return found;
  const { code, detail } = found.refusal;
  if (code !== "nib-unknown") kit.log.warn({ code, detail }, "oss.refused");
  return refuse(code);
}

/** The record that a form is validated against: the data from OSS, the business's statement while OSS is unavailable, or null for a government body. */
export async function recordFor(
  options: OrganisationOptions,
  form: RegistrationForm,
): Promise<Result<OssRecord | null, NibLookupRefusal | "oss-answers">> {
  if (form.kind === "government") return ok(null);
  const found = await fetchNibRecord(options, form.nib);
  if (form.source === "oss") return found.ok ? ok(ossRecordFrom(found.value)) : found;
  if (found.ok) return refuse("oss-answers");
  if (found.refusal === "nib-format" || found.refusal === "nib-unknown") return found;
  const nib = parseNib(form.nib);
  if (!nib.ok) return nib;
  return ok(recordStatedIn(form, { nib: nib.value, kbli: requiredKbli(options.kit.clock.nowMs()) }));
}
