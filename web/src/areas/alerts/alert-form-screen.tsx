/** Adds or edits an alert rule. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { RULE_LIMITS, ruleFault } from "../../../../src/service/acd/alerts/alert-rule.shared.ts";
import type { AlertForm } from "../../../../src/service/acd/alerts/contract.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { useNavigateAfterSave } from "../../data/use-navigate-after-save.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { CheckField, ErrorSummary, type SummaryLine, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { WayBack } from "../evaluations/way-back.tsx";
import { queuesQuery } from "../queues/queue-data.ts";
import { type Alert, alertChoicesQuery, alertQuery, alertsQuery, NEW_ALERT } from "./alert-data.ts";
import { WhatPart, WhenPart, WhomPart } from "./alert-form-parts.tsx";
import { usePhoneFaults, writtenPhones } from "./alert-phones.tsx";

/** The screen of `/layanan/peringatan/baru`. */
export function NewAlertScreen(): ReactNode {
  const t = useTranslations("web.alerts.form");
  return (
    <Page title={t("addTitle")} above={<Back />}>
      <FormOf alert={null} />
    </Page>
  );
}

/** The screen of `/layanan/peringatan/ID`. */
export function AlertScreen(): ReactNode {
  const t = useTranslations("web.alerts.form");
  const { id } = useParams({ from: "/layanan/peringatan/$id" });
  const found = useQuery(alertQuery(id));
  const { data: all } = useQuery(alertsQuery);
  const isStanding = all?.items.some((one) => one.id === id && one.standing !== null) ?? false;
  return (
    <Page title={found.data?.name ?? t("changeTitle")} above={<Back />}>
      <Awaiting query={found} lines={10} />
      {isStanding ? (
        <div className="mb-5">
          <Notice tone="wait">{t("standingHint")}</Notice>
        </div>
      ) : null}
      {found.data === undefined ? null : <FormOf key={found.data.version} alert={found.data} />}
    </Page>
  );
}

function Back(): ReactNode {
  const t = useTranslations("web.alerts.form");
  return (
    <WayBack>
      <Link to="/layanan/peringatan">{t("back")}</Link>
    </WayBack>
  );
}

/** The form is shown after its options have loaded, so that the layout does not move. */
function FormOf({ alert }: { readonly alert: Alert | null }): ReactNode {
  const [choices, queues] = [useQuery(alertChoicesQuery), useQuery(queuesQuery)];
  if (choices.data === undefined) return <Awaiting query={choices} lines={10} />;
  if (queues.data === undefined) return <Awaiting query={queues} lines={10} />;
  return <AlertFormCard alert={alert} choices={choices.data} queues={queues.data.items} />;
}

interface CardProps {
  readonly alert: Alert | null;
  readonly choices: Parameters<typeof WhomPart>[0]["choices"];
  readonly queues: Parameters<typeof WhatPart>[0]["queues"];
}

function useKeeping(alert: Alert | null) {
  const cache = useQueryClient();
  const navigate = useNavigateAfterSave();
  return useMutation({
    mutationFn: (form: AlertForm) => {
      const body = { ...form, name: form.name.trim(), smsTo: writtenPhones(form.smsTo) };
      return alert === null
        ? read(api.POST("/api/service/alerts", { body }))
        : read(
            api.PUT("/api/service/alerts/{id}", {
              params: { path: { id: alert.id } },
              body: { ...body, expectedVersion: alert.version },
            }),
          );
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      await navigate({ to: "/layanan/peringatan" });
    },
  });
}

function formOf(alert: Alert): AlertForm {
  const { id: _id, version: _version, people: _people, ...form } = alert;
  return { ...form, smsTo: form.smsTo.map((number) => `+${number}`) };
}

function AlertFormCard({ alert, choices, queues }: CardProps): ReactNode {
  const t = useTranslations("web.alerts");
  const parts = useTranslations("web.parts");
  const [draft, setDraft] = useState<AlertForm>(alert === null ? NEW_ALERT : formOf(alert));
  const keeping = useKeeping(alert);
  const ownFaults = useOwnFaults();
  const { lines, problem, faultOf, isFree } = useFormFaults(keeping.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (isFree(ownFaults(draft))) keeping.mutate(draft);
  };
  const part = {
    draft,
    faultOf,
    set: (change: Partial<AlertForm>) => setDraft((before) => ({ ...before, ...change })),
  };
  return (
    <form noValidate className="card grid gap-8 p-5 sm:p-7" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <div className="grid gap-5">
        <TextField
          name="name"
          label={t("name")}
          hint={t("form.nameHint")}
          maxLength={80}
          error={faultOf("name")}
          value={draft.name}
          onChange={(event) => part.set({ name: event.target.value })}
        />
        <CheckField
          name="isOn"
          label={t("form.isOn")}
          checked={draft.isOn}
          onChange={(event) => part.set({ isOn: event.target.checked })}
        />
      </div>
      <WhatPart {...part} queues={queues} />
      <WhenPart {...part} hours={choices.hours} />
      <WhomPart {...part} choices={choices} people={alert?.people ?? []} />
      <div className="flex flex-wrap gap-3">
        <BusyButton type="submit" className="button button-main" isBusy={keeping.isPending}>
          {keeping.isPending ? parts("working") : t("form.keep")}
        </BusyButton>
        <Link to="/layanan/peringatan" className="button">
          {parts("cancel")}
        </Link>
      </div>
    </form>
  );
}

/** Client-side validation. */
function useOwnFaults(): (draft: AlertForm) => readonly SummaryLine[] {
  const t = useTranslations("web.alerts");
  const parts = useTranslations("web.parts");
  const told = useTranslations("web.alerts.form.faults");
  const phoneFaults = usePhoneFaults();
  return (draft) => {
    const within = (
      field: "holdSeconds" | "clearSeconds" | "leastContacts",
      bounds: Bounds,
    ): readonly SummaryLine[] => {
      const { least, most } = bounds;
      const isIn = draft[field] >= least && draft[field] <= most;
      return isIn ? [] : [{ field, message: t("form.between", { least, most }) }];
    };
    const fault = ruleFault(draft);
    return [
      ...(draft.name.trim() === "" ? [{ field: "name", message: parts("required", { field: t("name") }) }] : []),
      ...(fault === null ? [] : [{ field: FIELD_OF[fault], message: told(fault) }]),
      ...within("holdSeconds", RULE_LIMITS.holdSeconds),
      ...within("clearSeconds", RULE_LIMITS.clearSeconds),
      ...within("leastContacts", RULE_LIMITS.contacts),
      ...phoneFaults(draft),
    ];
  };
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

const FIELD_OF = {
  "alert-figure-wrong": "raiseAt",
  "alert-clear-wrong": "clearAt",
  "alert-queues-unfit": "queueIds",
} as const;
