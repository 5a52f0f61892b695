/** Retention in days of one data class: entry, preview of the deletions, and confirmation. */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { z } from "zod";
import type { retentionEffectSchema, retentionSchema } from "../../../../src/service/tenancy/retention/contract.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting } from "../../parts/notice.tsx";
import { count, moment } from "../../words/dates.ts";

type Choice = z.output<typeof retentionSchema>["choices"][number];

interface ChoiceProps {
  readonly choice: Choice;
  readonly onSaved: () => Promise<void>;
}

/** The card of one class. */
export function ChoiceForm({ choice, onSaved }: ChoiceProps): ReactNode {
  const t = useTranslations("web.retention");
  const locale = useLocale();
  const { name, days, usualDays, least, most, chosenByName, chosenAt } = choice;
  const [typed, setTyped] = useState(String(days ?? usualDays));
  const [fault, setFault] = useState<string | undefined>(undefined);
  const [wanted, setWanted] = useState<{ readonly days: number | null } | null>(null);
  const bounds = { least: least.value, most: most.value };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const number = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
    const isFit = number >= bounds.least && number <= bounds.most;
    setFault(isFit ? undefined : t("daysFault", bounds));
    if (isFit) setWanted({ days: number });
  };
  const title = t(`names.${name}`);
  return (
    <form noValidate className="card grid content-start gap-3 p-5" onSubmit={onSubmit} aria-label={title}>
      <h3 className="text-lead">{title}</h3>
      <p>{days === null ? t("usual", { usual: usualDays }) : t("chosen", { days, usual: usualDays })}</p>
      {chosenByName === null || chosenAt === null ? null : (
        <p className="text-small text-soft">{t("chosenBy", { name: chosenByName, at: moment(chosenAt, locale) })}</p>
      )}
      <TextField
        name={`days-${name}`}
        label={t("daysOf", { name: title })}
        hint={t("bounds", { ...bounds, clause: t(`standing.${most.standing}`, { clause: most.clause }) })}
        inputMode="numeric"
        maxLength={4}
        className="max-w-[8rem]"
        error={fault}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p className="flex flex-wrap gap-2">
        <button type="submit" className="button button-main" aria-label={t("lookOf", { name: title })}>
          {t("look")}
        </button>
        {days === null ? null : (
          <button
            type="button"
            className="button"
            aria-label={t("resetOf", { name: title })}
            onClick={() => setWanted({ days: null })}
          >
            {t("reset")}
          </button>
        )}
      </p>
      {wanted === null ? null : (
        <RetentionDialog choice={choice} days={wanted.days} onSaved={onSaved} onClose={() => setWanted(null)} />
      )}
    </form>
  );
}

function RetentionDialog({
  choice,
  days,
  onSaved,
  onClose,
}: ChoiceProps & { readonly days: number | null; readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.retention");
  const parts = useTranslations("web.parts");
  const { name, usualDays, version } = choice;
  const asked = days ?? usualDays;
  const effect = useQuery({
    queryKey: ["service", "retention", "effect", name, asked],
    queryFn: () =>
      read<z.output<typeof retentionEffectSchema>>(
        api.GET("/api/service/retention/effect", { params: { query: { name, days: asked } } }),
      ),
    staleTime: 0,
  });
  const keeping = useMutation({
    mutationFn: () => read(api.PUT("/api/service/retention", { body: { name, days, expectedVersion: version } })),
    onSuccess: async () => {
      await onSaved();
      onClose();
    },
  });
  const { lines, problem } = useFormFaults(keeping.error);
  const { data } = effect;
  return (
    <Dialog title={t("askTitle", { name: t(`names.${name}`), days: asked })} onClose={onClose}>
      <div className="grid gap-5">
        <ErrorSummary lines={lines} problem={problem} />
        <Awaiting query={effect} lines={1} />
        {data === undefined ? null : <Effect effect={data} />}
        <div className="flex flex-wrap gap-2">
          {data === undefined ? null : (
            <BusyButton
              type="button"
              className={data.removed + data.waiting === 0 ? "button button-main" : "button button-danger"}
              isBusy={keeping.isPending}
              onClick={() => keeping.mutate()}
            >
              {t("yes")}
            </BusyButton>
          )}
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

/** The data deleted at the next run, and the data that is kept only until an open request is answered. */
function Effect({ effect }: { readonly effect: z.output<typeof retentionEffectSchema> }): ReactNode {
  const t = useTranslations("web.retention");
  const locale = useLocale();
  const removed = count(effect.removed, locale);
  return (
    <div className="grid max-w-[60ch] gap-2">
      <p>{effect.removed === 0 ? t("noEffect") : t("effect", { removed, held: count(effect.held, locale) })}</p>
      {effect.waiting === 0 ? null : <p>{t("waiting", { waiting: count(effect.waiting, locale) })}</p>}
    </div>
  );
}
