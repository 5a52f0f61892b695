/** The call centre's SMS balance, and its ledger. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { rupiah } from "../../words/amounts.ts";
import { MoneyWays } from "../sms-report/money-ways.tsx";
import { type LedgerAddress, ownBalanceQuery } from "./billing-data.ts";
import { LedgerPart } from "./ledger-part.tsx";

/** The screen of `/layanan/saldo-pesan`. */
export function OwnBalanceScreen(): ReactNode {
  const t = useTranslations("web.smsBilling.own");
  const address: LedgerAddress = useSearch({ from: "/layanan/saldo-pesan" });
  const navigate = useNavigate({ from: "/layanan/saldo-pesan" });
  const found = useQuery(ownBalanceQuery);
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<MoneyWays />}>
      <div className="grid gap-8">
        <Awaiting query={found} lines={3} />
        {found.data === undefined ? null : <BalanceSummary balance={found.data} />}
        <LedgerPart
          address={address}
          centreId={null}
          onChange={(search) => void navigate({ search: { ...search }, replace: true })}
        />
      </div>
    </Page>
  );
}

type Balance = NonNullable<Awaited<ReturnType<NonNullable<typeof ownBalanceQuery.queryFn>>>>;

function BalanceSummary({ balance }: { readonly balance: Balance }): ReactNode {
  const t = useTranslations("web.smsBilling.own");
  const all = useTranslations("web.smsBilling");
  const locale = useLocale();
  const { mode, balanceRupiah, creditMaxRupiah, monthRupiah } = balance;
  const owed = rupiah(monthRupiah, locale);
  const said =
    creditMaxRupiah === null
      ? t("owed", { amount: owed })
      : t("owedOf", { amount: owed, limit: rupiah(creditMaxRupiah, locale) });
  return (
    <section className="card grid gap-1 p-5" aria-label={t("left")}>
      <p className="text-lead font-semibold tabular-nums">
        {mode === "prepaid" ? t("leftOf", { amount: rupiah(balanceRupiah, locale) }) : said}
      </p>
      <p>{t("modeLine", { mode: all(`modes.${mode}`) })}</p>
      <p className="text-small text-soft">{t("modeHint")}</p>
      <p>
        <Link to="/layanan/peringatan">{t("alert")}</Link>
      </p>
    </section>
  );
}
