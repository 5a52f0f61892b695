import { type Result, refuse } from "../../kernel/index.ts";
import { type NibRecord, parseNib } from "../../protocols/oss/index.ts";
import type { OrganisationOptions } from "./organisation-doors.effects.ts";
import type { LookUpRefusal } from "./refusal-answers.ts";

/** Asks OSS about a NIB as it was typed. No transaction is open meanwhile. */
export async function lookUpNib(
  { kit, oss }: OrganisationOptions,
  typed: string,
): Promise<Result<NibRecord, LookUpRefusal>> {
  const nib = parseNib(typed);
  if (!nib.ok) return nib;
  const found = await oss.inquireNib(nib.value);
  if (found.ok) return found;
  const { code, detail } = found.refusal;
  if (code !== "nib-unknown") kit.log.warn({ code, detail }, "oss.refused");
  return refuse(code);
}
