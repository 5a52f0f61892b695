/** Ends a call in progress. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { EndDialog } from "../../parts/end-dialog.tsx";

/** Confirmation first, because an ended call cannot be restored. */
export function EndCall({
  callId,
  caller,
  onClose,
}: {
  readonly callId: string;
  readonly caller: string;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.calls.live");
  return (
    <EndDialog
      title={t("endTitle", { caller })}
      text={t("endText")}
      yes={t("endYes")}
      end={() => read(api.POST("/api/service/calls/{id}/end", { params: { path: { id: callId } } }))}
      onClose={onClose}
    />
  );
}
