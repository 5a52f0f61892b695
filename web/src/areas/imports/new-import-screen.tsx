/** A new import: templates to download, files to upload, and a check of the changes they would make. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { problemOf } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, Field } from "../../parts/fields.tsx";
import { FileInput } from "../../parts/file-input.tsx";
import { Icon } from "../../parts/icons.tsx";
import { Page } from "../../parts/page.tsx";
import { SHEETS, sendSheets } from "./imports-data.ts";

function Templates(): ReactNode {
  const t = useTranslations("web.imports");
  const locale = useLocale();
  return (
    <section aria-labelledby="templates" className="card grid gap-4 p-5">
      <h2 id="templates" className="text-lead">
        {t("templatesTitle")}
      </h2>
      <p className="max-w-[70ch]">{t("templatesText")}</p>
      <ul className="grid gap-4">
        {SHEETS.map((sheet) => (
          <li key={sheet} className="grid gap-1">
            <a
              href={`/api/import-templates/${sheet}?language=${locale}`}
              download
              className="inline-flex items-center gap-2 justify-self-start font-semibold"
            >
              <Icon name="file" size={18} />
              {t("template", { sheet: t(`sheets.${sheet}`) })}
            </a>
            <p className="text-small text-soft">{t(`sheetHints.${sheet}`)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Chosen({
  files,
  onRemove,
}: {
  readonly files: readonly File[];
  readonly onRemove: (file: File) => void;
}): ReactNode {
  const t = useTranslations("web.imports");
  if (files.length === 0) return <p className="text-small text-soft">{t("chosenNone")}</p>;
  return (
    <ul aria-label={t("chosen")} className="grid gap-2">
      {files.map((file) => (
        <li
          key={`${file.name}${file.size}`}
          className="flex items-center gap-3 rounded-small border border-line bg-sunken px-3 py-1"
        >
          <Icon name="file" size={18} />
          <span className="min-w-0 flex-1 break-words">{file.name}</span>
          <button
            type="button"
            className="button button-small"
            aria-label={t("remove", { name: file.name })}
            onClick={() => onRemove(file)}
          >
            <Icon name="close" size={16} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function useImportPreview() {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: sendSheets,
    onSuccess: async (id) => {
      await cache.invalidateQueries({ queryKey: ["imports"] });
      await navigate({ to: "/impor/$id", params: { id } });
    },
  });
}

function Upload(): ReactNode {
  const t = useTranslations("web.imports");
  const [files, setFiles] = useState<readonly File[]>([]);
  const look = useImportPreview();
  const problem = look.error === null ? null : problemOf(look.error);
  const fault = problem?.fields.find(({ path }) => path === "files")?.message;
  const add = (chosen: readonly File[]): void => {
    look.reset();
    setFiles([...files.filter((file) => !chosen.some(({ name }) => name === file.name)), ...chosen]);
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    look.mutate(files);
  };
  return (
    <form className="card grid gap-4 p-5" onSubmit={onSubmit} noValidate>
      <h2 className="text-lead">{t("uploadTitle")}</h2>
      <ErrorSummary lines={fault === undefined ? [] : [{ field: "files", message: fault }]} problem={problem} />
      <Field id="files" label={t("uploadLabel")} hint={t("uploadHint")} error={fault}>
        {(attributes) => (
          <div className="grid gap-3">
            <Chosen files={files} onRemove={(file) => setFiles(files.filter((other) => other !== file))} />
            <FileInput
              {...attributes}
              multiple
              accept=".csv,text/csv"
              text={t("choose")}
              isBusy={look.isPending}
              onFiles={add}
            />
          </div>
        )}
      </Field>
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={look.isPending}>
        <Icon name="search" size={18} />
        {look.isPending ? t("looking") : t("look")}
      </BusyButton>
    </form>
  );
}

/** The screen of a new import. */
export function NewImportScreen(): ReactNode {
  const t = useTranslations("web.imports");
  return (
    <Page width="working" title={t("newTitle")} lead={t("newLead")} back={{ to: "/impor", text: t("toList") }}>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Templates />
        <Upload />
      </div>
    </Page>
  );
}
