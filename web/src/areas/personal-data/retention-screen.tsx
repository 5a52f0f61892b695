/** Retention periods: all data classes with days and reason, and those that the call centre can change. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { z } from "zod";
import type { retentionSchema } from "../../../../src/service/tenancy/retention/contract.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Awaiting, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { count, moment } from "../../words/dates.ts";
import { ChoiceForm } from "./retention-choice.tsx";

type Retention = z.output<typeof retentionSchema>;
type HeldClass = Retention["classes"][number];

const retentionQuery = queryOptions({
  queryKey: ["service", "retention"],
  queryFn: () => read<Retention>(api.GET("/api/service/retention")),
});

/** The screen of `/layanan/lama-penyimpanan`. */
export function RetentionScreen(): ReactNode {
  const t = useTranslations("web.retention");
  const cache = useQueryClient();
  const found = useQuery(retentionQuery);
  const [said, say] = useState("");
  const { data } = found;
  const onSaved = async (): Promise<void> => {
    say(t("saved"));
    await cache.invalidateQueries({ queryKey: retentionQuery.queryKey });
  };
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      above={
        <p className="mb-3">
          <Link to="/layanan/data-pribadi">{t("back")}</Link>
        </p>
      }
    >
      <p role="status" className="mb-3 text-small empty:mb-0">
        {said}
      </p>
      <Awaiting query={found} lines={8} />
      {data === undefined ? null : (
        <div className="grid gap-8">
          {data.isAsked ? <Notice tone="info">{t("askedHere")}</Notice> : null}
          <section aria-label={t("chooseTitle")}>
            <h2>{t("chooseTitle")}</h2>
            <p className="mt-1 mb-3 max-w-[70ch] text-soft">{t("chooseLead")}</p>
            <div className="grid gap-4 lg:grid-cols-2">
              {data.choices.map((choice) => (
                <ChoiceForm key={`${choice.name} ${choice.version}`} choice={choice} onSaved={onSaved} />
              ))}
            </div>
          </section>
          <Classes retention={data} />
        </div>
      )}
    </Page>
  );
}

function Classes({ retention }: { readonly retention: Retention }): ReactNode {
  const t = useTranslations("web.retention");
  const columns = useColumns(retention);
  return (
    <section aria-label={t("classes")}>
      <h2 className="mb-3">{t("classes")}</h2>
      <DataTable
        caption={t("classes")}
        columns={columns}
        rows={retention.classes}
        rowId={({ name }: HeldClass) => name}
      />
    </section>
  );
}

function useColumns({ choices }: Retention): readonly Column<HeldClass>[] {
  const t = useTranslations("web.retention");
  const locale = useLocale();
  return [
    { id: "class", header: t("class"), look: "strong", cell: ({ name }) => t(`names.${name}`) },
    { id: "amount", header: t("amount"), numeric: true, cell: (one) => count(one.count, locale) },
    { id: "oldest", header: t("oldest"), cell: ({ oldest }) => (oldest === null ? t("none") : moment(oldest, locale)) },
    {
      id: "keptFor",
      header: t("keptFor"),
      cell: ({ rule, fixedDays, choice }) => {
        const own = choices.find(({ name }) => name === choice)?.days ?? null;
        if (own !== null) return `${t("daysKept", { days: own })} (${t("own")})`;
        if (rule === null) return fixedDays === null ? t("noRule") : t("daysKept", { days: fixedDays });
        return rule.unit === "months" ? t("monthsKept", { months: rule.value }) : t("daysKept", { days: rule.value });
      },
    },
    {
      id: "why",
      header: t("why"),
      cell: ({ name, rule }) => (
        <div className="min-w-0 max-w-[60ch]">
          <p>{t(`reasons.${name}`)}</p>
          {rule === null ? null : (
            <p className="text-small text-soft">{t(`standing.${rule.standing}`, { clause: rule.clause })}</p>
          )}
        </div>
      ),
    },
  ];
}
