/** The dialog that writes down what was found of a failure, that somebody was told, or that it is over. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { instantOf, type Register, type WholeBreach, type WrittenEntry, writeBreachEntry } from "./breach-data.ts";

const TEXT_MIN = 3;
/** The fields of each kind, as they stand in its form. */
const FIELDS = {
  findings: ["data", "people", "how", "remedy", "handler"],
  notice: ["toldAt", "way", "text"],
  closing: ["note", "whyUntold"],
} as const;
const LONG: readonly string[] = ["how", "remedy", "text"];
const OPTIONAL: readonly string[] = ["people", "whyUntold"];

type Field = (typeof FIELDS)[WrittenEntry["kind"]][number];

const EMPTY: Readonly<Record<Field, string>> = {
  data: "",
  people: "",
  how: "",
  remedy: "",
  handler: "",
  toldAt: "",
  way: "",
  text: "",
  note: "",
  whyUntold: "",
};

/** What was found last stands in the form, so that it is added to rather than typed again. */
function lastFindings({ entries }: WholeBreach): Partial<Record<Field, string>> {
  const entry = entries.find((one) => one.entry.kind === "findings")?.entry;
  if (entry?.kind !== "findings") return {};
  const { data, people, how, remedy, handler } = entry;
  return { data, people: people === null ? "" : String(people), how, remedy, handler };
}

function entryOf(kind: WrittenEntry["kind"], form: typeof EMPTY, to: "persons" | "authority"): WrittenEntry {
  const { data, people, how, remedy, handler, way, text, note, whyUntold } = form;
  if (kind === "findings")
    return { kind, data, people: people.trim() === "" ? null : Number(people), how, remedy, handler };
  if (kind === "notice") return { kind, to, way, toldAt: instantOf(form.toldAt) ?? "", text };
  return { kind, note, whyUntold };
}

/** Writes an entry over the version that was read. */
export function BreachEntryDialog({
  register,
  breach,
  kind,
  onClose,
}: {
  readonly register: Register;
  readonly breach: WholeBreach;
  readonly kind: WrittenEntry["kind"];
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.personalBreach");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [form, setForm] = useState({ ...EMPTY, ...(kind === "findings" ? lastFindings(breach) : {}) });
  const [to, setTo] = useState<"persons" | "authority">(breach.toldPersonsAt === null ? "persons" : "authority");
  const { id, version: expectedVersion } = breach;
  const writing = useMutation({
    mutationFn: () => writeBreachEntry(register, { id, expectedVersion, entry: entryOf(kind, form, to) }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["breaches", register] });
      onClose();
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(writing.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = FIELDS[kind]
      .filter((field) => !OPTIONAL.includes(field) && form[field].trim().length < TEXT_MIN)
      .map((field) => ({ field, message: parts("required", { field: t(`fields.${field}`) }) }));
    const isCount = kind !== "findings" || /^\d{0,9}$/.test(form.people.trim());
    const uncounted = isCount ? [] : [{ field: "people", message: t("peopleHint") }];
    if (isFree([...missing, ...uncounted])) writing.mutate();
  };
  const fieldOf = (name: Field) => ({
    name,
    label: t(`fields.${name}`),
    value: form[name],
    error: faultOf(name),
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      setForm({ ...form, [name]: target.value }),
  });
  const hints: Partial<Record<Field, string>> = { people: t("peopleHint"), whyUntold: t("whyUntoldHint") };
  return (
    <Dialog title={t(`kinds.${kind}`)} onClose={onClose}>
      <form noValidate className="grid gap-4" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        {kind === "notice" ? (
          <SelectField
            name="to"
            label={t("fields.to")}
            value={to}
            onChange={({ target }) => setTo(target.value === "persons" ? "persons" : "authority")}
          >
            <option value="persons">{t("to.persons")}</option>
            <option value="authority">{t("to.authority")}</option>
          </SelectField>
        ) : null}
        {FIELDS[kind].map((name) =>
          LONG.includes(name) ? (
            <TextArea key={name} {...fieldOf(name)} rows={3} maxLength={8000} />
          ) : (
            <TextField
              key={name}
              {...fieldOf(name)}
              hint={hints[name]}
              type={name === "toldAt" ? "datetime-local" : "text"}
              inputMode={name === "people" ? "numeric" : undefined}
              maxLength={500}
            />
          ),
        )}
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={writing.isPending}>
            {t("keep")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
