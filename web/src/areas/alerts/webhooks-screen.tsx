/** The addresses outside that are told of alerts, trials of them, and what they answered. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting, Empty, FailureNotice, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { moment } from "../../words/dates.ts";
import { WayBack } from "../evaluations/way-back.tsx";
import { CopyButton } from "../people/copy-button.tsx";
import { EndDialog } from "../service/end-dialog.tsx";
import { type WebhookRow, webhooksQuery } from "./alert-data.ts";
import { Deliveries, DeliveryBadge } from "./webhook-deliveries.tsx";

/** The screen of `/layanan/peringatan/alamat`. */
export function WebhooksScreen(): ReactNode {
  const t = useTranslations("web.alerts.webhooks");
  const found = useQuery(webhooksQuery);
  const [chosenId, setChosen] = useState<string | null>(null);
  const rows = found.data?.items;
  const chosen = rows?.find(({ id }) => id === chosenId);
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      above={
        <WayBack>
          <Link to="/layanan/peringatan">{t("back")}</Link>
        </WayBack>
      }
    >
      <div className="grid gap-8">
        <NewWebhook />
        <Awaiting query={found} lines={3} />
        {rows?.length === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
        {rows === undefined || rows.length === 0 ? null : <WebhookTable rows={rows} onChoose={setChosen} />}
        {chosen === undefined ? null : <Deliveries key={chosen.id} webhook={chosen} />}
      </div>
    </Page>
  );
}

function WebhookTable({
  rows,
  onChoose,
}: {
  readonly rows: readonly WebhookRow[];
  readonly onChoose: (id: string) => void;
}): ReactNode {
  const t = useTranslations("web.alerts.webhooks");
  const [ending, setEnding] = useState<WebhookRow | null>(null);
  const locale = useLocale();
  const trying = useTrial(onChoose);
  const columns: readonly Column<WebhookRow>[] = [
    { id: "name", header: t("name"), cell: ({ name }) => <span className="font-semibold break-words">{name}</span> },
    { id: "url", header: t("url"), cell: ({ url }) => <span className="[overflow-wrap:anywhere]">{url}</span> },
    {
      id: "by",
      header: t("by"),
      cell: ({ createdBy, createdAt }) => `${createdBy}, ${moment(createdAt, locale)}`,
    },
    {
      id: "last",
      header: t("lastState"),
      cell: ({ lastState }) => (lastState === null ? t("noneYet") : <DeliveryBadge state={lastState} />),
    },
    {
      id: "acts",
      header: t("acts"),
      cell: (row) => (
        <div className="flex flex-wrap gap-2">
          <BusyButton
            type="button"
            className="button button-small"
            isBusy={trying.isPending && trying.variables === row.id}
            aria-label={t("testOf", { name: row.name })}
            onClick={() => trying.mutate(row.id)}
          >
            {t("test")}
          </BusyButton>
          <button
            type="button"
            className="button button-small"
            aria-label={t("deliveriesOf", { name: row.name })}
            onClick={() => onChoose(row.id)}
          >
            {t("deliveries")}
          </button>
          <button
            type="button"
            className="button button-small"
            aria-label={t("endOf", { name: row.name })}
            onClick={() => setEnding(row)}
          >
            {t("end")}
          </button>
        </div>
      ),
    },
  ];
  return (
    <div className="grid gap-3">
      {trying.error === null ? null : <FailureNotice error={trying.error} />}
      <p role="status" className="sr-only">
        {trying.isSuccess ? t("ordered") : ""}
      </p>
      <DataTable caption={t("title")} columns={columns} rows={rows} rowId={({ id }) => id} />
      {ending === null ? null : (
        <EndDialog
          title={t("endTitle", { name: ending.name })}
          text={t("endText")}
          yes={t("endYes")}
          end={() => read(api.DELETE("/api/service/webhooks/{id}", { params: { path: { id: ending.id } } }))}
          onClose={() => setEnding(null)}
        />
      )}
    </div>
  );
}

/** Orders a trial, and shows what it is answered. */
function useTrial(onChoose: (id: string) => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => read(api.POST("/api/service/webhooks/{id}/trials", { params: { path: { id } } })),
    onSuccess: async (_, id) => {
      onChoose(id);
      await cache.invalidateQueries({ queryKey: webhooksQuery.queryKey });
    },
  });
}

function NewWebhook(): ReactNode {
  const t = useTranslations("web.alerts.webhooks");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [draft, setDraft] = useState({ name: "", url: "" });
  const adding = useMutation({
    mutationFn: ({ name, url }: typeof draft) =>
      read<{ secret: string }>(
        api.POST("/api/service/webhooks", { body: { name: name.trim(), url: url.trim(), kinds: ["alert"] } }),
      ),
    onSuccess: () => {
      setDraft({ name: "", url: "" });
      return cache.invalidateQueries({ queryKey: ["service"] });
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(adding.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = (["name", "url"] as const).flatMap((field) =>
      draft[field].trim() === "" ? [{ field, message: parts("required", { field: t(field) }) }] : [],
    );
    if (isFree(missing)) adding.mutate(draft);
  };
  const fieldOf = (name: keyof typeof draft) => ({
    ...{ name, value: draft[name], error: faultOf(name), label: t(name) },
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      setDraft({ ...draft, [name]: target.value }),
  });
  return (
    <form noValidate className="card grid gap-4 p-5" onSubmit={onSubmit}>
      <h2 className="text-lead">{t("newTitle")}</h2>
      <ErrorSummary lines={lines} problem={problem} />
      <div className="grid items-end gap-4 md:grid-cols-2">
        <TextField {...fieldOf("name")} maxLength={80} />
        <TextField {...fieldOf("url")} hint={t("urlHint")} inputMode="url" maxLength={500} placeholder="https://" />
      </div>
      <BusyButton type="submit" className="button justify-self-start" isBusy={adding.isPending}>
        {t("add")}
      </BusyButton>
      {adding.data === undefined ? null : (
        <Notice tone="good" title={t("madeTitle")}>
          <p>{t("madeText")}</p>
          <p className="my-2 font-semibold [overflow-wrap:anywhere]" data-made-secret="">
            {adding.data.secret}
          </p>
          <CopyButton text={adding.data.secret} label={t("copy")} />
        </Notice>
      )}
    </form>
  );
}
