import { type CheckFrame, inPart, when } from "./check-frame.shared.ts";
import type { PreCheckFinding } from "./finding.shared.ts";

/** Checks the service applied for, and the company's eligibility: the activity is in its NIB, its NPWP is on record. */
export function checkCompany(frame: CheckFrame): readonly PreCheckFinding[] {
  const { company, form, rules } = frame;
  const { kbliNames } = rules.values;
  const kbli = kbliNames[0] ?? "";
  return inPart(frame, "service", [
    ...when(form.service.configurations.length === 0, {
      code: "configuration-not-chosen",
      field: "configurations",
      rule: "service-configurations",
    }),
    ...when(!company.isGovernment && !company.kbli.some((code) => kbliNames.includes(code)), {
      code: "kbli-not-in-nib",
      params: { kbli },
      rule: "service-kbli",
    }),
    ...when(company.npwp.trim() === "", { code: "npwp-unknown" }),
  ]);
}
