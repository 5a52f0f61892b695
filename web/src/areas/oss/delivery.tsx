/** The delivery state of a report, with the last failure and the time of the next attempt. */
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import type { Report } from "./oss-data.ts";

const BADGE_STYLES = {
  queued: { shape: "ring", tone: "wait" },
  sending: { shape: "half", tone: "info" },
  stuck: { shape: "triangle", tone: "bad" },
  delivered: { shape: "tick", tone: "good" },
} as const;

/** The state of a delivery, with details. */
export function DeliveryState({ report }: { readonly report: Report }): ReactNode {
  const t = useTranslations("web.oss");
  const locale = useLocale();
  const { delivery, deliveredAt, deliveredHow, nextAttemptAt, attempts, lastError } = report;
  return (
    <div className="grid justify-items-start gap-1">
      <Badge {...BADGE_STYLES[delivery]}>{t(`delivery.${delivery}`)}</Badge>
      {deliveredAt === null ? null : (
        <span className="text-small text-soft">
          {t(deliveredHow === "found" ? "deliveredFound" : "deliveredAt", { at: moment(deliveredAt, locale) })}
        </span>
      )}
      {lastError === null ? null : (
        <span className="text-small">
          {t.has(`error.${lastError as "oss-unavailable"}`) ? t(`error.${lastError as "oss-unavailable"}`) : lastError}{" "}
          {t("attempts", { count: attempts })}.
        </span>
      )}
      {lastError === null || nextAttemptAt === null ? null : (
        <span className="text-small text-soft">{t("nextAttempt", { at: moment(nextAttemptAt, locale) })}</span>
      )}
    </div>
  );
}

/** Resends the failed report of a case. */
export function RetryButton({
  applicationId,
  about,
}: {
  readonly applicationId: string;
  readonly about: string;
}): ReactNode {
  const t = useTranslations("web.oss.panel");
  const cache = useQueryClient();
  const retry = useMutation({
    mutationFn: () => read(api.POST("/api/oss/reports/{applicationId}/retry", { params: { path: { applicationId } } })),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ["oss"] }),
        cache.invalidateQueries({ queryKey: ["application", applicationId] }),
      ]),
  });
  return (
    <>
      <BusyButton type="button" className="button button-small" isBusy={retry.isPending} onClick={() => retry.mutate()}>
        <Icon name="retry" size={16} />
        {t("retry")}
        <span className="sr-only"> {about}</span>
      </BusyButton>
      {retry.error === null ? null : <FailureNotice error={retry.error} />}
    </>
  );
}

/** The label of a status. */
export function StatusWord({ status }: { readonly status: string }): ReactNode {
  const t = useTranslations("web.oss");
  return t.has(`status.${status as "approved"}`) ? t(`status.${status as "approved"}`) : status;
}
