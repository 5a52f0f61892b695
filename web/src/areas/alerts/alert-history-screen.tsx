/** History of alerts: the figure, the user who acknowledged it, and the time when it cleared. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { TEXTS_PER_HOUR } from "../../../../src/service/acd/alerts/alert-text.shared.ts";
import type { Column } from "../../parts/data-table.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { moment } from "../../words/dates.ts";
import { WayBack } from "../evaluations/way-back.tsx";
import { type AlertEvent, alertEventsQuery } from "./alert-data.ts";
import { useAlertWords } from "./alert-words.ts";

/** The screen of `/layanan/peringatan/riwayat`. */
export function AlertHistoryScreen(): ReactNode {
  const t = useTranslations("web.alerts.history");
  const list = useListAddress(useSearch({ from: "/layanan/peringatan/riwayat" }));
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      above={
        <WayBack>
          <Link to="/layanan/peringatan">{t("back")}</Link>
        </WayBack>
      }
      list={list}
      query={useQuery(alertEventsQuery(list.pages))}
      lines={6}
      columns={useColumns()}
      empty={{ title: t("emptyTitle"), text: t("emptyText") }}
    />
  );
}

/** The results of SMS notifications, one per line. */
function Texts({ texts }: Pick<AlertEvent, "texts">): ReactNode {
  const t = useTranslations("web.alerts.history");
  if (texts.length === 0) return <span className="text-soft">{t("smsNone")}</span>;
  return (
    <ul className="grid gap-1 text-small" data-alert-texts="">
      {texts.map(({ kind, place, numberEnd, state, refusal }) => {
        const said = { kind: t(`smsKinds.${kind}`), end: numberEnd };
        return (
          <li key={`${place} ${kind}`}>
            {refusal === null
              ? t("smsOf", { ...said, state: t(`smsStates.${state ?? "removed"}`) })
              : t("smsNot", { ...said, why: t(`smsRefusals.${refusal}`, { most: TEXTS_PER_HOUR }) })}
          </li>
        );
      })}
    </ul>
  );
}

function useColumns(): readonly Column<AlertEvent>[] {
  const t = useTranslations("web.alerts.history");
  const all = useTranslations("web.alerts");
  const locale = useLocale();
  const words = useAlertWords();
  return [
    { id: "raisedAt", header: t("raisedAt"), cell: ({ raisedAt }) => moment(raisedAt, locale) },
    {
      id: "name",
      header: all("name"),
      cell: ({ name, measure, queues }) => (
        <span className="[overflow-wrap:anywhere]">
          <span className="font-semibold">{name}</span>
          <br />
          <span className="text-small text-soft">{words.scope(measure, queues)}</span>
        </span>
      ),
    },
    { id: "figure", header: t("figure"), cell: ({ measure, figure }) => words.value(measure, figure) },
    {
      id: "limit",
      header: t("limit"),
      cell: ({ measure, comparison, threshold }) => words.limit(measure, comparison, threshold),
    },
    {
      id: "takenBy",
      header: t("takenBy"),
      cell: ({ acknowledgedBy, acknowledgedAt }) =>
        acknowledgedAt === null ? "–" : t("taken", { name: acknowledgedBy ?? "–", at: moment(acknowledgedAt, locale) }),
    },
    {
      id: "clearedAt",
      header: t("clearedAt"),
      cell: ({ clearedAt, clearedWhy }) => {
        if (clearedAt === null) return t("standing");
        const at = moment(clearedAt, locale);
        return clearedWhy === "changed" ? t("changed", { at }) : at;
      },
    },
    { id: "told", header: t("tellings"), cell: ({ tellings }) => t("told", { count: tellings }) },
    { id: "sms", header: t("sms"), cell: ({ texts }) => <Texts texts={texts} /> },
  ];
}
