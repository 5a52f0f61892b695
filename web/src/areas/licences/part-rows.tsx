/** A list inside a part: one card per row, with add and remove; a removal can be undone. */
import { type ReactNode, useContext, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../../parts/icons.tsx";
import { valueAt } from "./at-path.ts";
import { PartContext } from "./part-context.ts";
import { rowFieldId, useRevealing } from "./use-go-to-hash.ts";

type Row = { readonly id: string };

const ID_BYTES = 9;

/** A unique id for a new row, which also works over plain HTTP. */
export function newRowId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  return [...bytes].map((byte) => byte.toString(36).padStart(2, "0")).join("");
}

interface RowsProps<R extends Row> {
  /** The path of the list in the part. */
  readonly path: string;
  readonly title: string;
  readonly addText: string;
  readonly emptyText: string;
  readonly rowsMax: number;
  readonly newRow: () => R;
  readonly nameOf: (row: R, index: number) => string;
  /** Distinguishes folded rows with the same name. */
  readonly detailOf?: (row: R) => string;
  readonly children: (row: R, path: string, index: number) => ReactNode;
}

interface Removed<R> {
  readonly row: R;
  readonly index: number;
}

/** A list that opens with more rows than `FOLDED_ABOVE` shows only their names; above `FOLDED_ALWAYS_ABOVE` rows are folded at any time. */
const FOLDED_ABOVE = 3;
const FOLDED_ALWAYS_ABOVE = 12;

/** Tracks the rows that show their fields; a row opens when it is added or navigated to. */
function useOpenRows(path: string, rows: readonly Row[]) {
  const [beganFolded] = useState(rows.length > FOLDED_ABOVE);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const isFolding = beganFolded || rows.length > FOLDED_ALWAYS_ABOVE;
  const show = (id: string): void => setOpen((before) => new Set([...before, id]));
  useRevealing((fieldId) => {
    const row = rows.find(
      ({ id }, index) =>
        fieldId === rowFieldId(id) || fieldId.startsWith(`${path}.${index}.`) || fieldId.includes(`-${id}`),
    );
    if (row !== undefined && isFolding && !open.has(row.id)) show(row.id);
  });
  return {
    isFolding,
    show,
    isOpen: (id: string): boolean => !isFolding || open.has(id),
    flip: (id: string): void =>
      setOpen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id])),
  };
}

interface HeadProps {
  readonly name: string;
  readonly detail: string;
  /** Null where rows cannot be folded. */
  readonly fold: { readonly isOpen: boolean; readonly flip: () => void } | null;
  readonly onRemove: (() => void) | null;
}

function RowHead({ name, detail, fold, onRemove }: HeadProps): ReactNode {
  const t = useTranslations("web.licenceForm");
  return (
    <div className="flex items-start justify-between gap-x-4">
      <h3 className="min-w-0 font-semibold [overflow-wrap:anywhere]">
        {fold === null ? (
          name
        ) : (
          <button
            type="button"
            className="inline-flex items-center gap-2 text-left font-semibold"
            aria-expanded={fold.isOpen}
            onClick={fold.flip}
          >
            <Icon name={fold.isOpen ? "up" : "down"} size={18} />
            <span>
              {name}
              {detail === "" || fold.isOpen ? null : <span className="font-normal text-soft"> · {detail}</span>}
            </span>
          </button>
        )}
      </h3>
      {onRemove === null ? null : (
        <button type="button" className="button button-small button-quiet shrink-0" onClick={onRemove}>
          <Icon name="close" size={16} />
          {t("removeRow")}
          <span className="sr-only"> {name}</span>
        </button>
      )}
    </div>
  );
}

/** The cards of one list and the button that adds a row. */
export function PartRows<R extends Row>(props: RowsProps<R>): ReactNode {
  const { path, title, addText, emptyText, rowsMax, newRow, nameOf, detailOf, children } = props;
  const t = useTranslations("web.licenceForm");
  const scope = useContext(PartContext);
  const found = valueAt(scope.value, path);
  const rows = Array.isArray(found) ? (found as readonly R[]) : [];
  const folding = useOpenRows(path, rows);
  const [removed, setRemoved] = useState<Removed<R> | null>(null);
  const added = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (added.current === null) return;
    document.querySelector<HTMLElement>(`[data-row="${added.current}"] :is(input, select, textarea)`)?.focus();
    added.current = null;
  });
  const add = (): void => {
    const row = newRow();
    added.current = row.id;
    folding.show(row.id);
    scope.set(path, [...rows, row]);
  };
  const remove = (row: R, index: number): void => {
    setRemoved({ row, index });
    const rest = rows.filter(({ id }) => id !== row.id);
    scope.set(path, rest);
  };
  const bringBack = ({ row, index }: Removed<R>): void => {
    scope.set(path, [...rows.slice(0, index), row, ...rows.slice(index)]);
    setRemoved(null);
  };
  return (
    <section className="grid gap-3" aria-label={title}>
      <h2 className="text-lead" id={path} tabIndex={-1}>
        {title}
      </h2>
      {rows.length === 0 ? <p className="text-soft">{emptyText}</p> : null}
      <ul className="grid gap-4">
        {rows.map((row, index) => (
          <li
            key={row.id}
            data-row={row.id}
            id={rowFieldId(row.id)}
            tabIndex={-1}
            className={`card grid gap-4 ${folding.isFolding && !folding.isOpen(row.id) ? "px-5 py-2" : "p-5"}`}
          >
            <RowHead
              name={nameOf(row, index)}
              detail={detailOf?.(row) ?? ""}
              fold={folding.isFolding ? { isOpen: folding.isOpen(row.id), flip: () => folding.flip(row.id) } : null}
              onRemove={scope.isLocked ? null : () => remove(row, index)}
            />
            {folding.isOpen(row.id) ? children(row, `${path}.${index}`, index) : null}
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
