/** The stamped receipts of an application about a code. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Application } from "../../data/types.ts";
import { StampedReceipts } from "../../parts/stamped-receipts.tsx";

/** One line for each receipt; renders nothing before a submission, or where an officer opened the case. */
export function ReceiptsCard({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  if (application.kind === "revocation") return null;
  return <StampedReceipts received={application} words={t} nameOf={(round) => t("receiptOf", { round })} />;
}
