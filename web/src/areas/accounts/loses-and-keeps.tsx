/** The possible effects of a dispute and its limits, shown to both parties before submission. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Notice } from "../../parts/notice.tsx";

const LINES = ["holderLoses", "lettersEnd", "companyKeeps", "claimantGets", "rejectedKeeps"] as const;

/** The consequences, as a list. */
export function LosesAndKeeps(): ReactNode {
  const t = useTranslations("web.account.outcome");
  return (
    <Notice title={t("title")}>
      <ul className="mt-1 grid list-disc gap-1 pl-5">
        {LINES.map((line) => (
          <li key={line}>{t(line)}</li>
        ))}
      </ul>
    </Notice>
  );
}
