/** Notices to the company about date, place and team: sent, delivered and read. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { timeInWords } from "../../../../src/regulation/time-of-day.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { sessionQuery } from "../../data/queries.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { longDate, moment } from "../../words/dates.ts";
import type { Test, TestNotice } from "./test-types.ts";

function useReading(testId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (notice: string) =>
      read(api.POST("/api/tests/{id}/notices/{notice}/read", { params: { path: { id: testId, notice } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: ["test", testId] }),
  });
}

function Delivery({ notice }: { readonly notice: TestNotice }): ReactNode {
  const t = useTranslations("web.test.notice");
  const locale = useLocale();
  return (
    <p className="text-small text-soft">
      {t("sent", { at: moment(notice.sentAt, locale) })}{" "}
      {t("mails", { delivered: notice.delivered, mails: notice.mails })}{" "}
      {notice.readings.length === 0
        ? t("unread")
        : notice.readings.map(({ name, at }) => t("read", { name, at: moment(at, locale) })).join(" ")}
    </p>
  );
}

/** The newest notice in full, earlier ones below it. */
export function TestNotices({ test }: { readonly test: Test }): ReactNode {
  const t = useTranslations("web.test.notice");
  const locale = useLocale();
  const { data: session } = useQuery(sessionQuery);
  const reading = useReading(test.id);
  const [newest, ...earlier] = test.notices;
  if (newest === undefined) return null;
  const day = longDate(newest.date, locale);
  const isRead = newest.readings.some(({ name }) => name === session?.person?.name);
  return (
    <section className="card tone-info grid gap-3 border-l-[6px] border-l-[var(--tone)] p-5" aria-labelledby="notice">
      <h2 id="notice" className="text-lead">
        {t(`kind.${newest.kind}`)}
      </h2>
      {newest.kind === "cancelled" ? null : (
        <>
          <p className="text-title font-semibold">
            {newest.startsAt === null ? day : t("dayAt", { day, time: timeInWords(newest.startsAt, locale) })}
          </p>
          <p className="whitespace-pre-line">{newest.place}</p>
          <p>{t("team", { team: newest.team.join(", ") || "–" })}</p>
          <p>
            <a href="#items">{t("items", { count: newest.items })}</a>
          </p>
        </>
      )}
      {newest.reason === null ? null : <p>{t("reason", { reason: newest.reason })}</p>}
      {newest.toPrepare === "" ? null : (
        <div>
          <p className="font-semibold">{t("toPrepare")}</p>
          <p className="whitespace-pre-line">{newest.toPrepare}</p>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-3">
        {!test.isApplicant ? null : isRead ? (
          <span className="inline-flex items-center gap-2 font-semibold text-good">
            <Icon name="check" size={18} />
            {t("youRead")}
          </span>
        ) : (
          <BusyButton
            type="button"
            className="button button-main"
            isBusy={reading.isPending}
            onClick={() => reading.mutate(newest.id)}
          >
            {t("markRead")}
          </BusyButton>
        )}
        {newest.kind === "cancelled" ? null : (
          <a className="button" href={`/api/tests/${test.id}/invitation.ics`} download>
            <Icon name="clock" size={18} />
            {t("calendarFile")}
          </a>
        )}
      </div>
      {reading.error === null ? null : <FailureNotice error={reading.error} />}
      <Delivery notice={newest} />
      {earlier.length === 0 ? null : (
        <details>
          <summary className="font-semibold">{t("earlier", { count: earlier.length })}</summary>
          <ul className="mt-2 grid gap-3">
            {earlier.map((notice) => (
              <li key={notice.id}>
                <p>
                  {t(`kind.${notice.kind}`)}: {longDate(notice.date, locale)}
                </p>
                <Delivery notice={notice} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
