/** Imports users of a call centre from a file: template, preview, and import on confirmation. */
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { PEOPLE_BYTES_MAX, PEOPLE_ROWS_MAX } from "../../../../src/service/admin/people-import/import-limits.shared.ts";
import { addressOf } from "../../data/client.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Field } from "../../parts/fields.tsx";
import { FileInput } from "../../parts/file-input.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { count } from "../../words/dates.ts";
import { type ImportedPeople, type PreviewedPeople, previewPeopleImport, writePeople } from "./people-import-data.ts";
import { PeopleImportDone } from "./people-import-done.tsx";
import { PeopleImportPreview } from "./people-import-preview.tsx";

const COLUMNS = ["email", "role", "name", "language", "extension", "queues", "skills"] as const;
const FORMATS = ["csv", "xlsx"] as const;
const MEGABYTE = 1_000_000;

/** The screen of `/layanan/orang/berkas`. */
export function PeopleImportScreen(): ReactNode {
  const t = useTranslations("web.peopleSheet");
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const looking = useMutation({ mutationFn: previewPeopleImport });
  const writing = useMutation({
    mutationFn: writePeople,
    onSettled: () => setAsking(false),
    onSuccess: async () => {
      looking.reset();
      await cache.invalidateQueries({ queryKey: ["service"] });
    },
  });
  const begin = (file: File): void => {
    writing.reset();
    looking.mutate(file);
  };
  const looked = looking.data;
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      above={
        <p className="mb-3">
          <Link to="/layanan/orang">{t("back")}</Link>
        </p>
      }
    >
      {writing.data === undefined ? (
        <div className="grid gap-6">
          <GetPart />
          <SendPart isBusy={looking.isPending} onFile={begin} />
          <div role="status" className="grid gap-4 empty:hidden">
            {looking.isPending ? <p>{t("reading")}</p> : null}
            {looking.error === null ? null : <FailureNotice error={looking.error} />}
            {writing.error === null ? null : <FailureNotice error={writing.error} />}
          </div>
          {looked === undefined || looking.isPending ? null : (
            <ImportReview looked={looked} onWrite={() => setAsking(true)} />
          )}
        </div>
      ) : (
        <Done done={writing.data} onAnother={() => writing.reset()} />
      )}
      {asking && looked !== undefined ? (
        <WriteDialog
          looked={looked}
          isBusy={writing.isPending}
          onYes={() => writing.mutate(looked)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Page>
  );
}

function Done({ done, onAnother }: { readonly done: ImportedPeople; readonly onAnother: () => void }): ReactNode {
  return (
    <div role="status">
      <PeopleImportDone done={done} onAnother={onAnother} />
    </div>
  );
}

function GetPart(): ReactNode {
  const t = useTranslations("web.peopleSheet");
  const language = useLocale();
  return (
    <section className="card grid gap-3 p-5" aria-label={t("getTitle")}>
      <h2 className="text-lead">{t("getTitle")}</h2>
      <p className="max-w-[70ch] text-soft">{t("getText")}</p>
      <p className="flex flex-wrap gap-x-5 gap-y-2">
        {(["template", "people"] as const).flatMap((content) =>
          FORMATS.map((format) => (
            <a
              key={`${content} ${format}`}
              href={addressOf("/api/service/people-sheet", { query: { content, format, language } })}
              download
            >
              {t(content, { format: format.toUpperCase() })}
            </a>
          )),
        )}
      </p>
      <details>
        <summary>{t("columnsTitle")}</summary>
        <ul className="mt-2 grid max-w-[70ch] gap-1">
          {COLUMNS.map((column) => (
            <li key={column}>{t(`columnsText.${column}`)}</li>
          ))}
        </ul>
        <p className="mt-2 max-w-[70ch] text-soft">{t("columnsRule")}</p>
      </details>
    </section>
  );
}

function SendPart({ isBusy, onFile }: { readonly isBusy: boolean; readonly onFile: (file: File) => void }): ReactNode {
  const t = useTranslations("web.peopleSheet");
  const locale = useLocale();
  const id = useId();
  const hint = t("fileHint", { rows: count(PEOPLE_ROWS_MAX, locale), megabytes: PEOPLE_BYTES_MAX / MEGABYTE });
  return (
    <section className="card grid gap-3 p-5" aria-label={t("sendTitle")}>
      <h2 className="text-lead">{t("sendTitle")}</h2>
      <Field id={`${id}file`} label={t("file")} hint={hint}>
        {(attributes) => (
          <FileInput
            {...attributes}
            accept=".xlsx,.csv,text/csv"
            text={t("choose")}
            isBusy={isBusy}
            onFiles={([file]) => file && onFile(file)}
          />
        )}
      </Field>
    </section>
  );
}

function ImportReview({
  looked,
  onWrite,
}: {
  readonly looked: PreviewedPeople;
  readonly onWrite: () => void;
}): ReactNode {
  const t = useTranslations("web.peopleSheet");
  const { file, preview } = looked;
  return (
    <section className="card grid gap-4 p-5" aria-label={t("previewTitle")}>
      <h2 className="text-lead">{t("previewTitle")}</h2>
      <p className="text-small text-soft [overflow-wrap:anywhere]">{t("chosen", { name: file.name })}</p>
      <PeopleImportPreview key={preview.plan ?? file.name} preview={preview} />
      {preview.plan === null ? null : (
        <button type="button" className="button button-main justify-self-start" onClick={onWrite}>
          {t("write")}
        </button>
      )}
    </section>
  );
}

interface WriteProps {
  readonly looked: PreviewedPeople;
  readonly isBusy: boolean;
  readonly onYes: () => void;
  readonly onClose: () => void;
}

function WriteDialog({ looked, isBusy, onYes, onClose }: WriteProps): ReactNode {
  const t = useTranslations("web.peopleSheet");
  const parts = useTranslations("web.parts");
  const { counts, lines } = looked.preview;
  const doing = (what: string) => lines.filter(({ changes }) => changes.some((change) => change.what === what)).length;
  return (
    <Dialog title={t("writeTitle", { count: counts.new + counts.changed })} onClose={onClose}>
      <div className="grid gap-5">
        <p className="max-w-[60ch]">{t("writeText", { invited: doing("invited"), phones: doing("phone-added") })}</p>
        <div className="flex flex-wrap gap-2">
          <BusyButton type="button" className="button button-main" isBusy={isBusy} onClick={onYes}>
            {isBusy ? t("writing") : t("write")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
