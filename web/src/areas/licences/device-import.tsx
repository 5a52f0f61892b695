/** Import of devices from a spreadsheet: the server parses it, errors are shown cell by cell, and rows are imported only on confirmation. */
import { type ReactNode, useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { DeviceRow } from "../../../../src/licensing/requirements/form.shared.ts";
import { addressOf, spokenLocale } from "../../data/client.ts";
import { failure, problemFrom } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Field } from "../../parts/fields.tsx";
import { FileInput } from "../../parts/file-input.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { ownName } from "./answer-words.ts";

/** The changes that a spreadsheet would make to the list. */
interface DeviceImportPreview {
  readonly rows: readonly DeviceRow[];
  readonly rowCount: number;
  readonly kept: number;
  readonly added: number;
  readonly removed: readonly DeviceRow[];
  readonly faultCount: number;
  readonly faults: readonly {
    readonly row: number;
    readonly column: string | null;
    readonly code: string;
    readonly found: string;
    readonly rule: string;
    readonly remedy: string;
  }[];
}

const NAMES_SHOWN_MAX = 10;

/** Sends a spreadsheet to the server for parsing; nothing is saved. */
async function previewDeviceImport(licenceId: string, file: File): Promise<DeviceImportPreview> {
  const form = new FormData();
  form.append("file", file, file.name);
  const headers = { "Accept-Language": spokenLocale() };
  const response = await fetch(`/api/licences/${licenceId}/devices/sheet`, { method: "POST", body: form, headers });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw failure(problemFrom(body, response.status));
  return body as DeviceImportPreview;
}

function Faults({ sheet }: { readonly sheet: DeviceImportPreview }): ReactNode {
  const t = useTranslations("web.licenceForm.import");
  if (sheet.faultCount === 0) return null;
  const title = t("faults", { count: sheet.faultCount });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-frame" aria-label={title} tabIndex={0}>
      <table className="table table-cards">
        <caption className="px-3 py-2 text-left font-semibold">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t("row")}</th>
            <th scope="col">{t("column")}</th>
            <th scope="col">{t("found")}</th>
            <th scope="col">{t("fault")}</th>
          </tr>
        </thead>
        <tbody>
          {sheet.faults.map(({ row, column, code, found, rule, remedy }) => (
            <tr key={`${row} ${column} ${code}`}>
              <td data-label={t("row")}>{row}</td>
              <td data-label={t("column")}>{column ?? "–"}</td>
              <td data-label={t("found")} className="[overflow-wrap:anywhere]">
                {found || "–"}
              </td>
              <td data-label={t("fault")}>
                <span>
                  {rule}
                  <span className="block text-soft">{remedy}</span>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Outcome({ sheet, onTake }: { readonly sheet: DeviceImportPreview; readonly onTake: () => void }): ReactNode {
  const t = useTranslations("web.licenceForm.import");
  const { rows, kept, added, removed } = sheet;
  return (
    <>
      <Faults sheet={sheet} />
      {rows.length === 0 ? null : (
        <>
          <p>{t("outcome", { kept, added })}</p>
          {removed.length === 0 ? null : (
            <Notice tone="wait" title={t("removed", { count: removed.length })}>
              {removed
                .slice(0, NAMES_SHOWN_MAX)
                .map((row) => ownName({ ...row }) || row.kind)
                .join(", ")}
            </Notice>
          )}
          <button type="button" className="button button-main justify-self-start" onClick={onTake}>
            {t("take", { count: rows.length })}
          </button>
        </>
      )}
    </>
  );
}

interface ImportProps {
  readonly licenceId: string;
  readonly onRows: (rows: readonly DeviceRow[]) => void;
}

/** The import: from the blank template to the list of devices. */
export function DeviceImport({ licenceId, onRows }: ImportProps): ReactNode {
  const t = useTranslations("web.licenceForm.import");
  const language = useLocale();
  const id = useId();
  const [taken, setTaken] = useState(0);
  const reading = useMutation({
    mutationFn: (file: File) => previewDeviceImport(licenceId, file),
    onMutate: () => setTaken(0),
  });
  const address = (content: "template" | "list"): string =>
    addressOf("/api/licences/{id}/devices/sheet", { path: { id: licenceId }, query: { content, language } });
  const take = (rows: readonly DeviceRow[]): void => {
    onRows(rows);
    setTaken(rows.length);
    reading.reset();
  };
  return (
    <div className="mt-4 grid gap-4">
      <p className="max-w-[70ch] text-soft">{t("text")}</p>
      <p className="flex flex-wrap gap-x-4 gap-y-1">
        {(["template", "list"] as const).map((content) => (
          <a key={content} href={address(content)} download>
            {t(content)}
          </a>
        ))}
      </p>
      <Field id={`${id}file`} label={t("file")} hint={t("fileHint")}>
        {(attributes) => (
          <FileInput
            {...attributes}
            accept=".xlsx,.csv,text/csv"
            text={t("choose")}
            isBusy={reading.isPending}
            onFiles={([file]) => file && reading.mutate(file)}
          />
        )}
      </Field>
      <div role="status" className="grid gap-4">
        {reading.error === null ? null : <FailureNotice error={reading.error} />}
        {reading.data === undefined ? null : <Outcome sheet={reading.data} onTake={() => take(reading.data.rows)} />}
        {taken === 0 ? null : <Notice tone="good" title={t("taken", { count: taken })} />}
      </div>
    </div>
  );
}
