/** A list inside a part: one card for each row, added and removed; what was removed can be brought back. */
import { type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../../parts/icons.tsx";
import { valueAt } from "./at-path.ts";
import { PartContext } from "./part-context.ts";

type Row = { readonly id: string };

const ID_BYTES = 9;

/** The id of a new row: nobody else's, also where the page came over plain HTTP. */
export function newRowId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  return [...bytes].map((byte) => byte.toString(36).padStart(2, "0")).join("");
}

interface RowsProps<R extends Row> {
  /** Where the list stands in the part. */
  readonly path: string;
  readonly title: string;
  readonly addText: string;
  readonly emptyText: string;
  readonly rowsMax: number;
  readonly newRow: () => R;
  readonly nameOf: (row: R, index: number) => string;
  readonly children: (row: R, path: string, index: number) => ReactNode;
  readonly level?: 2 | 3;
}

interface Removed<R> {
  readonly row: R;
  readonly index: number;
}

/** The cards of one list and the button that adds another. */
export function PartRows<R extends Row>(props: RowsProps<R>): ReactNode {
  const { path, title, addText, emptyText, rowsMax, newRow, nameOf, children, level = 2 } = props;
  const t = useTranslations("web.licenceForm");
  const scope = useContext(PartContext);
  const found = valueAt(scope.value, path);
  const rows = Array.isArray(found) ? (found as readonly R[]) : [];
  const [removed, setRemoved] = useState<Removed<R> | null>(null);
  const added = useRef<string | null>(null);
  useEffect(() => {
    if (added.current === null) return;
    document.querySelector<HTMLElement>(`[data-row="${added.current}"] :is(input, select, textarea)`)?.focus();
    added.current = null;
  });
  const add = (): void => {
    const row = newRow();
    added.current = row.id;
    scope.set(path, [...rows, row]);
  };
  const remove = (row: R, index: number): void => {
    setRemoved({ row, index });
    scope.set(
      path,
      rows.filter(({ id }) => id !== row.id),
    );
  };
  const bringBack = ({ row, index }: Removed<R>): void => {
    scope.set(path, [...rows.slice(0, index), row, ...rows.slice(index)]);
    setRemoved(null);
  };
  const Heading = level === 2 ? "h2" : "h3";
  const RowHeading = level === 2 ? "h3" : "h4";
  return (
    <section className="grid gap-3" aria-label={title}>
      <Heading className="text-lead" id={path} tabIndex={-1}>
        {title}
      </Heading>
      {rows.length === 0 ? <p className="text-soft">{emptyText}</p> : null}
      <ul className="grid gap-4">
        {rows.map((row, index) => (
          <li key={row.id} data-row={row.id} className="card grid gap-4 p-5">
            <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
              <RowHeading
                id={`${path}.${index}`}
                tabIndex={-1}
                className="min-w-0 font-semibold [overflow-wrap:anywhere]"
              >
                {nameOf(row, index)}
              </RowHeading>
              {scope.isLocked ? null : (
                <button type="button" className="button button-small button-quiet" onClick={() => remove(row, index)}>
                  <Icon name="close" size={16} />
                  {t("removeRow")}
                  <span className="sr-only"> {nameOf(row, index)}</span>
                </button>
              )}
            </div>
            {children(row, `${path}.${index}`, index)}
          </li>
        ))}
      </ul>
      <div role="status">
        {removed === null || rows.some(({ id }) => id === removed.row.id) ? null : (
          <p className="flex flex-wrap items-center gap-3">
            {t("rowRemoved", { name: nameOf(removed.row, removed.index) })}
            <button type="button" className="button button-small" onClick={() => bringBack(removed)}>
              <Icon name="retry" size={16} />
              {t("bringBack")}
            </button>
          </p>
        )}
      </div>
      {scope.isLocked ? null : (
        <button type="button" className="button justify-self-start" disabled={rows.length >= rowsMax} onClick={add}>
          {addText}
        </button>
      )}
      {rows.length >= rowsMax ? <p className="text-small text-soft">{t("rowsFull", { max: rowsMax })}</p> : null}
    </section>
  );
}
