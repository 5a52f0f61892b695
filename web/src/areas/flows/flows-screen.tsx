/** The flows of the call centre with their live versions and numbers; new flows are created from examples. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { FLOW_EXAMPLES, type FlowExample } from "../../../../src/service/flows/ivr/editor/example-flows.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Badge } from "../../parts/badges.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
import { moment } from "../../words/dates.ts";
import { type FlowRow, flowsQuery } from "./flows-data.ts";

/** The examples, most requested first. */
const OFFERED: readonly FlowExample[] = [...FLOW_EXAMPLES].sort((left, right) => order(left) - order(right));

function order(example: FlowExample): number {
  return ["full", "simple", "survey", "empty"].indexOf(example);
}

function NewFlowDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.flows.create");
  const navigate = useNavigate();
  const form = useSavedForm({
    initial: { name: "", example: "full" as FlowExample },
    faultsOf: (_values, missing) => [missing("name", t("name"))],
    save: ({ name, example }) =>
      read<{ id: string }>(api.POST("/api/service/flows", { body: { name: name.trim(), example } })),
    refreshes: ["service", "flows"],
    onSaved: ({ id }) => navigate({ to: "/layanan/alur/$id", params: { id } }),
  });
  return (
    <SavedFormDialog title={t("title")} form={form} submit={t("yes")} onClose={onClose}>
      <TextField {...form.text("name")} label={t("name")} hint={t("nameHint")} maxLength={80} />
      <fieldset className="grid gap-2">
        <legend className="field-label">{t("example")}</legend>
        {OFFERED.map((example) => (
          <label key={example} className="check">
            <input
              type="radio"
              name="example"
              value={example}
              checked={form.values.example === example}
              onChange={() => form.set({ example })}
            />
            <span>
              <span className="font-semibold">{t(`examples.${example}.name`)}</span>
              <br />
              <span className="text-small text-soft">{t(`examples.${example}.text`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </SavedFormDialog>
  );
}

function FlowCard({ row, onDelete }: { readonly row: FlowRow; readonly onDelete: () => void }): ReactNode {
  const t = useTranslations("web.flows.list");
  const locale = useLocale();
  const { live, numbers } = row;
  return (
    <li className="card grid content-start gap-3 p-5">
      <h2 className="text-title break-words">
        <Link to="/layanan/alur/$id" params={{ id: row.id }}>
          {row.name}
        </Link>
      </h2>
      <p className="flex flex-wrap gap-2">
        {live === null ? (
          <Badge shape="ring" tone="quiet">
            {t("draft")}
          </Badge>
        ) : (
          <Badge shape="disc" tone="good">
            {t("live", { number: String(live.number) })}
          </Badge>
        )}
        {live !== null && row.isChanged ? (
          <Badge shape="half" tone="wait">
            {t("changed")}
          </Badge>
        ) : null}
      </p>
      <p className="text-small break-words">
        {numbers.length === 0 ? t("noNumbers") : t("answers", { numbers: numbers.join(", ") })}
      </p>
      <p className="text-small text-soft">
        {t("steps", { count: row.steps })} · {t("savedBy", { who: row.changedBy, at: moment(row.changedAt, locale) })}
      </p>
      <div className="flex flex-wrap gap-2">
        <Link
          to="/layanan/alur/$id"
          params={{ id: row.id }}
          className="button button-small"
          aria-label={t("openOf", { name: row.name })}
        >
          {t("open")}
        </Link>
        {numbers.length === 0 ? (
          <button
            type="button"
            className="button button-small"
            aria-label={t("deleteOf", { name: row.name })}
            onClick={onDelete}
          >
            {t("delete")}
          </button>
        ) : null}
      </div>
    </li>
  );
}

/** The screen of flows. */
export function FlowsScreen(): ReactNode {
  const t = useTranslations("web.flows.list");
  const { data, error, refetch } = useQuery(flowsQuery);
  const [isMaking, setMaking] = useState(false);
  const [deleted, setDeleted] = useState<FlowRow | null>(null);
  const add = (
    <button type="button" className="button button-main" onClick={() => setMaking(true)}>
      {t("add")}
    </button>
  );
  const hasAny = data !== undefined && data.items.length > 0;
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      actions={
        <>
          <Link to="/layanan/jam" className="button">
            {t("hours")}
          </Link>
          <Link to="/layanan/rekaman-suara" className="button">
            {t("prompts")}
          </Link>
          {hasAny ? add : null}
        </>
      }
    >
      <Awaiting query={{ data, error, refetch }} lines={3} height={140} />
      {data !== undefined && !hasAny ? (
        <Empty title={t("emptyTitle")} action={add}>
          {t("emptyText")}
        </Empty>
      ) : null}
      {hasAny ? (
        <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
          {data.items.map((row) => (
            <FlowCard key={row.id} row={row} onDelete={() => setDeleted(row)} />
          ))}
        </ul>
      ) : null}
      {isMaking ? <NewFlowDialog onClose={() => setMaking(false)} /> : null}
      {deleted === null ? null : (
        <EndDialog
          title={t("deleteTitle", { name: deleted.name })}
          text={t("deleteText")}
          yes={t("deleteYes")}
          end={() => read(api.DELETE("/api/service/flows/{id}", { params: { path: { id: deleted.id } } }))}
          onClose={() => setDeleted(null)}
        />
      )}
    </Page>
  );
}
