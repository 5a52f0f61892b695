/** The officer's employee number (NIP), which is sent to OSS with reports. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { useStateOf } from "../../parts/state-of.ts";
import { reporterQuery } from "./oss-data.ts";

/** The field and its saving. */
export function ReporterForm(): ReactNode {
  const t = useTranslations("web.oss.desk");
  const cache = useQueryClient();
  const { data } = useQuery(reporterQuery);
  const known = data?.nip ?? "";
  const [nip, change] = useStateOf(known, () => known);
  const save = useMutation({
    mutationFn: () => read<{ nip: string | null }>(api.PUT("/api/oss/reporter", { body: { nip: nip.trim() || null } })),
    onSuccess: (after) => cache.setQueryData(reporterQuery.queryKey, after),
  });
  return (
    <form
      className="mt-8 grid max-w-[460px] gap-2 border-t border-line pt-5"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2 className="text-lead">{t("nipTitle")}</h2>
      <p id="nip-hint" className="text-small text-soft">
        {t("nipHint")}
      </p>
      {save.error === null ? null : <FailureNotice error={save.error} />}
      <div className="flex gap-2">
        <label className="min-w-0 flex-1">
          <span className="sr-only">{t("nip")}</span>
          <input
            className="input input-small"
            inputMode="numeric"
            maxLength={18}
            pattern="\d{18}"
            aria-describedby="nip-hint"
            value={nip}
            onChange={({ target }) => change(() => target.value)}
          />
        </label>
        <BusyButton type="submit" className="button button-small" isBusy={save.isPending}>
          {t("save")}
        </BusyButton>
      </div>
      <p role="status" className="text-small">
        {save.isSuccess ? t("saved") : ""}
      </p>
    </form>
  );
}
