/** The dialog that writes down what was found of a failure, that somebody was told, or that it is over. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
import { instantOf, type Register, type WholeBreach, type WrittenEntry, writeBreachEntry } from "./breach-data.ts";

const TEXT_MIN = 3;
/** The fields of each kind of entry, in the order of the form. */
const FIELDS = {
  findings: ["data", "people", "how", "remedy", "handler"],
  notice: ["toldAt", "way", "text"],
  closing: ["note", "whyUntold"],
} as const;
const LONG: readonly string[] = ["how", "remedy", "text"];
const OPTIONAL: readonly string[] = ["people", "whyUntold"];

type Recipient = "persons" | "authority";
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

/** The form starts with the last findings, so that they are extended rather than typed again. */
function lastFindings({ entries }: WholeBreach): Partial<Record<Field, string>> {
  const entry = entries.find((one) => one.entry.kind === "findings")?.entry;
  if (entry?.kind !== "findings") return {};
  const { data, people, how, remedy, handler } = entry;
  return { data, people: people === null ? "" : String(people), how, remedy, handler };
}

function entryOf(kind: WrittenEntry["kind"], form: typeof EMPTY, to: Recipient): WrittenEntry {
  const { data, people, how, remedy, handler, way, text, note, whyUntold } = form;
  if (kind === "findings")
    return { kind, data, people: people.trim() === "" ? null : Number(people), how, remedy, handler };
  if (kind === "notice") return { kind, to, way, toldAt: instantOf(form.toldAt) ?? "", text };
  return { kind, note, whyUntold };
}

/** Saves an entry with the version that was read. */
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
  const { id, version: expectedVersion } = breach;
  const form = useSavedForm({
    initial: {
      ...EMPTY,
      ...(kind === "findings" ? lastFindings(breach) : {}),
      to: (breach.toldPersonsAt === null ? "persons" : "authority") as Recipient,
    },
    faultsOf: (values) => [
      ...FIELDS[kind]
        .filter((field) => !OPTIONAL.includes(field) && values[field].trim().length < TEXT_MIN)
        .map((field) => ({ field, message: parts("required", { field: t(`fields.${field}`) }) })),
      kind === "findings" && !/^\d{0,9}$/.test(values.people.trim())
        ? { field: "people", message: t("peopleHint") }
        : undefined,
    ],
    save: ({ to, ...values }) => writeBreachEntry(register, { id, expectedVersion, entry: entryOf(kind, values, to) }),
    refreshes: ["breaches", register],
    onSaved: onClose,
  });
  const hints: Partial<Record<Field, string>> = { people: t("peopleHint"), whyUntold: t("whyUntoldHint") };
  return (
    <SavedFormDialog title={t(`kinds.${kind}`)} form={form} submit={t("keep")} onClose={onClose}>
      {kind === "notice" ? (
        <SelectField {...form.text("to")} label={t("fields.to")}>
          <option value="persons">{t("to.persons")}</option>
          <option value="authority">{t("to.authority")}</option>
        </SelectField>
      ) : null}
      {FIELDS[kind].map((name) =>
        LONG.includes(name) ? (
          <TextArea key={name} {...form.text(name)} label={t(`fields.${name}`)} rows={3} maxLength={8000} />
        ) : (
          <TextField
            key={name}
            {...form.text(name)}
            label={t(`fields.${name}`)}
            hint={hints[name]}
            type={name === "toldAt" ? "datetime-local" : "text"}
            inputMode={name === "people" ? "numeric" : undefined}
            maxLength={500}
          />
        ),
      )}
    </SavedFormDialog>
  );
}
