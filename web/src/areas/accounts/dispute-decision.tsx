/** A verifier's actions on a dispute: request a statement from the holder, reject the claim, or transfer the account to the claimant. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { DisputeDetail } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { longDate } from "../../words/dates.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

type Step = { readonly name: "ask" } | { readonly name: "reject" | "transfer"; readonly reason: string };

function useStep({ id: disputeId, version: expectedVersion }: DisputeDetail) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (step: Step): Promise<unknown> => {
      const params = { path: { disputeId } };
      if (step.name === "ask")
        return read(api.POST("/api/dispute-desk/{disputeId}/question", { params, body: { expectedVersion } }));
      const body = { expectedVersion, verdict: step.name, reason: step.reason };
      return read(api.POST("/api/dispute-desk/{disputeId}/decision", { params, body }));
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ["disputes"] }),
  });
}

/** The permitted actions, and why others are not permitted yet. */
export function DisputeDecision({ dispute }: { readonly dispute: DisputeDetail }): ReactNode {
  const t = useTranslations("web.account");
  const locale = useLocale();
  const step = useStep(dispute);
  const [asking, setAsking] = useState<"reject" | "transfer" | null>(null);
  const isOver = dispute.state !== "open" && dispute.state !== "asked";
  if (isOver) return null;
  if (!dispute.mayDecide) return <Notice>{t("mayNotDecide")}</Notice>;
  const due = dispute.statementDueDate;
  const close = (): void => {
    setAsking(null);
    step.reset();
  };
  return (
    <section className="card grid gap-4 p-5" aria-labelledby="decision">
      <h2 id="decision" className="text-lead">
        {t("decisionTitle")}
      </h2>
      {step.error === null || asking !== null ? null : <FailureNotice error={step.error} />}
      {dispute.mayTransfer ? null : (
        <p className="text-soft">
          {due === null ? t("notHeardYet") : t("notHeardUntil", { date: longDate(due, locale) })}
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        {dispute.state === "open" ? (
          <BusyButton
            type="button"
            className="button button-main"
            isBusy={step.isPending}
            onClick={() => step.mutate({ name: "ask" })}
          >
            {t("askHolder")}
          </BusyButton>
        ) : null}
        <button
          type="button"
          className="button button-danger"
          disabled={!dispute.mayTransfer}
          onClick={() => setAsking("transfer")}
        >
          {t("transfer")}
        </button>
        <button type="button" className="button" onClick={() => setAsking("reject")}>
          {t("reject")}
        </button>
      </div>
      {asking === null ? null : (
        <ReasonDialog
          title={t(`decide.${asking}.title`, { claimant: dispute.claimantName, name: dispute.organisationName })}
          text={t(`decide.${asking}.text`)}
          act={t(asking)}
          isWorking={step.isPending}
          error={step.error}
          onSend={(reason) => step.mutate({ name: asking, reason }, { onSuccess: () => setAsking(null) })}
          onClose={close}
        />
      )}
    </section>
  );
}
