/** All answers of a part in a table; a finding can be placed on each answer, and answers with findings are marked. */
import { type MouseEvent, type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { Glyph } from "../../../parts/badges.tsx";
import { Icon } from "../../../parts/icons.tsx";
import { useAnswerWords } from "../answer-words.ts";
import { fieldsOf, listsOf } from "../answers.ts";
import type { Finding, LicenceForm, PartKey, SlotFile } from "../licence-types.ts";
import { ownFields, pathOf, useFieldName, useListName } from "./part-places.ts";
import { NOWHERE, type Pointed } from "./review-types.ts";

interface PartAnswersProps {
  readonly part: PartKey;
  readonly form: LicenceForm;
  readonly documents: readonly SlotFile[];
  readonly findings: readonly Finding[];
  readonly pointed: Pointed | null;
  readonly onPoint: ((place: Pointed) => void) | null;
  readonly onFile: (slot: string) => void;
}

interface CellProps {
  readonly path: string;
  readonly rowId: string | null;
  readonly sheet: PartAnswersProps;
  readonly children: ReactNode;
}

/** Whether a finding refers to this answer. */
function isFound({ findings }: PartAnswersProps, { path, rowId }: Pick<CellProps, "path" | "rowId">): boolean {
  const field = path.split(".").at(-1);
  return findings.some(
    ({ place, state }) =>
      state !== "settled" &&
      place.field !== null &&
      (rowId === null ? place.field === path : place.rowId === rowId && place.field.split(".").at(-1) === field),
  );
}

function Answer({ path, rowId, sheet, children }: CellProps): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const isHere = sheet.pointed?.part === sheet.part && sheet.pointed.field === path;
  const found = isFound(sheet, { path, rowId });
  return (
    <span
      data-path={path}
      data-row-id={rowId ?? undefined}
      className={`answer ${sheet.onPoint === null ? "" : "cursor-crosshair"} ${isHere ? "answer-here" : ""} ${found ? "answer-found" : ""}`}
    >
      {found ? (
        <span className="mr-1 inline-block align-baseline">
          <Glyph shape="triangle" size={11} />
          <span className="sr-only">{t("foundAtField")} </span>
        </span>
      ) : null}
      {children}
    </span>
  );
}

/** Files of a row as buttons that open them. */
function RowFiles({ sheet, rowId }: { readonly sheet: PartAnswersProps; readonly rowId: string }): ReactNode {
  const kinds = useTranslations("web.licenceForm.rowFile");
  const files = sheet.documents.filter(({ slot }) => slot.endsWith(`:${rowId}`));
  return (
    <span className="flex flex-wrap gap-1">
      {files.map(({ slot }) => {
        const kind = slot.split(":")[0] ?? "";
        return (
          <button
            key={slot}
            type="button"
            className="button button-small button-quiet"
            onClick={() => sheet.onFile(slot)}
          >
            <Icon name="file" size={16} />
            {kinds.has(kind as "proof") ? kinds(kind as "proof") : kind}
          </button>
        );
      })}
    </span>
  );
}

function Rows({
  sheet,
  list,
  rows,
}: {
  readonly sheet: PartAnswersProps;
  readonly list: string;
  readonly rows: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
}): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const say = useAnswerWords(sheet.form);
  const fieldName = useFieldName();
  const listName = useListName();
  const headingId = useId();
  const fields = fieldsOf(rows[0]);
  const hasFiles = rows.some(({ id }) => sheet.documents.some(({ slot }) => slot.endsWith(`:${id}`)));
  return (
    <div className="grid min-w-0 gap-1">
      <h3 id={headingId} className="text-small font-semibold text-soft">
        {listName(sheet.part, list)}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="table-frame" aria-labelledby={headingId} tabIndex={0}>
        <table className="table table-cards">
          <caption className="sr-only">{listName(sheet.part, list)}</caption>
          <thead>
            <tr>
              {fields.map((field) => (
                <th key={field} scope="col">
                  {fieldName(field)}
                </th>
              ))}
              {hasFiles ? <th scope="col">{t("files")}</th> : null}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={row.id} id={`answer-${row.id}`} tabIndex={-1}>
                {fields.map((field) => (
                  <td key={field} data-label={fieldName(field)} className="max-w-[260px] break-words">
                    <Answer sheet={sheet} rowId={row.id} path={pathOf({ list, index, field })}>
                      {say(field, row[field])}
                    </Answer>
                  </td>
                ))}
                {hasFiles ? (
                  <td data-label={t("files")}>
                    <RowFiles sheet={sheet} rowId={row.id} />
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** The table. Clicking an answer is a shortcut: the form of a finding lists the same places. */
export function PartAnswersTable(sheet: PartAnswersProps): ReactNode {
  const { part, form, onPoint } = sheet;
  const t = useTranslations("web.licenceForm");
  const say = useAnswerWords(form);
  const fieldName = useFieldName();
  const own = ownFields(form[part]);
  const lists = listsOf(form[part]);
  const onClick = (event: MouseEvent): void => {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-path]") : null;
    const path = cell?.dataset["path"];
    if (path !== undefined) onPoint?.({ ...NOWHERE, part, field: path, rowId: cell?.dataset["rowId"] ?? null });
  };
  if (own.length === 0 && lists.length === 0) return <p className="text-soft">{t("nothingFilled")}</p>;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the same places are in the form of a finding, by keyboard
    // biome-ignore lint/a11y/noStaticElementInteractions: the same places are in the form of a finding, by keyboard
    <div className="grid min-w-0 gap-4" onClick={onPoint === null ? undefined : onClick}>
      {own.length === 0 ? null : (
        <dl className="facts card px-5 py-1">
          {own.map(({ field, value }) => (
            <div key={field}>
              <dt>{fieldName(field)}</dt>
              <dd>
                <Answer sheet={sheet} rowId={null} path={field}>
                  {say(field, value)}
                </Answer>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {lists.map(({ list, rows }) => (
        <Rows key={list} sheet={sheet} list={list} rows={rows} />
      ))}
    </div>
  );
}
