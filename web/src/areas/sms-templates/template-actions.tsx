/** Actions on a template: edit, submit for approval, decide, retire. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { ErrorSummary, TextArea } from "../../parts/fields.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { useSavedForm } from "../../parts/saved-form.tsx";
import { useMay } from "../../shell/use-may.ts";
import { type Template, type TemplateVersion, templatesQuery } from "./template-data.ts";

const REASON_MAX = 300;

interface TemplateActionsProps {
  readonly template: Template;
  readonly latest: TemplateVersion;
  readonly onWrite: () => void;
}

function useAct(run: () => Promise<unknown>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: () => cache.invalidateQueries({ queryKey: templatesQuery.queryKey }),
  });
}

/** The buttons below the latest version. */
export function TemplateActions({ template, latest, onWrite }: TemplateActionsProps): ReactNode {
  const t = useTranslations("web.smsTemplates.acts");
  const mayRetire = useMay("service.manage");
  const [open, setOpen] = useState<"refuse" | "retire" | null>(null);
  const { id, edition: expectedEdition, name } = template;
  const params = { path: { id } };
  const asking = useAct(() =>
    read(api.POST("/api/service/sms/templates/{id}/asking", { params, body: { expectedEdition } })),
  );
  const approving = useAct(() => {
    const body = { expectedEdition, isApproved: true, reason: "" };
    return read(api.POST("/api/service/sms/templates/{id}/decision", { params, body }));
  });
  const error = asking.error ?? approving.error;
  return (
    <div className="grid gap-3">
      {error === null ? null : <FailureNotice error={error} />}
      {latest.state === "asked" && !latest.mayDecide ? <p className="text-small text-soft">{t("another")}</p> : null}
      <div className="flex flex-wrap gap-2">
        {latest.state === "draft" ? (
          <BusyButton
            type="button"
            className="button button-main"
            isBusy={asking.isPending}
            onClick={() => asking.mutate()}
          >
            {t("ask")}
          </BusyButton>
        ) : null}
        {latest.mayDecide ? (
          <>
            <BusyButton
              type="button"
              className="button button-main"
              isBusy={approving.isPending}
              onClick={() => approving.mutate()}
            >
              {t("approve")}
            </BusyButton>
            <button type="button" className="button" onClick={() => setOpen("refuse")}>
              {t("refuse")}
            </button>
          </>
        ) : null}
        <button type="button" className="button" onClick={onWrite}>
          {latest.state === "draft" || latest.state === "asked" ? t("change") : t("next")}
        </button>
        {mayRetire ? (
          <button type="button" className="button button-danger" onClick={() => setOpen("retire")}>
            {t("retire")}
          </button>
        ) : null}
      </div>
      {open === "refuse" ? (
        <RefuseDialog id={id} expectedEdition={expectedEdition} onClose={() => setOpen(null)} />
      ) : null}
      {open === "retire" ? (
        <EndDialog
          title={t("retireTitle", { name })}
          text={t("retireText")}
          yes={t("retireYes")}
          end={() => read(api.DELETE("/api/service/sms/templates/{id}", { params }))}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </div>
  );
}

function RefuseDialog({
  id,
  expectedEdition,
  onClose,
}: {
  readonly id: string;
  readonly expectedEdition: number;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.smsTemplates.acts");
  const parts = useTranslations("web.parts");
  const form = useSavedForm({
    initial: { reason: "" },
    faultsOf: (_values, missing) => [missing("reason", t("reason"))],
    save: ({ reason }) => {
      const body = { expectedEdition, isApproved: false, reason: reason.trim() };
      return read(api.POST("/api/service/sms/templates/{id}/decision", { params: { path: { id } }, body }));
    },
    refreshes: templatesQuery.queryKey,
    onSaved: onClose,
  });
  return (
    <Dialog title={t("refuseTitle")} onClose={onClose}>
      <form noValidate className="grid gap-4" onSubmit={form.onSubmit}>
        <ErrorSummary lines={form.lines} problem={form.problem} />
        <TextArea {...form.text("reason")} label={t("reason")} hint={t("reasonHint")} rows={3} maxLength={REASON_MAX} />
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-danger" isBusy={form.isSaving}>
            {t("refuseYes")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
