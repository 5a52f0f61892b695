/** Documents issued for a licence application: its commitment decree and the stamped receipts. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { IssuedDecree } from "../../parts/issued-decree.tsx";
import { StampedReceipts } from "../../parts/stamped-receipts.tsx";
import type { Licence } from "./licence-types.ts";

/** The commitment decree of a verified application; renders nothing before verification. */
export function CommitmentDecree({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence.issued");
  return <IssuedDecree decree={licence.decree} name={t("decree")} words={t} />;
}

/** The receipts of submissions and corrections; renders nothing before the first submission. */
export function LicenceReceipts({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence.issued");
  return <StampedReceipts received={licence} words={t} nameOf={(round) => t("receiptOf", { round })} />;
}
