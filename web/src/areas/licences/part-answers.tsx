/** The answers of a part, read-only, and a comparison of two versions that shows only the differences. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useBeginning } from "../../parts/beginning.tsx";
import { ownName, useAnswerWords } from "./answer-words.ts";
import { answersOf, changedAnswers, fieldsOf, listsOf } from "./answers.ts";
import type { LicenceForm, PartKey } from "./licence-types.ts";

/** The label of a field; the key of a field that this version does not know. */
function useFieldName(): (field: string) => string {
  const t = useTranslations("web.licenceForm.field");
  return (field) => (t.has(field as "city") ? t(field as "city") : field);
}

function useListName(): (part: PartKey, list: string) => string {
  const t = useTranslations("web.licenceForm.list");
  const parts = useTranslations("web.licence.part");
  return (part, list) => (t.has(list as "sites") ? t(list as "sites") : parts(part));
}

/** Maximum number of rows of a list before the "show more" button. */
const ROWS_STEP = 50;

interface AnswerRowsProps {
  readonly name: string;
  readonly rows: ReturnType<typeof listsOf>[number]["rows"];
  readonly form: LicenceForm;
}

/** One list of a part as a table. */
function AnswerRows({ name, rows, form }: AnswerRowsProps): ReactNode {
  const say = useAnswerWords(form);
  const nameOf = useFieldName();
  const { shown, more } = useBeginning(rows, ROWS_STEP);
  const fields = fieldsOf(rows[0]);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="table-frame" aria-label={name} tabIndex={0}>
        <table className="table table-cards">
          <caption className="sr-only">{name}</caption>
          <thead>
            <tr>
              {fields.map((field) => (
                <th key={field} scope="col">
                  {nameOf(field)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id} id={`answer-${row.id}`}>
                {fields.map((field) => (
                  <td key={field} data-label={nameOf(field)} className="[overflow-wrap:anywhere] sm:min-w-[112px]">
                    {say(field, row[field])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {more}
    </>
  );
}

/** All answers of a part. */
export function PartAnswers({ part, form }: { readonly part: PartKey; readonly form: LicenceForm }): ReactNode {
  const say = useAnswerWords(form);
  const nameOf = useFieldName();
  const listName = useListName();
  const t = useTranslations("web.licenceForm");
  const own = answersOf(form[part]).filter(
    ({ list, value }) => list === null && !(Array.isArray(value) && value.length === 0),
  );
  const lists = listsOf(form[part]);
  if (own.length === 0 && lists.length === 0) return <p className="text-soft">{t("nothingFilled")}</p>;
  return (
    <div className="grid min-w-0 gap-4">
      {own.length === 0 ? null : (
        <dl className="facts card px-5 py-1">
          {own.map(({ field, value }) => (
            <div key={field}>
              <dt>{nameOf(field)}</dt>
              <dd className="min-w-0 break-words">{say(field, value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {lists.map(({ list, rows }) => (
        <AnswerRows key={list} name={listName(part, list)} rows={rows} form={form} />
      ))}
    </div>
  );
}

interface ChangesProps {
  readonly part: PartKey;
  readonly before: unknown;
  readonly after: unknown;
  /** The forms of both versions, to look up rows by id. */
  readonly form: LicenceForm;
  readonly beforeName: string;
  readonly afterName: string;
}

/** The differences between two versions, old beside new. */
export function PartChanges({ part, before, after, form, beforeName, afterName }: ChangesProps): ReactNode {
  const t = useTranslations("web.licenceForm");
  const parts = useTranslations("web.licence.part");
  const say = useAnswerWords(form);
  const nameOf = useFieldName();
  const listName = useListName();
  const changes = changedAnswers(before, after);
  const rows = [...listsOf(after), ...listsOf(before)].flatMap((list) => list.rows);
  const placeOf = (list: string | null, rowId: string | null): string => {
    if (list === null || rowId === null) return "";
    const row = rows.find(({ id }) => id === rowId);
    return `${listName(part, list)}: ${row === undefined ? rowId : ownName(row) || t("unnamed")} – `;
  };
  if (changes.length === 0) return <p className="text-soft">{t("nothingChanged")}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-frame" aria-label={t("changes", { part: parts(part) })} tabIndex={0}>
      <table className="table table-cards">
        <caption className="sr-only">{t("changes", { part: parts(part) })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("what")}</th>
            <th scope="col">{beforeName}</th>
            <th scope="col">{afterName}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ list, rowId, field, before: was, after: is }) => (
            <tr key={`${list} ${rowId} ${field}`}>
              <td className="font-semibold" data-label={t("what")}>
                {placeOf(list, rowId)}
                {nameOf(field)}
              </td>
              <td data-label={beforeName} className="[overflow-wrap:anywhere] sm:min-w-[112px]">
                {say(field, was)}
              </td>
              <td data-label={afterName} className="font-semibold [overflow-wrap:anywhere]">
                {say(field, is)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
