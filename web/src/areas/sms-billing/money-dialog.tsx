/** Puts money on a balance, or proposes a correction of a ledger. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { PAYMENT_REFERENCE, RUPIAH_MAX } from "../../../../src/service/messaging/billing/limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import type { BalanceRow } from "./billing-data.ts";
import { wholeNumber } from "./whole-number.ts";

/** What is done with money by hand. */
export type MoneyAct = "topUp" | "correct";

interface MoneyProps {
  readonly row: BalanceRow;
  readonly act: MoneyAct;
  readonly onClose: () => void;
}

/** The dialog with its form, for a top-up or a correction. */
export function MoneyDialog(props: MoneyProps): ReactNode {
  const t = useTranslations("web.smsBilling.balances");
  return (
    <Dialog title={t(`${props.act}Title`, { tenant: props.row.tenant })} onClose={props.onClose}>
      <MoneyForm {...props} />
    </Dialog>
  );
}

function MoneyForm({ row, act, onClose }: MoneyProps): ReactNode {
  const t = useTranslations("web.smsBilling.balances");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [draft, setDraft] = useState({ amountRupiah: "", reference: "", reason: "" });
  const least = act === "topUp" ? 1 : -RUPIAH_MAX;
  const amount = () => wholeNumber(draft.amountRupiah, least, RUPIAH_MAX) ?? 0;
  const writing = useMutation({
    mutationFn: (): Promise<unknown> => {
      const body = { amountRupiah: amount(), reason: draft.reason.trim() };
      const params = { path: { id: row.tenantId } };
      if (act === "correct") return read(api.POST("/api/service/sms/balances/{id}/corrections", { params, body }));
      const reference = draft.reference.trim();
      return read(api.POST("/api/service/sms/balances/{id}/top-ups", { params, body: { ...body, reference } }));
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      onClose();
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(writing.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const unfit = { field: "amountRupiah", message: t("amountFault", { least, most: RUPIAH_MAX }) };
    const nameless = { field: "reference", message: t("referenceFault") };
    const missing = { field: "reason", message: parts("required", { field: t("reason") }) };
    const isNamed = act === "correct" || PAYMENT_REFERENCE.test(draft.reference.trim());
    const faults = [
      ...(amount() === 0 ? [unfit] : []),
      ...(isNamed ? [] : [nameless]),
      ...(draft.reason.trim() === "" ? [missing] : []),
    ];
    if (isFree(faults)) writing.mutate();
  };
  const fieldOf = (name: keyof typeof draft) => ({
    name,
    label: t(name === "amountRupiah" ? "amount" : name),
    error: faultOf(name),
    value: draft[name],
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      setDraft({ ...draft, [name]: target.value }),
    autoComplete: "off",
  });
  return (
    <form noValidate className="grid gap-4" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <TextField
        {...fieldOf("amountRupiah")}
        {...(act === "correct" ? { hint: t("correctHint") } : { inputMode: "numeric" as const })}
        maxLength={20}
      />
      {act === "topUp" ? <TextField {...fieldOf("reference")} hint={t("referenceHint")} maxLength={60} /> : null}
      <TextField {...fieldOf("reason")} maxLength={200} />
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" className="button button-main" isBusy={writing.isPending}>
          {t(`${act}Do`)}
        </BusyButton>
        <button type="button" className="button" onClick={onClose}>
          {parts("cancel")}
        </button>
      </div>
    </form>
  );
}
