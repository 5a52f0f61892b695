/** Ends the demonstration and starts the real, empty installation. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { queryClient, sessionQuery } from "../../data/queries.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { FailureNotice, Loading, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";

const RESTART_REFRESH_MS = 1_000;

/** The button with its confirmation. It is disabled during the build, whose requests would otherwise reach the real installation. */
export function StartForReal({
  isBuilding,
  onEnding,
}: {
  readonly isBuilding: boolean;
  readonly onEnding: () => void;
}): ReactNode {
  const t = useTranslations("web.start.real");
  const parts = useTranslations("web.parts");
  const [isOpen, setOpen] = useState(false);
  const ending = useMutation({
    mutationFn: () => read(api.POST("/api/demonstration/end")),
    onSuccess: onEnding,
  });
  return (
    <section className="grid justify-items-start gap-3 border-t border-line pt-6" aria-labelledby="start-for-real">
      <h2 id="start-for-real">{t("title")}</h2>
      <p className="max-w-[70ch] text-soft">{isBuilding ? t("wait") : t("text")}</p>
      <button type="button" className="button" disabled={isBuilding} onClick={() => setOpen(true)}>
        {t("button")}
      </button>
      {isOpen ? (
        <Dialog title={t("question")} onClose={() => setOpen(false)}>
          <div className="grid gap-5">
            <p className="max-w-[60ch]">{t("effect")}</p>
            {ending.error === null ? null : <FailureNotice error={ending.error} />}
            <div className="flex flex-wrap gap-2">
              <BusyButton
                type="button"
                className="button button-danger"
                isBusy={ending.isPending}
                onClick={() => ending.mutate()}
              >
                {t("confirm")}
              </BusyButton>
              <button type="button" className="button" onClick={() => setOpen(false)}>
                {parts("cancel")}
              </button>
            </div>
          </div>
        </Dialog>
      ) : null}
    </section>
  );
}

/** Whether the real installation has started: the demonstration's route is gone, and its sessions are invalid. */
async function isInstallationUp(): Promise<boolean> {
  try {
    await read(api.GET("/api/demonstration"));
    return false;
  } catch (error) {
    if (problemOf(error).status !== 404) return false;
    await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    return true;
  }
}

/** Shown after the confirmation: first the restart, then where to find the administrator's link. */
export function InstallationStarting(): ReactNode {
  const t = useTranslations("web.start.real");
  const { data: isUp = false } = useQuery({
    queryKey: ["installation-up"],
    queryFn: isInstallationUp,
    gcTime: 0,
    refetchInterval: (query) => (query.state.data === true ? false : RESTART_REFRESH_MS),
  });
  return (
    <Page title={isUp ? t("upTitle") : t("startingTitle")}>
      <div role="status">
        {isUp ? (
          <Notice tone="good" title={t("upText")}>
            <p className="mt-1">{t("terminal")}</p>
            <a href="/" className="button mt-3">
              {t("toInstallation")}
            </a>
          </Notice>
        ) : (
          <>
            <p className="text-soft">{t("startingText")}</p>
            <Loading lines={2} />
          </>
        )}
      </div>
    </Page>
  );
}
