/** Data subject requests about numbers in the call centre's data. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { RuleNote } from "../../parts/rule-note.tsx";
import { moment } from "../../words/dates.ts";
import { OpenRequestDialog } from "./open-request-dialog.tsx";
import { type PersonalRequest, personalRequestsQuery } from "./personal-data.ts";

const BADGE_STYLES = {
  open: { shape: "ring", tone: "wait" },
  deleting: { shape: "half", tone: "info" },
  done: { shape: "tick", tone: "good" },
} as const;

/** The screen of `/layanan/data-pribadi`. */
export function PersonalRequestsScreen(): ReactNode {
  const t = useTranslations("web.personalData");
  const found = useQuery(personalRequestsQuery);
  const [isOpening, setOpening] = useState(false);
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      actions={
        <button type="button" className="button button-main" onClick={() => setOpening(true)}>
          {t("open")}
        </button>
      }
      first={
        <p className="mb-4 flex flex-wrap gap-x-5 gap-y-1">
          <Link to="/layanan/insiden-data">{t("toBreaches")}</Link>
          <Link to="/layanan/lama-penyimpanan">{t("toRetention")}</Link>
        </p>
      }
      query={found}
      lines={4}
      columns={useColumns()}
      empty={{ title: t("noneTitle"), text: t("noneText") }}
    >
      {found.data === undefined ? null : (
        <>
          <p className="mt-4 text-small text-soft">{t("due", { hours: found.data.rule.value })}</p>
          <RuleNote rule={found.data.rule} />
        </>
      )}
      {isOpening ? <OpenRequestDialog onClose={() => setOpening(false)} /> : null}
    </ListScreen>
  );
}

/** The status of a request: shape, label and colour. */
export function RequestBadge({ state }: Pick<PersonalRequest, "state">): ReactNode {
  const t = useTranslations("web.personalData");
  return <Badge {...BADGE_STYLES[state]}>{t(`states.${state}`)}</Badge>;
}

function useColumns(): readonly Column<PersonalRequest>[] {
  const t = useTranslations("web.personalData");
  const locale = useLocale();
  return [
    {
      id: "number",
      header: t("number"),
      to: "/layanan/data-pribadi/$id",
      look: "strong-letters",
      cell: ({ number, shown }) => number ?? shown,
    },
    { id: "kind", header: t("kind"), cell: ({ kind }) => t(`kinds.${kind}`) },
    { id: "received", header: t("received"), cell: ({ receivedAt }) => moment(receivedAt, locale) },
    {
      id: "due",
      header: t("dueAt"),
      cell: ({ dueAt, isLate }) => (
        <span className={isLate ? "font-semibold text-bad" : ""}>
          {moment(dueAt, locale)}
          {isLate ? ` · ${t("late")}` : ""}
        </span>
      ),
    },
    { id: "state", header: t("state"), cell: ({ state }) => <RequestBadge state={state} /> },
  ];
}
