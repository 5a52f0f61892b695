/** Chooses how a call centre pays for short messages. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { RUPIAH_MAX } from "../../../../src/service/messaging/billing/limits.shared.ts";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, SelectField, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { type BalanceRow, balancesQuery } from "./billing-data.ts";
import { wholeNumber } from "./whole-number.ts";

const MODES = ["postpaid", "prepaid"] as const satisfies readonly BalanceRow["mode"][];

/** The dialog with its form; a version that somebody changed meanwhile is read again. */
export function ModeDialog({ row, onClose }: { readonly row: BalanceRow; readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.smsBilling.balances");
  return (
    <Dialog title={t("modeTitle", { tenant: row.tenant })} onClose={onClose}>
      <ModeForm row={row} onClose={onClose} />
    </Dialog>
  );
}

function ModeForm({ row, onClose }: { readonly row: BalanceRow; readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.smsBilling.balances");
  const all = useTranslations("web.smsBilling");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [version, setVersion] = useState(row.version);
  const [mode, setMode] = useState<BalanceRow["mode"]>(row.mode);
  const [limit, setLimit] = useState(row.creditMaxRupiah === null ? "" : String(row.creditMaxRupiah));
  const amount = () => wholeNumber(limit, 0, RUPIAH_MAX);
  const keeping = useMutation({
    mutationFn: () => {
      const body = {
        mode,
        creditMaxRupiah: limit.trim() === "" ? null : (amount() ?? null),
        expectedVersion: version,
      };
      const params = { path: { id: row.tenantId } };
      return read(api.PUT("/api/service/sms/balances/{id}", { params, body }));
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: balancesQuery.queryKey });
      onClose();
    },
    onError: async (error) => {
      if (problemOf(error).code !== "sms-balance-stale") return;
      const fresh = await cache.fetchQuery({ ...balancesQuery, staleTime: 0 });
      setVersion(fresh.items.find(({ tenantId }) => tenantId === row.tenantId)?.version ?? version);
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(keeping.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const unfit = { field: "creditMaxRupiah", message: t("amountFault", { least: 0, most: RUPIAH_MAX }) };
    if (isFree(limit.trim() === "" || amount() !== undefined ? [] : [unfit])) keeping.mutate();
  };
  return (
    <form noValidate className="grid gap-4" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <SelectField
        name="mode"
        label={t("mode")}
        hint={t("modeHint")}
        error={faultOf("mode")}
        value={mode}
        onChange={({ target }) => setMode(target.value as BalanceRow["mode"])}
      >
        {MODES.map((one) => (
          <option key={one} value={one}>
            {all(`modes.${one}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        name="creditMaxRupiah"
        label={t("limitLabel")}
        hint={t("limitHint")}
        error={faultOf("creditMaxRupiah")}
        inputMode="numeric"
        autoComplete="off"
        maxLength={19}
        value={limit}
        onChange={({ target }) => setLimit(target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" className="button button-main" isBusy={keeping.isPending}>
          {t("save")}
        </BusyButton>
        <button type="button" className="button" onClick={onClose}>
          {parts("cancel")}
        </button>
      </div>
    </form>
  );
}
