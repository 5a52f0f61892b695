/** Evaluations of a call centre: newest first, filtered by the URL. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { EVALUATION_STATES } from "../../../../src/service/acd/quality/evaluation-limits.shared.ts";
import type { Column } from "../../parts/data-table.tsx";
import { DayField } from "../../parts/day-field.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import type { ListFilter } from "../../parts/list-screen/list-screen.tsx";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { callTime } from "../calls/call-words.ts";
import { agentsQuery, queuesQuery } from "../queues/queue-data.ts";
import { EvaluationState, WholeScore } from "./evaluation-badges.tsx";
import { type EvaluationRow, type EvaluationsQuery, evaluationsQuery, formsQuery } from "./evaluation-data.ts";
import type { LIST_KEYS } from "./evaluation-keys.ts";

type Address = { readonly [Key in (typeof LIST_KEYS)[number]]?: string };

/** Converts the URL's filters to the API query. */
function evaluationsQueryOf({ agent, queue, form, state, from, to }: Address): EvaluationsQuery {
  const filter = { agentId: agent, queueId: queue, formId: form, state, from, to };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ""));
}

function useFilters(): readonly ListFilter<keyof Address>[] {
  const t = useTranslations("web.evaluations");
  const [agents, queues, forms] = [useQuery(agentsQuery), useQuery(queuesQuery), useQuery(formsQuery)];
  const named = (items: readonly { readonly id: string; readonly name: string }[] | undefined) =>
    (items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const states = EVALUATION_STATES.map((value) => ({ value, label: t(`states.${value}`) }));
  return [
    { key: "agent", label: t("agent"), options: named(agents.data?.items) },
    { key: "queue", label: t("queue"), options: named(queues.data?.items) },
    { key: "form", label: t("form"), options: named(forms.data?.items) },
    { key: "state", label: t("state"), options: states },
  ];
}

function useColumns(zone: string): readonly Column<EvaluationRow>[] {
  const t = useTranslations("web.evaluations");
  const locale = useLocale();
  return [
    {
      id: "agent",
      header: t("agent"),
      to: "/layanan/penilaian/$id",
      look: "strong-words",
      cell: ({ agentName }) => agentName,
    },
    {
      id: "answeredAt",
      header: t("answeredAt"),
      look: "figures",
      cell: (row) => callTime(row.answeredAt, zone, locale),
    },
    { id: "queue", header: t("queue"), look: "words", cell: (row) => row.queueName ?? "–" },
    { id: "form", header: t("form"), look: "words", cell: (row) => row.formName },
    { id: "state", header: t("state"), cell: (row) => <EvaluationState state={row.state} /> },
    { id: "score", header: t("score"), cell: (row) => <WholeScore score={row.score} isFatal={row.isFatal} /> },
    { id: "madeBy", header: t("madeBy"), look: "words", cell: (row) => row.madeByName },
  ];
}

/** The screen of `/layanan/penilaian`. */
export function EvaluationsScreen(): ReactNode {
  const t = useTranslations("web.evaluations");
  const list = useListAddress(useSearch({ from: "/layanan/penilaian" }));
  const { address, change, pages } = list;
  const asked = evaluationsQueryOf(address);
  const found = useQuery(evaluationsQuery({ ...asked, ...pages }));
  const isNarrowed = Object.keys(asked).length > 0;
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      actions={<Ways />}
      list={list}
      filters={useFilters()}
      beside={
        <>
          <DayField label={t("from")} value={address.from ?? ""} onChange={(from) => change({ from })} />
          <DayField label={t("to")} value={address.to ?? ""} onChange={(to) => change({ to })} />
        </>
      }
      query={found}
      lines={6}
      columns={useColumns(found.data?.timeZone ?? "Asia/Jakarta")}
      empty={{ title: t(isNarrowed ? "noneTitle" : "emptyTitle"), text: t(isNarrowed ? "noneText" : "emptyText") }}
    />
  );
}

function Ways(): ReactNode {
  const t = useTranslations("web.evaluations");
  return (
    <>
      <Link to="/layanan/formulir-penilaian" className="button">
        {t("toForms")}
      </Link>
      <Link to="/layanan/laporan-penilaian" className="button">
        {t("toReport")}
      </Link>
      <Link to="/layanan/undian-penilaian" className="button button-main">
        {t("toDraws")}
      </Link>
    </>
  );
}
