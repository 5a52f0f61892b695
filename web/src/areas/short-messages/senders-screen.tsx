/** The sender ids of a call centre: registration requests and their states at each carrier. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { SENDER } from "../../../../src/service/messaging/sms/settings/settings-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { FilterSelect } from "../../parts/list-tools.tsx";
import { Awaiting, Empty, FailureNotice, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useSavedForm } from "../../parts/saved-form.tsx";
import { moment, shortDate } from "../../words/dates.ts";
import { SenderBadge } from "./sender-badge.tsx";
import { SettingsWays } from "./settings-ways.tsx";
import { accountsQuery, type Registration, type SenderRow, sendersQuery } from "./sms-settings-data.ts";

const LENGTH_MAX = 15;

/** The screen of `/layanan/pengirim`. */
export function SendersScreen(): ReactNode {
  const t = useTranslations("web.smsSettings.senders");
  const found = useQuery(sendersQuery);
  const [ending, setEnding] = useState<SenderRow | null>(null);
  const rows = found.data?.items;
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<SettingsWays />}>
      <div className="grid gap-8">
        <AskForSender />
        <section className="grid gap-3" aria-labelledby="senders">
          <h2 id="senders">{t("list")}</h2>
          <Awaiting query={found} lines={4} height={96} />
          {rows?.length === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
          <ul className="grid gap-4">
            {rows?.map((sender) => (
              <SenderCard key={sender.id} sender={sender} onEnd={() => setEnding(sender)} />
            ))}
          </ul>
        </section>
      </div>
      {ending === null ? null : (
        <EndDialog
          title={t("endTitle", { value: ending.value })}
          text={t("endText")}
          yes={t("endYes")}
          end={() => read(api.DELETE("/api/service/sms/senders/{id}", { params: { path: { id: ending.id } } }))}
          onClose={() => setEnding(null)}
        />
      )}
    </Page>
  );
}

interface SenderRequest {
  readonly value: string;
  readonly looksLike: string | null;
}

function AskForSender(): ReactNode {
  const t = useTranslations("web.smsSettings.senders");
  const [latest, setLatest] = useState<SenderRequest | null>(null);
  const form = useSavedForm({
    initial: { value: "" },
    faultsOf: ({ value }, missing) => [
      missing("value", t("value")) ??
        (SENDER.test(value.trim()) ? undefined : { field: "value", message: t("valueHint") }),
    ],
    save: async (values): Promise<SenderRequest> => {
      const value = values.value.trim();
      const answer = api.POST("/api/service/sms/senders", { body: { value } });
      const { looksLike } = await read<{ looksLike: string | null }>(answer);
      return { value, looksLike };
    },
    clears: { value: "" },
    refreshes: sendersQuery.queryKey,
    onSaved: setLatest,
  });
  const request = form.isSaved ? latest : null;
  return (
    <form noValidate className="card grid gap-4 p-5" onSubmit={form.onSubmit}>
      <h2 className="text-lead">{t("newTitle")}</h2>
      <ErrorSummary lines={form.lines} problem={form.problem} />
      <div className="max-w-[36ch]">
        <TextField
          {...form.text("value")}
          label={t("value")}
          hint={t("valueHint")}
          maxLength={LENGTH_MAX}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={form.isSaving}>
        {t("add")}
      </BusyButton>
      <div role="status" className="grid gap-3 empty:hidden">
        {request === null ? null : (
          <Notice tone="good" title={t("addedTitle", { value: request.value })}>
            <p>{t("addedText")}</p>
          </Notice>
        )}
        {request?.looksLike == null ? null : <SimilarSenderNotice name={request.looksLike} />}
      </div>
    </form>
  );
}

function SimilarSenderNotice({ name }: { readonly name: string }): ReactNode {
  const t = useTranslations("web.smsSettings.senders");
  return (
    <Notice tone="wait" title={t("looksLikeTitle", { name })}>
      <p>{t("looksLikeText")}</p>
    </Notice>
  );
}

function SenderCard({ sender, onEnd }: { readonly sender: SenderRow; readonly onEnd: () => void }): ReactNode {
  const t = useTranslations("web.smsSettings.senders");
  const all = useTranslations("web.smsSettings");
  const locale = useLocale();
  const columns = useColumns();
  const { id, value, createdAt, looksLike, inboundAccountId, registrations } = sender;
  return (
    <li className="card grid min-w-0 gap-3 p-4 sm:p-5" data-sender={value}>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="text-lead [overflow-wrap:anywhere]">{value}</h3>
          <p className="text-small text-soft">{t("askedAt", { at: moment(createdAt, locale) })}</p>
        </div>
        <button type="button" className="button button-small" aria-label={t("endOf", { value })} onClick={onEnd}>
          {all("end")}
        </button>
      </div>
      {looksLike === null ? null : <SimilarSenderNotice name={looksLike} />}
      <InboundAccount senderId={id} accountId={inboundAccountId} />
      {registrations.length === 0 ? (
        <p className="text-soft">{t("noCarrier")}</p>
      ) : (
        <DataTable
          caption={t("standingOf", { value })}
          columns={columns}
          rows={registrations}
          rowId={({ carrierId }) => carrierId}
        />
      )}
    </li>
  );
}

/** Selects the SMPP account that receives inbound messages; hidden with a single account. */
function InboundAccount({ senderId, accountId }: { readonly senderId: string; readonly accountId: string | null }) {
  const t = useTranslations("web.smsSettings.senders");
  const cache = useQueryClient();
  const accounts = useQuery(accountsQuery).data?.items ?? [];
  const choosing = useMutation({
    mutationFn: (chosen: string) => {
      const params = { path: { id: senderId } };
      const body = { accountId: chosen === "" ? null : chosen };
      return read(api.PUT("/api/service/sms/senders/{id}/inbound-account", { params, body }));
    },
    onSettled: () => cache.invalidateQueries({ queryKey: sendersQuery.queryKey }),
  });
  if (accounts.length < 2) return null;
  const shown = choosing.isPending ? choosing.variables : (accountId ?? "");
  return (
    <div className="grid gap-2">
      <FilterSelect
        label={t("inboundAccount")}
        value={shown}
        all={t("inboundAutomatic")}
        options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(chosen) => choosing.mutate(chosen)}
      />
      {choosing.error === null ? null : <FailureNotice error={choosing.error} />}
    </div>
  );
}

function useColumns(): readonly Column<Registration>[] {
  const t = useTranslations("web.smsSettings.senders");
  const locale = useLocale();
  return [
    { id: "carrier", header: t("carrier"), look: "strong-wrap", cell: ({ carrier }) => carrier },
    { id: "state", header: t("state"), cell: (row) => <SenderBadge of={row} /> },
    {
      id: "since",
      header: t("since"),
      cell: ({ submittedAt, decidedAt }) => {
        const since = decidedAt ?? submittedAt;
        return since === null ? t("notYet") : moment(since, locale);
      },
    },
    {
      id: "until",
      header: t("until"),
      cell: ({ state, validUntil }) => {
        if (validUntil !== null) return shortDate(validUntil, locale);
        return state === "approved" ? t("noEnd") : "–";
      },
    },
    {
      id: "paper",
      header: t("paper"),
      cell: ({ letter, note }) =>
        letter === "" && note === "" ? (
          "–"
        ) : (
          <span className="grid gap-1 [overflow-wrap:anywhere]">
            {letter === "" ? null : <span>{t("letter", { letter })}</span>}
            {note === "" ? null : <span className="text-small text-soft">{note}</span>}
          </span>
        ),
    },
  ];
}
