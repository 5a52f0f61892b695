/** The form of a queue: agent selection, maximum wait, and overflow targets. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { STRATEGIES } from "../../../../src/service/acd/queues/queue-strategy.shared.ts";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { useNavigateAfterSave } from "../../data/use-navigate-after-save.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { CheckField, ErrorSummary, SelectField, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { type QueueRow, queuesQuery } from "./queue-data.ts";
import {
  areRelaxationsSound,
  areTiersSound,
  bodyOf,
  draftOf,
  NUMBERS,
  type NumberField,
  type QueueDraft,
  REASONS,
  wrongNumbers,
} from "./queue-draft.ts";
import { RelaxationsPart, TiersPart } from "./queue-stages.tsx";

interface PartProps {
  readonly draft: QueueDraft;
  readonly set: (part: Partial<QueueDraft>) => void;
  readonly faultOf: (field: string) => string | undefined;
}

function NumberInput({ field, draft, set, faultOf }: PartProps & { readonly field: NumberField }): ReactNode {
  const t = useTranslations("web.queues");
  return (
    <TextField
      name={field}
      label={t(`numbers.${field}`)}
      hint={t(`numberHints.${field}`)}
      inputMode="numeric"
      maxLength={5}
      error={faultOf(field)}
      value={draft[field]}
      onChange={(event) => set({ [field]: event.target.value })}
    />
  );
}

function ChoicePart(props: PartProps): ReactNode {
  const t = useTranslations("web.queues");
  const { draft, set, faultOf } = props;
  return (
    <fieldset className="grid gap-5">
      <legend className="mb-3 text-lead font-semibold">{t("partChoice")}</legend>
      <TextField
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        maxLength={80}
        error={faultOf("name")}
        value={draft.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <SelectField
        name="strategy"
        label={t("strategy")}
        hint={t(`strategyHints.${draft.strategy}`)}
        value={draft.strategy}
        onChange={(event) => set({ strategy: event.target.value as QueueDraft["strategy"] })}
      >
        {STRATEGIES.map((one) => (
          <option key={one} value={one}>
            {t(`strategies.${one}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        name="idleClock"
        label={t("idleClock")}
        hint={t(`idleClockHints.${draft.idleClock}`)}
        value={draft.idleClock}
        onChange={(event) => set({ idleClock: event.target.value as QueueDraft["idleClock"] })}
      >
        {(["since-available", "since-last-contact"] as const).map((one) => (
          <option key={one} value={one}>
            {t(`idleClocks.${one}`)}
          </option>
        ))}
      </SelectField>
      <div className="grid items-end gap-5 sm:grid-cols-2">
        {(["ringSeconds", "wrapUpSeconds", "missedMax"] as const).map((field) => (
          <NumberInput key={field} {...props} field={field} />
        ))}
      </div>
      <CheckField
        name="isOpen"
        label={t("isOpen")}
        checked={draft.isOpen}
        onChange={(event) => set({ isOpen: event.target.checked })}
      />
    </fieldset>
  );
}

function OrderPart(props: PartProps): ReactNode {
  const t = useTranslations("web.queues");
  const { draft, set, faultOf } = props;
  return (
    <fieldset className="grid gap-5">
      <legend className="mb-3 text-lead font-semibold">{t("partOrder")}</legend>
      <div className="grid items-end gap-5 sm:grid-cols-2">
        {(["priority", "stickySeconds"] as const).map((field) => (
          <NumberInput key={field} {...props} field={field} />
        ))}
      </div>
      <TiersPart tiers={draft.tiers} error={faultOf("tiers")} onChange={(tiers) => set({ tiers })} />
      <RelaxationsPart
        relaxations={draft.relaxations}
        error={faultOf("relaxations")}
        onChange={(relaxations) => set({ relaxations })}
      />
    </fieldset>
  );
}

function WaitingPart(props: PartProps & { readonly others: readonly QueueRow[] }): ReactNode {
  const t = useTranslations("web.queues");
  const { draft, set, faultOf, others } = props;
  return (
    <fieldset className="grid gap-5">
      <legend className="mb-3 text-lead font-semibold">{t("partWaiting")}</legend>
      <div className="grid items-end gap-5 sm:grid-cols-2">
        {(["waitingMax", "waitMinutes", "tellSeconds"] as const).map((field) => (
          <NumberInput key={field} {...props} field={field} />
        ))}
      </div>
      <SelectField
        name="joinWhile"
        label={t("joinWhile")}
        value={draft.joinWhile}
        onChange={(event) => set({ joinWhile: event.target.value as QueueDraft["joinWhile"] })}
      >
        {(["logged-in", "at-work", "always"] as const).map((one) => (
          <option key={one} value={one}>
            {t(`staffings.${one}`)}
          </option>
        ))}
      </SelectField>
      {REASONS.map((reason) => (
        <SelectField
          key={reason}
          name={`overflow-${reason}`}
          label={t(`overflow.${reason}`)}
          error={draft.overflow[reason] === "" ? undefined : faultOf("rules.overflow")}
          value={draft.overflow[reason]}
          onChange={(event) => set({ overflow: { ...draft.overflow, [reason]: event.target.value } })}
        >
          <option value="">{t("goesOn")}</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {t("toQueue", { name })}
            </option>
          ))}
        </SelectField>
      ))}
      <p className="max-w-[70ch] text-small text-soft">{t("goesOnHint")}</p>
    </fieldset>
  );
}

/**
 * Saves with the version of the queue when the form opened, so that another user's change is not overwritten unseen.
 * After a conflict is shown, the next press overwrites it.
 */
