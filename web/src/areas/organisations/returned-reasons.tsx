/** Reasons why a registration was returned, by field: the defect, the expected correction, and the rule. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { ReturnedReason } from "../../data/types.ts";
import { Notice } from "../../parts/notice.tsx";
import { RuleNote } from "../../parts/rule-note.tsx";

const BUSINESS_FIELDS = ["nib", "npwp", "deed", "phone", "personInCharge", "assignment", "authority"] as const;
const STATED_FIELDS = [
  "nib",
  "facts",
  "nibDocument",
  "npwp",
  "deed",
  "phone",
  "personInCharge",
  "assignment",
  "authority",
] as const;
const BODY_FIELDS = ["facts", "legalBasis", "npwp", "phone", "personInCharge", "assignment", "authority"] as const;

/** A field that a verifier can return. */
export type ReturnField = (typeof BUSINESS_FIELDS | typeof STATED_FIELDS | typeof BODY_FIELDS)[number];

/** The fields that a verifier can return, by the kind of organisation. */
export function returnFieldsOf(organisation: {
  readonly kind: "business" | "government";
  readonly recordSource: "oss" | "stated";
}): readonly ReturnField[] {
  if (organisation.kind === "government") return BODY_FIELDS;
  return organisation.recordSource === "stated" ? STATED_FIELDS : BUSINESS_FIELDS;
}

const ALL: readonly string[] = [...STATED_FIELDS, ...BODY_FIELDS];
const isReturnField = (field: string): field is ReturnField => ALL.includes(field);

/** The reasons as a notice; renders nothing when there are none. */
export function ReturnedReasons({ reasons }: { readonly reasons: readonly ReturnedReason[] }): ReactNode {
  const t = useTranslations("web.organisation");
  if (reasons.length === 0) return null;
  return (
    <div className="mb-6">
      <Notice tone="wait" title={t("returnedTitle")}>
        <ul className="mt-1 grid gap-2">
          {reasons.map((reason) => (
            <li key={`${reason.field}${reason.text}`}>
              <strong>{isReturnField(reason.field) ? t(`field.${reason.field}`) : reason.field}:</strong> {reason.text}
              {reason.remedy === "" ? null : (
                <span className="block">
                  {t("remedy")} {reason.remedy}
                </span>
              )}
              {reason.rule === null ? null : <RuleNote rule={reason.rule} />}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}
