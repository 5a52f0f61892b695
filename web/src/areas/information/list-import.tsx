/** Imports a file as the next version of a list: preview first, import on confirmation. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { LIST_LIMITS } from "../../../../src/service/acd/knowledge/list-columns.shared.ts";
import { addressOf } from "../../data/client.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, Field, TextArea, TextField } from "../../parts/fields.tsx";
import { FileInput } from "../../parts/file-input.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import {
  INFORMATION_KEY,
  type InformationList,
  importList,
  type ListPreview,
  previewList,
} from "./information-data.ts";
import { EntryTable } from "./list-entries.tsx";

function Faults({ seen }: { readonly seen: ListPreview }): ReactNode {
  const t = useTranslations("web.information.lists.import");
  const title = t("faults", { count: seen.faultCount });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-frame" aria-label={title} tabIndex={0}>
      <table className="table table-cards">
        <caption className="px-3 py-2 text-left font-semibold">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t("line")}</th>
            <th scope="col">{t("column")}</th>
            <th scope="col">{t("found")}</th>
            <th scope="col">{t("rule")}</th>
          </tr>
        </thead>
        <tbody>
          {seen.faults.map(({ line, column, code, found, rule }) => (
            <tr key={`${line} ${column} ${code}`}>
              <td data-label={t("line")}>{line}</td>
              <td data-label={t("column")} className="[overflow-wrap:anywhere]">
                {column ?? "–"}
              </td>
              <td data-label={t("found")} className="[overflow-wrap:anywhere]">
                {found || "–"}
              </td>
              <td data-label={t("rule")}>{rule}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface Chosen {
  readonly file: File;
  readonly seen: ListPreview;
}

function Confirm({
  list,
  chosen: { file, seen },
  onDone,
}: {
  readonly list: InformationList;
  readonly chosen: Chosen;
  readonly onDone: (number: number) => void;
}): ReactNode {
  const t = useTranslations("web.information.lists.import");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [form, setForm] = useState({ from: list.today, note: "" });
  const importing = useMutation({
    mutationFn: () =>
      importList(list.id, file, { inForceFrom: form.from, note: form.note, expectedNewest: list.newest }),
    onSuccess: async ({ number }) => {
      await cache.invalidateQueries({ queryKey: INFORMATION_KEY });
      onDone(number);
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(importing.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing =
      form.from === "" ? [{ field: "inForceFrom", message: parts("required", { field: t("from") }) }] : [];
    if (isFree(missing) && !importing.isPending) importing.mutate();
  };
  return (
    <form noValidate className="grid gap-4" onSubmit={onSubmit}>
      <p>{t("fit", { count: seen.entryCount })}</p>
      {seen.unkeyedCount === 0 ? null : <Notice tone="info">{t("unkeyed", { count: seen.unkeyedCount })}</Notice>}
      <EntryTable caption={t("sample", { count: seen.sample.length })} kind={list.kind} rows={seen.sample} />
      <ErrorSummary lines={lines} problem={problem} />
      <TextField
        name="inForceFrom"
        label={t("from")}
        hint={t("fromHint")}
        type="date"
        min={list.today}
        error={faultOf("inForceFrom")}
        value={form.from}
        onChange={(event) => setForm({ ...form, from: event.target.value })}
      />
      <TextArea
        name="note"
        label={t("note")}
        rows={2}
        maxLength={LIST_LIMITS.note}
        value={form.note}
        onChange={(event) => setForm({ ...form, note: event.target.value })}
      />
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={importing.isPending}>
        {t("yes", { number: list.newest + 1 })}
      </BusyButton>
    </form>
  );
}

/** The import section. */
export function ListImport({ list }: { readonly list: InformationList }): ReactNode {
  const t = useTranslations("web.information.lists.import");
  const language = useLocale();
  const id = useId();
  const [done, setDone] = useState<number | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const looking = useMutation({
    mutationFn: async (file: File) => ({ file, seen: await previewList(list.id, file) }),
    onMutate: () => {
      setDone(null);
      setChosen(null);
    },
    onSuccess: setChosen,
  });
  return (
    <section className="grid gap-4" aria-labelledby="list-import">
      <div>
        <h2 id="list-import">{t("heading")}</h2>
        <p className="mt-1 max-w-[70ch] text-soft">{t("lead", { rows: LIST_LIMITS.rows })}</p>
      </div>
      <p className="flex flex-wrap gap-x-4 gap-y-1">
        {(["xlsx", "csv"] as const).map((format) => (
          <a
            key={format}
            download
            href={addressOf("/api/service/information/list-template", {
              query: { kind: list.kind, format, language },
            })}
          >
            {t("template", { format: format.toUpperCase() })}
          </a>
        ))}
      </p>
      <Field id={`${id}file`} label={t("file")} hint={t("fileHint", { max: LIST_LIMITS.megabytes })}>
        {(attributes) => (
          <FileInput
            {...attributes}
            accept=".xlsx,.csv,text/csv"
            text={t("choose")}
            isBusy={looking.isPending}
            onFiles={([file]) => file && looking.mutate(file)}
          />
        )}
      </Field>
      <div role="status" className="grid gap-4">
        {looking.error === null ? null : <FailureNotice error={looking.error} />}
        {chosen !== null && chosen.seen.faultCount > 0 ? <Faults seen={chosen.seen} /> : null}
        {done === null ? null : <Notice tone="good" title={t("done", { number: done })} />}
      </div>
      {chosen !== null && chosen.seen.faultCount === 0 ? (
        <Confirm
          list={list}
          chosen={chosen}
          onDone={(number) => {
            setChosen(null);
            setDone(number);
          }}
        />
      ) : null}
    </section>
  );
}
