/** One import: its planned or completed changes, its invalid lines, and its history. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { problemOf } from "../../data/problem.ts";
import { Awaiting, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { NotFoundScreen } from "../../shell/endings.tsx";
import { moment } from "../../words/dates.ts";
import { CarryOut, UndoImport } from "./import-actions.tsx";
import { ImportBadge } from "./import-badge.tsx";
import { ImportFaults } from "./import-faults.tsx";
import { importQuery, KINDS, type OperatorImport, totalsOf } from "./imports-data.ts";

interface ImportProps {
  readonly shown: OperatorImport;
}

function Answer({ shown }: ImportProps): ReactNode {
  const t = useTranslations("web.imports");
  if (shown.state === "undone") {
    return (
      <Notice tone="info" title={t("undoneTitle")}>
        {shown.undoneReason}
      </Notice>
    );
  }
  if (shown.state === "carried-out") {
    return (
      <Notice tone="good" title={t("doneTitle")}>
        {t("doneText")}
      </Notice>
    );
  }
  if (shown.faultCount > 0) {
    return (
      <Notice tone="bad" title={t("badTitle", { count: shown.faultCount })}>
        {t("badText")}
      </Notice>
    );
  }
  const { create, change } = totalsOf(shown.counts);
  const isNothing = create + change === 0;
  return (
    <Notice tone={isNothing ? "info" : "good"} title={t(isNothing ? "nothingTitle" : "goodTitle")}>
      {t(isNothing ? "nothingText" : "goodText")}
    </Notice>
  );
}

function Counts({ shown }: ImportProps): ReactNode {
  const t = useTranslations("web.imports");
  const locale = useLocale();
  const figure = new Intl.NumberFormat(locale);
  return (
    <section aria-labelledby="counts" className="grid gap-3">
      <h2 id="counts">{t(shown.state === "looked-at" ? "countsTitle" : "countsDone")}</h2>
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t("kind")}</th>
              {(["create", "change", "leave"] as const).map((action) => (
                <th key={action} scope="col" className="number">
                  {t(action)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {KINDS.map((kind) => (
              <tr key={kind}>
                <td className="font-semibold">{t(`kinds.${kind}`)}</td>
                {(["create", "change", "leave"] as const).map((action) => (
                  <td key={action} className="number">
                    {figure.format(shown.counts[kind][action])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function useFacts(shown: OperatorImport): readonly (readonly [string, ReactNode])[] {
  const t = useTranslations("web.imports");
  const locale = useLocale();
  const by = (name: string | null, at: string | null): string =>
    t("at", { name: name ?? "–", when: at === null ? "–" : moment(at, locale) });
  return [
    [t("state"), <ImportBadge key="state" state={shown.state} />],
    [t("by"), by(shown.createdByName, shown.lookedAt)],
    ...(shown.carriedOutAt === null ? [] : [[t("doneBy"), by(shown.carriedOutByName, shown.carriedOutAt)] as const]),
    ...(shown.undoneAt === null ? [] : [[t("undoneBy"), by(shown.undoneByName, shown.undoneAt)] as const]),
    [
      t("files"),
      <ul key="files" className="grid gap-2">
        {shown.files.map((file) => (
          <li key={file.place}>
            <a href={`/api/imports/${shown.id}/files/${file.place}`} download className="break-words">
              {file.name}
            </a>
            <span className="block text-small text-soft">
              {t(`sheets.${file.sheet ?? "unknown"}`)} · {t("rows", { count: file.rowCount })}
            </span>
          </li>
        ))}
      </ul>,
    ],
    [
      t("hash"),
      <code key="hash" className="text-small break-all select-all">
        {shown.contentSha256}
      </code>,
    ],
  ];
}

function Facts({ shown }: ImportProps): ReactNode {
  const t = useTranslations("web.imports");
  const rows = useFacts(shown);
  return (
    <section aria-labelledby="facts" className="grid gap-3">
      <h2 id="facts">{t("factsTitle")}</h2>
      <dl className="facts card px-5 py-1">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The screen of one import. */
export function ImportScreen(): ReactNode {
  const t = useTranslations("web.imports");
  const locale = useLocale();
  const { id } = useParams({ from: "/impor/$id" });
  const { data, error, refetch } = useQuery(importQuery(id));
  if (data === undefined && error !== null && [400, 404].includes(problemOf(error).status)) return <NotFoundScreen />;
  return (
    <Page
      width="working"
      title={data === undefined ? t("title") : t("oneTitle", { date: moment(data.createdAt, locale) })}
      back={{ to: "/impor", text: t("toList") }}
    >
      <Awaiting query={{ data, error, refetch }} lines={10} />
      {data === undefined ? null : (
        <div className="grid gap-6">
          <Answer shown={data} />
          <div className="grid items-start gap-6 lg:grid-cols-2">
            <div className="grid gap-5">
              <Counts shown={data} />
              {data.state === "looked-at" ? <CarryOut shown={data} /> : null}
              {data.state === "carried-out" ? <UndoImport shown={data} /> : null}
            </div>
            <Facts shown={data} />
          </div>
          <ImportFaults shown={data} />
        </div>
      )}
    </Page>
  );
}
