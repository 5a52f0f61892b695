/** What a call centre has for short messages, below which it is told, and its ledger. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { RUPIAH_MAX } from "../../../../src/service/sms-billing/limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { rupiah } from "../../words/amounts.ts";
import { MoneyWays } from "../sms-report/money-ways.tsx";
import { type LedgerAddress, ownBalanceQuery } from "./billing-data.ts";
import { LedgerPart } from "./ledger-part.tsx";
import { wholeNumber } from "./whole-number.ts";

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
        {found.data === undefined ? null : (
          <>
            <Standing balance={found.data} />
            <AlertForm below={found.data.alertBelowRupiah} />
          </>
        )}
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

function Standing({ balance }: { readonly balance: Balance }): ReactNode {
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
    </section>
  );
}

function AlertForm({ below }: { readonly below: number | null }): ReactNode {
  const t = useTranslations("web.smsBilling.own");
  const balances = useTranslations("web.smsBilling.balances");
  const cache = useQueryClient();
  const [text, setText] = useState(below === null ? "" : String(below));
  const amount = () => wholeNumber(text, 1, RUPIAH_MAX);
  const keeping = useMutation({
    mutationFn: () => {
      const body = { alertBelowRupiah: text.trim() === "" ? null : (amount() ?? null) };
      return read(api.PUT("/api/service/sms/balance/alert", { body }));
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ownBalanceQuery.queryKey }),
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(keeping.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const unfit = { field: "alertBelowRupiah", message: balances("amountFault", { least: 1, most: RUPIAH_MAX }) };
    if (isFree(text.trim() === "" || amount() !== undefined ? [] : [unfit])) keeping.mutate();
  };
  return (
    <form noValidate className="card grid gap-4 p-5" onSubmit={onSubmit}>
      <h2 className="text-lead">{t("alertTitle")}</h2>
      <ErrorSummary lines={lines} problem={problem} />
      <TextField
        name="alertBelowRupiah"
        label={t("alert")}
        hint={t("alertHint")}
        error={faultOf("alertBelowRupiah")}
        inputMode="numeric"
        autoComplete="off"
        maxLength={19}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <div className="flex flex-wrap items-center gap-3">
        <BusyButton type="submit" className="button" isBusy={keeping.isPending}>
          {t("alertSave")}
        </BusyButton>
        <span role="status" className="text-small text-soft">
          {keeping.isSuccess ? t("alertSaved") : ""}
        </span>
      </div>
    </form>
  );
}
