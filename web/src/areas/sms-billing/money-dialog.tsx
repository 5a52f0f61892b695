/** Puts money on a balance, or proposes a correction of a ledger. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { PAYMENT_REFERENCE, RUPIAH_MAX } from "../../../../src/service/messaging/billing/limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { TextField } from "../../parts/fields.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
import type { BalanceRow } from "./billing-data.ts";
import { wholeNumber } from "./whole-number.ts";

/** The kind of manual entry. */
export type MoneyAct = "topUp" | "correct";

interface MoneyProps {
  readonly row: BalanceRow;
  readonly act: MoneyAct;
  readonly onClose: () => void;
}

/** The dialog with its form, for a top-up or a correction. */
export function MoneyDialog({ row, act, onClose }: MoneyProps): ReactNode {
  const t = useTranslations("web.smsBilling.balances");
  const least = act === "topUp" ? 1 : -RUPIAH_MAX;
  const amountIn = (text: string) => wholeNumber(text, least, RUPIAH_MAX) ?? 0;
  const form = useSavedForm({
    initial: { amountRupiah: "", reference: "", reason: "" },
    faultsOf: ({ amountRupiah, reference }, missing) => [
      amountIn(amountRupiah) === 0
        ? { field: "amountRupiah", message: t("amountFault", { least, most: RUPIAH_MAX }) }
        : undefined,
      act === "correct" || PAYMENT_REFERENCE.test(reference.trim())
        ? undefined
        : { field: "reference", message: t("referenceFault") },
      missing("reason", t("reason")),
    ],
    save: ({ amountRupiah, reference, reason }): Promise<unknown> => {
      const body = { amountRupiah: amountIn(amountRupiah), reason: reason.trim() };
      const params = { path: { id: row.tenantId } };
      if (act === "correct") return read(api.POST("/api/service/sms/balances/{id}/corrections", { params, body }));
      const topUp = { ...body, reference: reference.trim() };
      return read(api.POST("/api/service/sms/balances/{id}/top-ups", { params, body: topUp }));
    },
    refreshes: ["service"],
    onSaved: onClose,
  });
  return (
    <SavedFormDialog
      title={t(`${act}Title`, { tenant: row.tenant })}
      form={form}
      submit={t(`${act}Do`)}
      onClose={onClose}
    >
      <TextField
        {...form.text("amountRupiah")}
        {...(act === "correct" ? { hint: t("correctHint") } : { inputMode: "numeric" as const })}
        label={t("amount")}
        autoComplete="off"
        maxLength={20}
      />
      {act === "correct" ? null : (
        <TextField
          {...form.text("reference")}
          label={t("reference")}
          hint={t("referenceHint")}
          autoComplete="off"
          maxLength={60}
        />
      )}
      <TextField {...form.text("reason")} label={t("reason")} autoComplete="off" maxLength={200} />
    </SavedFormDialog>
  );
}
