/** Numbers of short messages: prefixes that are not counted, and numbers that people write to although nobody has them. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { PREFIX } from "../../../../src/service/messaging/sms/settings/settings-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { ErrorSummary, SelectField, type SummaryLine, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { moment } from "../../words/dates.ts";
import { EndDialog } from "../service/end-dialog.tsx";
import { tenantsQuery } from "../service/service-data.ts";
import { type FreeRow, freeQuery, type UnownedRow, unownedQuery } from "./carrier-data.ts";
import { CarrierWays } from "./carrier-ways.tsx";

const PREFIX_LENGTH_MAX = 15;
const REASON_LENGTH_MAX = 200;

/** The screen of `/operator-sms/nomor`. */
export function CarrierNumbersScreen(): ReactNode {
  const t = useTranslations("web.smsCarriers.numbers");
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<CarrierWays />}>
      <div className="grid gap-10">
        <FreePart />
        <UnownedPart />
      </div>
    </Page>
  );
}

function FreePart(): ReactNode {
  const t = useTranslations("web.smsCarriers.numbers.free");
  const found = useQuery(freeQuery);
  const [ending, setEnding] = useState<FreeRow | null>(null);
  const columns = useFreeColumns(setEnding);
  const rows = found.data?.items;
  return (
    <section className="grid gap-4" aria-labelledby="free">
      <div className="grid gap-1">
        <h2 id="free">{t("title")}</h2>
        <p className="max-w-[70ch] text-soft">{t("lead")}</p>
      </div>
      <FreeForm />
      <Awaiting query={found} lines={2} />
      {rows?.length === 0 ? <p className="text-soft">{t("none")}</p> : null}
      {rows === undefined || rows.length === 0 ? null : (
        <DataTable caption={t("title")} columns={columns} rows={rows} rowId={({ id }) => id} />
      )}
      {ending === null ? null : (
        <EndDialog
          title={t("endTitle", { prefix: ending.prefix })}
          text={t("endText")}
          yes={t("endYes")}
          end={() => read(api.DELETE("/api/service/sms/free-prefixes/{id}", { params: { path: { id: ending.id } } }))}
          onClose={() => setEnding(null)}
        />
      )}
    </section>
  );
}

function FreeForm(): ReactNode {
  const t = useTranslations("web.smsCarriers.numbers.free");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const tenants = useQuery(tenantsQuery);
  const [draft, setDraft] = useState({ prefix: "", centreId: "", reason: "" });
  const freeing = useMutation({
    mutationFn: ({ prefix, centreId, reason }: typeof draft) => {
      const body = { prefix: prefix.trim(), centreId: centreId === "" ? null : centreId, reason: reason.trim() };
      return read(api.POST("/api/service/sms/free-prefixes", { body }));
    },
    onSuccess: async () => {
      setDraft({ prefix: "", centreId: "", reason: "" });
      await cache.invalidateQueries({ queryKey: freeQuery.queryKey });
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(freeing.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const unfit: SummaryLine = { field: "prefix", message: t("prefixFault") };
    const missing: SummaryLine = { field: "reason", message: parts("required", { field: t("reason") }) };
    const faults = [
      ...(PREFIX.test(draft.prefix.trim()) ? [] : [unfit]),
      ...(draft.reason.trim() === "" ? [missing] : []),
    ];
    if (isFree(faults)) freeing.mutate(draft);
  };
  const fieldOf = (name: keyof typeof draft) => ({
    ...{ name, value: draft[name], error: faultOf(name) },
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      setDraft({ ...draft, [name]: target.value }),
  });
  return (
    <form noValidate className="card grid gap-4 p-5" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <div className="grid items-end gap-4 md:grid-cols-3">
        <TextField
          {...fieldOf("prefix")}
          label={t("prefix")}
          hint={t("prefixHint")}
          inputMode="numeric"
          autoComplete="off"
          maxLength={PREFIX_LENGTH_MAX}
        />
        <SelectField {...fieldOf("centreId")} label={t("centre")}>
          <option value="">{t("all")}</option>
          {tenants.data?.items.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField {...fieldOf("reason")} label={t("reason")} maxLength={REASON_LENGTH_MAX} />
      </div>
      <BusyButton type="submit" className="button justify-self-start" isBusy={freeing.isPending}>
        {t("add")}
      </BusyButton>
    </form>
  );
}

function useFreeColumns(onEnd: (row: FreeRow) => void): readonly Column<FreeRow>[] {
  const t = useTranslations("web.smsCarriers.numbers.free");
  const locale = useLocale();
  return [
    {
      id: "prefix",
      header: t("prefix"),
      cell: ({ prefix }) => <span className="font-semibold tabular-nums">{prefix}</span>,
    },
    {
      id: "centre",
      header: t("centre"),
      cell: ({ centre }) => <span className="[overflow-wrap:anywhere]">{centre ?? t("all")}</span>,
    },
    {
      id: "reason",
      header: t("reason"),
      cell: ({ reason }) => <span className="[overflow-wrap:anywhere]">{reason}</span>,
    },
    { id: "at", header: t("at"), cell: ({ createdAt }) => moment(createdAt, locale) },
    {
      id: "acts",
      header: t("acts"),
      cell: (row) => (
        <button
          type="button"
          className="button button-small"
          aria-label={t("endOf", { prefix: row.prefix })}
          onClick={() => onEnd(row)}
        >
          {t("end")}
        </button>
      ),
    },
  ];
}

function UnownedPart(): ReactNode {
  const t = useTranslations("web.smsCarriers.numbers.unowned");
  const locale = useLocale();
  const found = useQuery(unownedQuery);
  const rows = found.data?.items;
  const columns: readonly Column<UnownedRow>[] = [
    {
      id: "recipient",
      header: t("recipient"),
      cell: ({ recipient }) => <span className="font-semibold [overflow-wrap:anywhere]">{recipient}</span>,
    },
    {
      id: "carrier",
      header: t("carrier"),
      cell: ({ carrier }) => <span className="[overflow-wrap:anywhere]">{carrier}</span>,
    },
    { id: "count", header: t("count"), cell: ({ count }) => count, numeric: true },
    { id: "firstAt", header: t("firstAt"), cell: ({ firstAt }) => moment(firstAt, locale) },
    { id: "lastAt", header: t("lastAt"), cell: ({ lastAt }) => moment(lastAt, locale) },
  ];
  return (
    <section className="grid gap-4" aria-labelledby="unowned">
      <div className="grid gap-1">
        <h2 id="unowned">{t("title")}</h2>
        <p className="max-w-[70ch] text-soft">{t("lead")}</p>
      </div>
      <Awaiting query={found} lines={2} />
      {rows?.length === 0 ? <p className="text-soft">{t("none")}</p> : null}
      {rows === undefined || rows.length === 0 ? null : (
        <DataTable
          caption={t("title")}
          columns={columns}
          rows={rows}
          rowId={({ recipient, carrier }) => `${recipient} ${carrier}`}
        />
      )}
    </section>
  );
}
