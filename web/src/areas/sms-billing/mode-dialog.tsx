/** Sets the billing mode of a call centre for SMS. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { RUPIAH_MAX } from "../../../../src/service/messaging/billing/limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { SelectField, TextField } from "../../parts/fields.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
import { type BalanceRow, balancesQuery } from "./billing-data.ts";
import { wholeNumber } from "./whole-number.ts";

const MODES = ["postpaid", "prepaid"] as const satisfies readonly BalanceRow["mode"][];
const amountIn = (text: string) => wholeNumber(text, 0, RUPIAH_MAX);

/** The dialog with its form; after a conflict with another user's change, the current version is read. */
export function ModeDialog({ row, onClose }: { readonly row: BalanceRow; readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.smsBilling.balances");
  const all = useTranslations("web.smsBilling");
  const cache = useQueryClient();
  const [version, setVersion] = useState(row.version);
  const limit = row.creditMaxRupiah === null ? "" : String(row.creditMaxRupiah);
  const form = useSavedForm({
    initial: { mode: row.mode, creditMaxRupiah: limit },
    faultsOf: ({ creditMaxRupiah }) => [
      creditMaxRupiah.trim() === "" || amountIn(creditMaxRupiah) !== undefined
        ? undefined
        : { field: "creditMaxRupiah", message: t("amountFault", { least: 0, most: RUPIAH_MAX }) },
    ],
    save: ({ mode, creditMaxRupiah }) => {
      const params = { path: { id: row.tenantId } };
      const body = { mode, creditMaxRupiah: amountIn(creditMaxRupiah) ?? null, expectedVersion: version };
      return read(api.PUT("/api/service/sms/balances/{id}", { params, body }));
    },
    refreshes: balancesQuery.queryKey,
    onSaved: onClose,
    onFailed: async ({ code }) => {
      if (code !== "sms-balance-stale") return;
      const fresh = await cache.fetchQuery({ ...balancesQuery, staleTime: 0 });
      setVersion(fresh.items.find(({ tenantId }) => tenantId === row.tenantId)?.version ?? version);
    },
  });
  return (
    <SavedFormDialog title={t("modeTitle", { tenant: row.tenant })} form={form} submit={t("save")} onClose={onClose}>
      <SelectField {...form.text("mode")} label={t("mode")} hint={t("modeHint")}>
        {MODES.map((mode) => (
          <option key={mode} value={mode}>
            {all(`modes.${mode}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        {...form.text("creditMaxRupiah")}
        label={t("limitLabel")}
        hint={t("limitHint")}
        inputMode="numeric"
        autoComplete="off"
        maxLength={19}
      />
    </SavedFormDialog>
  );
}
