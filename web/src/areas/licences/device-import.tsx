/** Devices from a spreadsheet: a file or pasted rows are read here, told cell by cell where they cannot be, then added. */
import { type ReactNode, useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { DeviceRow, Site } from "../../../../src/licensing/requirements/form.shared.ts";
import { Field } from "../../parts/fields.tsx";
import { FileInput } from "../../parts/file-input.tsx";
import { Notice } from "../../parts/notice.tsx";
import { COUNTRIES } from "./countries.ts";
import { DEVICE_COLUMNS, type ReadDevices, readDeviceRows } from "./device-sheet.ts";
import { newRowId } from "./part-rows.tsx";
import { rowsOfFile, rowsOfText } from "./read-spreadsheet.ts";

/** Most devices of one application. */
const DEVICES_MAX = 500;
const FAULTS_SHOWN_MAX = 50;

interface ImportProps {
  readonly rows: readonly DeviceRow[];
  readonly sites: readonly Site[];
  readonly onRows: (rows: readonly DeviceRow[]) => void;
}

/** The empty sheet as CSV, parted as spreadsheets in Indonesian expect it. */
function templateAddress(language: 0 | 1): string {
  const line = Object.values(DEVICE_COLUMNS).map((names) => `"${names[language]}"`);
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${line.join(";")}\r\n`)}`;
}

function Faults({ faults }: Pick<ReadDevices, "faults">): ReactNode {
  const t = useTranslations("web.licenceForm.import");
  const locale = useLocale();
  if (faults.length === 0) return null;
  const title = t("faults", { count: faults.length });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-frame" aria-label={title} tabIndex={0}>
      <table className="table table-cards">
        <caption className="px-3 py-2 text-left font-semibold">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t("row")}</th>
            <th scope="col">{t("column")}</th>
            <th scope="col">{t("fault")}</th>
          </tr>
        </thead>
        <tbody>
          {faults.slice(0, FAULTS_SHOWN_MAX).map(({ row, column, code, found }) => (
            <tr key={`${row} ${column} ${code}`}>
              <td data-label={t("row")}>{row}</td>
              <td data-label={t("column")}>
                {column === null ? "–" : DEVICE_COLUMNS[column][locale === "en" ? 1 : 0]}
              </td>
              <td data-label={t("fault")} className="[overflow-wrap:anywhere]">
                {t(`code.${code}`, { found, max: DEVICES_MAX })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The reading of a sheet and what came of it. */
export function DeviceImport({ rows, sites, onRows }: ImportProps): ReactNode {
  const t = useTranslations("web.licenceForm.import");
  const locale = useLocale();
  const id = useId();
  const [read, setRead] = useState<ReadDevices | "unread" | null>(null);
  const [added, setAdded] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const take = (cells: readonly (readonly string[])[] | null): void => {
    setAdded(0);
    const reading = { sites, countries: COUNTRIES, newId: newRowId, room: DEVICES_MAX - rows.length };
    setRead(cells === null ? "unread" : readDeviceRows(cells, reading));
  };
  const choose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setBusy(true);
    take(await rowsOfFile(file));
    setBusy(false);
  };
  const paste = (text: string): void => {
    if (text.trim() === "") return setRead(null);
    try {
      take(rowsOfText(text));
    } catch {
      take(null);
    }
  };
  const devices = read === null || read === "unread" ? [] : read.devices;
  const add = (): void => {
    onRows([...rows, ...devices]);
    setAdded(devices.length);
    setRead(null);
  };
  return (
    <div className="mt-4 grid gap-4">
      <p className="max-w-[70ch] text-soft">{t("text")}</p>
      <p>
        <a href={templateAddress(locale === "en" ? 1 : 0)} download={`${t("fileName")}.csv`}>
          {t("template")}
        </a>
      </p>
      <Field id={`${id}file`} label={t("file")} hint={t("fileHint")}>
        {(attributes) => (
          <FileInput
            {...attributes}
            accept=".xlsx,.csv,text/csv"
            text={t("choose")}
            isBusy={isBusy}
            onFiles={([file]) => void choose(file)}
          />
        )}
      </Field>
      <Field id={`${id}paste`} label={t("paste")} hint={t("pasteHint")}>
        {(attributes) => (
          <textarea {...attributes} rows={3} className="input" onChange={(event) => paste(event.currentTarget.value)} />
        )}
      </Field>
      <div role="status" className="grid gap-4">
        {read === "unread" ? <Notice tone="bad" title={t("unread")} /> : null}
        {read === null || read === "unread" ? null : <Faults faults={read.faults} />}
        {devices.length === 0 ? null : (
          <button type="button" className="button button-main justify-self-start" onClick={add}>
            {t("add", { count: devices.length })}
          </button>
        )}
        {added === 0 ? null : <Notice tone="good" title={t("added", { count: added })} />}
      </div>
    </div>
  );
}
