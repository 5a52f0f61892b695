/** What people have asked about the data that a call centre keeps of their numbers. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { RuleNote } from "../../parts/rule-note.tsx";
import { moment } from "../../words/dates.ts";
import { OpenRequestDialog } from "./open-request-dialog.tsx";
import { type PersonalRequest, personalRequestsQuery } from "./personal-data.ts";

const LOOKS = {
  open: { shape: "ring", tone: "wait" },
  deleting: { shape: "half", tone: "info" },
  done: { shape: "tick", tone: "good" },
} as const;

/** The screen of `/layanan/data-pribadi`. */
export function PersonalRequestsScreen(): ReactNode {
  const t = useTranslations("web.personalData");
  const found = useQuery(personalRequestsQuery);
  const [isOpening, setOpening] = useState(false);
  const { data } = found;
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      actions={
        <button type="button" className="button button-main" onClick={() => setOpening(true)}>
          {t("open")}
        </button>
      }
    >
      <p className="mb-4 flex flex-wrap gap-x-5 gap-y-1">
        <Link to="/layanan/insiden-data">{t("toBreaches")}</Link>
        <Link to="/layanan/lama-penyimpanan">{t("toRetention")}</Link>
      </p>
      <Awaiting query={found} lines={4} />
      {data === undefined ? null : (
        <>
          {data.items.length === 0 ? <Empty title={t("noneTitle")}>{t("noneText")}</Empty> : null}
          {data.items.length === 0 ? null : <Requests items={data.items} />}
          <p className="mt-4 text-small text-soft">{t("due", { hours: data.rule.value })}</p>
          <RuleNote rule={data.rule} />
        </>
      )}
      {isOpening ? <OpenRequestDialog onClose={() => setOpening(false)} /> : null}
    </Page>
  );
}

/** The state of a request, in shape, word and colour. */
export function RequestBadge({ state }: Pick<PersonalRequest, "state">): ReactNode {
  const t = useTranslations("web.personalData");
  return <Badge {...LOOKS[state]}>{t(`states.${state}`)}</Badge>;
}

function Requests({ items }: { readonly items: readonly PersonalRequest[] }): ReactNode {
  const t = useTranslations("web.personalData");
  const locale = useLocale();
  const columns: readonly Column<PersonalRequest>[] = [
    {
      id: "number",
      header: t("number"),
      cell: ({ id, number, shown }) => (
        <Link to="/layanan/data-pribadi/$id" params={{ id }} className="font-semibold break-all">
          {number ?? shown}
        </Link>
      ),
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
  return <DataTable caption={t("title")} columns={columns} rows={items} rowId={({ id }) => id} />;
}
