/** Reserves or blocks codes: entry, preview, order. Codes that are already assigned are not changed. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { useNavigateAfterSave } from "../../data/use-navigate-after-save.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { Page } from "../../parts/page.tsx";
import type { OrderPreview } from "./inventory-data.ts";
import { OrderPreviewPanel } from "./order-preview-panel.tsx";

/** The form data of an order. */
interface Draft {
  readonly kind: "reserve" | "block";
  readonly selection: string;
  readonly reason: string;
  readonly legalNote: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly onTaken: "leave" | "refuse";
}

const EMPTY: Draft = {
  kind: "reserve",
  selection: "",
  reason: "",
  legalNote: "",
  startsOn: "",
  endsOn: "",
  onTaken: "leave",
};

function useOrder(draft: Draft) {
  const cache = useQueryClient();
  const navigate = useNavigateAfterSave();
  const look = useMutation({
    mutationFn: (body: Pick<Draft, "kind" | "selection">) =>
      read<OrderPreview>(api.POST("/api/inventory/orders/preview", { body })),
  });
  const give = useMutation({
    mutationFn: () => {
      const dates = { startsOn: draft.startsOn || null, endsOn: draft.endsOn || null };
      return read<{ id: string }>(api.POST("/api/inventory/orders", { body: { ...draft, ...dates } }));
    },
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: ["inventory"] });
      await navigate({ to: "/inventaris/perintah/$id", params: { id } });
    },
  });
  // A change of kind or codes invalidates the preview; only a previewed order can be given.
  const isFresh = look.variables?.kind === draft.kind && look.variables.selection === draft.selection;
  return { look, give, isFresh, preview: isFresh ? (look.data ?? null) : null };
}

/** The screen of a new order. */
export function NewOrderScreen(): ReactNode {
  const t = useTranslations("web.inventory.order");
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const { look, give, preview, isFresh } = useOrder(draft);
  const problem = give.error ?? look.error;
  const faults = problem === null ? [] : problemOf(problem).fields;
  const errorOf = (field: string): string | undefined => faults.find(({ path }) => path === field)?.message;
  const set = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    give.reset();
    if (preview === null) look.mutate({ kind: draft.kind, selection: draft.selection });
    else give.mutate();
  };
  return (
    <Page width="working" title={t("newTitle")} lead={t("newLead")} back={{ to: "/inventaris", text: t("toList") }}>
      <ErrorSummary
        lines={faults.map(({ path, message }) => ({ field: path, message }))}
        problem={problem === null ? null : problemOf(problem)}
      />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <form className="grid gap-5" onSubmit={onSubmit} noValidate>
          <SelectField
            name="kind"
            label={t("kind")}
            value={draft.kind}
            onChange={(event) => set({ kind: event.target.value === "block" ? "block" : "reserve" })}
          >
            <option value="reserve">{t("kinds.reserve")}</option>
            <option value="block">{t("kinds.block")}</option>
          </SelectField>
          <TextArea
            name="selection"
            label={t("codes")}
            hint={t("codesHint")}
            rows={3}
            error={errorOf("selection")}
            value={draft.selection}
            onChange={(event) => set({ selection: event.target.value })}
          />
          <TextArea
            name="reason"
            label={t("reason")}
            hint={t("reasonHint")}
            rows={2}
            maxLength={500}
            error={errorOf("reason")}
            value={draft.reason}
            onChange={(event) => set({ reason: event.target.value })}
          />
          <TextField
            name="legalNote"
            label={t("legalNote")}
            hint={t("legalNoteHint")}
            maxLength={1000}
            value={draft.legalNote}
            onChange={(event) => set({ legalNote: event.target.value })}
          />
          <Dates draft={draft} errorOf={errorOf} onChange={set} />
          <SelectField
            name="onTaken"
            label={t("onTaken")}
            value={draft.onTaken}
            onChange={(event) => set({ onTaken: event.target.value === "refuse" ? "refuse" : "leave" })}
          >
            <option value="leave">{t("onTakenWays.leave")}</option>
            <option value="refuse">{t("onTakenWays.refuse")}</option>
          </SelectField>
          <BusyButton
            type="submit"
            className="button button-main justify-self-start"
            isBusy={give.isPending || (look.isPending && isFresh)}
          >
            {preview === null ? t("preview") : t("give", { count: preview.takes.length })}
          </BusyButton>
        </form>
        <OrderPreviewPanel preview={preview} />
      </div>
    </Page>
  );
}

function Dates({
  draft,
  errorOf,
  onChange,
}: {
  readonly draft: Draft;
  readonly errorOf: (field: string) => string | undefined;
  readonly onChange: (part: Partial<Draft>) => void;
}): ReactNode {
  const t = useTranslations("web.inventory.order");
  return (
    <div className="grid items-end gap-5 sm:grid-cols-2">
      <TextField
        type="date"
        name="startsOn"
        label={t("startsOn")}
        hint={t("startsOnHint")}
        error={errorOf("startsOn")}
        value={draft.startsOn}
        onChange={(event) => onChange({ startsOn: event.target.value })}
      />
      <TextField
        type="date"
        name="endsOn"
        label={t("endsOn")}
        hint={t("endsOnHint")}
        error={errorOf("endsOn")}
        value={draft.endsOn}
        onChange={(event) => onChange({ endsOn: event.target.value })}
      />
    </div>
  );
}
