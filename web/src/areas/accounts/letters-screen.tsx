/** Letters of authority: those that await the user's answer, those that the user acts by, and those of the user's companies. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api, serverNowMs } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { lettersQuery, sessionQuery } from "../../data/queries.ts";
import type { Letter } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Awaiting, Empty, FailureNotice, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { longDate, officeToday } from "../../words/dates.ts";
import { ConsultantRights } from "./consultant-rights.tsx";
import { LetterBadge, letterStateOf } from "./letter-badge.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";

type Act = { readonly name: "accept" } | { readonly name: "refuse" | "end"; readonly reason: string };

function useAct(letter: Letter) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (act: Act): Promise<unknown> => {
      const params = { path: { id: letter.id } };
      if (act.name === "end")
        return read(api.POST("/api/letters-of-authority/{id}/end", { params, body: { reason: act.reason } }));
      const reason = act.name === "refuse" ? act.reason : "";
      const body = { expectedVersion: letter.version, verdict: act.name, reason };
      return read(api.POST("/api/letters-of-authority/{id}/answer", { params, body }));
    },
    onSuccess: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: lettersQuery.queryKey }),
        cache.invalidateQueries({ queryKey: sessionQuery.queryKey }),
        cache.invalidateQueries({ queryKey: ["organisations"] }),
      ]),
  });
}

function LetterActions({ letter, today }: { readonly letter: Letter; readonly today: string }): ReactNode {
  const t = useTranslations("web.account");
  const act = useAct(letter);
  const [asking, setAsking] = useState<"refuse" | "end" | null>(null);
  const letterState = letterStateOf(letter, today);
  const mayEnd = !letter.mayDecide && ["offered", "to-come", "in-force"].includes(letterState);
  const subject = letter.side === "consultant" ? letter.organisationName : letter.personName;
  const close = (): void => {
    setAsking(null);
    act.reset();
  };
  return (
    <>
      {act.error === null || asking !== null ? null : <FailureNotice error={act.error} />}
      <p className="flex flex-wrap gap-3">
        <a href={`/api/files/${letter.fileId}`} target="_blank" rel="noreferrer" className="button">
          {t("openLetter")}
        </a>
        {letter.mayDecide ? (
          <>
            <BusyButton
              type="button"
              className="button button-main"
              isBusy={act.isPending}
              onClick={() => act.mutate({ name: "accept" })}
            >
              {t("accept")}
            </BusyButton>
            <button type="button" className="button" onClick={() => setAsking("refuse")}>
              {t("refuse")}
            </button>
          </>
        ) : null}
        {mayEnd ? (
          <button type="button" className="button button-danger" onClick={() => setAsking("end")}>
            {t(letter.side === "consultant" ? "giveUp" : "takeBack")}
          </button>
        ) : null}
      </p>
      {asking === null ? null : (
        <ReasonDialog
          title={t(`ask.${asking}`, { name: subject })}
          text={t(`effect.${asking}`, { name: subject })}
          act={t(asking === "refuse" ? "refuse" : letter.side === "consultant" ? "giveUp" : "takeBack")}
          isWorking={act.isPending}
          error={act.error}
          onSend={(reason) => act.mutate({ name: asking, reason }, { onSuccess: () => setAsking(null) })}
          onClose={close}
        />
      )}
    </>
  );
}

function LetterCard({ letter, today }: { readonly letter: Letter; readonly today: string }): ReactNode {
  const t = useTranslations("web.account");
  const locale = useLocale();
  const title = letter.side === "consultant" ? letter.organisationName : letter.personName;
  const rows: readonly (readonly [string, ReactNode])[] = [
    letter.side === "consultant"
      ? [t("nib"), letter.nib ?? "–"]
      : [t("forCompany"), `${letter.organisationName}${letter.nib === null ? "" : ` (NIB ${letter.nib})`}`],
    ...(letter.side === "consultant" ? [] : ([[t("personEmail"), letter.personEmail]] as const)),
    [t("validity"), `${longDate(letter.validFrom, locale)} – ${longDate(letter.validTo, locale)}`],
    [t("scope"), letter.scope],
    ...(letter.reason === null ? [] : ([[t("reason"), letter.reason]] as const)),
  ];
  return (
    <li className="card grid gap-4 p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h3 className="min-w-0 text-lead break-words">{title}</h3>
        <LetterBadge letter={letter} today={today} />
      </div>
      <dl className="facts facts-narrow">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {letter.isWithRegistration && letter.state === "offered" ? <Notice>{t("withRegistration")}</Notice> : null}
      {letter.mayDecide ? <ConsultantRights /> : null}
      <LetterActions letter={letter} today={today} />
    </li>
  );
}

function Group({
  title,
  letters,
  today,
}: {
  readonly title: string;
  readonly letters: readonly Letter[];
  readonly today: string;
}): ReactNode {
  if (letters.length === 0) return null;
  return (
    <section className="grid gap-3">
      <h2>{title}</h2>
      <ul className="grid gap-4">
        {letters.map((letter) => (
          <LetterCard key={letter.id} letter={letter} today={today} />
        ))}
      </ul>
    </section>
  );
}

/** All letters of authority of the signed-in user. */
export function LettersScreen(): ReactNode {
  const t = useTranslations("web.account");
  const { data, error, refetch } = useQuery(lettersQuery);
  const today = officeToday(serverNowMs());
  const items = data?.items ?? [];
  const offer = (
    <Link to="/surat-kuasa/baru" className="button button-main">
      {t("offerLetter")}
    </Link>
  );
  return (
    <Page title={t("lettersTitle")} lead={t("lettersLead")} actions={items.length === 0 ? undefined : offer}>
      <Awaiting query={{ data, error, refetch }} lines={4} height={120} />
      {data !== undefined && items.length === 0 ? (
        <Empty title={t("lettersEmptyTitle")} action={offer}>
          {t("lettersEmptyText")}
        </Empty>
      ) : null}
      <div className="grid gap-10">
        <Group title={t("toAnswer")} letters={items.filter((one) => one.mayDecide)} today={today} />
        <Group title={t("iActFor")} letters={items.filter((one) => one.side === "consultant")} today={today} />
        <Group
          title={t("actForUs")}
          letters={items.filter((one) => one.side === "company" && !one.mayDecide)}
          today={today}
        />
      </div>
    </Page>
  );
}
