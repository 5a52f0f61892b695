/** A knowledge card: folded, copyable, and linked to the contact once it has been used. */
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice } from "../../parts/notice.tsx";

/** The title and content of a card; `onUse` links the card to the contact and is null without a contact. */
export function KnowledgeCard({
  title,
  copied,
  isUsed,
  onUse,
  children,
}: {
  readonly title: ReactNode;
  /** The text to copy. */
  readonly copied: string;
  readonly isUsed: boolean;
  readonly onUse: (() => Promise<unknown>) | null;
  readonly children: ReactNode;
}): ReactNode {
  const t = useTranslations("web.agentDesk.information");
  const cache = useQueryClient();
  const using = useMutation({
    mutationFn: async () => onUse?.(),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["service", "desk-information", "contact"] }),
  });
  const copying = useMutation({ mutationFn: () => navigator.clipboard.writeText(copied) });
  return (
    <details className="rounded-card border border-line px-4 py-2">
      <summary className="font-semibold [overflow-wrap:anywhere]">
        {title}
        {isUsed ? (
          <span className="ml-2">
            <Badge shape="tick" tone="good">
              {t("used")}
            </Badge>
          </span>
        ) : null}
      </summary>
      <div className="mt-2 grid gap-3">
        {children}
        {using.error === null ? null : <FailureNotice error={using.error} />}
        <div className="flex flex-wrap items-center gap-2">
          {onUse === null || isUsed ? null : (
            <BusyButton type="button" className="button" isBusy={using.isPending} onClick={() => using.mutate()}>
              {t("use")}
            </BusyButton>
          )}
          <button type="button" className="button" onClick={() => copying.mutate()}>
            {t("copy")}
          </button>
          <span role="status" className="text-small text-soft">
            {copying.isSuccess ? t("copied") : copying.isError ? t("notCopied") : ""}
          </span>
        </div>
      </div>
    </details>
  );
}
