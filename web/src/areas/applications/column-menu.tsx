/** Which columns of a table are shown. */
import type { ReactNode } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { useTranslations } from "use-intl";
import { Icon } from "../../parts/icons.tsx";

interface ColumnMenuProps {
  readonly columns: readonly { readonly id: string; readonly header: string }[];
  readonly hidden: ReadonlySet<string>;
  readonly onChange: (hidden: ReadonlySet<string>) => void;
}

/** A menu of ticks; the first column always stays. */
export function ColumnMenu({ columns, hidden, onChange }: ColumnMenuProps): ReactNode {
  const t = useTranslations("web.parts");
  const choices = columns.slice(1);
  const shown = choices.filter((column) => !hidden.has(column.id)).map((column) => column.id);
  return (
    <MenuTrigger>
      <Button className="button button-small">
        <Icon name="columns" size={16} />
        {t("columns")}
      </Button>
      <Popover className="menu" placement="bottom end">
        <Menu
          aria-label={t("columns")}
          selectionMode="multiple"
          selectedKeys={shown}
          onSelectionChange={(keys) =>
            onChange(
              new Set(choices.filter((column) => keys !== "all" && !keys.has(column.id)).map((column) => column.id)),
            )
          }
        >
          {choices.map((column) => (
            <MenuItem key={column.id} id={column.id} className="menu-item" textValue={column.header}>
              {({ isSelected }) => (
                <>
                  <span className="inline-block w-5">{isSelected ? <Icon name="check" size={18} /> : null}</span>
                  {column.header}
                </>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
