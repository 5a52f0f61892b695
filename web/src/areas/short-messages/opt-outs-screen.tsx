/** Numbers that want no messages: found by number, noted by hand, taken back. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { OPT_OUTS_PAGE } from "../../../../src/service/messaging/sms/settings/settings-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { ErrorSummary, SelectField, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { moment } from "../../words/dates.ts";
import { EndDialog } from "../service/end-dialog.tsx";
import { SettingsWays } from "./settings-ways.tsx";
import { type OptOutRow, optOutsQuery, sendersQuery } from "./sms-settings-data.ts";

const NUMBER_MAX = 30;

/** The screen of `/layanan/pengirim/penolak`. */
export function OptOutsScreen(): ReactNode {
  const t = useTranslations("web.smsSettings.optOuts");
  const { to = "" } = useSearch({ from: "/layanan/pengirim/penolak" });
  const navigate = useNavigate({ from: "/layanan/pengirim/penolak" });
  const found = useQuery(optOutsQuery(to));
  const [ending, setEnding] = useState<OptOutRow | null>(null);
  const columns = useColumns(setEnding);
  const rows = found.data?.items;
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<SettingsWays />}>
      <div className="grid gap-8">
        <NoteNumber />
        <section className="grid gap-3" aria-labelledby="opt-outs">
          <h2 id="opt-outs">{t("list")}</h2>
          <div className="flex flex-wrap">
            <SearchBox
              value={to}
              label={t("search")}
              onSearch={(text) => void navigate({ search: { to: text }, replace: true })}
            />
          </div>
          <Awaiting query={found} lines={4} />
          {rows?.length === 0 ? (
            <Empty title={to === "" ? t("emptyTitle") : t("noneTitle")}>
              {to === "" ? t("emptyText") : t("noneText")}
            </Empty>
          ) : null}
          {rows === undefined || rows.length === 0 ? null : (
            <DataTable caption={t("list")} columns={columns} rows={rows} rowId={({ id }) => id} />
          )}
          {rows?.length === OPT_OUTS_PAGE ? (
            <p className="text-small text-soft">{t("newest", { most: OPT_OUTS_PAGE })}</p>
          ) : null}
        </section>
      </div>
      {ending === null ? null : (
        <EndDialog
          title={t("endTitle", { number: `+${ending.recipient}` })}
          text={t("endText")}
          yes={t("endYes")}
          end={() => read(api.DELETE("/api/service/sms/opt-outs/{id}", { params: { path: { id: ending.id } } }))}
          onClose={() => setEnding(null)}
        />
      )}
    </Page>
  );
}

function NoteNumber(): ReactNode {
  const t = useTranslations("web.smsSettings.optOuts");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const senders = useQuery(sendersQuery);
  const [draft, setDraft] = useState({ recipient: "", senderId: "" });
  const noting = useMutation({
    mutationFn: ({ recipient, senderId }: typeof draft) => {
      const body = { recipient: recipient.trim(), senderId: senderId === "" ? null : senderId };
      return read(api.POST("/api/service/sms/opt-outs", { body }));
    },
    onSuccess: async () => {
      setDraft({ recipient: "", senderId: "" });
      await cache.invalidateQueries({ queryKey: ["service", "sms-opt-outs"] });
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(noting.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = { field: "recipient", message: parts("required", { field: t("recipient") }) };
    if (isFree(draft.recipient.trim() === "" ? [missing] : [])) noting.mutate(draft);
  };
  return (
    <form noValidate className="card grid gap-4 p-5" onSubmit={onSubmit}>
      <h2 className="text-lead">{t("newTitle")}</h2>
      <ErrorSummary lines={lines} problem={problem} />
      <div className="grid items-end gap-4 md:grid-cols-2">
        <TextField
          name="recipient"
          label={t("recipient")}
          hint={t("recipientHint")}
          error={faultOf("recipient")}
          inputMode="tel"
          autoComplete="off"
          maxLength={NUMBER_MAX}
          value={draft.recipient}
          onChange={({ target }) => setDraft({ ...draft, recipient: target.value })}
        />
        <SelectField
          name="senderId"
          label={t("sender")}
          error={faultOf("senderId")}
          value={draft.senderId}
          onChange={({ target }) => setDraft({ ...draft, senderId: target.value })}
        >
          <option value="">{t("allSenders")}</option>
          {senders.data?.items.map(({ id, value }) => (
            <option key={id} value={id}>
              {value}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <BusyButton type="submit" className="button" isBusy={noting.isPending}>
          {t("add")}
        </BusyButton>
        <span role="status" className="text-small text-soft">
          {noting.isSuccess ? t("added") : ""}
        </span>
      </div>
    </form>
  );
}

function useColumns(onEnd: (row: OptOutRow) => void): readonly Column<OptOutRow>[] {
  const t = useTranslations("web.smsSettings.optOuts");
  const all = useTranslations("web.smsSettings");
  const locale = useLocale();
  return [
    {
      id: "recipient",
      header: t("recipient"),
      cell: ({ recipient }) => <span className="font-semibold tabular-nums">+{recipient}</span>,
    },
    {
      id: "sender",
      header: t("sender"),
      cell: ({ sender }) => <span className="[overflow-wrap:anywhere]">{sender ?? t("all")}</span>,
    },
    { id: "source", header: t("source"), cell: ({ source }) => t(`sources.${source}`) },
    { id: "at", header: t("at"), cell: ({ createdAt }) => moment(createdAt, locale) },
    {
      id: "acts",
      header: all("acts"),
      cell: (row) => (
        <button
          type="button"
          className="button button-small"
          aria-label={t("endOf", { number: `+${row.recipient}` })}
          onClick={() => onEnd(row)}
        >
          {t("end")}
        </button>
      ),
    },
  ];
}
