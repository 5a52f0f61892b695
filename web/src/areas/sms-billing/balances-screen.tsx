/** Billing modes of call centres for SMS, and ledger corrections that await a second approval. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { Page } from "../../parts/page.tsx";
import { CarrierWays } from "../sms-carriers/carrier-ways.tsx";
import { Amount } from "./amount.tsx";
import { type BalanceRow, balancesQuery } from "./billing-data.ts";
import { CorrectionsPart } from "./corrections-part.tsx";
import { ModeDialog } from "./mode-dialog.tsx";
import { type MoneyAct, MoneyDialog } from "./money-dialog.tsx";

interface BalanceAction {
  readonly row: BalanceRow;
  readonly act: "mode" | MoneyAct;
}

/** The screen of `/operator-sms/saldo`. */
export function BalancesScreen(): ReactNode {
  const t = useTranslations("web.smsBilling.balances");
  const found = useQuery(balancesQuery);
  const [asked, setAsked] = useState<BalanceAction | null>(null);
  const columns = useColumns(setAsked);
  const onClose = () => setAsked(null);
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<CarrierWays />}>
      <div className="grid gap-8">
        <section className="grid gap-3" aria-label={t("title")}>
          <List
            query={found}
            lines={4}
            caption={t("title")}
            columns={columns}
            rowId={({ tenantId }) => tenantId}
            empty={{ title: t("emptyTitle"), text: t("emptyText") }}
          />
        </section>
        <CorrectionsPart />
      </div>
      {asked?.act === "mode" ? <ModeDialog row={asked.row} onClose={onClose} /> : null}
      {asked === null || asked.act === "mode" ? null : (
        <MoneyDialog row={asked.row} act={asked.act} onClose={onClose} />
      )}
    </Page>
  );
}

const ACTIONS = ["mode", "topUp", "correct"] as const satisfies readonly BalanceAction["act"][];
const WORDS = { mode: "setMode", topUp: "topUp", correct: "correct" } as const;

function useColumns(ask: (asked: BalanceAction) => void): readonly Column<BalanceRow>[] {
  const t = useTranslations("web.smsBilling.balances");
  const all = useTranslations("web.smsBilling");
  return [
    {
      id: "tenant",
      header: t("tenant"),
      cell: ({ tenantId, tenant, isClosed }) => (
        <Link to="/operator-sms/saldo/$id" params={{ id: tenantId }} className="font-semibold [overflow-wrap:anywhere]">
          {isClosed ? `${tenant} (${t("closed")})` : tenant}
        </Link>
      ),
    },
    { id: "mode", header: t("mode"), cell: ({ mode }) => all(`modes.${mode}`) },
    { id: "left", header: t("left"), cell: ({ balanceRupiah }) => <Amount of={balanceRupiah} /> },
    { id: "owed", header: t("owed"), cell: ({ monthRupiah }) => <Amount of={monthRupiah} /> },
    {
      id: "limit",
      header: t("limit"),
      cell: ({ creditMaxRupiah }) => (creditMaxRupiah === null ? t("noLimit") : <Amount of={creditMaxRupiah} />),
    },
    {
      id: "acts",
      header: all("acts"),
      cell: (row) => (
        <span className="flex flex-wrap gap-2">
          {ACTIONS.map((act) => (
            <button
              key={act}
              type="button"
              className="button button-small"
              aria-label={t(`${WORDS[act]}Of`, { tenant: row.tenant })}
              onClick={() => ask({ row, act })}
            >
              {t(WORDS[act])}
            </button>
          ))}
        </span>
      ),
    },
  ];
}
