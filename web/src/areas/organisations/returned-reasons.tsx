/** Why a registration came back, field by field. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { ReturnReason } from "../../data/types.ts";
import { Notice } from "../../parts/notice.tsx";

/** The fields that a verifier can send back. */
export const RETURN_FIELDS = ["nib", "npwp", "deed", "phone", "personInCharge"] as const;

/** One of `RETURN_FIELDS`. */
export type ReturnField = (typeof RETURN_FIELDS)[number];

const isReturnField = (field: string): field is ReturnField => RETURN_FIELDS.some((one) => one === field);

/** The reasons as a notice; nothing when there are none. */
export function ReturnedReasons({ reasons }: { readonly reasons: readonly ReturnReason[] }): ReactNode {
  const t = useTranslations("web.organisation");
  if (reasons.length === 0) return null;
  return (
    <div className="mb-6">
      <Notice tone="wait" title={t("returnedTitle")}>
        <ul className="mt-1 grid gap-1">
          {reasons.map((reason) => (
            <li key={`${reason.field}${reason.text}`}>
              <strong>{isReturnField(reason.field) ? t(`field.${reason.field}`) : reason.field}:</strong> {reason.text}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}