function useKeeping(row: QueueRow | undefined) {
  const cache = useQueryClient();
  const navigate = useNavigateAfterSave();
  const [version, setVersion] = useState(row?.version ?? 0);
  return useMutation({
    mutationFn: async (draft: QueueDraft): Promise<unknown> => {
      const body = bodyOf(draft, row);
      if (row === undefined) return read(api.POST("/api/service/queues", { body }));
      const params = { path: { id: row.id } };
      return read(api.PUT("/api/service/queues/{id}", { params, body: { ...body, expectedVersion: version } }));
    },
    onError: async (error) => {
      if (problemOf(error).code !== "queue-stale") return;
      const fresh = await cache.fetchQuery({ ...queuesQuery, staleTime: 0 });
      setVersion(fresh.items.find(({ id }) => id === row?.id)?.version ?? version);
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      await navigate({ to: "/layanan/antrean" });
    },
  });
}

function QueueForm({
  row,
  others,
}: {
  readonly row: QueueRow | undefined;
  readonly others: readonly QueueRow[];
}): ReactNode {
  const t = useTranslations("web.queues");
  const parts = useTranslations("web.parts");
  // The form keeps the values from its opening; the server reports a conflict when the form is saved.
  const [began] = useState(row);
  const [draft, setDraft] = useState(() => draftOf(began));
  const keeping = useKeeping(began);
  const { lines, problem, faultOf, isFree } = useFormFaults(keeping.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const unnamed =
      draft.name.trim() === "" ? [{ field: "name", message: parts("required", { field: t("name") }) }] : [];
    const wrong = wrongNumbers(draft).map((field) => {
      const [least, most] = NUMBERS[field];
      return { field, message: t("numberFault", { field: t(`numbers.${field}`), least, most }) };
    });
    const stages = [
      ...(areTiersSound(draft) ? [] : [{ field: "tiers", message: t("tiersFault") }]),
      ...(areRelaxationsSound(draft) ? [] : [{ field: "relaxations", message: t("relaxationsFault") }]),
    ];
    if (isFree([...unnamed, ...wrong, ...stages])) keeping.mutate(draft);
  };
  const part: PartProps = { draft, set: (change) => setDraft((before) => ({ ...before, ...change })), faultOf };
  return (
    <>
      <ErrorSummary lines={lines} problem={problem} />
      <form noValidate className="card grid gap-8 p-5 sm:p-7" onSubmit={onSubmit}>
        <ChoicePart {...part} />
        <WaitingPart {...part} others={others} />
        <OrderPart {...part} />
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={keeping.isPending}>
            {keeping.isPending ? parts("working") : t("keep")}
          </BusyButton>
          <Link to="/layanan/antrean" className="button">
            {parts("cancel")}
          </Link>
        </div>
      </form>
    </>
  );
}

function QueuePage({ id }: { readonly id: string | null }): ReactNode {
  const t = useTranslations("web.queues");
  const queues = useQuery(queuesQuery);
  const row = queues.data?.items.find((one) => one.id === id);
  const isGone = id !== null && queues.data !== undefined && row === undefined;
  return (
    <Page title={id === null ? t("newTitle") : t("changeTitle", { name: row?.name ?? "" })}>
      <Awaiting query={queues} lines={8} />
      {isGone ? <Empty title={t("goneTitle")}>{t("goneText")}</Empty> : null}
      {queues.data === undefined || isGone ? null : (
        <QueueForm key={id} row={row} others={queues.data.items.filter((one) => one.id !== id)} />
      )}
    </Page>
  );
}

/** The screen of `/layanan/antrean/baru`. */
export function NewQueueScreen(): ReactNode {
  return <QueuePage id={null} />;
}

/** The screen of `/layanan/antrean/ID`. */
export function QueueScreen(): ReactNode {
  const { id } = useParams({ from: "/layanan/antrean/$id" });
  return <QueuePage id={id} />;
}
