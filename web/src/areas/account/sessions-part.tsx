/** The user's sessions, and their termination. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { OpenSession } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Awaiting, FailureNotice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { openSessionsQuery } from "./account-data.ts";
import { AccountSection, Done } from "./account-section.tsx";

function useDeviceWords(): (session: OpenSession) => string {
  const t = useTranslations("web.account");
  return ({ browser, system, kind }) => {
    if (browser === null) return t("deviceUnknown");
    if (system === null) return browser;
    return kind === "phone" || kind === "tablet"
      ? t(`deviceOn.${kind}`, { browser, system })
      : t("deviceOn.desktop", { browser, system });
  };
}

function SessionLine({ session, onEnd }: { readonly session: OpenSession; readonly onEnd: () => void }): ReactNode {
  const t = useTranslations("web.account");
  const locale = useLocale();
  const device = useDeviceWords()(session);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3 last:border-0">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          {device}
          {session.isThis ? (
            <Badge shape="disc" tone="good">
              {t("thisSession")}
            </Badge>
          ) : null}
        </p>
        <p className="text-small text-soft">
          {t("sessionTimes", { since: moment(session.since, locale), seen: moment(session.lastSeen, locale) })}
        </p>
      </div>
      {session.isThis ? null : (
        <button type="button" className="button button-small" aria-label={t("endSession", { device })} onClick={onEnd}>
          {t("end")}
        </button>
      )}
    </li>
  );
}

/** The sessions. */
export function SessionsPart(): ReactNode {
  const t = useTranslations("web.account");
  const cache = useQueryClient();
  const { data, error, refetch } = useQuery(openSessionsQuery);
  const end = useMutation({
    mutationFn: (id: string | null) =>
      id === null
        ? read(api.DELETE("/api/account/other-sessions"))
        : read(api.DELETE("/api/account/sessions/{id}", { params: { path: { id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: ["account", "sessions"] }),
  });
  return (
    <AccountSection title={t("sessions")}>
      <p className="max-w-[70ch] text-soft">{t("sessionsText")}</p>
      <Awaiting query={{ data, error, refetch }} lines={2} height={64} />
      {end.error === null ? null : <FailureNotice error={end.error} />}
      <ul>
        {data?.items.map((session) => (
          <SessionLine key={session.id} session={session} onEnd={() => end.mutate(session.id)} />
        ))}
      </ul>
      <Done>{end.isSuccess ? t("sessionEnded") : ""}</Done>
      {(data?.items.length ?? 0) > 1 ? (
        <BusyButton
          type="button"
          className="button justify-self-start"
          isBusy={end.isPending}
          onClick={() => end.mutate(null)}
        >
          {t("endOthers")}
        </BusyButton>
      ) : null}
    </AccountSection>
  );
}
