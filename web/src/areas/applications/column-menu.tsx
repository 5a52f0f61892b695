/** Selects the visible columns of a table. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useDisclosure } from "../../parts/disclosure.ts";
import { Icon } from "../../parts/icons.tsx";

interface ColumnMenuProps {
  readonly columns: readonly { readonly id: string; readonly header: string }[];
  readonly hidden: ReadonlySet<string>;
  readonly onChange: (hidden: ReadonlySet<string>) => void;
}

/** A button that opens a list of checkboxes; the first column cannot be hidden. */
export function ColumnMenu({ columns, hidden, onChange }: ColumnMenuProps): ReactNode {
  const t = useTranslations("web.parts");
  const { open, toggle, box } = useDisclosure();
  const flip = (id: string): void =>
    onChange(hidden.has(id) ? new Set([...hidden].filter((other) => other !== id)) : new Set([...hidden, id]));
  return (
    <div ref={box} className="relative">
      <button type="button" className="button button-small" aria-expanded={open} onClick={toggle}>
        <Icon name="columns" size={16} />
        {t("columns")}
      </button>
      {open ? (
        <fieldset className="menu absolute top-full right-0 mt-1">
          <legend className="sr-only">{t("columns")}</legend>
          {columns.slice(1).map((column) => (
            <label key={column.id} className="menu-item">
              <input type="checkbox" checked={!hidden.has(column.id)} onChange={() => flip(column.id)} />
              {column.header}
            </label>
          ))}
        </fieldset>
      ) : null}
    </div>
  );
}
