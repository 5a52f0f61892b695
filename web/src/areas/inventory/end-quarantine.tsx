/** Ends a quarantine early, with a reason, for users who manage the inventory. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { moment } from "../../words/dates.ts";
import type { CodeRecord } from "./inventory-data.ts";
import { ReasonForm } from "./reason-form.tsx";

/** The button and its confirmation; renders nothing for codes that are not in quarantine. */
export function EndQuarantine({ record }: { readonly record: CodeRecord }): ReactNode {
  const t = useTranslations("web.inventory.record");
  const locale = useLocale();
  const cache = useQueryClient();
  const [asks, setAsks] = useState(false);
  const cut = useMutation({
    mutationFn: (reason: string) =>
      read(
        api.POST("/api/inventory/codes/{code}/end-quarantine", {
          params: { path: { code: record.code } },
          body: { reason },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["inventory"] }),
  });
  if (record.state !== "quarantine" || !record.mayManage) return null;
  if (!asks) {
    return (
      <button type="button" className="button button-danger justify-self-start" onClick={() => setAsks(true)}>
        {t("cutAsk")}
      </button>
    );
  }
  return (
    <ReasonForm
      title={t("cutTitle", { code: record.display })}
      text={t("cutText", { until: record.quarantinedUntil === null ? "–" : moment(record.quarantinedUntil, locale) })}
      label={t("cutReason")}
      act={t("cut")}
      isWorking={cut.isPending}
      error={cut.error}
      onCancel={() => setAsks(false)}
      onSend={(reason) => cut.mutate(reason)}
    />
  );
}
