/** Actions on a campaign: start, pause, resume, stop. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { useMay } from "../../shell/use-may.ts";
import { rupiah } from "../../words/amounts.ts";
import type { Campaign } from "./campaign-data.ts";

type Act = "start" | "resume" | "pause" | "stop";

function useAct({ id, version: expectedVersion }: Campaign, onDone: () => void = () => undefined) {
  const cache = useQueryClient();
  const params = { path: { id } };
  return useMutation({
    mutationFn: (act: Act) =>
      act === "start" || act === "resume"
        ? read(api.POST("/api/service/sms/campaigns/{id}/going", { params, body: { act, expectedVersion } }))
        : read(api.POST("/api/service/sms/campaigns/{id}/holding", { params, body: { act, expectedVersion } })),
    // The state is refetched after success and after a conflict.
    onSettled: () => cache.invalidateQueries({ queryKey: ["service", "sms-campaigns"] }),
    onSuccess: onDone,
  });
}

/** The buttons below the state. */
export function CampaignActions({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const t = useTranslations("web.smsCampaigns.acts");
  const mayLetGo = useMay("service.manage");
  const [open, setOpen] = useState<"start" | "stop" | null>(null);
  const acting = useAct(campaign);
  const { state, name, id, version: expectedVersion } = campaign;
  if (state === "stopped" || state === "done") return null;
  const params = { path: { id } };
  return (
    <div className="grid gap-3">
      {acting.error === null ? null : <FailureNotice error={acting.error} />}
      {mayLetGo || state === "running" ? null : <p className="text-small text-soft">{t("another")}</p>}
      <div className="flex flex-wrap gap-2">
        {state === "prepared" && mayLetGo ? (
          <button type="button" className="button button-main" onClick={() => setOpen("start")}>
            {t("start")}
          </button>
        ) : null}
        {state === "paused" && mayLetGo ? (
          <BusyButton
            type="button"
            className="button button-main"
            isBusy={acting.isPending}
            onClick={() => acting.mutate("resume")}
          >
            {t("resume")}
          </BusyButton>
        ) : null}
        {state === "running" ? (
          <BusyButton
            type="button"
            className="button button-main"
            isBusy={acting.isPending}
            onClick={() => acting.mutate("pause")}
          >
            {t("pause")}
          </BusyButton>
        ) : null}
        <button type="button" className="button button-danger" onClick={() => setOpen("stop")}>
          {t("stop")}
        </button>
      </div>
      {open === "start" ? <StartDialog campaign={campaign} onClose={() => setOpen(null)} /> : null}
      {open === "stop" ? (
        <EndDialog
          title={t("stopTitle", { name })}
          text={t("stopText")}
          yes={t("stopYes")}
          end={() =>
            read(
              api.POST("/api/service/sms/campaigns/{id}/holding", { params, body: { act: "stop", expectedVersion } }),
            )
          }
          onClose={() => setOpen(null)}
        />
      ) : null}
    </div>
  );
}

function StartDialog({ campaign, onClose }: { readonly campaign: Campaign; readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.smsCampaigns.acts");
  const parts = useTranslations("web.parts");
  const locale = useLocale();
  const starting = useAct(campaign, onClose);
  const { name, lines, priceRupiah, sender } = campaign;
  return (
    <Dialog title={t("startTitle", { name })} onClose={onClose}>
      <div className="grid gap-5">
        <p className="max-w-[60ch]">{t("startText", { lines, sender, price: rupiah(priceRupiah, locale) })}</p>
        {starting.error === null ? null : <FailureNotice error={starting.error} />}
        <div className="flex flex-wrap gap-2">
          <BusyButton
            type="button"
            className="button button-main"
            isBusy={starting.isPending}
            onClick={() => starting.mutate("start")}
          >
            {t("startYes", { count: lines })}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
