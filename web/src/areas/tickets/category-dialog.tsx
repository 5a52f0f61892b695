/** The dialog that adds or changes a category: a name, the hours it is counted in, and hours to answer and solution by priority. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { LIMITS, PRIORITIES, type Priority } from "../../../../src/service/acd/tickets/ticket-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, SelectField, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting } from "../../parts/notice.tsx";
import { namedHoursQuery } from "../flows/flows-data.ts";
import { TICKETS_KEY, type TicketCategory } from "./ticket-data.ts";

const MINUTES = 60;
const BOUNDS = { least: 0.25, most: 500 } as const;
type Typed = Readonly<Record<`${Priority}-${"answer" | "solution"}`, string>>;

const USUAL: Typed = {
  "urgent-answer": "1",
  "urgent-solution": "4",
  "high-answer": "2",
  "high-solution": "8",
  "normal-answer": "4",
  "normal-solution": "16",
  "low-answer": "8",
  "low-solution": "40",
};

function typedOf(category: TicketCategory | null): Typed {
  if (category === null) return USUAL;
  const text = (minutes: number): string => String(minutes / MINUTES);
  const { urgent, high, normal, low } = category.promises;
  return {
    "urgent-answer": text(urgent.answerMinutes),
    "urgent-solution": text(urgent.solutionMinutes),
    "high-answer": text(high.answerMinutes),
    "high-solution": text(high.solutionMinutes),
    "normal-answer": text(normal.answerMinutes),
    "normal-solution": text(normal.solutionMinutes),
    "low-answer": text(low.answerMinutes),
    "low-solution": text(low.solutionMinutes),
  };
}

const hoursIn = (text: string): number => Number(text.trim().replace(",", "."));
const isHours = (text: string): boolean => {
  const hours = hoursIn(text);
  return text.trim() !== "" && hours >= BOUNDS.least && hours <= BOUNDS.most;
};

function promisesOf(typed: Typed) {
  const promise = (priority: Priority) => ({
    answerMinutes: Math.round(hoursIn(typed[`${priority}-answer`]) * MINUTES),
    solutionMinutes: Math.round(hoursIn(typed[`${priority}-solution`]) * MINUTES),
  });
  return { urgent: promise("urgent"), high: promise("high"), normal: promise("normal"), low: promise("low") };
}

interface DialogProps {
  /** Null for a new one. */
  readonly category: TicketCategory | null;
  readonly onClose: () => void;
}

function useSaving({ category, onClose }: DialogProps) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (form: {
      readonly name: string;
      readonly hoursId: string;
      readonly promises: ReturnType<typeof promisesOf>;
    }) =>
      category === null
        ? read<unknown>(api.POST("/api/service/ticket-categories", { body: form }))
        : read<unknown>(
            api.PUT("/api/service/ticket-categories/{id}", {
              params: { path: { id: category.id } },
              body: { ...form, expectedVersion: category.version },
            }),
          ),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: TICKETS_KEY });
      onClose();
    },
  });
}

/** The dialog; a category that is there comes with what it promises. */
export function CategoryDialog(props: DialogProps): ReactNode {
  const { category, onClose } = props;
  const t = useTranslations("web.tickets.categories");
  const parts = useTranslations("web.parts");
  const hours = useQuery(namedHoursQuery);
  const [name, setName] = useState(category?.name ?? "");
  const [hoursId, setHoursId] = useState(category?.hoursId ?? "");
  const [typed, setTyped] = useState(() => typedOf(category));
  const saving = useSaving(props);
  const { lines, problem, faultOf, isFree } = useFormFaults(saving.error);
  const items = hours.data?.items ?? [];
  const chosen = hoursId === "" && items.length === 1 ? (items[0]?.id ?? "") : hoursId;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = [
      ...(name.trim() === "" ? [{ field: "name", message: parts("required", { field: t("name") }) }] : []),
      ...(chosen === "" ? [{ field: "hoursId", message: parts("required", { field: t("hours") }) }] : []),
    ];
    const unfit = Object.entries(typed)
      .filter(([, text]) => !isHours(text))
      .map(([field]) => ({ field, message: t("hoursFault") }));
    if (isFree([...missing, ...unfit]))
      saving.mutate({ name: name.trim(), hoursId: chosen, promises: promisesOf(typed) });
  };
  return (
    <Dialog title={category === null ? t("add") : t("editOf", { name: category.name })} onClose={onClose}>
      <form noValidate className="grid gap-4" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <TextField
          name="name"
          label={t("name")}
          error={faultOf("name")}
          maxLength={LIMITS.name}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <Awaiting query={hours} lines={1} />
        <SelectField
          name="hoursId"
          label={t("hours")}
          error={faultOf("hoursId")}
          value={chosen}
          onChange={({ target }) => setHoursId(target.value)}
        >
          <option value="">{t("chooseHours")}</option>
          {category === null || items.some(({ id }) => id === category.hoursId) ? null : (
            <option value={category.hoursId}>{category.hoursName}</option>
          )}
          {items.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </SelectField>
        <PromiseFields typed={typed} faultOf={faultOf} onChange={(part) => setTyped({ ...typed, ...part })} />
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={saving.isPending}>
            {t("save")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {t("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function PromiseFields({
  typed,
  faultOf,
  onChange,
}: {
  readonly typed: Typed;
  readonly faultOf: (field: string) => string | undefined;
  readonly onChange: (part: Partial<Typed>) => void;
}): ReactNode {
  const t = useTranslations("web.tickets");
  return (
    <fieldset className="grid gap-3 border-0 p-0">
      <legend className="field-label mb-1">{t("categories.promise")}</legend>
      <p className="field-hint">{t("categories.hoursHint")}</p>
      {PRIORITIES.map((priority) => (
        <div key={priority} className="grid gap-3 sm:grid-cols-2">
          {(["answer", "solution"] as const).map((goal) => {
            const name = `${priority}-${goal}` as const;
            return (
              <TextField
                key={name}
                name={name}
                label={t(`categories.${goal}Of`, { priority: t(`priorities.${priority}`) })}
                error={faultOf(name)}
                inputMode="decimal"
                maxLength={8}
                value={typed[name]}
                onChange={({ target }) => onChange({ [name]: target.value })}
              />
            );
          })}
        </div>
      ))}
    </fieldset>
  );
}
